// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AccessControl } from "@openzeppelin/contracts/access/AccessControl.sol";

import { INodeRegistry } from "./interfaces/INodeRegistry.sol";
import { IPowVerifier } from "./interfaces/IPowVerifier.sol";
import { Errors } from "./libraries/Errors.sol";
import { Challenge, NodeState, NodeWord } from "./types/DataTypes.sol";

/// @title PowVerifier
/// @notice See {IPowVerifier}.
contract PowVerifier is IPowVerifier, AccessControl {
    /// @notice Issues challenges. Has no path to money.
    bytes32 public constant OPERATOR_ROLE = keccak256("OPERATOR_ROLE");
    uint8 public constant MAX_NONCES = 32;
    uint40 public constant MAX_DURATION = 1 days;
    /// @notice At most 2^48 expected hashes per nonce: the operator can't issue the unsolvable.
    uint256 public constant MIN_TARGET = 1 << 208;

    uint8 private constant OPEN = 1;
    uint8 private constant PASSED = 2;
    uint8 private constant FAILED = 3;

    INodeRegistry public immutable registry;
    /// @inheritdoc IPowVerifier
    uint40 public immutable minIntervalSeconds;

    mapping(bytes32 challengeId => Challenge) private _challenges;
    mapping(bytes8 nodeId => bytes32 challengeId) private _latestOf;

    constructor(address admin, address operator, INodeRegistry registry_, uint40 minIntervalSeconds_) {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(OPERATOR_ROLE, operator);
        registry = registry_;
        minIntervalSeconds = minIntervalSeconds_;
    }

    /// @inheritdoc IPowVerifier
    function issue(
        bytes32 challengeId,
        bytes8 nodeId,
        bytes32 platformSeed,
        uint256 target,
        uint8 nonceCount,
        uint40 duration
    )
        external
        onlyRole(OPERATOR_ROLE)
    {
        _checkBounds(target, nonceCount, duration);
        if (challengeId == 0 || _challenges[challengeId].status != 0) {
            revert Errors.PowVerifier_ChallengeExists(challengeId);
        }
        _checkLatest(nodeId);
        NodeWord memory node = registry.node(nodeId);
        if (node.state == NodeState.NONE || node.state == NodeState.REJECTED || node.state == NodeState.SLASHED) {
            revert Errors.PowVerifier_NodeNotEligible(nodeId, node.state);
        }

        Challenge memory created = Challenge({
            nodeId: nodeId,
            issuedAt: uint40(block.timestamp),
            deadline: uint40(block.timestamp) + duration,
            nonceCount: nonceCount,
            status: OPEN,
            seed: keccak256(
                abi.encode(platformSeed, block.prevrandao, block.chainid, address(this), nodeId, challengeId)
            ),
            target: target
        });
        _challenges[challengeId] = created;
        _latestOf[nodeId] = challengeId;
        emit ChallengeIssued(challengeId, nodeId, node.provider, created.seed, target, nonceCount, created.deadline);
    }

    /// @inheritdoc IPowVerifier
    function answer(bytes32 challengeId, uint256[] calldata nonces) external {
        Challenge memory open = _open(challengeId);
        if (block.timestamp > open.deadline) revert Errors.PowVerifier_Expired(challengeId, open.deadline);
        if (nonces.length != open.nonceCount) {
            revert Errors.PowVerifier_WrongNonceCount(nonces.length, open.nonceCount);
        }
        address provider = registry.providerOf(open.nodeId);
        for (uint256 i; i < nonces.length; ++i) {
            bytes32 hash = keccak256(abi.encode(open.seed, open.nodeId, provider, i, nonces[i]));
            if (uint256(hash) >= open.target) revert Errors.PowVerifier_NotSolved(i, nonces[i]);
        }

        _challenges[challengeId].status = PASSED;
        uint40 elapsed = uint40(block.timestamp) - open.issuedAt;
        if (elapsed == 0) elapsed = 1;
        // 2^256 / target fits 48 bits by MIN_TARGET; the division by max is exact enough (2^256 itself is no uint256).
        uint64 hashesPerSecond = uint64((uint256(open.nonceCount) * (type(uint256).max / open.target)) / elapsed);
        emit ChallengePassed(challengeId, open.nodeId, hashesPerSecond, elapsed);
        registry.recordPow(open.nodeId, true, hashesPerSecond, challengeId);
    }

    /// @inheritdoc IPowVerifier
    function fail(bytes32 challengeId) external {
        Challenge memory open = _open(challengeId);
        if (block.timestamp <= open.deadline) revert Errors.PowVerifier_NotExpired(challengeId, open.deadline);

        _challenges[challengeId].status = FAILED;
        emit ChallengeFailed(challengeId, open.nodeId, msg.sender);
        registry.recordPow(open.nodeId, false, 0, challengeId);
    }

    /// @inheritdoc IPowVerifier
    function challenge(bytes32 challengeId) external view returns (Challenge memory) {
        return _challenges[challengeId];
    }

    /// @inheritdoc IPowVerifier
    function openChallengeOf(bytes8 nodeId) external view returns (bytes32) {
        bytes32 latest = _latestOf[nodeId];
        return _challenges[latest].status == OPEN ? latest : bytes32(0);
    }

    function _open(bytes32 challengeId) private view returns (Challenge memory open) {
        open = _challenges[challengeId];
        if (open.status != OPEN) revert Errors.PowVerifier_ChallengeNotOpen(challengeId, open.status);
    }

    function _checkLatest(bytes8 nodeId) private view {
        bytes32 latest = _latestOf[nodeId];
        if (latest == 0) return;
        if (_challenges[latest].status == OPEN) revert Errors.PowVerifier_ChallengeOpen(nodeId, latest);
        uint256 notBefore = uint256(_challenges[latest].issuedAt) + minIntervalSeconds;
        if (block.timestamp < notBefore) revert Errors.PowVerifier_TooSoon(nodeId, notBefore);
    }

    function _checkBounds(uint256 target, uint8 nonceCount, uint40 duration) private pure {
        if (target < MIN_TARGET) revert Errors.PowVerifier_TargetOutOfBounds(target, MIN_TARGET);
        if (nonceCount == 0 || nonceCount > MAX_NONCES) {
            revert Errors.PowVerifier_NonceCountOutOfBounds(nonceCount, MAX_NONCES);
        }
        if (duration == 0 || duration > MAX_DURATION) {
            revert Errors.PowVerifier_DurationOutOfBounds(duration, MAX_DURATION);
        }
    }
}
