// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Assignment, ResourceType, TaskRequest } from "../types/DataTypes.sol";
import { Errors } from "./Errors.sol";

/// @title TaskRules
/// @notice Pure checks of what buyers and providers sign. Times are Unix seconds.
library TaskRules {
    uint32 internal constant MIN_WORK_SECONDS = 1;
    uint32 internal constant MAX_WORK_SECONDS = 30 days;
    uint32 internal constant MAX_WINDOW_SECONDS = 7 days;
    uint256 internal constant MAX_ASSIGN_SECONDS = 30 days;

    /// @notice Reverts unless the request may be funded at `nowSeconds`.
    function checkFundable(TaskRequest calldata request, uint256 nowSeconds, uint32 minWindow, uint16 feeBps)
        internal
        pure
    {
        if (
            request.jobId == 0 || request.specHash == 0 || request.maxRate == 0 || request.maxUsage == 0
                || request.units == 0
        ) {
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
            revert Errors.TaskMarketplace_WorkSecondsOutOfBounds(
                request.workSeconds, MIN_WORK_SECONDS, MAX_WORK_SECONDS
            );
        }
        if (request.windowSeconds < minWindow || request.windowSeconds > MAX_WINDOW_SECONDS) {
            revert Errors.TaskMarketplace_WindowSecondsOutOfBounds(request.windowSeconds, minWindow, MAX_WINDOW_SECONDS);
        }
        if (nowSeconds > request.fundBy) revert Errors.TaskMarketplace_FundingClosed(request.fundBy, nowSeconds);
        if (request.assignBy < nowSeconds || request.assignBy > nowSeconds + MAX_ASSIGN_SECONDS) {
            revert Errors.TaskMarketplace_AssignByOutOfBounds(
                request.assignBy, nowSeconds, nowSeconds + MAX_ASSIGN_SECONDS
            );
        }
        if (feeBps > request.maxFeeBps) revert Errors.TaskMarketplace_FeeAboveMaximum(feeBps, request.maxFeeBps);
    }

    /// @notice Reverts unless the acceptance is still valid and within the buyer's rate.
    function checkAcceptance(TaskRequest calldata request, uint120 rate, uint40 expiry, uint256 nowSeconds)
        internal
        pure
    {
        if (nowSeconds > expiry) revert Errors.TaskMarketplace_AcceptanceExpired(expiry, nowSeconds);
        if (rate == 0 || rate > request.maxRate) revert Errors.TaskMarketplace_RateOutOfBounds(rate, request.maxRate);
    }

    /// @notice Reverts unless the new values only add to what the node was promised. An extension moves the deadline by
    /// a challenge window at least: one that comes just before the node's result leaves it time to bring it again.
    function checkExtension(
        Assignment calldata assignment,
        uint40 dueAt,
        uint64 maxUsage,
        uint96 budget,
        uint32 minSeconds
    ) internal pure {
        uint256 earliest = uint256(assignment.dueAt) + minSeconds;
        uint256 latest = uint256(assignment.assignedAt) + MAX_WORK_SECONDS;
        if (dueAt < earliest || dueAt > latest) {
            revert Errors.TaskMarketplace_DueAtOutOfBounds(dueAt, earliest, latest);
        }
        if (maxUsage < assignment.maxUsage) {
            revert Errors.TaskMarketplace_BelowAssignment(maxUsage, assignment.maxUsage);
        }
        if (budget < assignment.budget) revert Errors.TaskMarketplace_BelowAssignment(budget, assignment.budget);
    }

    /// @notice The number of the attempt that would start now.
    function nextAttempt(uint8 attempt) internal pure returns (uint8) {
        if (attempt == type(uint8).max) revert Errors.TaskMarketplace_TooManyAttempts(attempt);
        return attempt + 1;
    }

    /// @notice Highest usage of a task per second, for time-based resources: the units that the buyer signed or
    /// those that the node has, whichever are fewer; 0 = no bound by time.
    function unitsPerSecond(ResourceType resourceType, uint16 signed, uint16 units) internal pure returns (uint16) {
        if (resourceType != ResourceType.GPU && resourceType != ResourceType.CPU) return 0;
        return signed < units ? signed : units;
    }

    /// @notice The highest usage that can be billed: the buyer's limit and, for time-based resources, the time
    /// that the node's units can have worked since the assignment. One second is added because block times are whole
    /// seconds.
    function usageBound(uint64 maxUsage, uint16 unitsPerSecond_, uint256 elapsedSeconds)
        internal
        pure
        returns (uint256)
    {
        if (unitsPerSecond_ == 0) return maxUsage;
        uint256 worked = (elapsedSeconds + 1) * unitsPerSecond_;
        return worked < maxUsage ? worked : maxUsage;
    }

    /// @notice Share of `bps` that a provider loses by giving a task back, in proportion to the time it was held.
    function held(uint16 bps, uint40 assignedAt, uint40 dueAt, uint256 nowSeconds) internal pure returns (uint16) {
        return uint16((bps * (nowSeconds - assignedAt)) / (dueAt - assignedAt));
    }
}
