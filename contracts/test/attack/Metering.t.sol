// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { AttackTest } from "../support/AttackTest.sol";
import { Wording } from "../support/Wording.sol";

/// @notice Bills for work that can't have been done, and trust that was not earned.
contract MeteringAttacksTest is AttackTest {
    function test_Usage_BeyondWhatTheNodeCanHaveWorked_IsRefused() external {
        TaskRequest memory request = assigned(nodeId);
        vm.warp(block.timestamp + 100);
        _refused(request, 101 * 4 + 1, 101 * 4);
        eq(submitsResult(request, 101 * 4).cost, 404e12, "whole seconds: one more than passed");
    }

    /// @dev More units declared while the task runs: they count for the next one.
    function test_UnitsRaisedMidTask_BillNothing() external {
        TaskRequest memory request = assigned(nodeId);
        NodeSpec memory larger = spec(ResourceType.CPU);
        larger.units = type(uint16).max;
        vm.prank(provider);
        registry.setSpec(nodeId, larger);
        vm.warp(block.timestamp + 100);
        _refused(request, 101 * 4 + 1, 101 * 4);
    }

    /// @dev Nor those declared just before the assignment: the buyer signed how many may work.
    function test_UnitsRaisedBeforeTheAssignment_BillNoMoreThanTheBuyerSigned() external {
        TaskRequest memory request = funded();
        NodeSpec memory larger = spec(ResourceType.CPU);
        larger.units = type(uint16).max;
        vm.prank(provider);
        registry.setSpec(nodeId, larger);
        assigns(request, nodeId);
        vm.warp(block.timestamp + 1);
        _refused(request, 2 * 4 + 1, 2 * 4);
    }

    /// @dev A dollar has six decimals: 32 cores at $0.15 an hour are $0.15 an hour, and the split is the nearest to 92
    /// and 8 there is.
    function test_Rates_BelowABaseUnit_LoseNothing() external {
        TaskRequest memory request = requestIn(address(usdc));
        request.units = 32;
        request.maxRate = uint120(uint256(150_000) * 1_000_000 / (32 * 3600));
        NodeSpec memory server = spec(ResourceType.CPU);
        server.units = 32;
        vm.prank(provider);
        registry.setSpec(nodeId, server);
        funds(request);
        assigns(request, nodeId);
        vm.warp(block.timestamp + 3600);
        eq(submitsResult(request, 32 * 3600).cost, 150_000, "fifteen cents");
        approves(request);
        eq(escrow.claimable(address(usdc), provider), 138_000, "92 %");
        eq(escrow.fees(address(usdc)), 12_000, "8 %");
    }

    /// @dev Even a node that declares the most units there are, and reports the most usage there is, gets the deposit
    /// at most.
    function test_Bill_NeverExceedsTheDeposit() external {
        NodeSpec memory larger = spec(ResourceType.CPU);
        larger.units = type(uint16).max;
        vm.prank(provider);
        registry.setSpec(nodeId, larger);
        TaskRequest memory request = newRequest();
        request.units = type(uint16).max;
        request.maxUsage = type(uint64).max;
        request.maxRate = type(uint96).max;
        funds(request);
        assigns(request, nodeId);
        vm.warp(block.timestamp + 3600);
        eq(submitsResult(request, 3601 * 65_535).cost, BUDGET, "the deposit");
        approves(request);
        eq(takesAll(ETH, provider), BUDGET * 92 / 100, "92 %");
        checkPrey(ETH);
    }

    function test_Usage_BeyondWhatTheBuyerSigned_IsRefused() external {
        TaskRequest memory request = newRequest();
        request.maxUsage = 10;
        funds(request);
        assigns(request, nodeId);
        vm.warp(block.timestamp + 100);
        _refused(request, 11, 10);
    }

    function test_DealingWithOneself_IsRefused() external {
        TaskRequest memory request = newRequest();
        request.buyer = provider;
        funds(request);
        Acceptance memory accepted = acceptance(request, nodeId);
        bytes memory signature = signedBy(provider, Wording.hash(accepted));
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_SelfDealing.selector, provider));
        market.assign(request, nodeId, accepted.rate, accepted.expiry, signature);
    }

    /// @dev With a second account of one's own: five tasks count, for any number of nodes.
    function test_DealingWithOneAccomplice_CountsFiveTimes() external {
        bytes8 other = goesActive(provider, "other");
        for (uint256 i; i < 4; ++i) {
            _settles(nodeId, 1);
            _settles(other, 1);
        }
        uint256 counted = uint256(registry.record(nodeId).tasksCompleted) + registry.record(other).tasksCompleted;
        eq(counted, 5, "counted");
    }

    /// @dev Trust has a price: what costs less than the governed minimum, or nothing, doesn't count.
    function test_DealingForNothing_DoesNotCount() external {
        limits(ETH, TokenPolicy(0, uint96(10e12), 0, 0));
        _settles(nodeId, 0);
        _settles(nodeId, 9);
        eq(registry.record(nodeId).tasksCompleted, 0, "below the price");
        _settles(nodeId, 10);
        eq(registry.record(nodeId).tasksCompleted, 1, "at the price");
    }

    function test_FreeTask_DoesNotCount_WithoutAMinimum() external {
        _settles(nodeId, 0);
        eq(registry.record(nodeId).tasksCompleted, 0, "free");
    }

    function _settles(bytes8 by, uint64 usage) private {
        TaskRequest memory request = assigned(by);
        vm.warp(block.timestamp + 10);
        submitsResult(request, usage);
        approves(request);
    }

    function _refused(TaskRequest memory request, uint64 usage, uint256 maximum) private {
        Result memory result = resultOf(request, usage);
        bytes memory signature = signedBy(provider, Wording.hash(result));
        Assignment memory made = assignmentOf(request);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_UsageAboveMaximum.selector, usage, maximum));
        market.submitResult(result.taskId, made, usage, RESULT_HASH, signature);
    }
}
