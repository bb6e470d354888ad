// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Challenge } from "../types/DataTypes.sol";

/// @title IPowVerifier
/// @notice Challenges that prove hashing power. A solution for index i is a nonce with
/// uint256(keccak256(abi.encode(seed, nodeId, provider, i, nonce))) < target.
/// `i` and `nonce` are uint256 words in the encoding; `nodeId` is bytes8 left-aligned in its word.
///
/// No party knows a seed before its clock runs: the operator issues a challenge with a seed of its own, and a later
/// block, in which anyone starts it, adds its randomness:
/// seed = keccak256(abi.encode(platformSeed, block.prevrandao, blockhash(block.number - 1), block.chainid,
/// address(this), nodeId, challengeId)). So neither the operator nor a node can prepare an answer, and one of another
/// chain, contract, node or challenge is worth nothing.
interface IPowVerifier {
    /// @notice Emitted when the operator names a challenge's difficulty.
    /// @param startBy Unix seconds: it lapses unless it is started by then.
    event ChallengeIssued(
        bytes32 indexed challengeId,
        bytes8 indexed nodeId,
        address indexed provider,
        uint256 target,
        uint8 nonceCount,
        uint40 startBy
    );
    /// @notice Emitted when the seed is fixed and the clock runs.
    /// @param deadline Unix seconds of the latest answer.
    event ChallengeStarted(bytes32 indexed challengeId, bytes8 indexed nodeId, bytes32 seed, uint40 deadline);
    /// @notice Emitted when the node has answered in time.
    /// @param hashesPerSecond The estimate: (nonceCount − 1) × 2^256 / target expected hashes over `elapsedSeconds`.
    /// @param elapsedSeconds From the parent of the starting block (`headStartSeconds` before it), where its builder
    /// may know the seed, to the block of the answer; at least 1.
    event ChallengePassed(
        bytes32 indexed challengeId, bytes8 indexed nodeId, uint64 hashesPerSecond, uint40 elapsedSeconds
    );
    /// @notice Emitted when a challenge was not answered in time.
    /// @param by The caller that reported it.
    event ChallengeFailed(bytes32 indexed challengeId, bytes8 indexed nodeId, address by);

    /// @notice Operator: issues a challenge. `challengeId` is chosen by the platform and used once.
    /// @param duration Seconds from the start until the challenge expires.
    /// @param target A nonce solves one hash in 2^256 / target: the more, the harder.
    /// @param nonceCount 64 … 128.
    /// @dev Reverts if it is easier than `maxTarget`, harder than 2^48 hashes a nonce, or would take a node of the
    /// power that this one showed last (50 000 hashes a second before its first) more than half of the duration; if the
    /// node is unknown, banned, has a challenge that is open or may still start, or had one too recently, or a
    /// parameter is out of bounds.
    function issue(
        bytes32 challengeId,
        bytes8 nodeId,
        bytes32 platformSeed,
        uint256 target,
        uint8 nonceCount,
        uint32 duration
    ) external;

    /// @notice Anyone, in a later block than the issue: fixes the seed and starts the clock. A challenge that
    /// isn't started in time lapses without a penalty.
    /// @dev Reverts if the challenge isn't waiting for its start, the block is the issue's, or `startBy` has passed.
    function start(bytes32 challengeId) external;

    /// @notice Anyone may send the answer: it is bound to node and provider. Nonces must be distinct per index by
    /// construction.
    /// @dev Reverts if the challenge is not open, started in this block, has expired, the count differs, or a nonce
    /// does not solve.
    function answer(bytes32 challengeId, uint256[] calldata nonces) external;

    /// @notice Anyone: marks an expired, unanswered challenge as failed (reputation −2 %).
    /// @dev Reverts if the challenge is not open or has not expired.
    function fail(bytes32 challengeId) external;

    /// @notice All zero for an unknown challenge.
    function challenge(bytes32 challengeId) external view returns (Challenge memory);
    /// @notice The node's challenge that is open or may still start, or zero.
    function openChallengeOf(bytes8 nodeId) external view returns (bytes32 challengeId);
    /// @notice Seconds that count before the start: who builds the starting block knows the seed since its parent.
    function headStartSeconds() external view returns (uint40);
    /// @notice The target of the easiest challenge that may be issued.
    function maxTarget() external view returns (uint256);
    /// @notice Seconds between two challenges for one node.
    function minIntervalSeconds() external view returns (uint40);
}
