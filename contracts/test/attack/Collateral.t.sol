// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { AttackTest } from "../support/AttackTest.sol";

/// @notice Providers who would keep their stake, and buyers who would have it slashed for nothing.
contract CollateralAttacksTest is AttackTest {
    /// @dev The longest task there is: all stake starts to leave at once, and is still there when the deadline passes.
    function test_UnbondingAtOnce_DoesNotEscapeATimeout() external {
        TaskRequest memory request = _longest();
        funds(request);
        assigns(request, nodeId);
        vm.startPrank(provider);
        registry.deactivate(nodeId);
        pool.unbond(nodeId, MIN_STAKE);
        vm.stopPrank();
        vm.warp(block.timestamp + request.workSeconds + 1);
        check(!_withdraws(), "too early");
        expiresOverdue(request);
        eq(token.balanceOf(treasury), MIN_STAKE * 5 / 100, "5 % of what unbonds");
    }

    /// @dev The longest task, the longest window, a dispute at its last moment and a panel that takes all its time.
    function test_UnbondingAtOnce_DoesNotEscapeTheLastDispute() external {
        TaskRequest memory request = _longest();
        funds(request);
        assigns(request, nodeId);
        vm.prank(provider);
        pool.unbond(nodeId, MIN_STAKE);
        vm.warp(block.timestamp + request.workSeconds);
        submitsResult(request, 100);
        vm.warp(submissionOf(request).settleAfter - 1);
        check(!_withdraws(), "before the last moment of a dispute");
        disputes(request);
        votes(request, [Ruling.MISUSE, Ruling.MISUSE, Ruling.MISUSE]);
        check(!_withdraws(), "while the dispute is open");
        resolves(request);
        (uint256 left,) = pool.unbondingStake(nodeId);
        eq(left, MIN_STAKE / 2, "half of what unbonds");
    }

    /// @dev A second unbonding waits as long as the first did: it doesn't leave on the first one's date.
    function test_UnbondingMore_WaitsAnew() external {
        vm.startPrank(provider);
        pool.stake(nodeId, 900e18);
        pool.unbond(nodeId, 1);
        vm.warp(block.timestamp + UNBONDING - 1);
        pool.unbond(nodeId, 1000e18 - 1);
        vm.warp(block.timestamp + 1);
        vm.stopPrank();
        check(!_withdraws(), "on the first one's date");
        vm.warp(block.timestamp + UNBONDING - 1);
        check(_withdraws(), "on its own");
    }

    /// @dev A buyer who makes a small task large while the node works on it, so that a failure costs stake.
    function test_BudgetAddedLater_PutsNoStakeAtRisk() external {
        limits(ETH, TokenPolicy(0, uint96(BUDGET + 1), uint96(BUDGET + 1), 0));
        deposits(ETH, buyer, 1 ether);
        uint256 staked = pool.activeStake(nodeId);
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        extends(request, made.dueAt + MIN_WINDOW, made.maxUsage, made.budget + 1 ether);
        vm.warp(made.dueAt + MIN_WINDOW + 1);
        reopens(request);
        eq(pool.activeStake(nodeId), staked, "nothing slashed");
        eq(registry.record(nodeId).tasksFailed, 0, "nothing counted");
        eq(takesAll(ETH, buyer), 1 ether, "what was added is the buyer's");
    }

    /// @dev The same, with a dispute that the buyer wins.
    function test_BudgetAddedLater_PutsNoStakeAtRiskInADispute() external {
        limits(ETH, TokenPolicy(0, 0, uint96(BUDGET + 1), 0));
        deposits(ETH, buyer, 1 ether);
        uint256 staked = pool.activeStake(nodeId);
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        extends(request, made.dueAt + MIN_WINDOW, made.maxUsage, made.budget + 1 ether);
        submitsResult(request, 4);
        disputes(request);
        votes(request, [Ruling.BUYER, Ruling.BUYER, Ruling.BUYER]);
        resolves(request);
        eq(pool.activeStake(nodeId), staked, "nothing slashed");
    }

    /// @dev A BASIC node and its accomplice bring a task above the cap by its back door.
    function test_BudgetAddedLater_StaysBelowTheCap() external {
        limits(ETH, TokenPolicy(uint96(BUDGET), 0, 0, 0));
        deposits(ETH, buyer, 1 ether);
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.prank(buyer);
        vm.expectPartialRevert(Errors.TaskMarketplace_TaskTooLarge.selector);
        market.extend(idOf(request), made, made.dueAt + MIN_WINDOW, made.maxUsage, made.budget + 1);
    }

    /// @dev Stake that leaves doesn't back new tasks: the level falls with it at once.
    function test_LevelGames_EndWithTheStake() external {
        for (uint256 i; i < 9; ++i) {
            provesPower(nodeId);
        }
        limits(ETH, TokenPolicy(uint96(BUDGET), 0, 0, 0));
        vm.prank(provider);
        pool.stake(nodeId, 900e18);
        TaskRequest memory request = newRequest();
        request.budget = BUDGET + 1;
        funds(request);
        Acceptance memory accepted = acceptance(request, nodeId);
        uint256 id = history.snapshotState();
        assignsWith(request, accepted);
        history.revertToState(id);
        vm.prank(provider);
        pool.unbond(nodeId, 1);
        vm.expectPartialRevert(Errors.TaskMarketplace_TaskTooLarge.selector);
        market.assign(request, nodeId, accepted.rate, accepted.expiry, "");
        vm.prank(provider);
        pool.unbond(nodeId, 900e18);
        vm.expectPartialRevert(Errors.NodeRegistry_WrongState.selector);
        market.assign(request, nodeId, accepted.rate, accepted.expiry, "");
    }

    function test_LateProvider_CannotGiveTheTaskBack() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.warp(made.dueAt + 1);
        check(!takes(provider, abi.encodeCall(market.release, (idOf(request), made))), "released late");
        reopens(request);
        eq(token.balanceOf(treasury), MIN_STAKE * 5 / 100, "5 %");
    }

    /// @dev A banned node stays banned with any stake.
    function test_BannedNode_CannotBuyItsWayBack() external {
        vm.prank(admin);
        registry.ban(nodeId, "misuse");
        vm.prank(provider);
        pool.stake(nodeId, 100_000e18);
        check(!wouldTake(address(registry), provider, abi.encodeCall(registry.activate, (nodeId))), "back");
        eq(uint256(registry.node(nodeId).state), uint256(NodeState.SLASHED), "still out");
        eq(uint256(registry.node(nodeId).trustLevel), 0, "no trust");
    }

    /// @dev A task for dust costs its buyer nothing, so its failure costs the provider no stake either.
    function test_DustTask_SlashesNothing() external {
        _dust();
        TaskRequest memory request = newRequest();
        request.budget = 1e12 - 1;
        funds(request);
        assigns(request, nodeId);
        vm.warp(assignmentOf(request).dueAt + 1);
        expiresAsBuyer(request);
        eq(pool.activeStake(nodeId), MIN_STAKE, "not a token");
        request = newRequest();
        request.budget = 1e12;
        funds(request);
        assigns(request, nodeId);
        vm.warp(assignmentOf(request).dueAt + 1);
        expiresAsBuyer(request);
        eq(pool.activeStake(nodeId), MIN_STAKE * 95 / 100, "from the threshold on: 5 %");
    }

    /// @dev Nor does a lost dispute over dust, unless it was misuse.
    function test_DustDispute_SlashesNothing() external {
        _dust();
        TaskRequest memory request = newRequest();
        request.budget = 1e12 - 1;
        funds(request);
        assigns(request, nodeId);
        submitsResult(request, 4);
        disputes(request);
        votes(request, [Ruling.BUYER, Ruling.MISUSE, Ruling.BUYER]);
        resolves(request);
        eq(pool.activeStake(nodeId), MIN_STAKE, "not a token");
        eq(escrow.liabilities(ETH), held(ETH), "the books");
        checkPrey(ETH);
    }

    /// @dev Data of a small task are data: misuse costs half of the stake for a task of any size.
    function test_MisuseOfADustTask_CostsHalfTheStake() external {
        _dust();
        TaskRequest memory request = newRequest();
        request.budget = 1e12 - 1;
        funds(request);
        assigns(request, nodeId);
        submitsResult(request, 4);
        disputes(request);
        votes(request, [Ruling.MISUSE, Ruling.MISUSE, Ruling.MISUSE]);
        resolves(request);
        eq(pool.activeStake(nodeId), MIN_STAKE / 2, "half");
        checkPrey(ETH);
    }

    function test_BannedAccount_CannotRegisterAgain() external {
        vm.prank(admin);
        registry.ban(nodeId, "report");
        Ask[] memory list = asks();
        vm.prank(provider);
        (bool done,) = address(registry).call{ value: REGISTRATION_FEE }(
            abi.encodeCall(registry.register, ("again", spec(ResourceType.CPU), list, MIN_STAKE))
        );
        check(!done, "in the same block");
    }

    function test_BannedAccount_CannotActivateItsOtherNodes() external {
        bytes8 other = registers(provider, "other", MIN_STAKE);
        provesPower(other);
        vm.prank(admin);
        registry.ban(nodeId, "report");
        check(!wouldTake(address(registry), provider, abi.encodeCall(registry.activate, (other))), "activated");
    }

    /// @dev The panel has ruled, and the provider lets the resolution wait until its stake is free.
    function test_LateResolution_StillReachesTheStake() external {
        vm.prank(provider);
        pool.unbond(nodeId, MIN_STAKE);
        vm.prank(provider);
        pool.stake(nodeId, MIN_STAKE);
        vm.prank(provider);
        registry.activate(nodeId);
        TaskRequest memory request = disputed(nodeId);
        votes(request, [Ruling.BUYER, Ruling.BUYER, Ruling.BUYER]);
        vm.warp(block.timestamp + UNBONDING);
        check(
            !wouldTake(address(pool), provider, abi.encodeCall(pool.withdrawUnbonded, (nodeId, provider))),
            "left before it"
        );
        resolves(request);
        eq(token.balanceOf(treasury), 2 * MIN_STAKE / 50, "2 % of all of it");
    }

    /// @dev Thirty tasks for their whole time, given back in the last second: as dear as thirty timeouts.
    function test_HoldingTasksForNothing_CostsWhatATimeoutCosts() external {
        vm.prank(provider);
        pool.stake(nodeId, 900e18);
        TaskRequest[] memory held = new TaskRequest[](10);
        for (uint256 i; i < 10; ++i) {
            held[i] = assigned(nodeId);
        }
        vm.warp(block.timestamp + 3600);
        for (uint256 i; i < 10; ++i) {
            releases(held[i]);
        }
        check(pool.activeStake(nodeId) < 600e18, "0.95 to the tenth");
    }

    /// @dev A node works only for holders of its provider's signature, so a stranger cannot hand it tasks to fail.
    function test_UnwantedTask_CannotBeForcedOnANode() external {
        TaskRequest memory request = funded();
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, provider));
        market.assign(request, nodeId, RATE, uint40(block.timestamp), signedBy(buyer, "wish"));
    }

    function expiresAsBuyer(TaskRequest memory request) private {
        Assignment memory made = assignmentOf(request);
        vm.prank(buyer);
        market.expireOverdue(idOf(request), made);
    }

    function _longest() private returns (TaskRequest memory request) {
        request = newRequest();
        request.workSeconds = 30 days;
        request.windowSeconds = 7 days;
    }

    function _dust() private {
        limits(ETH, TokenPolicy(0, 0, 1e12, 0));
    }

    function _withdraws() private returns (bool done) {
        vm.prank(provider);
        (done,) = address(pool).call(abi.encodeCall(pool.withdrawUnbonded, (nodeId, provider)));
    }
}
