// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AccessControl } from "@openzeppelin/contracts/access/AccessControl.sol";

import { INodeRegistry } from "./interfaces/INodeRegistry.sol";
import { IPowVerifier } from "./interfaces/IPowVerifier.sol";
import { Errors } from "./libraries/Errors.sol";
import { PowMath } from "./libraries/PowMath.sol";
import { Challenge, NodeState, NodeWord } from "./types/DataTypes.sol";

/// @title PowVerifier
/// @notice See {IPowVerifier}.
contract PowVerifier is IPowVerifier, AccessControl {
    /// @notice Issues challenges. Has no path to money.
    bytes32 public constant OPERATOR_ROLE = keccak256("OPERATOR_ROLE");
    uint32 public constant MAX_DURATION = 1 days;
    /// @notice Time that an issued challenge waits for its start. The platform normally starts it in the next block.
    uint40 public constant START_SECONDS = 1 hours;

    uint8 private constant OPEN = 1;
    uint8 private constant PASSED = 2;
    uint8 private constant FAILED = 3;
    uint8 private constant ISSUED = 4;

    /// @notice Longest head start, in seconds.
    uint40 public constant MAX_HEAD_START = 60;

    INodeRegistry public immutable registry;
    /// @inheritdoc IPowVerifier
    uint40 public immutable headStartSeconds;
    /// @inheritdoc IPowVerifier
    uint256 public immutable maxTarget;
    /// @inheritdoc IPowVerifier
    uint40 public immutable minIntervalSeconds;

    mapping(bytes32 challengeId => Challenge) private _challenges;
    mapping(bytes8 nodeId => bytes32 challengeId) private _latestOf;

    /// @param headStartSeconds_ The time between two blocks.
    /// @param maxTarget_ The easiest challenge.
    constructor(
        address admin,
        address operator,
        INodeRegistry registry_,
        uint40 minIntervalSeconds_,
        uint40 headStartSeconds_,
        uint256 maxTarget_
    ) {
        if (admin == address(0) || operator == address(0) || address(registry_) == address(0)) {
            revert Errors.PowVerifier_ZeroAddress();
        }
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(OPERATOR_ROLE, operator);
        if (headStartSeconds_ > MAX_HEAD_START) {
            revert Errors.PowVerifier_HeadStartOutOfBounds(headStartSeconds_, MAX_HEAD_START);
        }
        if (maxTarget_ < PowMath.MIN_TARGET) {
            revert Errors.PowVerifier_TargetOutOfBounds(maxTarget_, PowMath.MIN_TARGET);
        }
        headStartSeconds = headStartSeconds_;
        maxTarget = maxTarget_;
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
        uint32 duration
    ) external onlyRole(OPERATOR_ROLE) {
        _checkBounds(target, nonceCount, duration);
        if (challengeId == 0 || _challenges[challengeId].status != 0) {
            revert Errors.PowVerifier_ChallengeExists(challengeId);
        }
        _checkLatest(nodeId);
        NodeWord memory node = registry.node(nodeId);
        if (node.state == NodeState.NONE || node.state == NodeState.REJECTED || node.state == NodeState.SLASHED) {
            revert Errors.PowVerifier_NodeNotEligible(nodeId, node.state);
        }
        _checkSolvable(nodeId, target, nonceCount, duration);

        Challenge memory issued = Challenge({
            nodeId: nodeId,
            issuedAt: uint40(block.timestamp),
            movedIn: uint48(block.number),
            startedAt: 0,
            duration: duration,
            nonceCount: nonceCount,
            status: ISSUED,
            seed: platformSeed,
            target: target
        });
        _challenges[challengeId] = issued;
        _latestOf[nodeId] = challengeId;
        emit ChallengeIssued(challengeId, nodeId, node.provider, target, nonceCount, _startBy(issued));
    }

    /// @inheritdoc IPowVerifier
    function start(bytes32 challengeId) external {
        Challenge memory issued = _challenges[challengeId];
        if (issued.status != ISSUED) revert Errors.PowVerifier_NotWaiting(challengeId, issued.status);
        if (block.number <= issued.movedIn) revert Errors.PowVerifier_StartTooEarly(challengeId, issued.movedIn);
        if (block.timestamp > _startBy(issued)) {
            revert Errors.PowVerifier_StartClosed(challengeId, _startBy(issued));
        }

        issued.status = OPEN;
        issued.startedAt = uint40(block.timestamp);
        issued.movedIn = uint48(block.number);
        // The parent's hash is for chains whose prevrandao is a constant.
        issued.seed = keccak256(
            abi.encode(
                issued.seed,
                block.prevrandao,
                blockhash(block.number - 1),
                block.chainid,
                address(this),
                issued.nodeId,
                challengeId
            )
        );
        _challenges[challengeId] = issued;
        emit ChallengeStarted(challengeId, issued.nodeId, issued.seed, _deadline(issued));
    }

    /// @inheritdoc IPowVerifier
    function answer(bytes32 challengeId, uint256[] calldata nonces) external {
        Challenge memory open = _open(challengeId);
        if (block.number <= open.movedIn) revert Errors.PowVerifier_AnswerTooEarly(challengeId, open.movedIn);
        if (block.timestamp > _deadline(open)) revert Errors.PowVerifier_Expired(challengeId, _deadline(open));
        if (nonces.length != open.nonceCount) {
            revert Errors.PowVerifier_WrongNonceCount(nonces.length, open.nonceCount);
        }
        _checkNonces(open, nonces);

        _challenges[challengeId].status = PASSED;
        uint40 elapsed = uint40(block.timestamp) - open.startedAt + headStartSeconds;
        uint64 hashesPerSecond = PowMath.hashesPerSecond(open.nonceCount, open.target, elapsed);
        emit ChallengePassed(challengeId, open.nodeId, hashesPerSecond, elapsed == 0 ? 1 : elapsed);
        registry.recordPow(open.nodeId, true, hashesPerSecond, challengeId);
    }

    /// @inheritdoc IPowVerifier
    function fail(bytes32 challengeId) external {
        Challenge memory open = _open(challengeId);
        if (block.timestamp <= _deadline(open)) revert Errors.PowVerifier_NotExpired(challengeId, _deadline(open));

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
        return _isOpen(_challenges[latest]) ? latest : bytes32(0);
    }

    function _open(bytes32 challengeId) private view returns (Challenge memory open) {
        open = _challenges[challengeId];
        if (open.status != OPEN) revert Errors.PowVerifier_ChallengeNotOpen(challengeId, open.status);
    }

    /// @dev Open, or may still start.
    function _isOpen(Challenge memory found) private view returns (bool) {
        return found.status == OPEN || (found.status == ISSUED && block.timestamp <= _startBy(found));
    }

    function _startBy(Challenge memory issued) private pure returns (uint40) {
        return issued.issuedAt + START_SECONDS;
    }

    function _deadline(Challenge memory started) private pure returns (uint40) {
        return started.startedAt + started.duration;
    }

    function _checkNonces(Challenge memory open, uint256[] calldata nonces) private view {
        address provider = registry.providerOf(open.nodeId);
        for (uint256 i; i < nonces.length; ++i) {
            bytes32 hash = keccak256(abi.encode(open.seed, open.nodeId, provider, i, nonces[i]));
            if (uint256(hash) >= open.target) revert Errors.PowVerifier_NotSolved(i, nonces[i]);
        }
    }

    function _checkLatest(bytes8 nodeId) private view {
        bytes32 latest = _latestOf[nodeId];
        if (latest == 0) return;
        Challenge memory found = _challenges[latest];
        if (_isOpen(found)) revert Errors.PowVerifier_ChallengeOpen(nodeId, latest);
        uint256 notBefore = uint256(found.issuedAt) + minIntervalSeconds;
        if (block.timestamp < notBefore) revert Errors.PowVerifier_TooSoon(nodeId, notBefore);
    }

    /// @dev An unsolvable challenge would cost reputation.
    function _checkSolvable(bytes8 nodeId, uint256 target, uint8 nonceCount, uint32 duration) private view {
        uint256 hashes = PowMath.expectedHashes(nonceCount, target);
        uint256 most = PowMath.solvable(registry.record(nodeId).hashesPerSecond, duration);
        if (hashes > most) revert Errors.PowVerifier_TooHard(nodeId, hashes, most);
    }

    function _checkBounds(uint256 target, uint8 nonceCount, uint32 duration) private view {
        if (target > maxTarget) revert Errors.PowVerifier_TooEasy(target, maxTarget);
        if (target < PowMath.MIN_TARGET) revert Errors.PowVerifier_TargetOutOfBounds(target, PowMath.MIN_TARGET);
        if (nonceCount < PowMath.MIN_NONCES || nonceCount > PowMath.MAX_NONCES) {
            revert Errors.PowVerifier_NonceCountOutOfBounds(nonceCount, PowMath.MIN_NONCES, PowMath.MAX_NONCES);
        }
        if (duration == 0 || duration > MAX_DURATION) {
            revert Errors.PowVerifier_DurationOutOfBounds(duration, MAX_DURATION);
        }
    }
}
