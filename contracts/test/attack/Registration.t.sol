// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AiigoToken } from "../../src/AiigoToken.sol";
import { NodeRegistry } from "../../src/NodeRegistry.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";

/// @notice A treasury that registers a node of its own while it is paid the fee of another.
contract RegisteringTreasury {
    NodeRegistry private immutable registry;
    NodeSpec private spec;
    uint256 private immutable stake;
    bool private entered;

    constructor(NodeRegistry registry_, AiigoToken token, NodeSpec memory spec_, uint256 stake_) payable {
        registry = registry_;
        spec = spec_;
        stake = stake_;
        token.approve(address(registry_.stakingPool()), type(uint256).max);
    }

    receive() external payable {
        if (entered) return;
        entered = true;
        registry.register{ value: msg.value }("own", spec, new Ask[](0), stake);
    }
}

contract RegistrationAttacksTest is SystemTest {
    function test_TreasuryThatReenters_FailsTheRegistration() external {
        NodeSpec memory offered = spec(ResourceType.CPU);
        RegisteringTreasury greedy = new RegisteringTreasury(registry, token, offered, MIN_STAKE);
        fundAccount(address(greedy));
        vm.prank(admin);
        escrow.setTreasury(address(greedy));
        Ask[] memory list = asks();
        vm.prank(provider);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.NodeRegistry_FeeTransferFailed.selector, address(greedy), REGISTRATION_FEE)
        );
        registry.register{ value: REGISTRATION_FEE }("node", offered, list, MIN_STAKE);
        check(registry.providerOf(registry.nodeIdOf(address(greedy), "own")) == address(0), "no node came of it");
    }
}
