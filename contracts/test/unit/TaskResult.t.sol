// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { ITaskMarketplace } from "../../src/interfaces/ITaskMarketplace.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";

contract TaskResultTest is SystemTest {
    bytes8 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = goesActive(provider, "node");
    }

    /* ------------------------------------------------ submitResult ---------------------------------------------- */

    function test_SubmitResult_RevertWhen_NotAssigned() external {
        TaskRequest memory request = funded();
        Result memory result = resultOf(request, 1, nodeId, 1);
        bytes memory signature = sign(keyOf("provider"), result);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.TaskMarketplace_WrongState.selector, result.taskId, TaskState.FUNDED)
        );
        market.submitResult(request, result, signature);
    }

    function test_SubmitResult_RevertWhen_Overdue() external {
        TaskRequest memory request = assigned(nodeId);
        uint40 dueAt = uint40(block.timestamp) + request.workSeconds;
        Result memory result = resultOf(request, 1, nodeId, 1);
        bytes memory signature = sign(keyOf("provider"), result);
        vm.warp(dueAt + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_Overdue.selector, dueAt, dueAt + 1));
        market.submitResult(request, result, signature);

        vm.warp(dueAt);
        market.submitResult(request, result, signature);
        checkState(request, TaskState.SUBMITTED);
    }

    function test_SubmitResult_RevertWhen_ForAnotherTaskAttemptOrNode() external {
        TaskRequest memory request = assigned(nodeId);
        Result memory result = resultOf(request, 1, nodeId, 1);
        result.taskId = keccak256("another");
        _refusesResult(request, result, Errors.TaskMarketplace_WrongTask.selector);
        result = resultOf(request, 2, nodeId, 1);
        _refusesResult(request, result, Errors.TaskMarketplace_WrongAttempt.selector);
        result = resultOf(request, 1, bytes8("another"), 1);
        _refusesResult(request, result, Errors.TaskMarketplace_WrongNode.selector);
    }

    function test_SubmitResult_RevertWhen_HashIsZero() external {
        TaskRequest memory request = assigned(nodeId);
        Result memory result = resultOf(request, 1, nodeId, 1);
        result.resultHash = 0;
        _refusesResult(request, result, Errors.TaskMarketplace_EmptyResult.selector);
    }

    function test_SubmitResult_RevertWhen_SignatureIsNotTheProviders() external {
        TaskRequest memory request = assigned(nodeId);
        Result memory result = resultOf(request, 1, nodeId, 1);
        bytes memory signature = sign(keyOf("buyer"), result);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, provider));
        market.submitResult(request, result, signature);
    }

    function test_SubmitResult_RevertWhen_UsageExceedsTheBound() external {
        TaskRequest memory request = assigned(nodeId);
        vm.warp(block.timestamp + 9);
        // (9 s + 1) × 4 units
        Result memory result = resultOf(request, 1, nodeId, 41);
        bytes memory signature = sign(keyOf("provider"), result);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_UsageAboveMaximum.selector, 41, 40));
        market.submitResult(request, result, signature);

        submitsResult(request, nodeId, 1, 40);
        eq(market.task(result.taskId).amount, 40 * uint256(RATE), "cost");
    }

    function test_SubmitResult_RevertWhen_UsageExceedsMaxUsage() external {
        TaskRequest memory request = newRequest();
        request.maxUsage = 5;
        funds(request);
        assigns(request, nodeId, 1);
        vm.warp(block.timestamp + 100);
        Result memory result = resultOf(request, 1, nodeId, 6);
        _refusesResult(request, result, Errors.TaskMarketplace_UsageAboveMaximum.selector);
    }

    function test_SubmitResult_GivenUnitBasedResource_BoundsByMaxUsageOnly() external {
        Ask[] memory list = asks();
        vm.prank(provider);
        bytes8 iot = registry.register{ value: REGISTRATION_FEE }("iot", spec(ResourceType.IOT), list, MIN_STAKE);
        provesPower(iot);
        vm.prank(provider);
        registry.activate(iot);
        TaskRequest memory request = newRequest();
        request.resourceType = ResourceType.IOT;
        funds(request);
        assigns(request, iot, 1);
        submitsResult(request, iot, 1, request.maxUsage);
        eq(market.task(market.taskIdOf(request)).amount, BUDGET, "cost is capped by the budget");
    }

    function test_SubmitResult_StoresCostAndHash_OpensTheWindow_ClosesTheAssignment() external {
        TaskRequest memory request = assigned(nodeId);
        bytes32 taskId = market.taskIdOf(request);
        eq(registry.node(nodeId).openAssignments, 1, "the node is earning");
        vm.warp(block.timestamp + 100);
        Result memory result = resultOf(request, 1, nodeId, 100);
        bytes memory signature = sign(keyOf("provider"), result);

        vm.expectEmit();
        emit ITaskMarketplace.TaskSubmitted(
            taskId,
            nodeId,
            provider,
            1,
            100,
            100 * RATE,
            result.resultHash,
            uint40(block.timestamp) + MIN_WINDOW
        );
        market.submitResult(request, result, signature);
        vm.snapshotGasLastCall("gas", "submitResult");

        TaskWord memory word = market.task(taskId);
        eq(uint256(word.state), uint256(TaskState.SUBMITTED), "state");
        eq(word.amount, 100 * uint256(RATE), "cost");
        eq(word.since, block.timestamp, "since");
        eq(market.resultHashOf(taskId), result.resultHash, "result hash");
        eq(registry.node(nodeId).openAssignments, 0, "no longer earning");
        eq(registry.record(nodeId).tasksCompleted, 0, "not counted before settlement");
    }

    /* -------------------------------------------------- approve ------------------------------------------------- */

    function test_Approve_RevertWhen_NotSubmitted() external {
        TaskRequest memory request = assigned(nodeId);
        vm.prank(buyer);
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongState.selector);
        market.approve(request, keccak256("result"), "");
    }

    function test_Approve_RevertWhen_AnotherResultIsApproved() external {
        TaskRequest memory request = submitted(nodeId);
        vm.prank(buyer);
        vm.expectRevert(
            abi.encodeWithSelector(
                Errors.TaskMarketplace_WrongResult.selector, keccak256("other"), keccak256("result")
            )
        );
        market.approve(request, keccak256("other"), "");
    }

    function test_Approve_RevertWhen_SignatureIsNotTheBuyers() external {
        TaskRequest memory request = submitted(nodeId);
        bytes memory signature =
            sign(keyOf("provider"), Approval(market.taskIdOf(request), 1, keccak256("result")));
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, buyer));
        market.approve(request, keccak256("result"), signature);
    }

    function test_Approve_WhenAStrangerBringsTheBuyersSignature() external {
        TaskRequest memory request = submitted(nodeId);
        bytes memory signature = sign(keyOf("buyer"), Approval(market.taskIdOf(request), 1, keccak256("result")));
        vm.prank(stranger);
        market.approve(request, keccak256("result"), signature);
        checkState(request, TaskState.SETTLED);
    }

    function test_Approve_WhenTheBuyerCalls_SplitsTheMoney() external {
        TaskRequest memory request = submitted(nodeId);
        bytes32 taskId = market.taskIdOf(request);
        uint256 cost = 100 * uint256(RATE);
        uint256 fee = cost * 8 / 100;

        vm.expectEmit();
        emit ITaskMarketplace.TaskSettled(taskId, nodeId, 1, cost, fee, cost - fee, BUDGET - cost, true);
        vm.prank(buyer);
        market.approve(request, keccak256("result"), "");
        vm.snapshotGasLastCall("gas", "approve");

        checkState(request, TaskState.SETTLED);
        eq(escrow.claimable(ETH, provider), cost - fee, "provider");
        eq(escrow.claimable(ETH, treasury), fee, "treasury");
        eq(escrow.claimable(ETH, buyer), BUDGET - cost, "refund");
        eq(escrow.lockedTotal(ETH), 0, "locked");
        eq(escrow.claimableTotal(ETH), BUDGET, "claimable");
        eq(registry.node(nodeId).reputation, 5000 + 100 + 20, "one PoW pass and one task");
        eq(registry.record(nodeId).tasksCompleted, 1, "completed");
        eq(market.resultHashOf(taskId), 0, "forgotten");
    }

    /* --------------------------------------------------- settle ------------------------------------------------- */

    function test_Settle_RevertWhen_NotSubmitted() external {
        TaskRequest memory request = funded();
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongState.selector);
        market.settle(request);
    }

    function test_Settle_RevertWhen_TheWindowIsOpen() external {
        TaskRequest memory request = submitted(nodeId);
        uint40 settleAfter = uint40(block.timestamp) + MIN_WINDOW;
        vm.warp(settleAfter - 1);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.TaskMarketplace_WindowOpen.selector, settleAfter, settleAfter - 1)
        );
        market.settle(request);
    }

    function test_Settle_WhenTheWindowPassed_SettlesForAnyone() external {
        TaskRequest memory request = submitted(nodeId);
        vm.warp(block.timestamp + MIN_WINDOW);
        vm.prank(stranger);
        market.settle(request);
        vm.snapshotGasLastCall("gas", "settle");
        checkState(request, TaskState.SETTLED);
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongState.selector);
        market.settle(request);
    }

    function test_Settle_WhenTheCostIsTooSmallToCount() external {
        vm.prank(admin);
        market.setTokenPolicy(ETH, TokenPolicy({ smallTaskCap: 0, slashableFrom: 0, trustFrom: 100 * RATE + 1 }));
        TaskRequest memory request = submitted(nodeId);
        vm.warp(block.timestamp + MIN_WINDOW);
        market.settle(request);
        eq(registry.record(nodeId).tasksCompleted, 0, "not counted");
        eq(registry.node(nodeId).reputation, 5120, "reputation still moves");
    }

    function test_Settle_GivenFiveCountedTasks_DoesNotCountTheSixth() external {
        for (uint256 i; i < 6; ++i) {
            TaskRequest memory request = submitted(nodeId);
            vm.prank(buyer);
            market.approve(request, keccak256("result"), "");
        }
        eq(registry.record(nodeId).tasksCompleted, 5, "counted");
        eq(market.countedTasks(buyer, provider), 5, "pair");
    }

    function test_Settle_GivenTheFeeChanged_TakesTheFeeFixedAtFunding() external {
        TaskRequest memory request = submitted(nodeId);
        vm.prank(admin);
        market.setFeeBps(1000);
        vm.warp(block.timestamp + MIN_WINDOW);
        market.settle(request);
        eq(escrow.claimable(ETH, treasury), 100 * uint256(RATE) * 8 / 100, "fee");
    }

    function _refusesResult(TaskRequest memory request, Result memory result, bytes4 error) private {
        bytes memory signature = sign(keyOf("provider"), result);
        vm.expectPartialRevert(error);
        market.submitResult(request, result, signature);
    }
}
