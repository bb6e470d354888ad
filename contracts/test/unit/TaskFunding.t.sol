// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { ITaskMarketplace } from "../../src/interfaces/ITaskMarketplace.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";
import { Wording } from "../support/Wording.sol";

contract TaskFundingTest is SystemTest {
    /* --------------------------------------------------- submit ------------------------------------------------- */

    function test_Submit_RevertWhen_CallerIsNotTheBuyer() external {
        TaskRequest memory request = newRequest();
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotBuyer.selector, stranger, buyer));
        market.submit{ value: BUDGET }(request);
    }

    function test_Submit_RevertWhen_FundedBefore() external {
        TaskRequest memory request = funded();
        _refuses(request, Errors.TaskMarketplace_TaskExists.selector);
        vm.prank(buyer);
        market.cancel(request);
        _refuses(request, Errors.TaskMarketplace_TaskExists.selector);
    }

    function test_Submit_RevertWhen_AFieldIsEmpty() external {
        for (uint256 i; i < 4; ++i) {
            TaskRequest memory request = newRequest();
            if (i == 0) request.jobId = 0;
            if (i == 1) request.specHash = 0;
            if (i == 2) request.maxRate = 0;
            if (i == 3) request.maxUsage = 0;
            _refuses(request, Errors.TaskMarketplace_EmptyField.selector);
        }
    }

    function test_Submit_RevertWhen_BudgetIsOutOfBounds() external {
        TaskRequest memory request = newRequest();
        request.budget = 0;
        _refuses(request, Errors.TaskMarketplace_BudgetOutOfBounds.selector);
        request.token = address(usdc);
        request.budget = 1 << 120;
        _refuses(request, Errors.TaskMarketplace_BudgetOutOfBounds.selector);
    }

    function test_Submit_RevertWhen_WorkSecondsIsOutOfBounds() external {
        TaskRequest memory request = newRequest();
        request.workSeconds = 0;
        _refuses(request, Errors.TaskMarketplace_WorkSecondsOutOfBounds.selector);
        request.workSeconds = 30 days + 1;
        _refuses(request, Errors.TaskMarketplace_WorkSecondsOutOfBounds.selector);
    }

    function test_Submit_RevertWhen_WindowIsOutOfBounds() external {
        TaskRequest memory request = newRequest();
        request.windowSeconds = MIN_WINDOW - 1;
        _refuses(request, Errors.TaskMarketplace_WindowSecondsOutOfBounds.selector);
        request.windowSeconds = 7 days + 1;
        _refuses(request, Errors.TaskMarketplace_WindowSecondsOutOfBounds.selector);
    }

    function test_Submit_RevertWhen_FundingClosed() external {
        TaskRequest memory request = newRequest();
        vm.warp(request.fundBy + 1);
        _refuses(request, Errors.TaskMarketplace_FundingClosed.selector);
    }

    function test_Submit_RevertWhen_AssignByIsOutOfBounds() external {
        TaskRequest memory request = newRequest();
        request.assignBy = uint40(block.timestamp - 1);
        _refuses(request, Errors.TaskMarketplace_AssignByOutOfBounds.selector);
        request.assignBy = uint40(block.timestamp + 30 days + 1);
        _refuses(request, Errors.TaskMarketplace_AssignByOutOfBounds.selector);
    }

    function test_Submit_RevertWhen_FeeExceedsTheMaximum() external {
        TaskRequest memory request = newRequest();
        request.maxFeeBps = 799;
        _refuses(request, Errors.TaskMarketplace_FeeAboveMaximum.selector);
    }

    function test_Submit_RevertWhen_TokenIsNotAllowed() external {
        TaskRequest memory request = newRequest();
        request.token = address(pool);
        _refuses(request, Errors.Escrow_TokenNotAllowed.selector);
    }

    function test_Submit_RevertWhen_ValueIsWrong() external {
        TaskRequest memory request = newRequest();
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_WrongAmount.selector, BUDGET - 1, BUDGET));
        market.submit{ value: BUDGET - 1 }(request);
        request.token = address(usdc);
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_WrongAmount.selector, 1, 0));
        market.submit{ value: 1 }(request);
    }

    function test_Submit_InETH_LocksTheBudget_AndUsesTheDigestAsId() external {
        TaskRequest memory request = newRequest();
        bytes32 taskId = Wording.digest(address(market), Wording.hash(request));
        vm.expectEmit();
        emit ITaskMarketplace.TaskFunded(taskId, request.jobId, buyer, 800, request);
        vm.prank(buyer);
        bytes32 returned = market.submit{ value: BUDGET }(request);
        vm.snapshotGasLastCall("gas", "submit ETH");

        eq(returned, taskId, "id");
        TaskWord memory word = market.task(taskId);
        eq(uint256(word.state), uint256(TaskState.FUNDED), "state");
        eq(word.feeBps, 800, "fee");
        eq(word.since, block.timestamp, "since");
        eq(escrow.lockedTotal(ETH), BUDGET, "locked");
        eq(address(escrow).balance, BUDGET, "held");
    }

    function test_Submit_InERC20_LocksTheBudget() external {
        TaskRequest memory request = newRequest();
        request.token = address(usdc);
        request.budget = 5e6;
        vm.prank(buyer);
        market.submit(request);
        vm.snapshotGasLastCall("gas", "submit USDC");
        eq(escrow.lockedTotal(address(usdc)), 5e6, "locked");
        eq(usdc.balanceOf(address(escrow)), 5e6, "held");
    }

    /* --------------------------------------------------- cancel ------------------------------------------------- */

    function test_Cancel_RevertWhen_CallerIsNotTheBuyer() external {
        TaskRequest memory request = funded();
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotBuyer.selector, operator, buyer));
        market.cancel(request);
    }

    function test_Cancel_RevertWhen_NotFunded() external {
        TaskRequest memory request = newRequest();
        vm.prank(buyer);
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongState.selector);
        market.cancel(request);
        request = assigned(goesActive(provider, "node"));
        vm.prank(buyer);
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongState.selector);
        market.cancel(request);
    }

    function test_Cancel_RefundsTheBudget() external {
        TaskRequest memory request = funded();
        vm.expectEmit();
        emit ITaskMarketplace.TaskCancelled(market.taskIdOf(request), BUDGET);
        vm.prank(buyer);
        market.cancel(request);
        vm.snapshotGasLastCall("gas", "cancel");
        checkState(request, TaskState.CANCELLED);
        _checkRefunded();
    }

    /* --------------------------------------------------- expire ------------------------------------------------- */

    function test_Expire_RevertWhen_NeitherFundedNorAssigned() external {
        bytes8 nodeId = goesActive(provider, "node");
        TaskRequest memory request = submitted(nodeId);
        vm.warp(request.assignBy + 1);
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongState.selector);
        market.expire(request);
        request = newRequest();
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongState.selector);
        market.expire(request);
    }

    function test_Expire_RevertGiven_FundedAndStillAssignable() external {
        TaskRequest memory request = funded();
        vm.warp(request.assignBy);
        vm.prank(buyer);
        vm.expectPartialRevert(Errors.TaskMarketplace_StillAssignable.selector);
        market.expire(request);
    }

    function test_Expire_GivenFundedAndUnassignable_RefundsForAnyone() external {
        TaskRequest memory request = funded();
        vm.warp(request.assignBy + 1);
        vm.expectEmit();
        emit ITaskMarketplace.TaskExpired(market.taskIdOf(request), 0, BUDGET);
        vm.prank(stranger);
        market.expire(request);
        checkState(request, TaskState.EXPIRED);
        _checkRefunded();
    }

    function test_Expire_RevertGiven_AssignedInTime() external {
        TaskRequest memory request = assigned(goesActive(provider, "node"));
        vm.warp(block.timestamp + request.workSeconds);
        vm.prank(buyer);
        vm.expectPartialRevert(Errors.TaskMarketplace_NotOverdue.selector);
        market.expire(request);
    }

    function test_Expire_GivenLateButReassignable_OnlyTheBuyerMay() external {
        TaskRequest memory request = assigned(goesActive(provider, "node"));
        vm.warp(block.timestamp + request.workSeconds + 1);
        vm.prank(stranger);
        vm.expectPartialRevert(Errors.TaskMarketplace_StillAssignable.selector);
        market.expire(request);
        vm.prank(buyer);
        market.expire(request);
        _checkRefunded();
    }

    function test_Expire_GivenLateAndUnassignable_RefundsAndPenalises() external {
        bytes8 nodeId = goesActive(provider, "node");
        TaskRequest memory request = assigned(nodeId);
        vm.warp(request.assignBy + 1);
        vm.expectEmit();
        emit ITaskMarketplace.TaskExpired(market.taskIdOf(request), nodeId, BUDGET);
        vm.prank(stranger);
        market.expire(request);
        vm.snapshotGasLastCall("gas", "expire with slash");

        checkState(request, TaskState.EXPIRED);
        _checkRefunded();
        eq(pool.activeStake(nodeId), 95e18, "5 % slashed");
        eq(token.balanceOf(treasury), 5e18, "to the treasury");
        eq(registry.node(nodeId).openAssignments, 0, "assignment closed");
        checkNode(nodeId, NodeState.SLASHED);
    }

    function _checkRefunded() private view {
        eq(escrow.claimable(ETH, buyer), BUDGET, "refund");
        eq(escrow.lockedTotal(ETH), 0, "locked");
    }

    function _refuses(TaskRequest memory request, bytes4 error) private {
        vm.prank(request.buyer);
        vm.expectPartialRevert(error);
        market.submit{ value: request.token == ETH ? request.budget : 0 }(request);
    }
}
