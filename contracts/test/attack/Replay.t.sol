// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { AttackTest } from "../support/AttackTest.sol";
import { Wallet } from "../support/Signers.sol";
import { Wording } from "../support/Wording.sol";

/// @notice Signatures used a second time, elsewhere, later, or in another form.
contract ReplayAttacksTest is AttackTest {
    /// @dev Order of secp256k1.
    uint256 private constant N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    function test_SignedRequest_OfAnotherChain_IsRefused() external {
        deposits(ETH, buyer, 2 * BUDGET);
        TaskRequest memory request = newRequest();
        bytes memory signature = signedBy(buyer, Wording.hash(request));
        vm.chainId(block.chainid + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, buyer));
        market.submitSignedRequest(request, signature);
    }

    function test_SignedRequest_ForAnotherContract_IsRefused() external {
        deposits(ETH, buyer, 2 * BUDGET);
        TaskRequest memory request = newRequest();
        bytes memory signature = signed(keyOf("buyer"), Wording.digest(address(escrow), Wording.hash(request)));
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, buyer));
        market.submitSignedRequest(request, signature);
    }

    function test_Acceptance_OfAnotherChainOrContract_IsRefused() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, nodeId);
        bytes32 elsewhere = Wording.digest(address(escrow), Wording.hash(accepted));
        _refused(request, accepted, signed(keyOf("provider"), elsewhere));
        uint256 here = block.chainid;
        vm.chainId(here + 1);
        bytes memory signature = signedBy(provider, Wording.hash(accepted));
        vm.chainId(here);
        _refused(request, accepted, signature);
    }

    /// @dev An attempt's number is in what the provider signs: after a release the old acceptance is worth nothing.
    function test_Acceptance_AfterARelease_IsRefused() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, nodeId);
        bytes memory signature = signedBy(provider, Wording.hash(accepted));
        assignsWith(request, accepted);
        releases(request);
        _refused(request, accepted, signature);
        checkState(request, TaskState.FUNDED);
    }

    function test_Acceptance_AfterAReopening_IsRefused() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, nodeId);
        accepted.expiry = uint40(block.timestamp + 1 days);
        bytes memory signature = signedBy(provider, Wording.hash(accepted));
        vm.prank(provider);
        pool.stake(nodeId, MIN_STAKE);
        assignsWith(request, accepted);
        vm.warp(block.timestamp + request.workSeconds + 1);
        reopens(request);
        checkNode(nodeId, NodeState.ACTIVE);
        _refused(request, accepted, signature);
    }

    /// @dev Each field of an acceptance is signed.
    function test_Acceptance_ChangedInAnyField_IsRefused() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, nodeId);
        accepted.rate -= 1;
        bytes memory signature = signedBy(provider, Wording.hash(accepted));
        Acceptance memory changed = _copy(accepted);
        changed.rate += 1;
        _refused(request, changed, signature);
        changed = _copy(accepted);
        changed.expiry += 1;
        _refused(request, changed, signature);
        changed = _copy(accepted);
        changed.nodeId = goesActive(provider, "another node");
        changed.expiry = accepted.expiry = uint40(block.timestamp + 1);
        signature = signedBy(provider, Wording.hash(accepted));
        _refused(request, changed, signature);
        TaskRequest memory another = funded();
        _refused(another, accepted, signature);
        assignsWith(request, accepted);
    }

    /// @dev A reorganisation takes the assignment back; in the new history the buyer withdrew the task, or another
    ///   attempt ran.
    function test_Acceptance_AfterAReorganisation_FitsOnlyTheSameAttempt() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, nodeId);
        bytes memory signature = signedBy(provider, Wording.hash(accepted));
        uint256 fork = history.snapshotState();
        assignsWith(request, accepted);
        history.revertToState(fork);
        fork = history.snapshotState();

        Acceptance memory other = _copy(accepted);
        other.rate -= 1;
        assignsWith(request, other);
        releases(request);
        _refused(request, accepted, signature);
        history.revertToState(fork);

        vm.prank(buyer);
        market.cancel(request);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.TaskMarketplace_WrongState.selector, accepted.taskId, TaskState.CANCELLED)
        );
        market.assign(request, nodeId, accepted.rate, accepted.expiry, signature);
    }

    /// @dev The old history's assignment is not the new one's: its clock started elsewhere.
    function test_Result_AfterAReorganisation_NeedsTheNewAssignment() external {
        TaskRequest memory request = funded();
        uint256 fork = history.snapshotState();
        Assignment memory old = assigns(request, nodeId);
        history.revertToState(fork);
        vm.warp(block.timestamp + 600);
        assigns(request, nodeId);
        Result memory result = resultOf(request, 1000);
        bytes memory signature = signedBy(provider, Wording.hash(result));
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongCommitment.selector);
        market.submitResult(result.taskId, old, 1000, RESULT_HASH, signature);
    }

    function test_Result_OfAnEarlierAttempt_IsRefused() external {
        TaskRequest memory request = assigned(nodeId);
        bytes memory signature = signedBy(provider, Wording.hash(resultOf(request, 1)));
        releases(request);
        Assignment memory made = assigns(request, nodeId);
        bytes32 taskId = idOf(request);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, provider));
        market.submitResult(taskId, made, 1, RESULT_HASH, signature);
    }

    function test_Approval_OfAnotherAttemptOrResult_IsRefused() external {
        TaskRequest memory request = assigned(nodeId);
        bytes32 taskId = idOf(request);
        bytes memory early = signedBy(buyer, Wording.hash(Approval(taskId, 1, nodeId, RESULT_HASH, 1e12)));
        bytes memory wished = signedBy(buyer, Wording.hash(Approval(taskId, 2, nodeId, keccak256("good result"), 1e12)));
        releases(request);
        assigns(request, nodeId);
        Submission memory submission = submitsResult(request, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, buyer));
        market.approve(taskId, submission, early);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, buyer));
        market.approve(taskId, submission, wished);
    }

    /// @dev The buyer saw a usage of 100 and approved it before anything was on chain; the provider brings the same
    /// result with four times the usage, alone or after a reorganisation.
    function test_Approval_OfAnotherBill_IsRefused() external {
        TaskRequest memory request = assigned(nodeId);
        bytes32 taskId = idOf(request);
        vm.warp(block.timestamp + 100);
        bytes memory seen = signedBy(buyer, Wording.hash(Approval(taskId, 1, nodeId, RESULT_HASH, 100e12)));
        Submission memory submission = submitsResult(request, 400);
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, buyer));
        market.approve(taskId, submission, seen);
        checkState(request, TaskState.SUBMITTED);
    }

    /// @dev After a reorganisation another node of another provider may hold the same attempt.
    function test_Approval_OfAnotherNode_IsRefused() external {
        bytes8 other = goesActive(stranger, "other");
        TaskRequest memory request = assigned(other);
        bytes memory seen = signedBy(buyer, Wording.hash(Approval(idOf(request), 1, nodeId, RESULT_HASH, 1e12)));
        Submission memory submission = submitsResult(request, 1);
        bytes32 taskId = idOf(request);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, buyer));
        market.approve(taskId, submission, seen);
    }

    /// @dev Every signature has a second form that any account can compute. Only the lower one counts.
    function test_MalleableSignature_IsRefused() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, nodeId);
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(keyOf("provider"), Wording.digest(address(market), Wording.hash(accepted)));
        _refused(request, accepted, abi.encodePacked(r, bytes32(N - uint256(s)), v == 27 ? uint8(28) : uint8(27)));
        _refused(request, accepted, abi.encodePacked(r, bytes32(uint256(s)), v - 27));
        _refused(request, accepted, abi.encodePacked(r, s, v, uint8(0)));
        _refused(request, accepted, "");
    }

    /// @dev One key owns two wallets: what it signs for one doesn't bind the other.
    function test_WalletSignature_DoesNotFitTheOwnersOtherWallet() external {
        Wallet first = new Wallet(buyer);
        Wallet second = new Wallet(buyer);
        vm.deal(address(first), BUDGET);
        vm.deal(address(second), BUDGET);
        deposits(ETH, address(first), BUDGET);
        deposits(ETH, address(second), BUDGET);
        TaskRequest memory request = newRequest();
        request.buyer = address(first);
        bytes memory signature = signedBy(buyer, Wording.hash(request));
        market.submitSignedRequest(request, signature);
        request.buyer = address(second);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, address(second)));
        market.submitSignedRequest(request, signature);
    }

    /// @dev ecrecover returns zero for an invalid signature; the zero address owns no task.
    function test_SignatureOfNobody_IsRefused() external {
        TaskRequest memory request = newRequest();
        request.buyer = address(0);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, address(0)));
        market.submitSignedRequest(request, abi.encodePacked(bytes32(uint256(1)), bytes32(uint256(1)), uint8(27)));
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, address(0)));
        market.submitSignedRequest(request, abi.encodePacked(bytes32(0), bytes32(0), uint8(0)));
    }

    function _refused(TaskRequest memory request, Acceptance memory accepted, bytes memory signature) private {
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, provider));
        market.assign(request, accepted.nodeId, accepted.rate, accepted.expiry, signature);
    }

    function _copy(Acceptance memory a) private pure returns (Acceptance memory) {
        return Acceptance(a.taskId, a.attempt, a.nodeId, a.rate, a.expiry);
    }
}
