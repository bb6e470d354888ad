// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IERC1271 } from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @notice A contract wallet: its owner's signature is its own (ERC-1271).
contract Wallet is IERC1271 {
    address public immutable owner;

    constructor(address owner_) {
        owner = owner_;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        (bytes32 r, bytes32 s) = abi.decode(signature[:64], (bytes32, bytes32));
        return ecrecover(digest, uint8(signature[64]), r, s) == owner ? this.isValidSignature.selector : bytes4(0);
    }

    function run(address target, uint256 value, bytes calldata call) external payable returns (bytes memory) {
        (bool success, bytes memory answer) = target.call{ value: value }(call);
        require(success, "the wallet's call failed");
        return answer;
    }

    receive() external payable { }
}

/// @notice Code that knows nothing: no signatures, no ether.
contract Refuser { }

/// @notice Asked for a signature, it burns all the gas it is given.
contract Burner is IERC1271 {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        assembly {
            invalid()
        }
    }
}

/// @notice Calls with no more gas than it is told.
contract Limiter {
    function run(address target, uint256 gasLimit, bytes calldata call) external returns (bool, bytes memory) {
        return target.call{ gas: gasLimit }(call);
    }
}
