// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Vm } from "./Vm.sol";

/// @notice Named accounts, signatures and assertions.
abstract contract TestBase {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    function keyOf(string memory name) internal pure returns (uint256) {
        return uint256(keccak256(bytes(name)));
    }

    function account(string memory name) internal returns (address named) {
        named = vm.addr(keyOf(name));
        vm.label(named, name);
    }

    function signed(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @notice Creates a contract in a call of its own. An expected revert then ends this call, and not the whole test,
    ///   also where tests are linked dynamically and creating is a cheat code's work (the mutation check).
    function builds(bytes calldata initCode) external returns (address created) {
        bytes memory code = initCode;
        assembly ("memory-safe") {
            created := create(0, add(code, 0x20), mload(code))
            if iszero(created) {
                let reason := mload(0x40)
                returndatacopy(reason, 0, returndatasize())
                revert(reason, returndatasize())
            }
        }
    }

    /// @dev Wraps `value` into min … max.
    function bound(uint256 value, uint256 min, uint256 max) internal pure returns (uint256) {
        return value >= min && value <= max ? value : min + value % (max - min + 1);
    }

    function check(bool condition, string memory message) internal pure {
        vm.assertTrue(condition, message);
    }

    function eq(uint256 found, uint256 expected, string memory message) internal pure {
        vm.assertEq(found, expected, message);
    }

    function eq(address found, address expected, string memory message) internal pure {
        vm.assertEq(found, expected, message);
    }

    function eq(bytes32 found, bytes32 expected, string memory message) internal pure {
        vm.assertEq(found, expected, message);
    }
}
