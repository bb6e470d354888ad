// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../../src/types/DataTypes.sol";
import { AttackTest } from "../support/AttackTest.sol";
import { Wording } from "../support/Wording.sol";

/// @notice A task's terms are not stored, they are passed back, and the contract keeps 200 bits of their hash. So
///   an attacker passes back others: each field of each struct, its lowest bit, its highest, and the bits above
///   it that no value has.
/// @dev 200 bits: another Assignment or Submission for a given word takes about 2^200 hashes. Two of one's own choice
///   with the same 200 bits would take about 2^100: the parties, the token, the fees and the time in them leave the
///   result's hash to grind, but 2^100 evaluations of keccak256 are out of reach all the same, and each pair would
///   serve one second of one pair of parties.
contract ForgeryAttacksTest is AttackTest {
    uint256 private constant ASSIGNMENT_WORDS = 14;
    uint256 private constant SUBMISSION_WORDS = 10;

    function test_ForgedAssignment_InAnyField_GetsNoResult() external {
        TaskRequest memory request = assigned(nodeId);
        Result memory result = resultOf(request, 1);
        bytes memory signature = signedBy(provider, Wording.hash(result));
        Assignment memory made = assignmentOf(request);
        bytes memory call = abi.encodeCall(market.submitResult, (idOf(request), made, 1, RESULT_HASH, signature));
        _refusedWhenForged(stranger, call, ASSIGNMENT_WORDS);
    }

    function test_ForgedAssignment_InAnyField_IsNotReleased() external {
        TaskRequest memory request = assigned(nodeId);
        _refusedWhenForged(
            provider, abi.encodeCall(market.release, (idOf(request), assignmentOf(request))), ASSIGNMENT_WORDS
        );
    }

    function test_ForgedAssignment_InAnyField_IsNotReopenedOrExpired() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.warp(made.dueAt + 1);
        bytes memory reopening = abi.encodeCall(market.reopen, (idOf(request), made));
        bytes memory expiry = abi.encodeCall(market.expireOverdue, (idOf(request), made));
        uint256 id = history.snapshotState();
        _refusedWhenForged(stranger, reopening, ASSIGNMENT_WORDS);
        history.revertToState(id);
        _refusedWhenForged(buyer, expiry, ASSIGNMENT_WORDS);
    }

    function test_ForgedSubmission_InAnyField_IsNotPaid() external {
        TaskRequest memory request = submitted(nodeId);
        Submission memory submission = submissionOf(request);
        bytes memory approval = abi.encodeCall(market.approve, (idOf(request), submission, ""));
        bytes memory settlement = abi.encodeCall(market.settleWhenDue, (idOf(request), submission));
        uint256 id = history.snapshotState();
        _refusedWhenForged(buyer, approval, SUBMISSION_WORDS);
        history.revertToState(id);
        vm.warp(submission.settleAfter);
        _refusedWhenForged(stranger, settlement, SUBMISSION_WORDS);
        eq(escrow.claimable(ETH, provider), 92e12, "paid as it was");
        checkPrey(ETH);
    }

    function test_ForgedSubmission_InAnyField_IsNotDisputedOrResolved() external {
        TaskRequest memory request = submitted(nodeId);
        Submission memory submission = submissionOf(request);
        deposits(ETH, buyer, market.disputeBond(submission));
        _refusedWhenForged(
            buyer, abi.encodeCall(market.openDispute, (idOf(request), submission, "reason")), SUBMISSION_WORDS
        );
        vm.warp(block.timestamp + COMMIT + REVEAL + 1);
        _refusedWhenForged(stranger, abi.encodeCall(market.resolve, (idOf(request), submission)), SUBMISSION_WORDS);
        checkPrey(ETH);
    }

    /// @dev The structs of one state don't pass for those of another, nor a task's for another task's.
    function test_TermsOfAnotherTask_AreRefused() external {
        TaskRequest memory small = submitted(nodeId);
        TaskRequest memory large = newRequest();
        large.budget = 2 * BUDGET;
        funds(large);
        assigns(large, nodeId);
        submitsResult(large, 4);
        vm.warp(block.timestamp + MIN_WINDOW + 1);
        check(
            !takes(stranger, abi.encodeCall(market.settleWhenDue, (idOf(small), submissionOf(large)))), "another task's"
        );
        check(takes(stranger, abi.encodeCall(market.settleWhenDue, (idOf(small), submissionOf(small)))), "its own");
    }

    /// @dev A request is its own id: changed, it is another, unfunded task.
    function test_ForgedRequest_InAnyField_IsAnotherTask() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, nodeId);
        bytes memory signature = signedBy(provider, Wording.hash(accepted));
        uint256 id = history.snapshotState();
        bytes memory cancelling = abi.encodeCall(market.cancel, (request));
        for (uint256 word; word < 15; ++word) {
            bytes memory forged = flipped(cancelling, word, 0);
            // A changed request that its buyer cancels before it was ever funded gives back nothing.
            takes(buyer, forged);
            eq(escrow.claimable(ETH, buyer) + escrow.claimable(address(1), buyer), 0, "no refund");
        }
        history.revertToState(id);
        bytes memory call = abi.encodeCall(market.assign, (request, nodeId, accepted.rate, accepted.expiry, signature));
        for (uint256 word; word < 15; ++word) {
            check(!takes(stranger, flipped(call, word, 0)), "forged");
        }
        check(takes(stranger, call), "the true one");
    }

    /// @dev The honest call passes at the end, so nothing else was in its way.
    function _refusedWhenForged(address who, bytes memory call, uint256 words) private {
        for (uint256 word = 1; word <= words; ++word) {
            check(!takes(who, flipped(call, word, 0)), "the lowest bit");
            check(!takes(who, flipped(call, word, 15)), "a middle bit");
            check(!takes(who, flipped(call, word, 255)), "the highest bit");
        }
        check(!takes(who, flipped(call, 0, 0)), "another task");
        check(takes(who, call), "the true terms");
    }
}
