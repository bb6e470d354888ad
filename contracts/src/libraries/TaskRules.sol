// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Acceptance, ResourceType, Result, TaskRequest } from "../types/DataTypes.sol";
import { Errors } from "./Errors.sol";

/// @title TaskRules
/// @notice Pure checks of what buyers and providers sign. Times are Unix seconds.
library TaskRules {
    uint32 internal constant MIN_WORK_SECONDS = 1;
    uint32 internal constant MAX_WORK_SECONDS = 30 days;
    uint32 internal constant MAX_WINDOW_SECONDS = 7 days;
    uint256 internal constant MAX_ASSIGN_SECONDS = 30 days;

    /// @notice Reverts unless the request may be funded at `nowSeconds`.
    function checkFundable(TaskRequest calldata request, uint256 nowSeconds, uint32 minWindow, uint16 feeBps) internal pure {
        if (request.jobId == 0 || request.specHash == 0 || request.maxRate == 0 || request.maxUsage == 0) {
            revert Errors.TaskMarketplace_EmptyField();
        }
        // Rate and cost have 12 bytes: 79 billion whole tokens of 18 decimals.
        if (request.budget == 0 || request.budget > type(uint96).max) {
            revert Errors.TaskMarketplace_BudgetOutOfBounds(request.budget, type(uint96).max);
        }
        if (request.maxRate > type(uint96).max) {
            revert Errors.TaskMarketplace_MaxRateOutOfBounds(request.maxRate, type(uint96).max);
        }
        if (request.workSeconds < MIN_WORK_SECONDS || request.workSeconds > MAX_WORK_SECONDS) {
            revert Errors.TaskMarketplace_WorkSecondsOutOfBounds(request.workSeconds, MIN_WORK_SECONDS, MAX_WORK_SECONDS);
        }
        if (request.windowSeconds < minWindow || request.windowSeconds > MAX_WINDOW_SECONDS) {
            revert Errors.TaskMarketplace_WindowSecondsOutOfBounds(request.windowSeconds, minWindow, MAX_WINDOW_SECONDS);
        }
        if (nowSeconds > request.fundBy) revert Errors.TaskMarketplace_FundingClosed(request.fundBy, nowSeconds);
        if (request.assignBy < nowSeconds || request.assignBy > nowSeconds + MAX_ASSIGN_SECONDS) {
            revert Errors.TaskMarketplace_AssignByOutOfBounds(request.assignBy, nowSeconds, nowSeconds + MAX_ASSIGN_SECONDS);
        }
        if (feeBps > request.maxFeeBps) revert Errors.TaskMarketplace_FeeAboveMaximum(feeBps, request.maxFeeBps);
    }

    /// @notice Reverts unless the acceptance is for this attempt at this task, still valid, and within the buyer's rate.
    /// @param attempt The number of the attempt that would start now.
    function checkAcceptance(
        TaskRequest calldata request,
        Acceptance calldata acceptance,
        bytes32 taskId,
        uint256 attempt,
        uint256 nowSeconds
    )
        internal
        pure
    {
        if (acceptance.taskId != taskId) revert Errors.TaskMarketplace_WrongTask(acceptance.taskId, taskId);
        if (acceptance.attempt != attempt) revert Errors.TaskMarketplace_WrongAttempt(acceptance.attempt, attempt);
        if (nowSeconds > acceptance.expiry) revert Errors.TaskMarketplace_AcceptanceExpired(acceptance.expiry, nowSeconds);
        if (acceptance.rate == 0 || acceptance.rate > request.maxRate) {
            revert Errors.TaskMarketplace_RateOutOfBounds(acceptance.rate, request.maxRate);
        }
    }

    /// @notice Reverts unless the result is for the running attempt at this task, by its node.
    function checkResult(Result calldata result, bytes32 taskId, uint8 attempt, bytes8 nodeId) internal pure {
        if (result.taskId != taskId) revert Errors.TaskMarketplace_WrongTask(result.taskId, taskId);
        if (result.attempt != attempt) revert Errors.TaskMarketplace_WrongAttempt(result.attempt, attempt);
        if (result.nodeId != nodeId) revert Errors.TaskMarketplace_WrongNode(result.nodeId, nodeId);
        if (result.resultHash == 0) revert Errors.TaskMarketplace_EmptyResult();
    }

    /// @notice The highest usage that can be billed: what the buyer signed and, for time-based resources, what the node's
    /// units can have worked since the assignment. One second is added because block times are whole seconds.
    function usageBound(TaskRequest calldata request, uint256 elapsedSeconds, uint16 units) internal pure returns (uint256) {
        if (request.resourceType != ResourceType.GPU && request.resourceType != ResourceType.CPU) return request.maxUsage;
        uint256 worked = (elapsedSeconds + 1) * units;
        return worked < request.maxUsage ? worked : request.maxUsage;
    }
}
