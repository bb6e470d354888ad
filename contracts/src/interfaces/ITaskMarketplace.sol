// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Assignment, Ruling, Submission, TaskRequest, TaskWord, TokenPolicy } from "../types/DataTypes.sol";

/// @title ITaskMarketplace
/// @notice The life cycle of tasks: FUNDED → ASSIGNED → SUBMITTED → SETTLED, or SUBMITTED → DISPUTED → RESOLVED, with
/// timed exits anyone may take. EIP-712 domain: name "AIIGO Marketplace", version "1". The task id is the digest of the
/// buyer's request.
interface ITaskMarketplace {
    /// @notice Emitted when a request's budget is locked: the task exists from here on, FUNDED.
    /// @param funding Added by the contract to the request: `terms` + 2^48 if paid out of the buyer's balance.
    /// `terms` is feeBps + rebateBps × 2^16 + policy × 2^32: platform fee in basis points of the cost, the buyer's
    /// share of it when paying in AIIGO, and the number of the token policies in force. They stay as they are for this
    /// task.
    event TaskFunded(bytes32 indexed taskId, uint256 funding, TaskRequest request);
    /// @notice Emitted when a node's provider takes a task. The result is due `workSeconds` of the request later.
    /// @param rate Base units of the task's token per 1 000 000 units of usage.
    /// @param unitsPerSecond Highest usage per second, for time-based resources: the fewer of the request's and the
    /// node's units; 0 = usage is not bounded by time.
    event TaskAssigned(
        bytes32 indexed taskId,
        bytes8 indexed nodeId,
        address indexed provider,
        uint8 attempt,
        uint120 rate,
        uint16 unitsPerSecond
    );
    /// @notice Emitted when the buyer gives a working node more time, usage or budget. The new values stand for this
    /// attempt: if the node fails, the task is FUNDED with its request's, and what was added is in the buyer's balance.
    /// @param dueAt Unix seconds.
    /// @param maxUsage In the resource's unit.
    /// @param budget In base units of the task's token.
    event TaskExtended(
        bytes32 indexed taskId, bytes8 indexed nodeId, uint8 attempt, uint40 dueAt, uint64 maxUsage, uint96 budget
    );
    /// @notice Emitted when the provider gives the task back; it is FUNDED again.
    event TaskReleased(bytes32 indexed taskId, bytes8 indexed nodeId, uint8 attempt);
    /// @notice Emitted when a node that missed its deadline is penalised and the task is FUNDED again.
    event TaskReopened(bytes32 indexed taskId, bytes8 indexed nodeId, uint8 attempt);
    /// @notice Emitted when the result of the running attempt comes in: node and attempt are those of the last
    /// {TaskAssigned}.
    /// @param usage In the resource's unit.
    /// @param cost In base units of the task's token: min(usage × rate / 1 000 000, budget), rounded to the nearest.
    /// Anyone may settle `windowSeconds` of the request later.
    event TaskSubmitted(bytes32 indexed taskId, uint64 usage, uint96 cost, bytes32 resultHash);
    /// @notice Emitted when a result is paid: approved by the buyer, or after its challenge window. The cost is that of
    /// {TaskSubmitted}.
    /// @param treasuryAmount Fee without the rebate; `buyerAmount`: the rest of the budget and the rebate. Base units
    /// of the token.
    event TaskSettled(
        bytes32 indexed taskId,
        bytes8 indexed nodeId,
        uint256 treasuryAmount,
        uint256 providerAmount,
        uint256 buyerAmount,
        bool approved
    );
    /// @notice Emitted when the buyer takes a task back that no node works on.
    /// @param refund In base units of the task's token; zero when the request had not been funded and never can be now.
    event TaskCancelled(bytes32 indexed taskId, address indexed buyer, uint256 refund);
    /// @notice Emitted when a task ends because a deadline passed; its whole budget goes back.
    /// @param refund In base units of the task's token.
    /// @param nodeId The node that missed its deadline, or zero when the task was never assigned.
    event TaskExpired(bytes32 indexed taskId, bytes8 indexed nodeId, uint256 refund);
    /// @notice Emitted when the buyer objects to a result. What follows is told by {IArbitration}.
    /// @param bond In base units of the task's token, out of the buyer's balance.
    /// @param reasonHash SHA-256 of what the buyer objects to.
    event DisputeOpened(
        bytes32 indexed taskId, bytes8 indexed nodeId, address indexed buyer, uint256 bond, bytes32 reasonHash
    );
    /// @notice Emitted when a dispute ends. All amounts are in base units of the task's token; budget and bond are
    /// divided completely.
    /// @param buyerAmount Without the bond.
    /// @param bondReturned Part of the bond that went back to the buyer.
    /// @param arbitratorsAmount 2 % of the cost if an arbitrator voted in time: out of the deposit when the
    /// buyer won, else out of the bond.
    event DisputeResolved(
        bytes32 indexed taskId,
        bytes8 indexed nodeId,
        address indexed provider,
        Ruling ruling,
        uint256 treasuryAmount,
        uint256 providerAmount,
        uint256 buyerAmount,
        uint256 bondReturned,
        uint256 arbitratorsAmount
    );
    /// @notice Emitted when an arbitrator gets its share of a bond or a deposit, in base units of `token`.
    event ArbitratorCredited(bytes32 indexed taskId, address indexed arbitrator, address token, uint256 amount);

    /// @notice Emitted once, when new tasks become possible.
    event MarketOpened(address indexed by);
    /// @notice Emitted when the fee of new tasks changes, in basis points of the cost.
    event FeeChanged(uint16 feeBps, uint16 rebateBps);
    /// @notice Emitted when a token's limits change, in its base units.
    /// @param number Counts all settings of all tokens: tasks whose terms name this number or a later one have this
    /// policy.
    event TokenPolicyChanged(address indexed token, TokenPolicy policy, uint16 number);
    /// @notice Emitted when new tasks are paused.
    /// @param until Unix seconds: new tasks may be funded again after it.
    event Paused(address indexed by, uint40 until);
    /// @notice Emitted when a pause is ended early.
    event Unpaused(address indexed by);

    /* Funding */

    /// @notice The buyer submits and funds a task in one transaction; ETH as value, ERC-20 by allowance to the escrow.
    /// @dev Reverts if the market has not opened, is paused, the caller is not the buyer, the id exists, a deadline has
    /// passed or is absurd, the budget is zero, the fee exceeds `maxFeeBps`, the token is not allowed, or the value is
    /// wrong.
    function submit(TaskRequest calldata request) external payable returns (bytes32 taskId);

    /// @notice As {submit} for an ERC-20, with the buyer's EIP-2612 permit for the budget instead of an allowance.
    /// @dev A permit that another account used first is no obstacle.
    function submitWithPermit(TaskRequest calldata request, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
        returns (bytes32 taskId);

    /// @notice Funds a task out of the buyer's prepaid balance. Anyone who holds the buyer's signed request may call.
    /// @param signature The buyer's signature of the request (EIP-712 or ERC-1271); empty when the buyer is the caller.
    /// Or its signature of a group that the request is in, with the hashes that lead from one to the other: see
    /// {TaskGroups}.
    function submitSignedRequest(TaskRequest calldata request, bytes calldata signature)
        external
        returns (bytes32 taskId);

    /// @notice FUNDED → CANCELLED by the buyer: full refund. Of a request that was signed and not funded: it never can
    /// be.
    function cancel(TaskRequest calldata request) external;

    /* Assignment */

    /// @notice FUNDED → ASSIGNED with the provider's signed {Acceptance} of the attempt that would start now.
    /// @param rate Base units of the task's token per 1 000 000 units of usage.
    /// @param expiry Unix seconds: the acceptance is void afterwards.
    /// @dev Reverts if the caller is not the named matcher, the expiry, deadline, rate, state or node does not fit,
    /// buyer and provider are the same, or the signature is not the provider's for exactly this task, attempt, node,
    /// rate and expiry.
    function assign(TaskRequest calldata request, bytes8 nodeId, uint120 rate, uint40 expiry, bytes calldata signature)
        external;

    /// @notice ASSIGNED → FUNDED by the node's provider: it can't do the task. Counts as failed and costs the part of a
    /// timeout's slash that the time it was held is of the time for the work: nothing at once, all of it in the last
    /// second.
    /// @dev Reverts after the work deadline: an overdue node can't escape its penalty.
    function release(bytes32 taskId, Assignment calldata assignment) external;

    /// @notice ASSIGNED → ASSIGNED by the buyer: the running attempt gets a later deadline and, if wanted, a higher
    /// usage and a larger budget. The addition comes out of the buyer's balance in the escrow; ETH sent along is
    /// deposited there first. The node may use it and need not.
    /// @param dueAt Unix seconds: by `minWindowSeconds` later at least, and 30 days after the assignment at most.
    /// @param maxUsage In the resource's unit, and `budget` in base units: the new totals, not less than before.
    /// @dev Reverts after the work deadline, while new tasks are paused, or above the cap of a BASIC node. What the
    /// provider risks stays that of the request's budget.
    function extend(bytes32 taskId, Assignment calldata assignment, uint40 dueAt, uint64 maxUsage, uint96 budget)
        external
        payable;
    /// @notice ASSIGNED → FUNDED by anyone once the work deadline passed, while reassignment is still possible: the
    /// node is penalised.
    function reopen(bytes32 taskId, Assignment calldata assignment) external;

    /// @notice FUNDED → EXPIRED by anyone after `assignBy`: full refund.
    function expire(TaskRequest calldata request) external;

    /// @notice ASSIGNED and past its work deadline → EXPIRED: full refund, and the node is penalised.
    /// @dev Anyone after `assignBy`; the buyer at once.
    function expireOverdue(bytes32 taskId, Assignment calldata assignment) external;

    /* Result */

    /// @notice ASSIGNED → SUBMITTED with the provider's signed {Result} of the running attempt. Anyone may relay it.
    /// @param usage Metered usage in the resource's unit.
    /// @param resultHash SHA-256 of the result manifest.
    /// @dev Reverts after the work deadline, or if the usage exceeds `maxUsage`, or, for GPU and CPU, (elapsed + 1) ×
    /// the fewer of the units that the buyer signed and the node had at the assignment.
    function submitResult(
        bytes32 taskId,
        Assignment calldata assignment,
        uint64 usage,
        bytes32 resultHash,
        bytes calldata signature
    ) external;

    /// @notice SUBMITTED → SETTLED by the buyer, or by anyone with the buyer's signed {Approval} of this very result at
    /// this very cost.
    /// @param signature Empty when the buyer is the caller.
    function approve(bytes32 taskId, Submission calldata submission, bytes calldata signature) external;

    /// @notice SUBMITTED → SETTLED by anyone once the challenge window passed.
    function settleWhenDue(bytes32 taskId, Submission calldata submission) external;

    /* Disputes */

    /// @notice SUBMITTED → DISPUTED by the buyer inside the challenge window. The bond ({disputeBond}) comes out of the
    /// buyer's balance in the escrow; ETH sent along is deposited there first.
    /// @param reasonHash SHA-256 of what the buyer objects to.
    function openDispute(bytes32 taskId, Submission calldata submission, bytes32 reasonHash) external payable;

    /// @notice DISPUTED → RESOLVED by anyone once the panel has ruled, or its time is over (then the task is paid as
    /// submitted). Arbitrators of the side that won, or, without a majority, all who voted, share 2 % of the cost in
    /// the task's token.
    function resolve(bytes32 taskId, Submission calldata submission) external;

    /* Views */

    /// @notice The EIP-712 digest of the request: what its buyer signs, and the task's id.
    function taskIdOf(TaskRequest calldata request) external view returns (bytes32);
    /// @notice The task's storage word; all zero before it is funded or cancelled.
    function task(bytes32 taskId) external view returns (TaskWord memory);
    /// @notice Whether new tasks are possible at all: true for ever once a panel could be drawn.
    function isOpen() external view returns (bool);
    /// @notice Whether the task is assigned exactly like this.
    function isAssigned(bytes32 taskId, Assignment calldata assignment) external view returns (bool);
    /// @notice Whether the task stands under its challenge window, or is disputed, with exactly this submission.
    function isSubmitted(bytes32 taskId, Submission calldata submission) external view returns (bool);
    /// @notice Platform fee for new tasks, in basis points.
    function feeBps() external view returns (uint16);
    /// @notice The buyer's share of the fee for new tasks paid in AIIGO, in basis points of the cost.
    function rebateBps() external view returns (uint16);
    /// @notice Unix seconds until which no new task can be funded; in the past when nothing is paused.
    function pausedUntil() external view returns (uint40);
    /// @notice Shortest challenge window a request may name, in seconds.
    function minWindowSeconds() external view returns (uint32);
    /// @notice Settled tasks between the two that count toward trust, at most 5.
    function countedTasks(address buyer, address provider) external view returns (uint8);
    /// @notice Limits of tasks that are funded in `token` now, in its base units.
    function tokenPolicy(address token) external view returns (TokenPolicy memory);
    /// @notice Limits of a task with these `terms`, see {TaskFunded}.
    function policyOf(address token, uint48 terms) external view returns (TokenPolicy memory);
    /// @notice Bond that a dispute of this submission takes, in base units of its token: max(2 % of the cost, min(the
    /// floor that its token had when the task was funded, the task's budget)).
    function disputeBond(Submission calldata submission) external view returns (uint256);

    /* Admin and guardian */

    /// @notice Anyone, once: opens the market for new tasks when there are arbitrators enough for any panel.
    /// @dev Reverts if it is open, or there are too few.
    function openMarket() external;

    /// @notice Admin: platform fee of new tasks, and the part of it that buyers get back when they pay in AIIGO. Funded
    /// tasks keep theirs.
    /// @dev Reverts above 1 000 bps or if the rebate exceeds the fee.
    function setFees(uint16 feeBps, uint16 rebateBps) external;
    /// @notice Admin: limits of tasks funded in `token` from now on. Funded tasks keep theirs.
    /// @dev Reverts for a token without `decimals`, or if a limit exceeds 100 000 whole tokens (100 ether).
    function setTokenPolicy(address token, TokenPolicy calldata policy) external;
    /// @notice Guardian: no new tasks for up to 14 days. Every other function goes on, and the pause ends by itself.
    /// @dev Reverts while paused, and for 14 days after a pause ended: only the admin may pause again sooner.
    function pause(uint40 forSeconds) external;
    /// @notice Guardian or admin: ends a pause. A pause by the admin is the admin's to end.
    /// @dev Reverts while nothing is paused.
    function unpause() external;
}
