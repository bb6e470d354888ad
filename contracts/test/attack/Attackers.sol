// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import { ECDSA } from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import { Escrow } from "../../src/Escrow.sol";
import { NodeRegistry } from "../../src/NodeRegistry.sol";
import { TaskMarketplace } from "../../src/TaskMarketplace.sol";
import "../../src/types/DataTypes.sol";

/// @notice A buyer that tries to withdraw again while it is being paid.
contract ReentrantBuyer {
    Escrow private immutable escrow;
    bool public reentered;

    constructor(Escrow escrow_) {
        escrow = escrow_;
    }

    function submits(TaskMarketplace market, TaskRequest calldata request) external payable {
        market.submit{ value: msg.value }(request);
    }

    function cancels(TaskMarketplace market, TaskRequest calldata request) external {
        market.cancel(request);
    }

    function withdraws() external {
        escrow.withdraw(address(0), address(this));
    }

    receive() external payable {
        try escrow.withdraw(address(0), address(this)) {
            reentered = true;
        } catch { }
    }
}

/// @notice A contract that refuses every payment.
contract Refuser {
    function submits(TaskMarketplace market, TaskRequest calldata request) external payable {
        market.submit{ value: msg.value }(request);
    }
}

/// @notice Keeps one per cent of every transfer.
contract TaxedToken is ERC20 {
    constructor() ERC20("Taxed", "TAX") {
        _mint(msg.sender, 1e24);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (from == address(0)) return super._update(from, to, value);
        super._update(from, address(0xdead), value / 100);
        super._update(from, to, value - value / 100);
    }
}

/// @notice A token that calls back into the escrow while the escrow pulls it.
contract CallbackToken is ERC20 {
    Escrow private immutable escrow;

    constructor(Escrow escrow_) ERC20("Callback", "CBK") {
        escrow = escrow_;
        _mint(msg.sender, 1e24);
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (to == address(escrow)) escrow.withdraw(address(this), address(this));
    }
}

/// @notice A wallet contract (ERC-1271) with one owner; can own a node and buy.
contract Wallet {
    address private immutable owner;

    constructor(address owner_) {
        owner = owner_;
    }

    function call(address target, uint256 value, bytes calldata data) external returns (bytes memory) {
        require(msg.sender == owner, "not the owner");
        (bool done, bytes memory answer) = target.call{ value: value }(data);
        require(done, "call failed");
        return answer;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        return ECDSA.recoverCalldata(digest, signature) == owner ? this.isValidSignature.selector : bytes4(0);
    }

    receive() external payable { }
}
