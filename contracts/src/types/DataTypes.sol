// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @dev The kind of a node's service, and the unit of its usage:
/// GPU = GPU-second, CPU = core-second, NETWORK = MB, MOBILE = task, IOT = data point.
enum ResourceType {
    GPU,
    CPU,
    NETWORK,
    MOBILE,
    IOT
}

/// @dev OWNED = platform data centre, CLOUD = leased by the platform, COMMUNITY = all other nodes.
enum Tier {
    OWNED,
    CLOUD,
    COMMUNITY
}

enum TrustLevel {
    NONE,
    BASIC,
    VERIFIED,
    TRUSTED,
    PARTNER
}

/// @dev EARNING is derived (open assignments > 0) and therefore not a stored state.
enum NodeState {
    NONE,
    PENDING,
    VERIFIED,
    ACTIVE,
    INACTIVE,
    REJECTED,
    SLASHED
}

enum TaskState {
    NONE,
    FUNDED,
    ASSIGNED,
    SUBMITTED,
    SETTLED,
    CANCELLED,
    EXPIRED,
    DISPUTED,
    RESOLVED
}

/// @dev Why stake was slashed or reputation moved.
enum PenaltyReason {
    TASK_TIMEOUT,
    MISUSE,
    POW_FAILED,
    REPEATED_FAILURES,
    TASK_RELEASED,
    DISPUTE_LOST
}

/// @dev The decision of a dispute's panel. MISUSE = for the buyer, and the node is banned; TIMED_OUT = no majority in
/// time: the task is paid as submitted.
enum Ruling {
    NONE,
    PROVIDER,
    BUYER,
    MISUSE,
    TIMED_OUT
}

/// @notice A buyer's order. Its EIP-712 digest is the task id, so every field is bound by the id and
/// the struct is passed back in calldata instead of being stored.
struct TaskRequest {
    /// @dev The job's UUID in the high 16 bytes, the replica index in the low 16 bytes.
    bytes32 jobId;
    address buyer;
    /// @dev Payment token; the zero address is ETH.
    address token;
    /// @dev Deposit, in base units of `token`: the most the task can cost.
    uint128 budget;
    /// @dev Highest rate the buyer pays, in base units of `token` per 1 000 000 units of usage.
    uint120 maxRate;
    /// @dev Highest usage that can be billed, in the resource's unit.
    uint64 maxUsage;
    ResourceType resourceType;
    /// @dev Units that may work in parallel: with the node's own number, the smaller bounds time-based usage.
    uint16 units;
    /// @dev Seconds from assignment until the result is due.
    uint32 workSeconds;
    /// @dev Challenge window, in seconds from the result until anyone may settle.
    uint32 windowSeconds;
    /// @dev Unix seconds: latest funding.
    uint40 fundBy;
    /// @dev Unix seconds: latest (re)assignment; afterwards anyone may expire the task.
    uint40 assignBy;
    /// @dev Highest platform fee the buyer accepts, in basis points of the cost.
    uint16 maxFeeBps;
    /// @dev The only account that may assign; the zero address lets anyone who holds the acceptance assign.
    address matcher;
    /// @dev SHA-256 of the canonical job specification.
    bytes32 specHash;
}

/// @notice A provider's signed promise to run one attempt at a task.
struct Acceptance {
    bytes32 taskId;
    /// @dev 1 for the first attempt.
    uint8 attempt;
    bytes8 nodeId;
    /// @dev Base units of the task's token per 1 000 000 units of usage.
    uint120 rate;
    /// @dev Unix seconds: the acceptance is void afterwards.
    uint40 expiry;
}

/// @notice A provider's signed result of one attempt.
struct Result {
    bytes32 taskId;
    uint8 attempt;
    bytes8 nodeId;
    /// @dev Metered usage in the resource's unit.
    uint64 usage;
    /// @dev SHA-256 of the result manifest.
    bytes32 resultHash;
}

/// @notice A buyer's signed approval of the result of one attempt and of what it costs: worthless for any other bill.
struct Approval {
    bytes32 taskId;
    uint8 attempt;
    bytes8 nodeId;
    bytes32 resultHash;
    /// @dev Base units of the task's token.
    uint96 cost;
}

/// @notice Everything that an assigned task's result, release or deadline needs. The contract keeps a commitment to it
/// only; the values are in the TaskFunded and TaskAssigned events and are passed back in calldata.
struct Assignment {
    address buyer;
    address provider;
    /// @dev Payment token; the zero address is ETH.
    address token;
    bytes8 nodeId;
    uint8 attempt;
    /// @dev Fixed by the funding, see {TaskWords}: fee, rebate and the number of the token policies.
    uint48 terms;
    /// @dev Highest usage per second, for time-based resources: the node's units at assignment; 0 = usage is not
    /// bounded by time.
    uint16 unitsPerSecond;
    /// @dev Unix seconds: when the assignment was made, latest result, latest reassignment.
    uint40 assignedAt;
    uint40 dueAt;
    uint40 assignBy;
    uint32 windowSeconds;
    uint64 maxUsage;
    /// @dev Base units of the token; `rate` per 1 000 000 units of usage.
    uint96 rate;
    uint96 budget;
}

/// @notice Everything that settling a task, or ruling on it, needs once its result is on chain. The contract keeps a
/// commitment to it only; the values are in the TaskFunded, TaskAssigned and TaskSubmitted events and are passed back
/// in calldata.
struct Submission {
    address buyer;
    address provider;
    /// @dev Payment token; the zero address is ETH.
    address token;
    bytes8 nodeId;
    uint8 attempt;
    /// @dev Fixed by the funding, see {TaskWords}: fee, rebate and the number of the token policies.
    uint48 terms;
    /// @dev Unix seconds: anyone may settle from then on.
    uint40 settleAfter;
    /// @dev Base units of the token.
    uint96 budget;
    uint96 cost;
    bytes32 resultHash;
}

/// @notice The one storage word of mutable state per task. While FUNDED, `terms` are what funding fixed (feeBps +
/// rebateBps × 2^16 + the number of the token policies × 2^32); while ASSIGNED, SUBMITTED or DISPUTED, the commitment
/// to the {Assignment} or {Submission}; zero in a final state.
struct TaskWord {
    TaskState state; // byte 0
    uint8 attempt; // byte 1, the last attempt that was assigned
    uint40 since; // bytes 2-6, unix seconds of the last state change
    uint200 terms; // bytes 7-31
}

/// @notice A provider's declaration when registering a node.
struct NodeSpec {
    ResourceType resourceType;
    /// @dev Units that work in parallel (GPUs, cores, …): bounds time-based usage. 1 for unit-based types.
    uint16 units;
    /// @dev ASCII region code, right-padded with zeroes: "US", "EU", "ASIA", "SA", "AF", "OC".
    bytes8 region;
    /// @dev SHA-256 of the full specification document in the blob store.
    bytes32 specHash;
}

/// @notice A price: base units of `token` per 1 000 000 units of usage. Rate 0 withdraws the ask.
struct Ask {
    address token;
    uint120 rate;
}

/// @notice The node's first storage word: everything assignment needs.
struct NodeWord {
    address provider; // bytes 0-19
    NodeState state; // byte 20
    ResourceType resourceType; // byte 21
    Tier tier; // byte 22
    TrustLevel trustLevel; // byte 23, cached
    uint16 reputation; // bytes 24-25, 0-10 000
    uint16 units; // bytes 26-27
    uint8 streak; // byte 28, successes since the last failure, at most 50
    uint8 flags; // byte 29, 1 = banned, 2 = under review, 4 = excluded with its account
    uint16 openDisputes; // bytes 30-31: while there are any, no stake and no bond leaves
}

/// @notice The node's second storage word: its record.
struct NodeRecord {
    uint32 powPasses;
    uint32 powFailures;
    /// @dev Settled tasks that count toward trust.
    uint32 tasksCompleted;
    uint32 tasksFailed;
    /// @dev Expected hashes per second of the last passed challenge.
    uint64 hashesPerSecond;
    /// @dev The attempts up to the last failure: bits 0-49 are 1 for a failure, latest lowest; bits 56-63 count them
    /// (at most 50).
    uint64 recentAttempts;
}

/// @notice One proof-of-work challenge.
struct Challenge {
    bytes8 nodeId; // slot 0
    uint40 issuedAt;
    uint48 movedIn; // block of the issue, then of the start
    uint40 startedAt; // 0 = not started
    uint32 duration; // seconds from the start to the latest answer
    uint8 nonceCount;
    uint8 status; // 0 = none, 1 = open, 2 = passed, 3 = failed, 4 = issued and not started
    bytes32 seed; // slot 1: the platform's until the start, then what is hashed
    uint256 target; // slot 2: a nonce solves when uint256(hash) < target
}

/// @notice Governed limits for one payment token, in its base units.
struct TokenPolicy {
    uint96 smallTaskCap; // slot 0: largest budget a BASIC node may take; 0 = no cap
    uint96 trustFrom; // smallest cost that counts toward trust
    // slot 1: smallest budget whose timeout, late release or lost dispute slashes stake; misuse always does
    uint96 slashableFrom;
    uint96 disputeBondFloor; // smallest bond of a dispute; never more than the task's budget
}
