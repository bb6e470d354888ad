// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { ITaskMarketplace } from "../../src/interfaces/ITaskMarketplace.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";
import { Wallet } from "../support/Signers.sol";
import { Wording } from "../support/Wording.sol";

contract TaskResultTest is SystemTest {
    bytes8 private nodeId;
    /// @dev Of `submitted`.
    uint256 private constant COST = 100e12;

    function setUp() public override {
        super.setUp();
        nodeId = goesActive(provider, "node");
    }

    /* ------------------------------------------------ submitResult ---------------------------------------------- */

    function test_SubmitResult_RevertWhen_NotAssigned() external {
        TaskRequest memory request = assigned(nodeId);
        Result memory result = resultOf(request, 1);
        releases(request);
        _refusesResult(request, result, _wrongState(request, TaskState.FUNDED));
    }

    function test_SubmitResult_RevertWhen_TheAssignmentIsAnother() external {
        TaskRequest memory request = assigned(nodeId);
        Result memory result = resultOf(request, 1);
        Assignment memory made = assignmentOf(request);
        made.rate = type(uint96).max;
        bytes memory signature = sign(keyOf("provider"), result);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.TaskMarketplace_WrongCommitment.selector, idOf(request), Wording.hash(made))
        );
        market.submitResult(idOf(request), made, 1, RESULT_HASH, signature);
    }

    function test_SubmitResult_RevertWhen_TheAssignmentIsOfAnEarlierAttempt() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory first = assignmentOf(request);
        Result memory result = resultOf(request, 1);
        releases(request);
        assigns(request, nodeId);
        bytes memory signature = sign(keyOf("provider"), result);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.TaskMarketplace_WrongCommitment.selector, idOf(request), Wording.hash(first))
        );
        market.submitResult(idOf(request), first, 1, RESULT_HASH, signature);
    }

    function test_SubmitResult_RevertWhen_Overdue() external {
        TaskRequest memory request = assigned(nodeId);
        uint40 dueAt = assignmentOf(request).dueAt;
        vm.warp(dueAt + 1);
        _refusesResult(
            request,
            resultOf(request, 1),
            abi.encodeWithSelector(Errors.TaskMarketplace_Overdue.selector, dueAt, dueAt + 1)
        );
        vm.warp(dueAt);
        submitsResult(request, 1);
    }

    function test_SubmitResult_RevertWhen_HashIsZero() external {
        TaskRequest memory request = assigned(nodeId);
        Result memory result = resultOf(request, 1);
        result.resultHash = 0;
        _refusesResult(request, result, abi.encodeWithSelector(Errors.TaskMarketplace_EmptyResult.selector));
    }

    function test_SubmitResult_RevertWhen_TheSignatureIsNotTheProvidersForExactlyThis() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        for (uint256 i; i < 6; ++i) {
            Result memory other = resultOf(request, 2);
            if (i == 0) other.taskId = keccak256("another task");
            if (i == 1) other.attempt = 2;
            if (i == 2) other.nodeId = "another";
            if (i == 3) other.usage = 1;
            if (i == 4) other.resultHash = keccak256("another result");
            bytes memory signature = sign(keyOf(i == 5 ? "buyer" : "provider"), other);
            vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, provider));
            market.submitResult(idOf(request), made, 2, RESULT_HASH, signature);
        }
    }

    function test_SubmitResult_RevertWhen_UsageExceedsWhatTheUnitsCanHaveWorked() external {
        TaskRequest memory request = assigned(nodeId);
        vm.warp(block.timestamp + 9);
        // (9 s + 1) × 4 units
        _refusesResult(
            request,
            resultOf(request, 41),
            abi.encodeWithSelector(Errors.TaskMarketplace_UsageAboveMaximum.selector, 41, 40)
        );
        _refusesResult(
            request,
            resultOf(request, type(uint64).max),
            abi.encodeWithSelector(Errors.TaskMarketplace_UsageAboveMaximum.selector, type(uint64).max, 40)
        );
        eq(submitsResult(request, 40).cost, uint256(40e12), "cost");
    }

    function test_SubmitResult_RevertWhen_UsageExceedsMaxUsage() external {
        TaskRequest memory request = newRequest();
        request.maxUsage = 5;
        funds(request);
        assigns(request, nodeId);
        vm.warp(block.timestamp + 100);
        _refusesResult(
            request,
            resultOf(request, 6),
            abi.encodeWithSelector(Errors.TaskMarketplace_UsageAboveMaximum.selector, 6, 5)
        );
        submitsResult(request, 5);
    }

    function test_SubmitResult_GivenUnitBasedResource_BoundsByMaxUsageOnly() external {
        ResourceType[3] memory types = [ResourceType.NETWORK, ResourceType.MOBILE, ResourceType.IOT];
        for (uint256 i; i < types.length; ++i) {
            bytes8 unitBased = goesActiveAs(provider, bytes32(i + 1), types[i]);
            TaskRequest memory request = newRequest();
            request.resourceType = types[i];
            funds(request);
            assigns(request, unitBased);
            _refusesResult(
                request,
                resultOf(request, request.maxUsage + 1),
                abi.encodeWithSelector(
                    Errors.TaskMarketplace_UsageAboveMaximum.selector, request.maxUsage + 1, request.maxUsage
                )
            );
            eq(submitsResult(request, request.maxUsage).cost, BUDGET, "cost is capped by the budget");
        }
    }

    function test_SubmitResult_CommitsToCostAndHash_OpensTheWindow_ForAnyone() external {
        TaskRequest memory request = assigned(nodeId);
        bytes32 taskId = idOf(request);
        vm.warp(block.timestamp + 100);
        Result memory result = resultOf(request, 100);
        bytes memory signature = sign(keyOf("provider"), result);
        Assignment memory made = assignmentOf(request);
        Submission memory expected = expectedSubmission(made, 100, RESULT_HASH);
        eq(expected.cost, COST, "cost");

        vm.expectEmit();
        emit ITaskMarketplace.TaskSubmitted(taskId, 100, uint96(COST), RESULT_HASH);
        vm.prank(stranger);
        market.submitResult(taskId, made, 100, RESULT_HASH, signature);
        vm.snapshotGasLastCall("gas", "submitResult");
        eq(wordOf(request), Wording.word(TaskState.SUBMITTED, 1, Wording.hash(expected)), "word");
        check(market.isSubmitted(taskId, expected), "view");
        check(!market.isAssigned(taskId, made), "no longer assigned");
        check(!market.isSubmitted("another", expected), "another task");
        expected.cost += 1;
        check(!market.isSubmitted(taskId, expected), "another cost");
        eq(registry.record(nodeId).tasksCompleted, 0, "not counted before settlement");
    }

    function test_SubmitResult_GivenNoUsage_CostsNothing() external {
        TaskRequest memory request = assigned(nodeId);
        submitsResult(request, 0);
        approves(request);
        eq(escrow.claimable(ETH, buyer), BUDGET, "everything back");
        eq(escrow.claimable(ETH, provider), 0, "provider");
        eq(registry.record(nodeId).tasksCompleted, 0, "not counted");
        eq(market.countedTasks(buyer, provider), 0, "pair");
    }

    /* -------------------------------------------------- approve ------------------------------------------------- */

    function test_Approve_RevertWhen_NotSubmitted() external {
        TaskRequest memory request = submitted(nodeId);
        approves(request);
        Submission memory submission = submissionOf(request);
        vm.prank(buyer);
        vm.expectRevert(_wrongState(request, TaskState.SETTLED));
        market.approve(idOf(request), submission, "");
    }

    function test_Approve_RevertWhen_TheSubmissionIsAnother() external {
        TaskRequest memory request = submitted(nodeId);
        Submission memory submission = submissionOf(request);
        submission.buyer = stranger;
        vm.prank(stranger);
        vm.expectRevert(_wrongCommitment(request, submission));
        market.approve(idOf(request), submission, "");
    }

    function test_Approve_RevertWhen_TheSignatureIsNotTheBuyersForThisResult() external {
        TaskRequest memory request = submitted(nodeId);
        Submission memory submission = submissionOf(request);
        for (uint256 i; i < 6; ++i) {
            Approval memory other = approvalOf(idOf(request), submission);
            if (i == 0) other.taskId = keccak256("another task");
            if (i == 1) other.attempt = 2;
            if (i == 2) other.resultHash = keccak256("another result");
            if (i == 4) other.nodeId = "other";
            if (i == 5) other.cost = submission.cost - 1;
            bytes memory signature = sign(keyOf(i == 3 ? "provider" : "buyer"), other);
            vm.prank(provider);
            vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, buyer));
            market.approve(idOf(request), submission, signature);
        }
    }

    function test_Approve_WhenAStrangerBringsTheBuyersSignature() external {
        TaskRequest memory request = submitted(nodeId);
        Submission memory submission = submissionOf(request);
        bytes memory signature = sign(keyOf("buyer"), approvalOf(idOf(request), submission));
        vm.prank(stranger);
        market.approve(idOf(request), submission, signature);
        checkState(request, TaskState.SETTLED);
    }

    function test_Approve_GivenABuyerThatIsAContract_AsksItsCode() external {
        Wallet wallet = new Wallet(account("owner"));
        TaskRequest memory request = newRequest();
        request.buyer = address(wallet);
        vm.deal(address(wallet), BUDGET);
        wallet.run(address(market), BUDGET, abi.encodeCall(market.submit, (request)));
        assigns(request, nodeId);
        submitsResult(request, 1);
        Submission memory submission = submissionOf(request);
        bytes memory signature = sign(keyOf("owner"), approvalOf(idOf(request), submission));
        market.approve(idOf(request), submission, signature);
        checkState(request, TaskState.SETTLED);
    }

    function test_Approve_WhenTheBuyerCalls_SplitsTheMoney() external {
        TaskRequest memory request = submitted(nodeId);
        Submission memory submission = submissionOf(request);
        uint256 fee = COST * 8 / 100;
        vm.expectEmit();
        emit ITaskMarketplace.TaskSettled(idOf(request), nodeId, fee, COST - fee, BUDGET - COST, true);
        vm.prank(buyer);
        market.approve(idOf(request), submission, "");
        vm.snapshotGasLastCall("gas", "approve");

        eq(wordOf(request), Wording.word(TaskState.SETTLED, 1, 0), "word");
        eq(escrow.claimable(ETH, provider), COST - fee, "provider");
        eq(escrow.fees(ETH), fee, "fees");
        eq(escrow.claimable(ETH, buyer), BUDGET - COST, "refund");
        eq(escrow.liabilities(ETH), BUDGET, "owed to somebody");
        eq(registry.node(nodeId).reputation, 5000 + 100 + 20, "one PoW pass and one task");
        eq(registry.record(nodeId).tasksCompleted, 1, "completed");
    }

    function test_Approve_PaidInAiigo_GivesTheBuyerTwoOfEightPercentBack() external {
        TaskRequest memory request = requestIn(address(token));
        funds(request);
        assigns(request, nodeId);
        vm.warp(block.timestamp + 100);
        submitsResult(request, 100);
        approves(request);
        eq(escrow.claimable(address(token), provider), COST * 92 / 100, "92 % provider");
        eq(escrow.fees(address(token)), COST * 6 / 100, "6 % treasury");
        eq(escrow.claimable(address(token), buyer), BUDGET - COST + COST * 2 / 100, "rest and 2 %");
        eq(escrow.liabilities(address(token)), BUDGET, "owed to somebody");
    }

    /* --------------------------------------------------- settle ------------------------------------------------- */

    function test_Settle_RevertWhen_NotSubmitted() external {
        TaskRequest memory request = submitted(nodeId);
        disputes(request);
        Submission memory submission = submissionOf(request);
        vm.warp(submission.settleAfter);
        vm.expectRevert(_wrongState(request, TaskState.DISPUTED));
        market.settleWhenDue(idOf(request), submission);
    }

    function test_Settle_RevertWhen_TheSubmissionIsAnother() external {
        TaskRequest memory request = submitted(nodeId);
        Submission memory submission = submissionOf(request);
        submission.settleAfter = uint40(block.timestamp);
        vm.expectRevert(_wrongCommitment(request, submission));
        market.settleWhenDue(idOf(request), submission);
    }

    function test_Settle_RevertWhen_TheWindowIsOpen() external {
        TaskRequest memory request = submitted(nodeId);
        Submission memory submission = submissionOf(request);
        vm.warp(submission.settleAfter - 1);
        vm.prank(provider);
        vm.expectRevert(
            abi.encodeWithSelector(
                Errors.TaskMarketplace_WindowOpen.selector, submission.settleAfter, submission.settleAfter - 1
            )
        );
        market.settleWhenDue(idOf(request), submission);
    }

    function test_Settle_WhenTheWindowPassed_SettlesForAnyone() external {
        TaskRequest memory request = submitted(nodeId);
        Submission memory submission = submissionOf(request);
        vm.warp(submission.settleAfter);
        uint256 fee = COST * 8 / 100;
        vm.expectEmit();
        emit ITaskMarketplace.TaskSettled(idOf(request), nodeId, fee, COST - fee, BUDGET - COST, false);
        vm.prank(stranger);
        market.settleWhenDue(idOf(request), submission);
        vm.snapshotGasLastCall("gas", "settle");
        checkState(request, TaskState.SETTLED);
        vm.expectRevert(_wrongState(request, TaskState.SETTLED));
        market.settleWhenDue(idOf(request), submission);
    }

    function test_Settle_WhenTheCostIsTooSmallToCount() external {
        limits(ETH, TokenPolicy(0, uint96(COST) + 1, 0, 0));
        _settled();
        eq(registry.record(nodeId).tasksCompleted, 0, "not counted");
        eq(market.countedTasks(buyer, provider), 0, "pair");
        limits(ETH, TokenPolicy(0, uint96(COST), 0, 0));
        _settled();
        eq(registry.record(nodeId).tasksCompleted, 1, "at the limit");
    }

    function test_Settle_GivenFiveCountedTasks_DoesNotCountTheSixth() external {
        for (uint256 i; i < 6; ++i) {
            _settled();
        }
        eq(registry.record(nodeId).tasksCompleted, 5, "counted");
        eq(registry.node(nodeId).reputation, 5000 + 100 + 5 * 20, "reputation");
        eq(market.countedTasks(buyer, provider), 5, "pair");
        TaskRequest memory request = newRequest();
        request.buyer = stranger;
        funds(request);
        assigns(request, nodeId);
        submitsResult(request, 1);
        approves(request);
        eq(registry.record(nodeId).tasksCompleted, 6, "another buyer");
    }

    function test_Settle_GivenTheFeesChanged_TakesThoseFixedAtFunding() external {
        TaskRequest memory request = requestIn(address(token));
        funds(request);
        vm.prank(admin);
        market.setFees(1000, 1000);
        assigns(request, nodeId);
        releases(request);
        assigns(request, nodeId);
        vm.warp(block.timestamp + 100);
        submitsResult(request, 100);
        approves(request);
        eq(escrow.fees(address(token)), COST * 6 / 100, "fee without rebate");
    }

    /// @dev Exits don't depend on what governs new tasks.
    function test_Settle_GivenAPauseADelistedTokenAndABannedNode_StillPays() external {
        TaskRequest memory request = submitted(nodeId);
        vm.startPrank(admin);
        market.pause(14 days);
        escrow.setTokenAllowed(ETH, false);
        registry.ban(nodeId, "report");
        vm.stopPrank();
        vm.warp(submissionOf(request).settleAfter);
        settles(request);
        vm.prank(provider);
        eq(escrow.withdraw(ETH, stranger), COST * 92 / 100, "paid");
    }

    /* --------------------------------------------------- Private ------------------------------------------------ */

    function _settled() private {
        TaskRequest memory request = submitted(nodeId);
        vm.warp(submissionOf(request).settleAfter);
        settles(request);
    }

    function _refusesResult(TaskRequest memory request, Result memory result, bytes memory error) private {
        bytes memory signature = sign(keyOf("provider"), result);
        Assignment memory made = assignmentOf(request);
        vm.expectRevert(error);
        market.submitResult(result.taskId, made, result.usage, result.resultHash, signature);
    }

    function _wrongState(TaskRequest memory request, TaskState state) private view returns (bytes memory) {
        return abi.encodeWithSelector(Errors.TaskMarketplace_WrongState.selector, idOf(request), state);
    }

    function _wrongCommitment(TaskRequest memory request, Submission memory passed)
        private
        view
        returns (bytes memory)
    {
        return abi.encodeWithSelector(
            Errors.TaskMarketplace_WrongCommitment.selector, idOf(request), Wording.hash(passed)
        );
    }
}
