// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";

import { ITaskMarketplace } from "../../src/interfaces/ITaskMarketplace.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";

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
        Acceptance memory accepted = acceptance(request, 1, nodeId);
        bytes memory signature = sign(keyOf("provider"), accepted);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotMatcher.selector, stranger, operator));
        market.assign(request, accepted, signature);
        vm.prank(operator);
        market.assign(request, accepted, signature);
        checkState(request, TaskState.ASSIGNED);
    }

    function test_Assign_RevertWhen_NotFunded() external {
        TaskRequest memory request = newRequest();
        _refuses(request, acceptance(request, 1, nodeId), Errors.TaskMarketplace_WrongState.selector);
        request = assigned(nodeId);
        _refuses(request, acceptance(request, 2, nodeId), Errors.TaskMarketplace_WrongState.selector);
    }

    function test_Assign_RevertWhen_AssignmentClosed() external {
        TaskRequest memory request = funded();
        vm.warp(request.assignBy + 1);
        _refuses(request, acceptance(request, 1, nodeId), Errors.TaskMarketplace_AssignmentClosed.selector);
    }

    function test_Assign_RevertWhen_AcceptanceDoesNotFit() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, 2, nodeId);
        _refuses(request, accepted, Errors.TaskMarketplace_WrongAttempt.selector);
        accepted = acceptance(request, 1, nodeId);
        accepted.taskId = keccak256("another");
        _refuses(request, accepted, Errors.TaskMarketplace_WrongTask.selector);
        accepted = acceptance(request, 1, nodeId);
        accepted.expiry = uint40(block.timestamp - 1);
        _refuses(request, accepted, Errors.TaskMarketplace_AcceptanceExpired.selector);
    }

    function test_Assign_RevertWhen_RateIsOutOfBounds() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, 1, nodeId);
        accepted.rate = 0;
        _refuses(request, accepted, Errors.TaskMarketplace_RateOutOfBounds.selector);
        accepted.rate = RATE + 1;
        _refuses(request, accepted, Errors.TaskMarketplace_RateOutOfBounds.selector);
        accepted.rate = RATE - 1;
        _refuses(request, accepted, Errors.NodeRegistry_RateBelowAsk.selector);
    }

    function test_Assign_RevertWhen_TheNodeAsksNothing() external {
        Ask[] memory none = new Ask[](1);
        vm.prank(provider);
        registry.setAsks(nodeId, none);
        TaskRequest memory request = funded();
        _refuses(request, acceptance(request, 1, nodeId), Errors.NodeRegistry_NoAsk.selector);
    }

    function test_Assign_RevertWhen_TheNodeIsNotEligible() external {
        TaskRequest memory request = funded();
        bytes8 pending = registers(provider, "pending", MIN_STAKE);
        _refuses(request, acceptance(request, 1, pending), Errors.NodeRegistry_WrongState.selector);
        _refuses(request, acceptance(request, 1, bytes8("unknown")), Errors.NodeRegistry_WrongState.selector);
        request = newRequest();
        request.resourceType = ResourceType.GPU;
        funds(request);
        _refuses(request, acceptance(request, 1, nodeId), Errors.NodeRegistry_WrongResourceType.selector);
    }

    function test_Assign_RevertWhen_TheTaskIsTooLargeForABasicNode() external {
        TaskRequest memory request = funded();
        vm.prank(admin);
        market.setTokenPolicy(ETH, TokenPolicy({ smallTaskCap: uint120(BUDGET - 1), slashableFrom: 0, trustFrom: 0 }));
        _refuses(request, acceptance(request, 1, nodeId), Errors.TaskMarketplace_TaskTooLarge.selector);
        vm.prank(admin);
        market.setTokenPolicy(ETH, TokenPolicy({ smallTaskCap: uint120(BUDGET), slashableFrom: 0, trustFrom: 0 }));
        assigns(request, nodeId, 1);
    }

    function test_Assign_GivenAVerifiedNode_TakesALargeTask() external {
        vm.prank(provider);
        pool.stake(nodeId, 900e18);
        for (uint256 i; i < 9; ++i) {
            provesPower(nodeId);
        }
        vm.prank(admin);
        market.setTokenPolicy(ETH, TokenPolicy({ smallTaskCap: 1, slashableFrom: 0, trustFrom: 0 }));
        assigns(funded(), nodeId, 1);
    }

    function test_Assign_RevertWhen_BuyerIsTheProvider() external {
        TaskRequest memory request = newRequest();
        request.buyer = provider;
        funds(request);
        _refuses(request, acceptance(request, 1, nodeId), Errors.TaskMarketplace_SelfDealing.selector);
    }

    function test_Assign_RevertWhen_SignatureIsNotTheProviders() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, 1, nodeId);
        bytes memory signature = sign(keyOf("stranger"), accepted);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, provider));
        market.assign(request, accepted, signature);
    }

    function test_Assign_StoresAttemptNodeAndRate() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, 1, nodeId);
        bytes memory signature = sign(keyOf("provider"), accepted);
        vm.expectEmit();
        emit ITaskMarketplace.TaskAssigned(
            accepted.taskId, nodeId, provider, 1, RATE, uint40(block.timestamp) + request.workSeconds
        );
        vm.prank(stranger);
        market.assign(request, accepted, signature);
        vm.snapshotGasLastCall("gas", "assign");

        TaskWord memory word = market.task(accepted.taskId);
        eq(uint256(word.state), uint256(TaskState.ASSIGNED), "state");
        eq(word.attempt, 1, "attempt");
        eq(word.amount, RATE, "rate");
        eq(word.nodeId, nodeId, "node");
        eq(registry.node(nodeId).openAssignments, 1, "open");
    }

    /* -------------------------------------------------- release ------------------------------------------------- */

    function test_Release_RevertWhen_NotAssigned() external {
        TaskRequest memory request = funded();
        vm.prank(provider);
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongState.selector);
        market.release(request);
    }

    function test_Release_RevertWhen_CallerIsNotTheProvider() external {
        TaskRequest memory request = assigned(nodeId);
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotProvider.selector, buyer, provider));
        market.release(request);
    }

    function test_Release_RevertWhen_Overdue() external {
        TaskRequest memory request = assigned(nodeId);
        vm.warp(block.timestamp + request.workSeconds + 1);
        vm.prank(provider);
        vm.expectPartialRevert(Errors.TaskMarketplace_Overdue.selector);
        market.release(request);
    }

    function test_Release_IsFundedAgain_CountedAsFailed_NoSlash() external {
        TaskRequest memory request = assigned(nodeId);
        vm.expectEmit();
        emit ITaskMarketplace.TaskReleased(market.taskIdOf(request), nodeId, 1);
        vm.prank(provider);
        market.release(request);
        vm.snapshotGasLastCall("gas", "release");

        checkState(request, TaskState.FUNDED);
        eq(pool.activeStake(nodeId), MIN_STAKE, "no slash");
        eq(registry.record(nodeId).tasksFailed, 1, "failed");
        eq(registry.node(nodeId).reputation, 5000 + 100 - 50, "reputation");
        eq(registry.node(nodeId).openAssignments, 0, "closed");
        _refuses(request, acceptance(request, 1, nodeId), Errors.TaskMarketplace_WrongAttempt.selector);
        assigns(request, nodeId, 2);
    }

    /* -------------------------------------------------- reopen -------------------------------------------------- */

    function test_Reopen_RevertWhen_NotAssigned() external {
        TaskRequest memory request = funded();
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongState.selector);
        market.reopen(request);
    }

    function test_Reopen_RevertWhen_InTime() external {
        TaskRequest memory request = assigned(nodeId);
        vm.warp(block.timestamp + request.workSeconds);
        vm.expectPartialRevert(Errors.TaskMarketplace_NotOverdue.selector);
        market.reopen(request);
    }

    function test_Reopen_RevertWhen_AssignmentClosed() external {
        TaskRequest memory request = assigned(nodeId);
        vm.warp(request.assignBy + 1);
        vm.expectPartialRevert(Errors.TaskMarketplace_AssignmentClosed.selector);
        market.reopen(request);
    }

    function test_Reopen_GivenABudgetTooSmallToSlash() external {
        vm.prank(admin);
        market.setTokenPolicy(ETH, TokenPolicy({ smallTaskCap: 0, slashableFrom: uint120(BUDGET + 1), trustFrom: 0 }));
        TaskRequest memory request = assigned(nodeId);
        vm.warp(block.timestamp + request.workSeconds + 1);
        market.reopen(request);
        eq(pool.activeStake(nodeId), MIN_STAKE, "no slash");
        eq(registry.record(nodeId).tasksFailed, 1, "still failed");
        checkNode(nodeId, NodeState.ACTIVE);
    }

    function test_Reopen_IsFundedAgain_AndPenalises() external {
        vm.prank(provider);
        pool.stake(nodeId, 100e18);
        TaskRequest memory request = assigned(nodeId);
        vm.warp(block.timestamp + request.workSeconds + 1);
        vm.expectEmit();
        emit ITaskMarketplace.TaskReopened(market.taskIdOf(request), nodeId, 1);
        vm.prank(stranger);
        market.reopen(request);
        vm.snapshotGasLastCall("gas", "reopen with slash");

        checkState(request, TaskState.FUNDED);
        eq(pool.activeStake(nodeId), 190e18, "5 % of 200");
        eq(registry.node(nodeId).reputation, 5000 + 100 - 100, "reputation");
        checkNode(nodeId, NodeState.ACTIVE);
    }

    /* --------------------------------------------------- admin -------------------------------------------------- */

    function test_SetFeeBps() external {
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, operator, bytes32(0))
        );
        market.setFeeBps(1);
        vm.startPrank(admin);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_ParameterOutOfBounds.selector, 1001, 1000));
        market.setFeeBps(1001);
        market.setFeeBps(1000);
        eq(market.feeBps(), 1000, "fee");
    }

    function test_SetTokenPolicy() external {
        TokenPolicy memory policy = TokenPolicy({ smallTaskCap: 3, slashableFrom: 2, trustFrom: 1 });
        vm.prank(operator);
        vm.expectPartialRevert(IAccessControl.AccessControlUnauthorizedAccount.selector);
        market.setTokenPolicy(ETH, policy);
        vm.prank(admin);
        market.setTokenPolicy(ETH, policy);
        eq(keccak256(abi.encode(market.tokenPolicy(ETH))), keccak256(abi.encode(policy)), "policy");
    }

    function _refuses(TaskRequest memory request, Acceptance memory accepted, bytes4 error) private {
        bytes memory signature = sign(keyOf("provider"), accepted);
        vm.expectPartialRevert(error);
        market.assign(request, accepted, signature);
    }
}
