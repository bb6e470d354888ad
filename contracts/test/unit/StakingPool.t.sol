// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IStakingPool } from "../../src/interfaces/IStakingPool.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";

contract StakingPoolTest is SystemTest {
    bytes8 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = goesActive(provider, "node");
    }

    function test_Stake_RevertWhen_TheNodeIsUnknown() external {
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakingPool_UnknownNode.selector, bytes8("unknown")));
        pool.stake(bytes8("unknown"), 1);
    }

    function test_Stake_RevertWhen_TheAmountIsZero() external {
        vm.prank(provider);
        vm.expectRevert(Errors.StakingPool_ZeroAmount.selector);
        pool.stake(nodeId, 0);
    }

    function test_Stake_PullsFromTheCaller() external {
        uint256 before = token.balanceOf(stranger);
        vm.expectEmit();
        emit IStakingPool.Staked(nodeId, provider, 5e18, 105e18);
        vm.prank(stranger);
        pool.stake(nodeId, 5e18);
        eq(before - token.balanceOf(stranger), 5e18, "pulled");
        eq(pool.activeStake(nodeId), 105e18, "active");
    }

    function test_StakeFor_RevertWhen_CallerIsNotTheRegistry() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.StakingPool_NotRegistry.selector, address(this)));
        pool.stakeFor(nodeId, provider, 1);
    }

    function test_Unbond_RevertWhen_CallerIsNotTheProvider() external {
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakingPool_NotProvider.selector, nodeId, admin));
        pool.unbond(nodeId, 1);
    }

    function test_Unbond_RevertWhen_TheAmountIsOutOfBounds() external {
        vm.startPrank(provider);
        vm.expectRevert(Errors.StakingPool_ZeroAmount.selector);
        pool.unbond(nodeId, 0);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.StakingPool_AmountAboveStake.selector, MIN_STAKE + 1, MIN_STAKE)
        );
        pool.unbond(nodeId, MIN_STAKE + 1);
    }

    function test_Unbond_RevertGiven_OpenAssignments_BelowTheMinimum() external {
        TaskRequest memory request = assigned(nodeId);
        vm.startPrank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakingPool_OpenAssignments.selector, nodeId, 1));
        pool.unbond(nodeId, 1);
        pool.stake(nodeId, 1);
        pool.unbond(nodeId, 1);
        vm.stopPrank();
        submitsResult(request, nodeId, 1, 1);
        vm.prank(provider);
        pool.unbond(nodeId, 1);
    }

    function test_Unbond_BelowTheMinimum_MakesTheNodeInactive() external {
        vm.expectEmit();
        emit IStakingPool.UnbondingStarted(
            nodeId, provider, 1, MIN_STAKE - 1, uint40(block.timestamp) + UNBONDING
        );
        vm.prank(provider);
        pool.unbond(nodeId, 1);
        vm.snapshotGasLastCall("gas", "unbond");
        checkNode(nodeId, NodeState.INACTIVE);
        eq(uint256(registry.node(nodeId).trustLevel), uint256(TrustLevel.NONE), "trust");
    }

    function test_Unbond_GivenUnbondingStake_WaitsFromNowOn() external {
        vm.startPrank(provider);
        pool.unbond(nodeId, 40e18);
        vm.warp(block.timestamp + 10 days);
        pool.unbond(nodeId, 10e18);
        vm.stopPrank();
        (uint256 amount, uint40 availableAt) = pool.unbondingStake(nodeId);
        eq(amount, 50e18, "unbonding");
        eq(availableAt, block.timestamp + UNBONDING, "available");
    }

    function test_WithdrawUnbonded() external {
        vm.expectPartialRevert(Errors.StakingPool_NotProvider.selector);
        pool.withdrawUnbonded(nodeId, stranger);
        vm.startPrank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakingPool_NothingUnbonding.selector, nodeId));
        pool.withdrawUnbonded(nodeId, stranger);
        pool.unbond(nodeId, MIN_STAKE);
        uint40 availableAt = uint40(block.timestamp) + UNBONDING;
        vm.warp(availableAt - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakingPool_StillUnbonding.selector, availableAt));
        pool.withdrawUnbonded(nodeId, stranger);
        vm.warp(availableAt);
        uint256 before = token.balanceOf(stranger);
        pool.withdrawUnbonded(nodeId, stranger);
        vm.snapshotGasLastCall("gas", "withdrawUnbonded");
        eq(token.balanceOf(stranger) - before, MIN_STAKE, "sent");
        vm.expectPartialRevert(Errors.StakingPool_NothingUnbonding.selector);
        pool.withdrawUnbonded(nodeId, stranger);
    }

    function test_Slash_RevertWhen_CallerIsNotTheRegistry() external {
        address[3] memory people = [admin, operator, treasury];
        for (uint256 i; i < people.length; ++i) {
            vm.prank(people[i]);
            vm.expectPartialRevert(Errors.StakingPool_NotRegistry.selector);
            pool.slash(nodeId, 500, PenaltyReason.TASK_TIMEOUT, 0);
        }
    }

    function test_Slash_TakesFromActiveAndUnbonding() external {
        vm.startPrank(provider);
        pool.stake(nodeId, 300e18);
        pool.unbond(nodeId, 200e18);
        vm.stopPrank();
        vm.expectEmit();
        emit IStakingPool.Slashed(nodeId, provider, 10e18, 10e18, 190e18, PenaltyReason.TASK_TIMEOUT, "task");
        vm.prank(address(registry));
        uint256 amount = pool.slash(nodeId, 500, PenaltyReason.TASK_TIMEOUT, "task");
        eq(amount, 20e18, "slashed");
        eq(token.balanceOf(treasury), 20e18, "treasury");
        (uint256 unbonding,) = pool.unbondingStake(nodeId);
        eq(unbonding, 190e18, "unbonding");
    }
}
