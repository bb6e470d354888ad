// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Challenge } from "../types/DataTypes.sol";

/// @title IPowVerifier
/// @notice Challenges that prove hashing power. A solution for index i is a nonce with
/// uint256(keccak256(abi.encode(seed, nodeId, provider, i, nonce))) < target, where seed already binds chain and contract:
/// seed = keccak256(abi.encode(platformSeed, block.prevrandao, block.chainid, address(this), nodeId, challengeId)).
/// `i` and `nonce` are uint256 words in the encoding; `nodeId` is bytes8 left-aligned in its word.
interface IPowVerifier {
    event ChallengeIssued(
        bytes32 indexed challengeId,
        bytes8 indexed nodeId,
        address indexed provider,
        bytes32 seed,
        uint256 target,
        uint8 nonceCount,
        uint40 deadline
    );
    /// @param hashesPerSecond Expected hashes (nonceCount × 2^256 / target) over elapsed seconds (at least 1).
    event ChallengePassed(bytes32 indexed challengeId, bytes8 indexed nodeId, uint64 hashesPerSecond, uint40 elapsedSeconds);
    event ChallengeFailed(bytes32 indexed challengeId, bytes8 indexed nodeId, address by);

    /// @notice Operator: issues a challenge. `challengeId` is chosen by the platform and used once.
    /// @param duration Seconds until the challenge expires.
    /// @dev Reverts if the node is unknown, banned or already has an open challenge or had one too recently, or a parameter is out of bounds.
    function issue(bytes32 challengeId, bytes8 nodeId, bytes32 platformSeed, uint256 target, uint8 nonceCount, uint40 duration) external;

    /// @notice Anyone may send the answer: it is bound to node and provider. Nonces must be distinct per index by construction.
    /// @dev Reverts if the challenge is not open, has expired, the count differs, or a nonce does not solve.
    function answer(bytes32 challengeId, uint256[] calldata nonces) external;

    /// @notice Anyone: marks an expired, unanswered challenge as failed (reputation −2 %).
    function fail(bytes32 challengeId) external;

    function challenge(bytes32 challengeId) external view returns (Challenge memory);
    /// @notice The node's open challenge, or zero.
    function openChallengeOf(bytes8 nodeId) external view returns (bytes32 challengeId);
    /// @notice Seconds between two challenges for one node.
    function minIntervalSeconds() external view returns (uint40);
}
