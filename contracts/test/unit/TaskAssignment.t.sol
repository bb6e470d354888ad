// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { ITaskMarketplace } from "../../src/interfaces/ITaskMarketplace.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";
import { Wallet } from "../support/Signers.sol";
import { Wording } from "../support/Wording.sol";

contract TaskAssignmentTest is SystemTest {
    bytes8 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = goesActive(provider, "node");
    }

    /* --------------------------------------------------- assign ------------------------------------------------- */

    function test_Assign_RevertWhen_CallerIsNotTheNamedMatcher() external {
        TaskRequest memory request = newRequest();
        request.matcher = operator;
        funds(request);
        vm.startPrank(stranger);
        _refuses(
            request,
            acceptance(request, nodeId),
            abi.encodeWithSelector(Errors.TaskMarketplace_NotMatcher.selector, stranger, operator)
        );
        vm.stopPrank();
        vm.startPrank(operator);
        assigns(request, nodeId);
        vm.stopPrank();
        checkState(request, TaskState.ASSIGNED);
    }

    function test_Assign_RevertWhen_NotFunded() external {
        TaskRequest memory request = newRequest();
        Acceptance memory accepted = Acceptance(idOf(request), 1, nodeId, RATE, type(uint40).max);
        _refuses(request, accepted, _wrongState(request, TaskState.NONE));
        funds(request);
        assignsWith(request, accepted);
        _refuses(request, accepted, _wrongState(request, TaskState.ASSIGNED));
        request = funded();
        accepted.taskId = idOf(request);
        vm.prank(buyer);
        market.cancel(request);
        _refuses(request, accepted, _wrongState(request, TaskState.CANCELLED));
    }

    function test_Assign_RevertWhen_AFieldOfTheRequestDiffers() external {
        TaskRequest memory request = funded();
        request.maxRate += 1;
        _refuses(request, acceptance(request, nodeId), _wrongState(request, TaskState.NONE));
    }

    function test_Assign_RevertWhen_AssignByPassed() external {
        TaskRequest memory request = funded();
        vm.warp(request.assignBy + 1);
        _refuses(
            request,
            acceptance(request, nodeId),
            abi.encodeWithSelector(
                Errors.TaskMarketplace_AssignmentClosed.selector, request.assignBy, request.assignBy + 1
            )
        );
        vm.warp(request.assignBy);
        assigns(request, nodeId);
    }

    function test_Assign_RevertWhen_TheAcceptanceExpired() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, nodeId);
        vm.warp(accepted.expiry + 1);
        _refuses(
            request,
            accepted,
            abi.encodeWithSelector(
                Errors.TaskMarketplace_AcceptanceExpired.selector, accepted.expiry, accepted.expiry + 1
            )
        );
        vm.warp(accepted.expiry);
        assignsWith(request, accepted);
    }

    function test_Assign_RevertWhen_TheRateIsOutOfBounds() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, nodeId);
        uint120[3] memory rates = [0, RATE + 1, type(uint120).max];
        for (uint256 i; i < rates.length; ++i) {
            accepted.rate = rates[i];
            _refuses(
                request,
                accepted,
                abi.encodeWithSelector(Errors.TaskMarketplace_RateOutOfBounds.selector, rates[i], RATE)
            );
        }
        accepted.rate = 1;
        eq(assignsWith(request, accepted).rate, 1, "what the provider signed");
    }

    function test_Assign_RevertWhen_TheNodeCantTakeTheTask() external {
        TaskRequest memory request = funded();
        vm.prank(provider);
        registry.deactivate(nodeId);
        _refuses(
            request,
            acceptance(request, nodeId),
            abi.encodeWithSelector(Errors.NodeRegistry_WrongState.selector, nodeId, NodeState.INACTIVE)
        );
        _refuses(
            request,
            acceptance(request, "unknown"),
            abi.encodeWithSelector(Errors.NodeRegistry_WrongState.selector, bytes8("unknown"), NodeState.NONE)
        );
        bytes8 gpu = goesActiveAs(provider, "gpu", ResourceType.GPU);
        request = funded();
        _refuses(
            request,
            acceptance(request, gpu),
            abi.encodeWithSelector(
                Errors.NodeRegistry_WrongResourceType.selector, gpu, ResourceType.GPU, ResourceType.CPU
            )
        );
    }

    function test_Assign_RevertWhen_TheTaskIsTooLargeForABasicNode() external {
        limits(ETH, TokenPolicy(uint96(BUDGET), 0, 0, 0));
        assigned(nodeId);
        TaskRequest memory request = newRequest();
        request.budget = BUDGET + 1;
        funds(request);
        _refuses(
            request,
            acceptance(request, nodeId),
            abi.encodeWithSelector(Errors.TaskMarketplace_TaskTooLarge.selector, nodeId, BUDGET + 1, BUDGET)
        );
        // The cap is the token's own.
        TaskRequest memory inUsdc = requestIn(address(usdc));
        inUsdc.budget = 1e12;
        funds(inUsdc);
        assigns(inUsdc, nodeId);

        for (uint256 i; i < 9; ++i) {
            provesPower(nodeId);
        }
        vm.prank(provider);
        pool.stake(nodeId, 900e18);
        request = newRequest();
        request.budget = BUDGET + 1;
        funds(request);
        assigns(request, nodeId);
        checkState(request, TaskState.ASSIGNED);
    }

    function test_Assign_RevertWhen_BuyerAndProviderAreTheSame() external {
        TaskRequest memory request = newRequest();
        request.buyer = provider;
        funds(request);
        _refuses(
            request,
            acceptance(request, nodeId),
            abi.encodeWithSelector(Errors.TaskMarketplace_SelfDealing.selector, provider)
        );
    }

    function test_Assign_RevertWhen_TheSignatureIsNotTheProvidersForExactlyThis() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, nodeId);
        bytes memory wrong = abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, provider);
        for (uint256 i; i < 6; ++i) {
            Acceptance memory other = acceptance(request, nodeId);
            if (i == 0) other.taskId = keccak256("another task");
            if (i == 1) other.attempt = 2;
            if (i == 2) other.nodeId = "another";
            if (i == 3) other.rate -= 1;
            if (i == 4) other.expiry += 1;
            bytes memory signature = sign(keyOf(i == 5 ? "buyer" : "provider"), other);
            vm.expectRevert(wrong);
            market.assign(request, nodeId, accepted.rate, accepted.expiry, signature);
        }
        vm.expectRevert(wrong);
        market.assign(request, nodeId, accepted.rate, accepted.expiry, "");
    }

    function test_Assign_CommitsToEverything_ForAnyone() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, nodeId);
        bytes memory signature = sign(keyOf("provider"), accepted);
        Assignment memory made = expectedAssignment(request, accepted);
        vm.expectEmit();
        emit ITaskMarketplace.TaskAssigned(accepted.taskId, nodeId, provider, 1, RATE, 4);
        vm.prank(stranger);
        market.assign(request, nodeId, RATE, accepted.expiry, signature);
        vm.snapshotGasLastCall("gas", "assign");
        eq(wordOf(request), Wording.word(TaskState.ASSIGNED, 1, Wording.hash(made)), "word");
        check(market.isAssigned(accepted.taskId, made), "view");
        check(!market.isAssigned("another", made), "another task");
        made.budget -= 1;
        check(!market.isAssigned(accepted.taskId, made), "another budget");
        eq(escrow.liabilities(ETH), BUDGET, "no money moves");
    }

    function test_Assign_GivenAResourceNotMeteredInTime_BoundsNothingByTime() external {
        bytes8 iot = goesActiveAs(provider, "iot", ResourceType.IOT);
        TaskRequest memory request = newRequest();
        request.resourceType = ResourceType.IOT;
        funds(request);
        eq(assigns(request, iot).unitsPerSecond, 0, "no bound");
    }

    function test_Assign_GivenUnitsChangedLater_KeepsThoseOfTheStart() external {
        TaskRequest memory request = assigned(nodeId);
        NodeSpec memory changed = spec(ResourceType.CPU);
        changed.units = 400;
        vm.prank(provider);
        registry.setSpec(nodeId, changed);
        Result memory result = resultOf(request, 5);
        Assignment memory made = assignmentOf(request);
        bytes memory signature = sign(keyOf("provider"), result);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_UsageAboveMaximum.selector, 5, 4));
        market.submitResult(result.taskId, made, 5, RESULT_HASH, signature);
    }

    function test_Assign_GivenAProviderThatIsAContract_AsksItsCode() external {
        Wallet wallet = new Wallet(account("owner"));
        fundAccount(address(wallet));
        bytes8 walletNode = goesActive(address(wallet), "node");
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, walletNode);
        market.assign(request, walletNode, accepted.rate, accepted.expiry, sign(keyOf("owner"), accepted));
        checkState(request, TaskState.ASSIGNED);
    }

    function test_Assign_RevertGiven_TheLastAttemptThatFitsTheWord() external {
        TaskRequest memory request = funded();
        for (uint256 i = 1; i <= 255; ++i) {
            eq(assigns(request, nodeId).attempt, i, "attempt");
            releases(request);
        }
        // The verbs count on; the contract doesn't get as far as the signature.
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_TooManyAttempts.selector, 255));
        market.assign(request, nodeId, RATE, uint40(block.timestamp), "");
        // It still has its exits.
        vm.prank(buyer);
        market.cancel(request);
        eq(escrow.claimable(ETH, buyer), BUDGET, "refund");
    }

    /* --------------------------------------------------- release ------------------------------------------------ */

    function test_Release_RevertWhen_NotAssigned() external {
        TaskRequest memory request = assigned(nodeId);
        releases(request);
        Assignment memory made = assignmentOf(request);
        vm.prank(provider);
        vm.expectRevert(_wrongState(request, TaskState.FUNDED));
        market.release(idOf(request), made);
    }

    function test_Release_RevertWhen_TheAssignmentIsAnother() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        made.provider = stranger;
        vm.prank(stranger);
        vm.expectRevert(_wrongCommitment(request, made));
        market.release(idOf(request), made);
    }

    function test_Release_RevertWhen_CallerIsNotTheProvider() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotProvider.selector, buyer, provider));
        market.release(idOf(request), made);
    }

    function test_Release_RevertWhen_Overdue() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.warp(made.dueAt + 1);
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_Overdue.selector, made.dueAt, made.dueAt + 1));
        market.release(idOf(request), made);
        vm.warp(made.dueAt);
        releases(request);
    }

    function test_Release_IsFundedAgain_CountedAsFailed() external {
        TaskRequest memory request = requestIn(address(token));
        funds(request);
        Assignment memory made = assigns(request, nodeId);
        vm.prank(admin);
        market.setFees(0, 0);
        vm.expectEmit();
        emit ITaskMarketplace.TaskReleased(idOf(request), nodeId, 1);
        vm.prank(provider);
        market.release(idOf(request), made);
        vm.snapshotGasLastCall("gas", "release");
        eq(
            wordOf(request),
            Wording.word(TaskState.FUNDED, 1, bytes32(uint256(800 + 200 * 65_536) << 56)),
            "with the terms of its funding"
        );
        eq(pool.activeStake(nodeId), MIN_STAKE, "no slash");
        eq(registry.record(nodeId).tasksFailed, 1, "failed");
        eq(registry.node(nodeId).reputation, 5000 + 100 - 50, "reputation");

        // The old acceptance is for attempt 1.
        bytes memory old = sign(keyOf("provider"), Acceptance(idOf(request), 1, nodeId, RATE, type(uint40).max));
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, provider));
        market.assign(request, nodeId, RATE, type(uint40).max, old);
        eq(assigns(request, nodeId).attempt, 2, "attempt");
    }

    /* --------------------------------------------------- reopen ------------------------------------------------- */

    function test_Reopen_RevertWhen_NotAssigned() external {
        TaskRequest memory request = submitted(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.warp(made.dueAt + 1);
        vm.expectRevert(_wrongState(request, TaskState.SUBMITTED));
        market.reopen(idOf(request), made);
    }

    function test_Reopen_RevertWhen_TheAssignmentIsAnother() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        made.dueAt = uint40(block.timestamp - 1);
        vm.expectRevert(_wrongCommitment(request, made));
        market.reopen(idOf(request), made);
    }

    function test_Reopen_RevertWhen_InTime() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.warp(made.dueAt);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotOverdue.selector, made.dueAt, made.dueAt));
        market.reopen(idOf(request), made);
    }

    function test_Reopen_RevertWhen_AssignByPassed() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.warp(request.assignBy + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                Errors.TaskMarketplace_AssignmentClosed.selector, request.assignBy, request.assignBy + 1
            )
        );
        market.reopen(idOf(request), made);
    }

    function test_Reopen_WhenOverdue_PenalisesTheNode_ForAnyone() external {
        bytes8 other = goesActive(stranger, "node");
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.warp(made.dueAt + 1);
        vm.expectEmit();
        emit ITaskMarketplace.TaskReopened(idOf(request), nodeId, 1);
        vm.prank(stranger);
        market.reopen(idOf(request), made);
        vm.snapshotGasLastCall("gas", "reopen with slash");
        eq(wordOf(request), Wording.word(TaskState.FUNDED, 1, bytes32(uint256(800) << 56)), "word");
        eq(pool.activeStake(nodeId), 95e18, "5 %");
        eq(token.balanceOf(treasury), 5e18, "to the treasury");
        checkNode(nodeId, NodeState.SLASHED);
        eq(assigns(request, other).attempt, 2, "another node takes it");
    }

    function test_Reopen_GivenATaskTooSmallToSlash_OnlyCounts() external {
        limits(ETH, TokenPolicy(0, 0, uint96(BUDGET) + 1, 0));
        TaskRequest memory request = assigned(nodeId);
        vm.warp(assignmentOf(request).dueAt + 1);
        reopens(request);
        eq(pool.activeStake(nodeId), MIN_STAKE, "no slash");
        eq(registry.record(nodeId).tasksFailed, 1, "failed");
        eq(registry.node(nodeId).reputation, 5000 + 100 - 100, "reputation");
        checkNode(nodeId, NodeState.ACTIVE);

        limits(ETH, TokenPolicy(0, 0, uint96(BUDGET), 0));
        request = assigned(nodeId);
        vm.warp(assignmentOf(request).dueAt + 1);
        reopens(request);
        eq(pool.activeStake(nodeId), 95e18, "at the limit");
    }

    /// @dev Nothing at once, all of a timeout's 5 % in the last second, in proportion between.
    function test_Release_CostsTheTimeThatTheTaskWasHeld() external {
        uint256[4] memory held = [uint256(0), 900, 1800, 3600];
        uint256[4] memory bps = [uint256(0), 125, 250, 500];
        uint256 stake = MIN_STAKE * 1000;
        vm.prank(provider);
        pool.stake(nodeId, stake - MIN_STAKE);
        for (uint256 i; i < 4; ++i) {
            TaskRequest memory request = assigned(nodeId);
            vm.warp(block.timestamp + held[i]);
            releases(request);
            stake -= stake * bps[i] / 10_000;
            eq(pool.activeStake(nodeId), stake, "stake");
        }
        limits(ETH, TokenPolicy(0, 0, uint96(BUDGET) + 1, 0));
        TaskRequest memory small = assigned(nodeId);
        vm.warp(block.timestamp + 3600);
        releases(small);
        eq(pool.activeStake(nodeId), stake, "too small to slash");
    }

    /// @dev The sixth attempt of the same two counts for nothing, whether it succeeds or fails.
    function test_Failures_CountFiveTimesAPair_AsSuccessesDo() external {
        for (uint256 i; i < 7; ++i) {
            TaskRequest memory request = assigned(nodeId);
            if (i == 0) {
                submitsResult(request, 1);
                approves(request);
            } else if (i == 1) {
                releases(request);
            } else {
                vm.warp(assignmentOf(request).dueAt + 1);
                reopens(request);
                vm.prank(provider);
                pool.stake(nodeId, 10e18);
                if (registry.node(nodeId).state == NodeState.INACTIVE) {
                    vm.prank(provider);
                    registry.activate(nodeId);
                }
            }
        }
        eq(market.countedTasks(buyer, provider), 5, "counted");
        eq(registry.record(nodeId).tasksCompleted, 1, "completed");
        eq(registry.record(nodeId).tasksFailed, 4, "failed");
    }

    function test_Failures_BelowTheMinimum_DoNotCount() external {
        limits(ETH, TokenPolicy(0, uint96(BUDGET) + 1, 0, 0));
        releases(assigned(nodeId));
        eq(registry.record(nodeId).tasksFailed, 0, "below");
        limits(ETH, TokenPolicy(0, uint96(BUDGET), 0, 0));
        releases(assigned(nodeId));
        eq(registry.record(nodeId).tasksFailed, 1, "at the minimum");
    }

    /* --------------------------------------------------- expire ------------------------------------------------- */

    function test_Expire_RevertWhen_NotFunded() external {
        TaskRequest memory request = newRequest();
        vm.warp(request.assignBy + 1);
        vm.expectRevert(_wrongState(request, TaskState.NONE));
        market.expire(request);
        request = assigned(nodeId);
        vm.warp(request.assignBy + 1);
        vm.expectRevert(_wrongState(request, TaskState.ASSIGNED));
        market.expire(request);
    }

    function test_Expire_RevertWhen_StillAssignable() external {
        TaskRequest memory request = funded();
        vm.warp(request.assignBy);
        vm.prank(buyer);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.TaskMarketplace_StillAssignable.selector, request.assignBy, request.assignBy)
        );
        market.expire(request);
    }

    function test_Expire_RefundsForAnyone() external {
        TaskRequest memory request = funded();
        vm.warp(request.assignBy + 1);
        vm.expectEmit();
        emit ITaskMarketplace.TaskExpired(idOf(request), 0, BUDGET);
        vm.prank(stranger);
        market.expire(request);
        vm.snapshotGasLastCall("gas", "expire");
        eq(wordOf(request), Wording.word(TaskState.EXPIRED, 0, 0), "word");
        eq(escrow.claimable(ETH, buyer), BUDGET, "refund");
        vm.expectRevert(_wrongState(request, TaskState.EXPIRED));
        market.expire(request);
    }

    /* ------------------------------------------------ expireOverdue --------------------------------------------- */

    function test_ExpireOverdue_RevertWhen_NotAssigned() external {
        TaskRequest memory request = assigned(nodeId);
        releases(request);
        Assignment memory made = assignmentOf(request);
        vm.warp(request.assignBy + 1);
        vm.expectRevert(_wrongState(request, TaskState.FUNDED));
        market.expireOverdue(idOf(request), made);
    }

    function test_ExpireOverdue_RevertWhen_TheAssignmentIsAnother() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        made.buyer = stranger;
        vm.warp(made.dueAt + 1);
        vm.prank(stranger);
        vm.expectRevert(_wrongCommitment(request, made));
        market.expireOverdue(idOf(request), made);
    }

    function test_ExpireOverdue_RevertWhen_InTime() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.warp(made.dueAt);
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotOverdue.selector, made.dueAt, made.dueAt));
        market.expireOverdue(idOf(request), made);
    }

    function test_ExpireOverdue_WhileReassignable_TheBuyerOnly() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.warp(made.dueAt + 1);
        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.TaskMarketplace_StillAssignable.selector, request.assignBy, made.dueAt + 1)
        );
        market.expireOverdue(idOf(request), made);
        vm.prank(buyer);
        market.expireOverdue(idOf(request), made);
        eq(escrow.claimable(ETH, buyer), BUDGET, "refund");
        eq(pool.activeStake(nodeId), 95e18, "slashed all the same");
    }

    function test_ExpireOverdue_AfterAssignBy_RefundsAndPenalises_ForAnyone() external {
        TaskRequest memory request = assigned(nodeId);
        Assignment memory made = assignmentOf(request);
        vm.warp(request.assignBy + 1);
        vm.expectEmit();
        emit ITaskMarketplace.TaskExpired(idOf(request), nodeId, BUDGET);
        vm.prank(stranger);
        market.expireOverdue(idOf(request), made);
        vm.snapshotGasLastCall("gas", "expireOverdue with slash");
        eq(wordOf(request), Wording.word(TaskState.EXPIRED, 1, 0), "word");
        eq(escrow.claimable(ETH, buyer), BUDGET, "refund");
        eq(token.balanceOf(treasury), 5e18, "slash");
        checkNode(nodeId, NodeState.SLASHED);
    }

    function test_ExpireOverdue_GivenATaskTooSmallToSlash_OnlyCounts() external {
        limits(ETH, TokenPolicy(0, 0, uint96(BUDGET) + 1, 0));
        TaskRequest memory request = assigned(nodeId);
        vm.warp(request.assignBy + 1);
        expiresOverdue(request);
        eq(pool.activeStake(nodeId), MIN_STAKE, "no slash");
        eq(registry.record(nodeId).tasksFailed, 1, "failed");
    }

    /* --------------------------------------------------- Private ------------------------------------------------ */

    function _refuses(TaskRequest memory request, Acceptance memory accepted, bytes memory error) private {
        bytes memory signature = sign(keyOf("provider"), accepted);
        vm.expectRevert(error);
        market.assign(request, accepted.nodeId, accepted.rate, accepted.expiry, signature);
    }

    function _wrongState(TaskRequest memory request, TaskState state) private view returns (bytes memory) {
        return abi.encodeWithSelector(Errors.TaskMarketplace_WrongState.selector, idOf(request), state);
    }

    function _wrongCommitment(TaskRequest memory request, Assignment memory passed)
        private
        view
        returns (bytes memory)
    {
        return abi.encodeWithSelector(
            Errors.TaskMarketplace_WrongCommitment.selector, idOf(request), Wording.hash(passed)
        );
    }
}
