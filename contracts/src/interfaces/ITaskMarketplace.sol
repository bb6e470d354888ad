// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Acceptance, Result, TaskRequest, TaskWord, TokenPolicy } from "../types/DataTypes.sol";

/// @title ITaskMarketplace
/// @notice The life cycle of tasks: FUNDED → ASSIGNED → SUBMITTED → SETTLED, with timed exits anyone may take.
/// EIP-712 domain: name "AIIGO Marketplace", version "1". The task id is the digest of the buyer's request.
interface ITaskMarketplace {
    event TaskFunded(
        bytes32 indexed taskId, bytes32 indexed jobId, address indexed buyer, uint16 feeBps, TaskRequest request
    );
    /// @param dueAt Unix seconds: latest result.
    event TaskAssigned(
        bytes32 indexed taskId, bytes8 indexed nodeId, address indexed provider, uint8 attempt, uint120 rate, uint40 dueAt
    );
    /// @notice The provider gave the task back; it is FUNDED again.
    event TaskReleased(bytes32 indexed taskId, bytes8 indexed nodeId, uint8 attempt);
    /// @notice The node missed its deadline; it was penalised and the task is FUNDED again.
    event TaskReopened(bytes32 indexed taskId, bytes8 indexed nodeId, uint8 attempt);
    /// @param cost In base units of the task's token: min(usage × rate, budget).
    /// @param settleAfter Unix seconds: anyone may settle from then on.
    event TaskSubmitted(
        bytes32 indexed taskId,
        bytes8 indexed nodeId,
        address indexed provider,
        uint8 attempt,
        uint64 usage,
        uint120 cost,
        bytes32 resultHash,
        uint40 settleAfter
    );
    event TaskSettled(
        bytes32 indexed taskId,
        bytes8 indexed nodeId,
        uint8 attempt,
        uint256 cost,
        uint256 fee,
        uint256 providerAmount,
        uint256 refund,
        bool approved
    );
    event TaskCancelled(bytes32 indexed taskId, uint256 refund);
    /// @param nodeId The node that missed its deadline, or zero when the task was never assigned.
    event TaskExpired(bytes32 indexed taskId, bytes8 indexed nodeId, uint256 refund);

    event FeeChanged(uint16 feeBps);
    event TokenPolicyChanged(address indexed token, TokenPolicy policy);

    /// @notice The buyer submits and funds a task in one transaction; ETH as value, ERC-20 by allowance to the escrow.
    /// @dev Reverts if the caller is not the buyer, the id exists, a deadline has passed or is absurd, the budget is zero,
    /// the fee exceeds `maxFeeBps`, the token is not allowed, or the value is wrong.
    function submit(TaskRequest calldata request) external payable returns (bytes32 taskId);

    /// @notice FUNDED → ASSIGNED with the provider's signed acceptance.
    /// @dev Reverts if the caller is not the named matcher, the signature, attempt, expiry, deadline, rate, state or node does not fit,
    /// or buyer and provider are the same.
    function assign(TaskRequest calldata request, Acceptance calldata acceptance, bytes calldata signature) external;

    /// @notice ASSIGNED → FUNDED by the node's provider: it can't do the task. Counted as failed, no slash.
    /// @dev Reverts after the work deadline: an overdue node can't escape its penalty.
    function release(TaskRequest calldata request) external;

    /// @notice ASSIGNED → FUNDED by anyone once the work deadline passed, while reassignment is still possible: the node is penalised.
    function reopen(TaskRequest calldata request) external;

    /// @notice ASSIGNED → SUBMITTED with the provider's signed result. Anyone may relay it.
    /// @dev Reverts after the work deadline, or if the usage exceeds `maxUsage`, or, for GPU and CPU, (elapsed + 1) × units.
    function submitResult(TaskRequest calldata request, Result calldata result, bytes calldata signature) external;

    /// @notice SUBMITTED → SETTLED by the buyer, or by anyone with the buyer's signed Approval.
    /// @param resultHash The approved result.
    /// @param signature Empty when the buyer is the caller.
    function approve(TaskRequest calldata request, bytes32 resultHash, bytes calldata signature) external;

    /// @notice SUBMITTED → SETTLED by anyone once the challenge window passed.
    function settle(TaskRequest calldata request) external;

    /// @notice FUNDED → CANCELLED by the buyer: full refund.
    function cancel(TaskRequest calldata request) external;

    /// @notice FUNDED, or ASSIGNED and past its work deadline → EXPIRED: full refund; an assigned node is penalised.
    /// @dev Anyone after `assignBy`; the buyer, for an overdue assignment, at once.
    function expire(TaskRequest calldata request) external;

    function taskIdOf(TaskRequest calldata request) external view returns (bytes32);
    function task(bytes32 taskId) external view returns (TaskWord memory);
    /// @notice Hash of the result under its challenge window; zero in every other state.
    function resultHashOf(bytes32 taskId) external view returns (bytes32);
    /// @notice Platform fee for new tasks, in basis points.
    function feeBps() external view returns (uint16);
    /// @notice Shortest challenge window a request may name, in seconds.
    function minWindowSeconds() external view returns (uint32);
    function tokenPolicy(address token) external view returns (TokenPolicy memory);
    /// @notice Settled tasks between the two that count toward trust.
    function countedTasks(address buyer, address provider) external view returns (uint8);

    /// @notice Admin: platform fee of new tasks. Reverts above 1 000 bps. Funded tasks keep theirs.
    function setFeeBps(uint16 feeBps) external;
    /// @notice Admin: limits per payment token.
    function setTokenPolicy(address token, TokenPolicy calldata policy) external;
}
