// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";

import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";

contract NodeRegistryTest is SystemTest {
    /* -------------------------------------------------- register ------------------------------------------------ */

    function test_Register_RevertWhen_ValueIsNotTheFee() external {
        Ask[] memory list = asks();
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_WrongFee.selector, 1, REGISTRATION_FEE));
        registry.register{ value: 1 }("node", spec(ResourceType.CPU), list, MIN_STAKE);
    }

    function test_Register_RevertWhen_StakeIsBelowTheMinimum() external {
        _refuses(spec(ResourceType.CPU), asks(), MIN_STAKE - 1, Errors.NodeRegistry_StakeBelowMinimum.selector);
    }

    function test_Register_RevertWhen_IdIsTaken() external {
        registers(provider, "node", MIN_STAKE);
        _refuses(spec(ResourceType.CPU), asks(), MIN_STAKE, Errors.NodeRegistry_IdTaken.selector);
    }

    function test_Register_RevertWhen_SpecIsEmpty() external {
        for (uint256 i; i < 3; ++i) {
            NodeSpec memory empty = spec(ResourceType.CPU);
            if (i == 0) empty.units = 0;
            if (i == 1) empty.region = 0;
            if (i == 2) empty.specHash = 0;
            _refuses(empty, asks(), MIN_STAKE, Errors.NodeRegistry_EmptySpec.selector);
        }
    }

    function test_Register_RevertWhen_TooManyAsks() external {
        _refuses(spec(ResourceType.CPU), new Ask[](17), MIN_STAKE, Errors.NodeRegistry_TooManyAsks.selector);
    }

    function test_Register_RevertWhen_TheTreasuryRefuses() external {
        vm.etch(treasury, hex"5f5ffd");
        _refuses(spec(ResourceType.CPU), asks(), MIN_STAKE, Errors.NodeRegistry_FeeTransferFailed.selector);
    }

    function test_Register_ForwardsTheFee_PullsTheStake() external {
        bytes8 nodeId = registry.nodeIdOf(provider, "node");
        uint256 before = token.balanceOf(provider);
        Ask[] memory list = asks();
        vm.prank(provider);
        bytes8 returned = registry.register{ value: REGISTRATION_FEE }("node", spec(ResourceType.CPU), list, MIN_STAKE);
        vm.snapshotGasLastCall("gas", "register with 3 asks");

        eq(returned, nodeId, "id");
        eq(nodeId, bytes8(keccak256(abi.encode(provider, bytes32("node")))), "id formula");
        NodeWord memory node = registry.node(nodeId);
        eq(node.provider, provider, "provider");
        eq(uint256(node.state), uint256(NodeState.PENDING), "state");
        eq(uint256(node.tier), uint256(Tier.COMMUNITY), "tier");
        eq(uint256(node.trustLevel), uint256(TrustLevel.BASIC), "trust");
        eq(node.reputation, 5000, "reputation");
        eq(node.units, 4, "units");
        eq(registry.ask(nodeId, address(usdc)), 100, "ask");
        eq(treasury.balance, REGISTRATION_FEE, "fee");
        eq(before - token.balanceOf(provider), MIN_STAKE, "pulled");
        eq(pool.activeStake(nodeId), MIN_STAKE, "staked");
    }

    /* -------------------------------------------------- provider ------------------------------------------------ */

    function test_SetSpec() external {
        bytes8 nodeId = goesActive(provider, "node");
        NodeSpec memory changed = spec(ResourceType.CPU);
        changed.units = 8;
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_NotProvider.selector, nodeId, stranger));
        registry.setSpec(nodeId, changed);
        vm.prank(provider);
        vm.expectPartialRevert(Errors.NodeRegistry_ResourceTypeFixed.selector);
        registry.setSpec(nodeId, spec(ResourceType.GPU));
        TaskRequest memory request = assigned(nodeId);
        vm.prank(provider);
        vm.expectPartialRevert(Errors.NodeRegistry_OpenAssignments.selector);
        registry.setSpec(nodeId, changed);
        submitsResult(request, nodeId, 1, 1);
        vm.prank(provider);
        registry.setSpec(nodeId, changed);
        eq(registry.node(nodeId).units, 8, "units");
    }

    function test_SetAsks() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        Ask[] memory list = new Ask[](2);
        list[0] = Ask(ETH, 0);
        list[1] = Ask(address(usdc), 7);
        vm.prank(stranger);
        vm.expectPartialRevert(Errors.NodeRegistry_NotProvider.selector);
        registry.setAsks(nodeId, list);
        vm.prank(provider);
        registry.setAsks(nodeId, list);
        eq(registry.ask(nodeId, ETH), 0, "withdrawn");
        eq(registry.ask(nodeId, address(usdc)), 7, "changed");
    }

    function test_Activate() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        vm.startPrank(provider);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.NodeRegistry_WrongState.selector, nodeId, NodeState.PENDING)
        );
        registry.activate(nodeId);
        vm.stopPrank();
        provesPower(nodeId);
        vm.expectPartialRevert(Errors.NodeRegistry_NotProvider.selector);
        registry.activate(nodeId);
        vm.startPrank(provider);
        pool.unbond(nodeId, 1);
        vm.expectPartialRevert(Errors.NodeRegistry_StakeBelowMinimum.selector);
        registry.activate(nodeId);
        pool.stake(nodeId, 1);
        registry.activate(nodeId);
        vm.snapshotGasLastCall("gas", "activate");
        checkNode(nodeId, NodeState.ACTIVE);
    }

    function test_Deactivate() external {
        bytes8 nodeId = goesActive(provider, "node");
        TaskRequest memory request = assigned(nodeId);
        vm.startPrank(provider);
        registry.deactivate(nodeId);
        vm.expectPartialRevert(Errors.NodeRegistry_WrongState.selector);
        registry.deactivate(nodeId);
        vm.stopPrank();
        checkNode(nodeId, NodeState.INACTIVE);
        submitsResult(request, nodeId, 1, 1);
        checkState(request, TaskState.SUBMITTED);
    }

    /* -------------------------------------------------- operator ------------------------------------------------ */

    function test_Reject() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        vm.prank(admin);
        vm.expectPartialRevert(IAccessControl.AccessControlUnauthorizedAccount.selector);
        registry.reject(nodeId);
        vm.startPrank(operator);
        registry.reject(nodeId);
        vm.expectPartialRevert(Errors.NodeRegistry_WrongState.selector);
        registry.reject(nodeId);
        vm.stopPrank();
        checkNode(nodeId, NodeState.REJECTED);
        vm.startPrank(provider);
        pool.unbond(nodeId, MIN_STAKE);
        vm.expectPartialRevert(Errors.NodeRegistry_WrongState.selector);
        registry.activate(nodeId);
    }

    function test_SetTier() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        vm.prank(provider);
        vm.expectPartialRevert(IAccessControl.AccessControlUnauthorizedAccount.selector);
        registry.setTier(nodeId, Tier.OWNED);
        vm.startPrank(operator);
        vm.expectPartialRevert(Errors.NodeRegistry_WrongState.selector);
        registry.setTier(bytes8("unknown"), Tier.OWNED);
        registry.setTier(nodeId, Tier.OWNED);
        eq(uint256(registry.node(nodeId).tier), uint256(Tier.OWNED), "tier");
    }

    function test_SetRegistrationFee() external {
        vm.prank(operator);
        vm.expectPartialRevert(IAccessControl.AccessControlUnauthorizedAccount.selector);
        registry.setRegistrationFee(1);
        vm.prank(admin);
        registry.setRegistrationFee(1);
        eq(registry.registrationFee(), 1, "fee");
    }

    /* ------------------------------------------------- contracts ------------------------------------------------ */

    function test_Contracts_RevertWhen_CallerIsAnother() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        address[3] memory people = [admin, operator, provider];
        for (uint256 i; i < people.length; ++i) {
            vm.startPrank(people[i]);
            vm.expectPartialRevert(Errors.NodeRegistry_NotMarketplace.selector);
            registry.openAssignment(nodeId, 0, ETH, RATE);
            vm.expectPartialRevert(Errors.NodeRegistry_NotMarketplace.selector);
            registry.closeAssignment(nodeId, true);
            vm.expectPartialRevert(Errors.NodeRegistry_NotMarketplace.selector);
            registry.recordSettlement(nodeId, true);
            vm.expectPartialRevert(Errors.NodeRegistry_NotMarketplace.selector);
            registry.penaliseTimeout(nodeId, 0, true);
            vm.expectPartialRevert(Errors.NodeRegistry_NotPowVerifier.selector);
            registry.recordPow(nodeId, true, 1, 0);
            vm.expectPartialRevert(Errors.NodeRegistry_NotStakingPool.selector);
            registry.onStakeChanged(nodeId, 1);
            vm.stopPrank();
        }
    }

    function test_Trust_RisesAndFalls() external {
        bytes8 nodeId = goesActive(provider, "node");
        for (uint256 i; i < 9; ++i) {
            provesPower(nodeId);
        }
        _checkTrust(nodeId, TrustLevel.BASIC);
        vm.prank(provider);
        pool.stake(nodeId, 900e18);
        _checkTrust(nodeId, TrustLevel.VERIFIED);
        vm.prank(provider);
        pool.stake(nodeId, 9000e18);
        vm.startPrank(address(market));
        for (uint256 i; i < 100; ++i) {
            _checkTrust(nodeId, TrustLevel.VERIFIED);
            registry.recordSettlement(nodeId, true);
        }
        _checkTrust(nodeId, TrustLevel.TRUSTED);
        // 100 of 105 is 95.2 %, 100 of 106 is 94.3 %
        for (uint256 i; i < 6; ++i) {
            _checkTrust(nodeId, TrustLevel.TRUSTED);
            registry.openAssignment(nodeId, uint8(ResourceType.CPU), ETH, RATE);
            registry.closeAssignment(nodeId, false);
        }
        _checkTrust(nodeId, TrustLevel.VERIFIED);
        vm.stopPrank();
        vm.prank(provider);
        pool.unbond(nodeId, 9500e18);
        _checkTrust(nodeId, TrustLevel.BASIC);
    }

    function test_Slashed_GivenATopUp_IsInactive() external {
        bytes8 nodeId = goesActive(provider, "node");
        TaskRequest memory request = assigned(nodeId);
        vm.warp(block.timestamp + request.workSeconds + 1);
        market.reopen(request);
        checkNode(nodeId, NodeState.SLASHED);
        _checkTrust(nodeId, TrustLevel.NONE);
        vm.startPrank(provider);
        pool.stake(nodeId, 4e18);
        checkNode(nodeId, NodeState.SLASHED);
        pool.stake(nodeId, 1e18);
        checkNode(nodeId, NodeState.INACTIVE);
        _checkTrust(nodeId, TrustLevel.BASIC);
        registry.activate(nodeId);
        checkNode(nodeId, NodeState.ACTIVE);
    }

    function _checkTrust(bytes8 nodeId, TrustLevel expected) private view {
        eq(uint256(registry.node(nodeId).trustLevel), uint256(expected), "trust level");
    }

    function _refuses(NodeSpec memory nodeSpec, Ask[] memory list, uint256 stake, bytes4 error) private {
        vm.prank(provider);
        vm.expectPartialRevert(error);
        registry.register{ value: REGISTRATION_FEE }("node", nodeSpec, list, stake);
    }
}
