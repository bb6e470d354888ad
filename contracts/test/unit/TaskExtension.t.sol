// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { ITaskMarketplace } from "../../src/interfaces/ITaskMarketplace.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";

contract TaskExtensionTest is SystemTest {
    bytes8 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = goesActive(provider, "node");
        vm.prank(provider);
        pool.stake(nodeId, MIN_STAKE);
        deposits(ETH, buyer, 10 ether);
    }

    /* -------------------------------------------------- Reverts ------------------------------------------------- */

    function test_Extend_RevertWhen_NotAssigned() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        releases(request);
        _refuses(
            request,
            made,
            abi.encodeWithSelector(Errors.TaskMarketplace_WrongState.selector, idOf(request), TaskState.FUNDED)
        );
    }

    function test_Extend_RevertWhen_TheAssignmentIsAnother() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        extends(request, made.dueAt + MIN_WINDOW, made.maxUsage, made.budget);
        vm.prank(buyer);
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongCommitment.selector);
        market.extend(idOf(request), made, made.dueAt + 2 * uint40(MIN_WINDOW), made.maxUsage, made.budget);
    }

    function test_Extend_RevertWhen_CallerIsNotTheBuyer() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        address[2] memory others = [stranger, provider];
        for (uint256 i; i < 2; ++i) {
            vm.prank(others[i]);
            vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotBuyer.selector, others[i], buyer));
            market.extend(idOf(request), made, made.dueAt + MIN_WINDOW, made.maxUsage, made.budget);
        }
    }

    function test_Extend_RevertWhen_Overdue() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.warp(made.dueAt + 1);
        _refuses(
            request, made, abi.encodeWithSelector(Errors.TaskMarketplace_Overdue.selector, made.dueAt, made.dueAt + 1)
        );
        vm.warp(made.dueAt);
        extends(request, made.dueAt + MIN_WINDOW, made.maxUsage, made.budget);
    }

    function test_Extend_RevertWhen_Paused() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.prank(admin);
        market.pause(60);
        _refuses(request, made, abi.encodeWithSelector(Errors.TaskMarketplace_IsPaused.selector, block.timestamp + 60));
        vm.warp(block.timestamp + 61);
        extends(request, made.dueAt + MIN_WINDOW, made.maxUsage, made.budget);
    }

    function test_Extend_RevertWhen_TheDeadlineIsOutOfBounds() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        uint40 earliest = made.dueAt + MIN_WINDOW;
        uint40 latest = made.assignedAt + 30 days;
        uint40[3] memory wrong = [earliest - 1, latest + 1, 0];
        for (uint256 i; i < 3; ++i) {
            vm.prank(buyer);
            vm.expectRevert(
                abi.encodeWithSelector(Errors.TaskMarketplace_DueAtOutOfBounds.selector, wrong[i], earliest, latest)
            );
            market.extend(idOf(request), made, wrong[i], made.maxUsage, made.budget);
        }
        extends(request, earliest, made.maxUsage, made.budget);
        extends(request, latest, made.maxUsage, made.budget);
    }

    function test_Extend_RevertWhen_SomethingShrinks() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.startPrank(buyer);
        vm.expectRevert(
            abi.encodeWithSelector(
                Errors.TaskMarketplace_BelowAssignment.selector, made.maxUsage - 1, uint256(made.maxUsage)
            )
        );
        market.extend(idOf(request), made, made.dueAt + MIN_WINDOW, made.maxUsage - 1, made.budget);
        vm.expectRevert(
            abi.encodeWithSelector(
                Errors.TaskMarketplace_BelowAssignment.selector, made.budget - 1, uint256(made.budget)
            )
        );
        market.extend(idOf(request), made, made.dueAt + MIN_WINDOW, made.maxUsage, made.budget - 1);
        vm.stopPrank();
    }

    function test_Extend_RevertWhen_TheBalanceIsTooLow() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.prank(buyer);
        vm.expectRevert(
            abi.encodeWithSelector(
                Errors.Escrow_BalanceTooLow.selector, ETH, buyer, uint256(10 ether), uint256(10 ether + 1)
            )
        );
        market.extend(idOf(request), made, made.dueAt + MIN_WINDOW, made.maxUsage, made.budget + 10 ether + 1);
        check(market.isAssigned(idOf(request), made), "as before");
    }

    function test_Extend_RevertWhen_EtherIsNotWanted() external {
        TaskRequest memory request = requestIn(address(usdc));
        funds(request);
        Assignment memory made = assigns(request, nodeId);
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_ValueNotWanted.selector, uint256(1)));
        market.extend{ value: 1 }(idOf(request), made, made.dueAt + MIN_WINDOW, made.maxUsage, made.budget);
    }

    function test_Extend_RevertWhen_TheTaskGetsTooLargeForABasicNode() external {
        limits(ETH, TokenPolicy(uint96(2 * BUDGET), 0, 0, 0));
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.prank(buyer);
        vm.expectRevert(
            abi.encodeWithSelector(
                Errors.TaskMarketplace_TaskTooLarge.selector, nodeId, 2 * BUDGET + 1, uint96(2 * BUDGET)
            )
        );
        market.extend(idOf(request), made, made.dueAt + MIN_WINDOW, made.maxUsage, uint96(2 * BUDGET + 1));
        extends(request, made.dueAt + MIN_WINDOW, made.maxUsage, uint96(2 * BUDGET));
    }

    /* ---------------------------------------------- What it changes --------------------------------------------- */

    function test_Extend_CommitsToTheNewTotals_AndLocksTheDifference() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        uint40 dueAt = made.dueAt + 3 hours;
        vm.expectEmit();
        emit ITaskMarketplace.TaskExtended(idOf(request), nodeId, 1, dueAt, 2_000_000, uint96(3 * BUDGET));
        extends(request, dueAt, 2_000_000, uint96(3 * BUDGET));
        check(!market.isAssigned(idOf(request), made), "no more as before");
        (made.dueAt, made.maxUsage, made.budget) = (dueAt, 2_000_000, uint96(3 * BUDGET));
        check(market.isAssigned(idOf(request), made), "as extended");
        eq(escrow.claimable(ETH, buyer), 10 ether - 2 * BUDGET, "the difference");
        eq(escrow.liabilities(ETH), 10 ether + BUDGET, "owed as before");
    }

    function test_Extend_TakesEtherAlong() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.prank(buyer);
        market.extend{ value: 3 ether }(
            idOf(request), made, made.dueAt + MIN_WINDOW, made.maxUsage, made.budget + 12 ether
        );
        eq(escrow.claimable(ETH, buyer), 1 ether, "10 + 3 - 12");
    }

    function test_Extend_Again_WithTimeAlone() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        extends(request, made.dueAt + MIN_WINDOW, made.maxUsage, uint96(2 * BUDGET));
        extends(request, made.dueAt + 2 * MIN_WINDOW, made.maxUsage, uint96(2 * BUDGET));
        extends(request, made.dueAt + 3 * MIN_WINDOW, made.maxUsage, uint96(3 * BUDGET));
        eq(escrow.claimable(ETH, buyer), 10 ether - 2 * BUDGET, "each difference once");
        vm.warp(made.dueAt + 3 * MIN_WINDOW);
        submitsResult(request, 1);
    }

    function test_Extend_GivenAResultBeyondTheFirstLimits_PaysIt() external {
        TaskRequest memory request = newRequest();
        request.maxUsage = 1000;
        funds(request);
        Assignment memory made = assigns(request, nodeId);
        extends(request, made.dueAt + 1 hours, 4000, uint96(3 * BUDGET));
        vm.warp(made.dueAt + 30 minutes);
        // 1 500 units cost 1.5e15 wei of 3e15.
        submitsResult(request, 1500);
        approves(request);
        eq(escrow.claimable(ETH, provider), 1.5e15 * 92 / 100, "92 % of what it cost");
        eq(escrow.claimable(ETH, buyer), 10 ether - 2 * BUDGET + 1.5e15, "the rest of both");
        eq(escrow.fees(ETH), 1.5e15 * 8 / 100, "8 %");
    }

    function test_Extend_GivenARelease_GivesBackWhatWasAdded() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        extends(request, made.dueAt + MIN_WINDOW, made.maxUsage, uint96(3 * BUDGET));
        releases(request);
        _isAsFunded(request);
    }

    function test_Extend_GivenAMissedDeadline_GivesBackWhatWasAdded() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        extends(request, made.dueAt + MIN_WINDOW, made.maxUsage, uint96(3 * BUDGET));
        vm.warp(made.dueAt + 1);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.TaskMarketplace_NotOverdue.selector, made.dueAt + MIN_WINDOW, block.timestamp)
        );
        reopens(request);
        vm.warp(made.dueAt + MIN_WINDOW + 1);
        reopens(request);
        _isAsFunded(request);
    }

    function test_Extend_GivenAnExpiry_RefundsBoth() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        extends(request, made.dueAt + MIN_WINDOW, made.maxUsage, uint96(3 * BUDGET));
        vm.warp(made.dueAt + MIN_WINDOW + 1);
        vm.prank(buyer);
        expiresOverdue(request);
        eq(escrow.claimable(ETH, buyer), 10 ether + BUDGET, "both");
    }

    function test_Extend_GivenATaskTooSmallToSlash_SlashesNothing() external {
        limits(ETH, TokenPolicy(0, uint96(BUDGET + 1), uint96(BUDGET + 1), 0));
        uint256 staked = pool.activeStake(nodeId);

        TaskRequest memory late = assigned(nodeId);
        Assignment memory made = assignmentOf(late);
        extends(late, made.dueAt + MIN_WINDOW, made.maxUsage, uint96(100 * BUDGET));
        vm.warp(made.dueAt + MIN_WINDOW + 1);
        reopens(late);

        TaskRequest memory expired = assigned(nodeId);
        made = assignmentOf(expired);
        extends(expired, made.dueAt + MIN_WINDOW, made.maxUsage, uint96(100 * BUDGET));
        vm.warp(made.dueAt + MIN_WINDOW + 1);
        vm.prank(buyer);
        expiresOverdue(expired);

        TaskRequest memory given = assigned(nodeId);
        made = assignmentOf(given);
        extends(given, made.dueAt + MIN_WINDOW, made.maxUsage, uint96(100 * BUDGET));
        vm.warp(made.dueAt + MIN_WINDOW);
        releases(given);
        eq(registry.record(nodeId).tasksFailed, 0, "too small to count");

        TaskRequest memory lost = assigned(nodeId);
        made = assignmentOf(lost);
        extends(lost, made.dueAt + MIN_WINDOW, made.maxUsage, uint96(100 * BUDGET));
        submitsResult(lost, 1);
        disputes(lost);
        votes(lost, [Ruling.BUYER, Ruling.BUYER, Ruling.BUYER]);
        resolves(lost);
        eq(pool.activeStake(nodeId), staked, "nothing slashed");
    }

    /* -------------------------------------------------- Support ------------------------------------------------- */

    /// @dev FUNDED with its request's budget, the rest is the buyer's; another attempt has the first limits.
    function _isAsFunded(TaskRequest memory request) private {
        checkState(request, TaskState.FUNDED);
        eq(escrow.claimable(ETH, buyer), 10 ether, "what was added");
        Assignment memory again = assigns(request, nodeId);
        eq(again.budget, request.budget, "budget");
        eq(again.maxUsage, request.maxUsage, "usage");
        releases(request);
        eq(escrow.claimable(ETH, buyer), 10 ether, "given back once");
        vm.prank(buyer);
        market.cancel(request);
        eq(escrow.claimable(ETH, buyer), 10 ether + request.budget, "and the deposit");
    }

    function _refuses(TaskRequest memory request, Assignment memory made, bytes memory reason) private {
        vm.prank(buyer);
        vm.expectRevert(reason);
        market.extend(idOf(request), made, made.dueAt + MIN_WINDOW, made.maxUsage, made.budget);
    }
}
