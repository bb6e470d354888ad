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
        vm.expectRevert(abi.encodeWithSelector(Errors.StakingPool_ZeroAmount.selector));
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
        vm.expectRevert(abi.encodeWithSelector(Errors.StakingPool_ZeroAmount.selector));
        pool.unbond(nodeId, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakingPool_AmountAboveStake.selector, MIN_STAKE + 1, MIN_STAKE));
        pool.unbond(nodeId, MIN_STAKE + 1);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.StakingPool_AmountAboveStake.selector, type(uint256).max, MIN_STAKE)
        );
        pool.unbond(nodeId, type(uint256).max);
        vm.stopPrank();
    }

    function test_Unbond_AboveTheMinimum_LeavesTheNodeActive() external {
        vm.startPrank(provider);
        pool.stake(nodeId, 5);
        pool.unbond(nodeId, 5);
        vm.stopPrank();
        checkNode(nodeId, NodeState.ACTIVE);
    }

    function test_Unbond_BelowTheMinimum_MakesTheNodeInactive() external {
        vm.expectEmit();
        emit IStakingPool.UnbondingStarted(nodeId, provider, 1, MIN_STAKE - 1, uint40(block.timestamp) + UNBONDING);
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

    function test_WithdrawUnbonded_RevertWhen_CallerIsNotTheProvider() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakingPool_NotProvider.selector, nodeId, stranger));
        pool.withdrawUnbonded(nodeId, stranger);
    }

    function test_WithdrawUnbonded_RevertWhen_TheRecipientIsZero() external {
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakingPool_ZeroAddress.selector));
        pool.withdrawUnbonded(nodeId, address(0));
    }

    function test_WithdrawUnbonded_WaitsAndPaysOnce() external {
        bytes memory nothing = abi.encodeWithSelector(Errors.StakingPool_NothingUnbonding.selector, nodeId);
        vm.startPrank(provider);
        vm.expectRevert(nothing);
        pool.withdrawUnbonded(nodeId, stranger);
        pool.unbond(nodeId, MIN_STAKE);
        uint40 availableAt = uint40(block.timestamp) + UNBONDING;
        vm.warp(availableAt - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakingPool_StillUnbonding.selector, availableAt));
        pool.withdrawUnbonded(nodeId, stranger);
        vm.warp(availableAt);
        uint256 before = token.balanceOf(stranger);
        vm.expectEmit();
        emit IStakingPool.UnbondingWithdrawn(nodeId, provider, stranger, MIN_STAKE);
        eq(pool.withdrawUnbonded(nodeId, stranger), MIN_STAKE, "amount");
        vm.snapshotGasLastCall("gas", "withdrawUnbonded");
        eq(token.balanceOf(stranger) - before, MIN_STAKE, "sent");
        vm.expectRevert(nothing);
        pool.withdrawUnbonded(nodeId, stranger);
        (uint256 amount, uint40 next) = pool.unbondingStake(nodeId);
        eq(amount, 0, "nothing left");
        eq(next, 0, "nothing to wait for");
        vm.stopPrank();
    }

    /* --------------------------------------------------- slash -------------------------------------------------- */

    function test_Slash_RevertWhen_CallerIsNotTheRegistry() external {
        address[4] memory people = [admin, operator, treasury, address(market)];
        for (uint256 i; i < people.length; ++i) {
            vm.prank(people[i]);
            vm.expectRevert(abi.encodeWithSelector(Errors.StakingPool_NotRegistry.selector, people[i]));
            pool.slash(nodeId, 500, PenaltyReason.TASK_TIMEOUT, 0);
        }
    }

    function test_Slash_TakesFromActiveAndUnbonding_ToTheTreasury() external {
        _stakes400Unbonds200();
        vm.expectEmit();
        emit IStakingPool.Slashed(nodeId, provider, 10e18, 10e18, 190e18, PenaltyReason.TASK_TIMEOUT, "task");
        uint256 amount = _slashes(500);
        eq(amount, 20e18, "slashed");
        eq(token.balanceOf(treasury), 20e18, "treasury");
        (uint256 unbonding,) = pool.unbondingStake(nodeId);
        eq(unbonding, 190e18, "unbonding");
        eq(token.balanceOf(address(pool)), 380e18, "held");
    }

    /// @dev Each part is rounded down by itself.
    function test_Slash_GivenAmountsThatDoNotDivide_TakesNoMoreThanItsShare() external {
        vm.startPrank(provider);
        pool.stake(nodeId, 49);
        pool.unbond(nodeId, 25);
        vm.stopPrank();
        uint256 held = token.balanceOf(address(pool));
        // 2 % of 100e18 + 24 and of 25: 2e18 + 0 and 0.
        eq(_slashes(200), 2e18, "slashed");
        eq(held - token.balanceOf(address(pool)), 2e18, "paid");
        eq(token.balanceOf(treasury), 2e18, "treasury");
    }

    /* --------------------------------------------------- yield -------------------------------------------------- */

    /// @dev Active collateral earns like a lock without a term: half of a stream beside a lock of the same amount.
    function test_Collateral_EarnsAsALockWithoutATermDoes() external {
        fundAccount(admin);
        vm.startPrank(stranger);
        token.approve(address(locks), type(uint256).max);
        locks.lock(MIN_STAKE, 0);
        vm.stopPrank();
        vm.startPrank(admin);
        token.approve(address(locks), type(uint256).max);
        locks.fund(1000e18, uint40(block.timestamp + 1000));
        vm.stopPrank();
        vm.warp(block.timestamp + 100);
        eq(locks.yieldOf(provider), 50e18, "collateral");
        eq(locks.yieldOf(stranger), 50e18, "lock");
        eq(locks.collateralOf(nodeId), MIN_STAKE, "shares");
        eq(locks.getVotes(provider), 0, "no vote");
        vm.prank(provider);
        eq(locks.claim(provider), 50e18, "claimed");
    }

    function test_Collateral_ThatUnbondsOrIsSlashed_EarnsNoMore() external {
        vm.startPrank(provider);
        pool.stake(nodeId, 300e18);
        eq(locks.collateralOf(nodeId), 400e18, "staked");
        pool.unbond(nodeId, 200e18);
        vm.stopPrank();
        eq(locks.collateralOf(nodeId), 200e18, "unbonding");
        _slashes(5000);
        eq(locks.collateralOf(nodeId), 100e18, "slashed");
        eq(locks.totalShares(), 100e18, "all shares there are");
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakerLocks_NotPool.selector, provider));
        locks.onCollateralChanged(nodeId, provider, 1e30);
    }

    function test_WithdrawUnbonded_RevertWhen_ADisputeIsOpen() external {
        vm.prank(provider);
        pool.unbond(nodeId, MIN_STAKE);
        vm.prank(address(market));
        registry.onDisputeOpened(nodeId);
        vm.warp(block.timestamp + UNBONDING);
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakingPool_DisputeOpen.selector, nodeId, 1));
        pool.withdrawUnbonded(nodeId, provider);
        vm.prank(address(market));
        registry.onDisputeClosed(nodeId);
        vm.prank(provider);
        eq(pool.withdrawUnbonded(nodeId, provider), MIN_STAKE, "withdrawn");
    }

    function test_Slash_GivenNoStake_TakesNothing() external {
        vm.startPrank(provider);
        pool.unbond(nodeId, MIN_STAKE);
        vm.warp(block.timestamp + UNBONDING);
        pool.withdrawUnbonded(nodeId, provider);
        vm.stopPrank();
        eq(_slashes(5000), 0, "nothing");
    }

    function _stakes400Unbonds200() private {
        vm.startPrank(provider);
        pool.stake(nodeId, 300e18);
        pool.unbond(nodeId, 200e18);
        vm.stopPrank();
    }

    function _slashes(uint16 bps) private returns (uint256) {
        vm.prank(address(registry));
        return pool.slash(nodeId, bps, PenaltyReason.TASK_TIMEOUT, "task");
    }
}
