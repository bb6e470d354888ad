// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../../src/types/DataTypes.sol";
import { AttackTest } from "../support/AttackTest.sol";
import { Wording } from "../support/Wording.sol";

/// @notice Every deadline a second before, at and a second after. Where one right ends another begins, with no second
///   in which both hold and none in which neither does.
contract DeadlineAttacksTest is AttackTest {
    function test_Funding() external {
        TaskRequest memory request = newRequest();
        deposits(ETH, buyer, BUDGET);
        bytes memory call =
            abi.encodeCall(market.submitSignedRequest, (request, signedBy(buyer, Wording.hash(request))));
        _closesAfter(request.fundBy, address(market), stranger, call);
        request.fundBy = type(uint40).max;
        call = abi.encodeCall(market.submitSignedRequest, (request, signedBy(buyer, Wording.hash(request))));
        _closesAfter(request.assignBy, address(market), stranger, call);
    }

    function test_Pause() external {
        deposits(ETH, buyer, BUDGET);
        vm.prank(admin);
        market.pause(1 hours);
        uint256 until = market.pausedUntil();
        TaskRequest memory request = newRequest();
        request.fundBy = uint40(until + 1);
        bytes memory call =
            abi.encodeCall(market.submitSignedRequest, (request, signedBy(buyer, Wording.hash(request))));
        _opensAfter(until, address(market), stranger, call);
    }

    function test_Assigning_AndExpiry() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, nodeId);
        bytes memory call = _assigning(request, accepted);
        _closesAfter(accepted.expiry, address(market), stranger, call);
        accepted.expiry = type(uint40).max;
        call = _assigning(request, accepted);
        _closesAfter(request.assignBy, address(market), stranger, call);
        _opensAfter(request.assignBy, address(market), stranger, abi.encodeCall(market.expire, (request)));
    }

    function test_Result_AndReopening() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        bytes32 taskId = idOf(request);
        bytes memory signature = signedBy(provider, Wording.hash(resultOf(request, 1)));
        bytes memory result = abi.encodeCall(market.submitResult, (taskId, made, 1, RESULT_HASH, signature));
        _closesAfter(made.dueAt, address(market), stranger, result);
        _closesAfter(made.dueAt, address(market), provider, abi.encodeCall(market.release, (taskId, made)));
        _opensAfter(made.dueAt, address(market), stranger, abi.encodeCall(market.reopen, (taskId, made)));
        _opensAfter(made.dueAt, address(market), buyer, abi.encodeCall(market.expireOverdue, (taskId, made)));
        _closesAfter(made.assignBy, address(market), stranger, abi.encodeCall(market.reopen, (taskId, made)));
        _opensAfter(made.assignBy, address(market), stranger, abi.encodeCall(market.expireOverdue, (taskId, made)));
    }

    function test_Window_OfDisputeAndSettlement() external {
        TaskRequest memory request = submitted(nodeId);
        Submission memory submission = submissionOf(request);
        deposits(ETH, buyer, 1 ether);
        bytes memory dispute = abi.encodeCall(market.openDispute, (idOf(request), submission, "reason"));
        bytes memory settlement = abi.encodeCall(market.settleWhenDue, (idOf(request), submission));
        _closesAfter(submission.settleAfter - 1, address(market), buyer, dispute);
        _opensAfter(submission.settleAfter - 1, address(market), stranger, settlement);
    }

    function test_Draw_AndItsFailure() external {
        TaskRequest memory request = disputed(nodeId);
        vm.roll(block.number + 2);
        uint256 drawBy = arbitration.dispute(idOf(request)).drawBy;
        bytes memory ruling = abi.encodeCall(market.resolve, (idOf(request), submissionOf(request)));
        _closesAfter(drawBy, address(arbitration), stranger, abi.encodeCall(arbitration.draw, (idOf(request))));
        _opensAfter(drawBy, address(market), stranger, ruling);
    }

    function test_Votes_AndTheRuling() external {
        TaskRequest memory request = disputed(nodeId);
        bytes32 taskId = idOf(request);
        vm.roll(block.number + 2);
        arbitration.draw(taskId);
        address seat = arbitration.dispute(taskId).panel[0];
        (uint256 commitBy, uint256 revealBy) =
            (arbitration.dispute(taskId).commitBy, arbitration.dispute(taskId).revealBy);
        bytes32 commitment = arbitration.commitmentOf(taskId, seat, Ruling.BUYER, "salt");
        bytes memory commit = abi.encodeCall(arbitration.commit, (taskId, commitment));
        _closesAfter(commitBy, address(arbitration), seat, commit);
        vm.prank(seat);
        arbitration.commit(taskId, commitment);
        bytes memory reveal = abi.encodeCall(arbitration.reveal, (taskId, Ruling.BUYER, "salt"));
        _opensAfter(commitBy, address(arbitration), seat, reveal);
        _closesAfter(revealBy, address(arbitration), seat, reveal);
        bytes memory ruling = abi.encodeCall(market.resolve, (taskId, submissionOf(request)));
        _opensAfter(revealBy, address(market), stranger, ruling);
    }

    function test_Unbonding() external {
        vm.prank(provider);
        pool.unbond(nodeId, 1);
        (, uint256 availableAt) = pool.unbondingStake(nodeId);
        bytes memory call = abi.encodeCall(pool.withdrawUnbonded, (nodeId, provider));
        _opensAfter(availableAt - 1, address(pool), provider, call);
    }

    /// @dev Time as far away as a signature can name: nothing overflows into the past.
    function test_AbsurdDeadlines_AreBounded() external {
        TaskRequest memory request = newRequest();
        request.assignBy = type(uint40).max;
        deposits(ETH, buyer, BUDGET);
        bytes memory signature = signedBy(buyer, Wording.hash(request));
        check(!takes(stranger, abi.encodeCall(market.submitSignedRequest, (request, signature))), "assignable for ever");
        request = newRequest();
        request.workSeconds = type(uint32).max;
        signature = signedBy(buyer, Wording.hash(request));
        check(!takes(stranger, abi.encodeCall(market.submitSignedRequest, (request, signature))), "worked on for ever");
        request = newRequest();
        request.windowSeconds = type(uint32).max;
        signature = signedBy(buyer, Wording.hash(request));
        check(!takes(stranger, abi.encodeCall(market.submitSignedRequest, (request, signature))), "challenged for ever");
    }

    function _assigning(TaskRequest memory request, Acceptance memory accepted) private view returns (bytes memory) {
        bytes memory signature = signedBy(provider, Wording.hash(accepted));
        return abi.encodeCall(market.assign, (request, nodeId, accepted.rate, accepted.expiry, signature));
    }

    function _closesAfter(uint256 last, address target, address who, bytes memory call) private {
        check(_at(last - 1, target, who, call), "a second before");
        check(_at(last, target, who, call), "at the deadline");
        check(!_at(last + 1, target, who, call), "a second after");
    }

    function _opensAfter(uint256 last, address target, address who, bytes memory call) private {
        check(!_at(last - 1, target, who, call), "a second before");
        check(!_at(last, target, who, call), "at the deadline");
        check(_at(last + 1, target, who, call), "a second after");
    }

    function _at(uint256 time, address target, address who, bytes memory call) private returns (bool done) {
        uint256 id = history.snapshotState();
        vm.warp(time);
        done = wouldTake(target, who, call);
        history.revertToState(id);
    }
}
