// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { AttackTest } from "../support/AttackTest.sol";
import { Refuser } from "../support/Signers.sol";

/// @notice Parties who gain nothing and would only keep others from their money.
contract GriefingAttacksTest is AttackTest {
    function test_RefusingBuyer_BlocksNobody() external {
        TaskRequest memory request = submitted(nodeId);
        vm.etch(buyer, type(Refuser).runtimeCode);
        vm.warp(submissionOf(request).settleAfter);
        settles(request);
        eq(takesAll(ETH, provider), 92e12, "the provider is paid");
        escrow.withdrawFees(ETH);
        eq(treasury.balance, 8e12 + REGISTRATION_FEE, "and the treasury");
    }

    function test_RefusingTreasury_BlocksNobody() external {
        TaskRequest memory request = submitted(nodeId);
        vm.etch(treasury, type(Refuser).runtimeCode);
        approves(request);
        eq(takesAll(ETH, provider), 92e12, "the provider is paid");
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_TransferFailed.selector, treasury, 8e12));
        escrow.withdrawFees(ETH);
        vm.etch(stranger, hex"00");
        vm.prank(admin);
        escrow.setTreasury(stranger);
        eq(escrow.withdrawFees(ETH), 8e12, "the DAO names another");
    }

    function test_RefusingProvider_BlocksNobody() external {
        TaskRequest memory request = submitted(nodeId);
        vm.etch(provider, type(Refuser).runtimeCode);
        approves(request);
        eq(takesAll(ETH, buyer), BUDGET - 100e12, "the rest is the buyer's");
        vm.startPrank(provider);
        eq(escrow.withdraw(ETH, stranger), 92e12, "and it can name another receiver");
        vm.stopPrank();
    }

    /// @dev A buyer extends in front of each result, which then names the assignment before. It moves the deadline with
    /// every step, and cannot for ever: the node brings its result in the end, and is paid.
    function test_Extension_InFrontOfEachResult_LeavesTimeToBringItAgain() external {
        TaskRequest memory request = assigned(nodeId);
        deposits(ETH, buyer, 1 ether);
        uint256 steps;
        while (true) {
            Assignment memory made = assignmentOf(request);
            vm.warp(made.dueAt);
            uint40 later = made.dueAt + 3 days;
            if (later > made.assignedAt + 30 days) later = made.dueAt + MIN_WINDOW;
            if (later > made.assignedAt + 30 days) break;
            extends(request, later, made.maxUsage, made.budget + 1);
            ++steps;
            check(block.timestamp + MIN_WINDOW <= assignmentOf(request).dueAt, "time to bring it again");
        }
        check(steps > 9, "steps");
        vm.prank(buyer);
        Assignment memory last = assignmentOf(request);
        vm.expectPartialRevert(Errors.TaskMarketplace_DueAtOutOfBounds.selector);
        market.extend(idOf(request), last, last.dueAt, last.maxUsage, last.budget + 1);
        submitsResult(request, 100);
        approves(request);
        eq(takesAll(ETH, provider), 92e12, "the provider is paid");
    }

    function test_FeeRaisedAfterFunding_TouchesNewTasksOnly() external {
        TaskRequest memory request = funded();
        vm.prank(admin);
        market.setFees(1000, 0);
        assigns(request, nodeId);
        vm.warp(block.timestamp + 100);
        submitsResult(request, 100);
        approves(request);
        eq(takesAll(ETH, provider), 92e12, "92 %, as funded");
    }

    /// @dev Settings of a captured DAO after the funding: the buyer of a running task can still open a dispute.
    function test_FloorAndDelisting_CloseNoDispute() external {
        TaskRequest memory request = requestIn(address(usdc));
        funds(request);
        assigns(request, nodeId);
        submitsResult(request, 4);
        limits(address(usdc), TokenPolicy(0, 0, 100_000e6, 100_000e6));
        vm.prank(admin);
        escrow.setTokenAllowed(address(usdc), false);
        disputes(request);
        votes(request, [Ruling.BUYER, Ruling.BUYER, Ruling.BUYER]);
        resolves(request);
        check(pool.activeStake(nodeId) < MIN_STAKE, "slashable as it was funded");
    }

    /// @dev Even a floor that was there from the beginning never asks for more than the task's budget.
    function test_AFloor_IsNeverAboveTheBudget() external {
        limits(ETH, TokenPolicy(0, 0, 0, 100 ether));
        TaskRequest memory request = submitted(nodeId);
        check(market.disputeBond(submissionOf(request)) <= BUDGET, "affordable");
    }

    function test_TheCouncil_CannotEndTheDaosPause() external {
        vm.prank(admin);
        market.pause(7 days);
        vm.prank(members[0]);
        council.voteUnpause();
        vm.prank(members[1]);
        (bool done,) = address(council).call(abi.encodeCall(council.voteUnpause, ()));
        check(!done, "two of three against a vote of all");
    }

    function test_Treasury_Switched_TakesFeesOnly() external {
        TaskRequest memory request = submitted(nodeId);
        vm.etch(stranger, hex"00");
        vm.prank(admin);
        escrow.setTreasury(stranger);
        vm.expectPartialRevert(Errors.Escrow_NothingToWithdraw.selector);
        escrow.withdrawFees(ETH);
        approves(request);
        eq(escrow.withdrawFees(ETH), 8e12, "8 %");
        vm.expectPartialRevert(Errors.Escrow_NothingToWithdraw.selector);
        escrow.withdrawFees(ETH);
        checkPrey(ETH);
    }

    /// @dev A dispute costs a bond, and the loser pays the arbitrators. No party pays twice or out of others'
    ///   money.
    function test_LostDispute_CostsTheBuyer() external {
        TaskRequest memory request = disputed(nodeId);
        votes(request, [Ruling.PROVIDER, Ruling.PROVIDER, Ruling.NONE]);
        resolves(request);
        eq(takesAll(ETH, buyer), BUDGET - 100e12, "the bond is the arbitrators'");
        eq(takesAll(ETH, provider), 92e12, "the provider is paid");
        uint256 paid;
        for (uint256 i; i < arbitrators.length; ++i) {
            paid += takesAll(ETH, arbitrators[i]);
        }
        eq(paid, 2e12, "2 % of the cost");
        escrow.withdrawFees(ETH);
        checkPrey(ETH);
        eq(held(ETH), 0, "to the last wei");
    }

    function test_Dispute_NeedsItsBond() external {
        TaskRequest memory request = submitted(nodeId);
        bytes memory call = abi.encodeCall(market.openDispute, (idOf(request), submissionOf(request), "reason"));
        check(!takes(buyer, call), "without a bond");
        deposits(ETH, buyer, 2e12 - 1);
        check(!takes(buyer, call), "with less");
        deposits(ETH, buyer, 1);
        check(takes(buyer, call), "with all of it");
        eq(escrow.claimable(ETH, buyer), 0, "locked");
    }

    /// @dev At worst the panel says nothing: then the provider is paid as submitted, three days after the dispute.
    function test_Silence_PaysTheProvider() external {
        TaskRequest memory request = disputed(nodeId);
        uint256 start = block.timestamp;
        votes(request, [Ruling.NONE, Ruling.NONE, Ruling.NONE]);
        eq(block.timestamp - start, COMMIT + REVEAL + 1, "three days");
        vm.prank(stranger);
        resolves(request);
        eq(takesAll(ETH, provider), 92e12, "the provider is paid");
        eq(takesAll(ETH, buyer), BUDGET - 100e12 + 2e12, "the bond comes back");
        checkPrey(ETH);
    }

    /// @dev Not even a draw: two days.
    function test_NoDraw_PaysTheProvider() external {
        TaskRequest memory request = disputed(nodeId);
        vm.warp(block.timestamp + COMMIT / 2 + 1);
        vm.prank(stranger);
        resolves(request);
        eq(takesAll(ETH, provider), 92e12, "the provider is paid");
    }

    function test_Dispute_ComesOnceAndInTime() external {
        TaskRequest memory request = submitted(nodeId);
        deposits(ETH, buyer, 1 ether);
        bytes memory call = abi.encodeCall(market.openDispute, (idOf(request), submissionOf(request), "reason"));
        uint256 id = history.snapshotState();
        vm.warp(submissionOf(request).settleAfter);
        check(!takes(buyer, call), "when the window is over");
        history.revertToState(id);
        check(!takes(stranger, call), "by a stranger");
        check(takes(buyer, call), "by the buyer");
        check(!takes(buyer, call), "again");
        vm.warp(block.timestamp + COMMIT + 1);
        resolves(request);
        check(!takes(buyer, call), "after the ruling");
        check(!takes(stranger, abi.encodeCall(market.resolve, (idOf(request), submissionOf(request)))), "ruled twice");
    }

    function test_Settlement_BeforeTheWindowEnds_IsTooEarly() external {
        TaskRequest memory request = submitted(nodeId);
        bytes memory call = abi.encodeCall(market.settleWhenDue, (idOf(request), submissionOf(request)));
        vm.warp(submissionOf(request).settleAfter - 1);
        check(!takes(provider, call), "early");
    }

    function test_Settlement_HappensOnce() external {
        TaskRequest memory request = submitted(nodeId);
        bytes memory call = abi.encodeCall(market.settleWhenDue, (idOf(request), submissionOf(request)));
        vm.warp(submissionOf(request).settleAfter);
        check(takes(provider, call), "once");
        check(!takes(provider, call), "twice");
        eq(escrow.claimable(ETH, provider), 92e12, "paid once");
    }

    function test_Expiry_HappensOnce() external {
        TaskRequest memory waiting = funded();
        TaskRequest memory late = assigned(nodeId);
        Assignment memory made = assignmentOf(late);
        vm.warp(late.assignBy + 1);
        for (uint256 i; i < 2; ++i) {
            check(takes(stranger, abi.encodeCall(market.expire, (waiting))) == (i == 0), "expired once");
            check(takes(stranger, abi.encodeCall(market.expireOverdue, (idOf(late), made))) == (i == 0), "late once");
        }
        eq(escrow.claimable(ETH, buyer), 2 * BUDGET, "each refunded once");
    }

    /// @dev No step walks a list that others can make longer.
    function test_ManyOpenTasks_MakeNoStepDearer() external {
        TaskRequest memory request = submitted(nodeId);
        uint256 id = history.snapshotState();
        uint256 alone = _gasOfApproval(request);
        history.revertToState(id);
        for (uint256 i; i < 100; ++i) {
            assigned(nodeId);
        }
        check(_gasOfApproval(request) < alone + 30_000, "as dear among a hundred");
    }

    function _gasOfApproval(TaskRequest memory request) private returns (uint256 used) {
        bytes memory call = abi.encodeCall(market.approve, (idOf(request), submissionOf(request), ""));
        vm.prank(buyer);
        used = gasleft();
        (bool done,) = address(market).call(call);
        used -= gasleft();
        check(done, "approved");
    }
}
