// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Challenge } from "../types/DataTypes.sol";

/// @title IPowVerifier
/// @notice Challenges that prove hashing power. A solution for index i is a nonce with
/// uint256(keccak256(abi.encode(seed, nodeId, provider, i, nonce))) < target.
/// `i` and `nonce` are uint256 words in the encoding; `nodeId` is bytes8 left-aligned in its word.
///
/// Nobody knows a seed before its clock runs: the operator issues a challenge with a seed of its own, and a later block, in which
/// anyone starts it, adds its randomness:
/// seed = keccak256(abi.encode(platformSeed, block.prevrandao, blockhash(block.number - 1), block.chainid, address(this), nodeId,
/// challengeId)). So neither the operator nor a node can prepare an answer, and one of another chain, contract, node or challenge
/// is worth nothing.
interface IPowVerifier {
    event ChallengeIssued(
        bytes32 indexed challengeId,
        bytes8 indexed nodeId,
        address indexed provider,
        uint256 target,
        uint8 nonceCount,
        uint40 startBy
    );
    event ChallengeStarted(bytes32 indexed challengeId, bytes8 indexed nodeId, bytes32 seed, uint40 deadline);
    /// @param hashesPerSecond The estimate: (nonceCount − 1) × 2^256 / target expected hashes over the elapsed seconds (at least 1).
    event ChallengePassed(bytes32 indexed challengeId, bytes8 indexed nodeId, uint64 hashesPerSecond, uint40 elapsedSeconds);
    event ChallengeFailed(bytes32 indexed challengeId, bytes8 indexed nodeId, address by);

    /// @notice Operator: issues a challenge. `challengeId` is chosen by the platform and used once.
    /// @param duration Seconds from the start until the challenge expires.
    /// @dev Reverts if the node is unknown, banned, has a challenge that is open or may still start, or had one too recently, or a
    /// parameter is out of bounds.
    function issue(
        bytes32 challengeId,
        bytes8 nodeId,
        bytes32 platformSeed,
        uint256 target,
        uint8 nonceCount,
        uint32 duration
    )
        external;

    /// @notice Anyone, in a later block than the issue: fixes the seed and starts the clock. A challenge that nobody starts in time
    /// lapses and harms nobody.
    /// @dev Reverts if the challenge isn't waiting for its start, the block is the issue's, or `startBy` has passed.
    function start(bytes32 challengeId) external;

    /// @notice Anyone may send the answer: it is bound to node and provider. Nonces must be distinct per index by construction.
    /// @dev Reverts if the challenge is not open, has expired, the count differs, or a nonce does not solve.
    function answer(bytes32 challengeId, uint256[] calldata nonces) external;

    /// @notice Anyone: marks an expired, unanswered challenge as failed (reputation −2 %).
    /// @dev Reverts if the challenge is not open or has not expired.
    function fail(bytes32 challengeId) external;

    function challenge(bytes32 challengeId) external view returns (Challenge memory);
    /// @notice The node's challenge that is open or may still start, or zero.
    function openChallengeOf(bytes8 nodeId) external view returns (bytes32 challengeId);
    /// @notice Seconds between two challenges for one node.
    function minIntervalSeconds() external view returns (uint40);
}
