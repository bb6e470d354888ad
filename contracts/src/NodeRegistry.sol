// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AccessControl } from "@openzeppelin/contracts/access/AccessControl.sol";
import { ReentrancyGuardTransient } from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import { IEscrow } from "./interfaces/IEscrow.sol";
import { INodeRegistry } from "./interfaces/INodeRegistry.sol";
import { IPartnerBonds } from "./interfaces/IPartnerBonds.sol";
import { IStakingPool } from "./interfaces/IStakingPool.sol";
import { Errors } from "./libraries/Errors.sol";
import { NodeWords } from "./libraries/NodeWords.sol";
import { PaymentMath } from "./libraries/PaymentMath.sol";
import { RecentAttempts } from "./libraries/RecentAttempts.sol";
import { TrustMath } from "./libraries/TrustMath.sol";
import {
    Ask,
    NodeRecord,
    NodeSpec,
    NodeState,
    NodeWord,
    PenaltyReason,
    ResourceType,
    Tier,
    TrustLevel
} from "./types/DataTypes.sol";

/// @title NodeRegistry
/// @notice See {INodeRegistry}. NodeRegistered implies: state PENDING, tier COMMUNITY, reputation 5 000, an empty
/// record. Life cycle: PENDING → VERIFIED (first passed challenge) → ACTIVE ⇄ INACTIVE; PENDING, VERIFIED → REJECTED
/// (operator); ACTIVE, INACTIVE → SLASHED (below the minimum stake by a slash) → INACTIVE (topped up); any → SLASHED
/// for good (banned, or of a provider who was banned with another node).
/// Open assignments (the node is EARNING) are known to the tasks, not to this contract.
contract NodeRegistry is INodeRegistry, AccessControl, ReentrancyGuardTransient {
    /// @notice Sets tiers and rejects nodes. Has no path to money.
    bytes32 public constant OPERATOR_ROLE = keccak256("OPERATOR_ROLE");
    /// @notice Share of active and unbonding stake, and of a partner's bond, that misuse costs; the node is banned.
    uint16 public constant MISUSE_SLASH_BPS = 5000;
    uint256 public constant MAX_ASKS_PER_CALL = 16;
    uint256 public constant MAX_REGISTRATION_FEE = 10 ether;

    IStakingPool public immutable stakingPool;
    IPartnerBonds public immutable partnerBonds;
    IEscrow public immutable escrow;
    address public immutable marketplace;
    address public immutable powVerifier;

    /// @inheritdoc INodeRegistry
    uint256 public registrationFee;
    /// @inheritdoc INodeRegistry
    mapping(bytes8 nodeId => mapping(address token => uint120 rate)) public ask;
    /// @inheritdoc INodeRegistry
    mapping(address provider => bool) public isBanned;
    mapping(bytes8 nodeId => uint256) private _words;
    mapping(bytes8 nodeId => uint256) private _records;

    modifier onlyMarketplace() {
        if (msg.sender != marketplace) revert Errors.NodeRegistry_NotMarketplace(msg.sender);
        _;
    }

    /// @param escrow_ Knows the treasury, where registration fees go.
    /// @param registrationFee_ In wei.
    constructor(
        address admin,
        address operator,
        IStakingPool stakingPool_,
        IPartnerBonds partnerBonds_,
        IEscrow escrow_,
        address marketplace_,
        address powVerifier_,
        uint256 registrationFee_
    ) {
        if (
            admin == address(0) || operator == address(0) || address(stakingPool_) == address(0)
                || address(partnerBonds_) == address(0) || address(escrow_) == address(0) || marketplace_ == address(0)
                || powVerifier_ == address(0)
        ) revert Errors.NodeRegistry_ZeroAddress();
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(OPERATOR_ROLE, operator);
        stakingPool = stakingPool_;
        partnerBonds = partnerBonds_;
        escrow = escrow_;
        marketplace = marketplace_;
        powVerifier = powVerifier_;
        _setRegistrationFee(registrationFee_);
    }

    /* ------------------------------------------------- Providers ------------------------------------------------ */

    /// @inheritdoc INodeRegistry
    function register(bytes32 salt, NodeSpec calldata spec, Ask[] calldata asks, uint256 stakeAmount)
        external
        payable
        nonReentrant
        returns (bytes8 nodeId)
    {
        _checkNotBanned(msg.sender);
        if (msg.value != registrationFee) revert Errors.NodeRegistry_WrongFee(msg.value, registrationFee);
        uint256 minimum = stakingPool.minimumStake();
        if (stakeAmount < minimum) revert Errors.NodeRegistry_StakeBelowMinimum(stakeAmount, minimum);
        _checkSpec(spec);
        nodeId = nodeIdOf(msg.sender, salt);
        if (_words[nodeId] != 0) revert Errors.NodeRegistry_IdTaken(nodeId);

        _store(
            nodeId,
            NodeWord({
                provider: msg.sender,
                state: NodeState.PENDING,
                resourceType: spec.resourceType,
                tier: Tier.COMMUNITY,
                trustLevel: TrustLevel.NONE,
                reputation: TrustMath.REPUTATION_START,
                units: spec.units,
                streak: 0,
                flags: 0,
                openDisputes: 0
            })
        );
        emit NodeRegistered(nodeId, msg.sender, salt, spec);
        _setAsks(nodeId, asks);

        stakingPool.stakeFor(nodeId, msg.sender, stakeAmount);
        address treasury = escrow.treasury();
        (bool sent,) = treasury.call{ value: msg.value }("");
        if (!sent) revert Errors.NodeRegistry_FeeTransferFailed(treasury, msg.value);
    }

    /// @inheritdoc INodeRegistry
    /// @dev The resource type is fixed. Assignments that are open keep the units they started with.
    function setSpec(bytes8 nodeId, NodeSpec calldata spec) external {
        NodeWord memory word = _ownNode(nodeId);
        _checkSpec(spec);
        if (spec.resourceType != word.resourceType) revert Errors.NodeRegistry_ResourceTypeFixed(nodeId);

        word.units = spec.units;
        _store(nodeId, word);
        emit NodeSpecChanged(nodeId, spec);
    }

    /// @inheritdoc INodeRegistry
    function setAsks(bytes8 nodeId, Ask[] calldata asks) external {
        _ownNode(nodeId);
        _setAsks(nodeId, asks);
    }

    /// @inheritdoc INodeRegistry
    function activate(bytes8 nodeId) external {
        NodeWord memory word = _ownNode(nodeId);
        _checkNotBanned(msg.sender);
        if (word.state != NodeState.VERIFIED && word.state != NodeState.INACTIVE) {
            revert Errors.NodeRegistry_WrongState(nodeId, word.state);
        }
        uint256 stake = stakingPool.activeStake(nodeId);
        uint256 minimum = stakingPool.minimumStake();
        if (stake < minimum) revert Errors.NodeRegistry_StakeBelowMinimum(stake, minimum);

        _move(nodeId, word, NodeState.ACTIVE);
        _store(nodeId, word);
    }

    /// @inheritdoc INodeRegistry
    function deactivate(bytes8 nodeId) external {
        NodeWord memory word = _ownNode(nodeId);
        if (word.state != NodeState.ACTIVE) revert Errors.NodeRegistry_WrongState(nodeId, word.state);

        _move(nodeId, word, NodeState.INACTIVE);
        _store(nodeId, word);
    }

    /* ------------------------------------------- Operator and admin --------------------------------------------- */

    /// @inheritdoc INodeRegistry
    function reject(bytes8 nodeId) external onlyRole(OPERATOR_ROLE) {
        NodeWord memory word = _load(nodeId);
        if (word.state != NodeState.PENDING && word.state != NodeState.VERIFIED) {
            revert Errors.NodeRegistry_WrongState(nodeId, word.state);
        }

        _move(nodeId, word, NodeState.REJECTED);
        _store(nodeId, word);
    }

    /// @inheritdoc INodeRegistry
    function setTier(bytes8 nodeId, Tier tier) external onlyRole(OPERATOR_ROLE) {
        NodeWord memory word = _load(nodeId);
        if (word.state == NodeState.NONE) revert Errors.NodeRegistry_WrongState(nodeId, word.state);

        word.tier = tier;
        _store(nodeId, word);
        emit TierChanged(nodeId, tier);
    }

    /// @inheritdoc INodeRegistry
    function closeReview(bytes8 nodeId) external onlyRole(OPERATOR_ROLE) {
        NodeWord memory word = _load(nodeId);
        if (word.flags & NodeWords.UNDER_REVIEW == 0) revert Errors.NodeRegistry_NotUnderReview(nodeId);

        word.flags &= ~NodeWords.UNDER_REVIEW;
        word.streak = 0;
        NodeRecord memory newRecord = record(nodeId);
        newRecord.recentAttempts = 0;
        _records[nodeId] = NodeWords.packRecord(newRecord);
        emit ReviewClosed(nodeId, msg.sender);
        _refreshTrust(nodeId, word, newRecord, stakingPool.activeStake(nodeId));
        _store(nodeId, word);
    }

    /// @inheritdoc INodeRegistry
    function ban(bytes8 nodeId, bytes32 refId) external onlyRole(DEFAULT_ADMIN_ROLE) {
        NodeWord memory word = _load(nodeId);
        if (refId == 0) revert Errors.NodeRegistry_NoEvidence(nodeId);
        if (word.state == NodeState.NONE || word.flags & NodeWords.BANNED != 0) {
            revert Errors.NodeRegistry_WrongState(nodeId, word.state);
        }

        emit NodePenalised(nodeId, PenaltyReason.MISUSE, refId);
        _ban(nodeId, word);
        _slash(nodeId, word, MISUSE_SLASH_BPS, PenaltyReason.MISUSE, refId);
        _store(nodeId, word);
    }

    /// @inheritdoc INodeRegistry
    function exclude(bytes8 nodeId) external {
        NodeWord memory word = _load(nodeId);
        if (!isBanned[word.provider]) revert Errors.NodeRegistry_NotBanned(word.provider);
        if (word.flags & NodeWords.OUT != 0) revert Errors.NodeRegistry_WrongState(nodeId, word.state);

        word.flags |= NodeWords.EXCLUDED;
        if (word.state != NodeState.SLASHED) _move(nodeId, word, NodeState.SLASHED);
        emit NodeExcluded(nodeId, word.provider);
        _setTrust(nodeId, word, TrustLevel.NONE);
        _store(nodeId, word);
    }

    /// @inheritdoc INodeRegistry
    function setRegistrationFee(uint256 fee) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _setRegistrationFee(fee);
    }

    /* ------------------------------------------------- Contracts ------------------------------------------------ */

    /// @inheritdoc INodeRegistry
    function recordRelease(bytes8 nodeId, bytes32 taskId, uint16 slashBps, bool counts) external onlyMarketplace {
        NodeWord memory word = _load(nodeId);
        _recordFailure(nodeId, word, TrustMath.TASK_FAILED, PenaltyReason.TASK_RELEASED, taskId, counts);
        if (slashBps > 0) _slash(nodeId, word, slashBps, PenaltyReason.TASK_RELEASED, taskId);
        _store(nodeId, word);
    }

    /// @inheritdoc INodeRegistry
    function recordSuccess(bytes8 nodeId) external onlyMarketplace {
        NodeWord memory word = _load(nodeId);
        NodeRecord memory newRecord = record(nodeId);
        TrustLevel before = TrustMath.byRecord(newRecord);
        ++newRecord.tasksCompleted;
        if (word.streak < RecentAttempts.WINDOW) ++word.streak;
        _storeRecord(nodeId, word, newRecord, before);
        _moveReputation(nodeId, word, TrustMath.TASK_SUCCEEDED);
        _store(nodeId, word);
    }

    /// @inheritdoc INodeRegistry
    function penaliseTimeout(bytes8 nodeId, bytes32 taskId, uint16 slashBps, bool counts) external onlyMarketplace {
        NodeWord memory word = _load(nodeId);
        _recordFailure(nodeId, word, TrustMath.TASK_TIMED_OUT, PenaltyReason.TASK_TIMEOUT, taskId, counts);
        if (slashBps > 0) _slash(nodeId, word, slashBps, PenaltyReason.TASK_TIMEOUT, taskId);
        _store(nodeId, word);
    }

    /// @inheritdoc INodeRegistry
    function penaliseDispute(bytes8 nodeId, bytes32 taskId, bool misuse, bool slashes, bool counts)
        external
        onlyMarketplace
    {
        NodeWord memory word = _load(nodeId);
        PenaltyReason reason = misuse ? PenaltyReason.MISUSE : PenaltyReason.DISPUTE_LOST;
        _recordFailure(nodeId, word, TrustMath.DISPUTE_LOST, reason, taskId, counts);
        if (misuse) {
            _ban(nodeId, word);
            _slash(nodeId, word, MISUSE_SLASH_BPS, reason, taskId);
        } else if (slashes) {
            _slash(nodeId, word, PaymentMath.DISPUTE_FEE_BPS, reason, taskId);
        }
        _store(nodeId, word);
    }

    /// @inheritdoc INodeRegistry
    function onDisputeOpened(bytes8 nodeId) external onlyMarketplace {
        NodeWord memory word = _load(nodeId);
        ++word.openDisputes;
        _store(nodeId, word);
    }

    /// @inheritdoc INodeRegistry
    function onDisputeClosed(bytes8 nodeId) external onlyMarketplace {
        NodeWord memory word = _load(nodeId);
        --word.openDisputes;
        _store(nodeId, word);
    }

    /// @inheritdoc INodeRegistry
    function recordPow(bytes8 nodeId, bool passed, uint64 hashesPerSecond, bytes32 challengeId) external {
        if (msg.sender != powVerifier) revert Errors.NodeRegistry_NotPowVerifier(msg.sender);
        NodeWord memory word = _load(nodeId);
        NodeRecord memory newRecord = record(nodeId);
        TrustLevel before = TrustMath.byRecord(newRecord);
        if (passed) {
            ++newRecord.powPasses;
            newRecord.hashesPerSecond = hashesPerSecond;
            if (word.state == NodeState.PENDING) _move(nodeId, word, NodeState.VERIFIED);
        } else {
            ++newRecord.powFailures;
            emit NodePenalised(nodeId, PenaltyReason.POW_FAILED, challengeId);
        }
        _storeRecord(nodeId, word, newRecord, before);
        _moveReputation(nodeId, word, passed ? TrustMath.POW_PASSED : TrustMath.POW_FAILED);
        _store(nodeId, word);
    }

    /// @inheritdoc INodeRegistry
    function onStakeChanged(bytes8 nodeId, uint256 activeStake) external {
        if (msg.sender != address(stakingPool)) revert Errors.NodeRegistry_NotStakingPool(msg.sender);
        NodeWord memory word = _load(nodeId);
        if (activeStake < stakingPool.minimumStake()) {
            if (word.state == NodeState.ACTIVE) _move(nodeId, word, NodeState.INACTIVE);
        } else if (word.state == NodeState.SLASHED && word.flags & NodeWords.OUT == 0) {
            _move(nodeId, word, NodeState.INACTIVE);
        }
        _refreshTrust(nodeId, word, record(nodeId), activeStake);
        _store(nodeId, word);
    }

    /// @inheritdoc INodeRegistry
    function onPartnerChanged(bytes8 nodeId) external {
        if (msg.sender != address(partnerBonds)) revert Errors.NodeRegistry_NotPartnerBonds(msg.sender);
        NodeWord memory word = _load(nodeId);
        _refreshTrust(nodeId, word, record(nodeId), stakingPool.activeStake(nodeId));
        _store(nodeId, word);
    }

    /* --------------------------------------------------- Views -------------------------------------------------- */

    /// @inheritdoc INodeRegistry
    function assigneeOf(bytes8 nodeId, ResourceType resourceType)
        external
        view
        returns (address provider, TrustLevel trustLevel, uint16 units)
    {
        uint256 packed = _words[nodeId];
        NodeState state = NodeWords.stateOf(packed);
        if (state != NodeState.ACTIVE) revert Errors.NodeRegistry_WrongState(nodeId, state);
        ResourceType offered = NodeWords.resourceTypeOf(packed);
        if (offered != resourceType) {
            revert Errors.NodeRegistry_WrongResourceType(nodeId, uint8(offered), uint8(resourceType));
        }
        return (NodeWords.providerOf(packed), NodeWords.trustLevelOf(packed), NodeWords.unitsOf(packed));
    }

    /// @inheritdoc INodeRegistry
    function nodeIdOf(address provider, bytes32 salt) public pure returns (bytes8) {
        return bytes8(keccak256(abi.encode(provider, salt)));
    }

    /// @inheritdoc INodeRegistry
    function trustLevelOf(bytes8 nodeId) external view returns (TrustLevel) {
        return NodeWords.trustLevelOf(_words[nodeId]);
    }

    /// @inheritdoc INodeRegistry
    function node(bytes8 nodeId) external view returns (NodeWord memory) {
        return _load(nodeId);
    }

    /// @inheritdoc INodeRegistry
    function record(bytes8 nodeId) public view returns (NodeRecord memory) {
        return NodeWords.unpackRecord(_records[nodeId]);
    }

    /// @inheritdoc INodeRegistry
    function providerOf(bytes8 nodeId) external view returns (address) {
        return address(uint160(_words[nodeId]));
    }

    /// @inheritdoc INodeRegistry
    function openDisputesOf(bytes8 nodeId) external view returns (uint16) {
        return NodeWords.openDisputesOf(_words[nodeId]);
    }

    /* -------------------------------------------------- Private ------------------------------------------------- */

    function _load(bytes8 nodeId) private view returns (NodeWord memory) {
        return NodeWords.unpack(_words[nodeId]);
    }

    function _store(bytes8 nodeId, NodeWord memory word) private {
        _words[nodeId] = NodeWords.pack(word);
    }

    function _ownNode(bytes8 nodeId) private view returns (NodeWord memory word) {
        word = _load(nodeId);
        if (msg.sender != word.provider) revert Errors.NodeRegistry_NotProvider(nodeId, msg.sender);
    }

    function _checkNotBanned(address provider) private view {
        if (isBanned[provider]) revert Errors.NodeRegistry_AccountBanned(provider);
    }

    function _checkSpec(NodeSpec calldata spec) private pure {
        if (spec.units == 0 || spec.region == 0 || spec.specHash == 0) revert Errors.NodeRegistry_EmptySpec();
    }

    function _setAsks(bytes8 nodeId, Ask[] calldata asks) private {
        if (asks.length > MAX_ASKS_PER_CALL) revert Errors.NodeRegistry_TooManyAsks(asks.length, MAX_ASKS_PER_CALL);
        for (uint256 i; i < asks.length; ++i) {
            ask[nodeId][asks[i].token] = asks[i].rate;
            emit AskChanged(nodeId, asks[i].token, asks[i].rate);
        }
    }

    function _setRegistrationFee(uint256 fee) private {
        if (fee > MAX_REGISTRATION_FEE) revert Errors.NodeRegistry_FeeAboveMaximum(fee, MAX_REGISTRATION_FEE);
        registrationFee = fee;
        emit RegistrationFeeChanged(fee);
    }

    /// @dev Changes `word` only; the caller stores it.
    function _move(bytes8 nodeId, NodeWord memory word, NodeState to) private {
        emit NodeStateChanged(nodeId, word.state, to);
        word.state = to;
    }

    /// @dev Changes `word` only; the caller stores it.
    function _moveReputation(bytes8 nodeId, NodeWord memory word, int32 change) private {
        uint16 next = TrustMath.moved(word.reputation, change);
        if (next == word.reputation) return;
        emit ReputationChanged(nodeId, next, int32(uint32(next)) - int32(uint32(word.reputation)));
        word.reputation = next;
    }

    /// @dev Changes `word` only; the caller stores it.
    function _recordFailure(
        bytes8 nodeId,
        NodeWord memory word,
        int32 reputationChange,
        PenaltyReason reason,
        bytes32 taskId,
        bool counts
    ) private {
        emit NodePenalised(nodeId, reason, taskId);
        _moveReputation(nodeId, word, reputationChange);
        if (!counts) return;
        NodeRecord memory newRecord = record(nodeId);
        TrustLevel before = TrustMath.byRecord(newRecord);
        ++newRecord.tasksFailed;
        newRecord.recentAttempts = RecentAttempts.failed(newRecord.recentAttempts, word.streak);
        word.streak = 0;
        bool flagged = word.flags & NodeWords.UNDER_REVIEW == 0 && RecentAttempts.needsReview(newRecord.recentAttempts);
        if (flagged) {
            word.flags |= NodeWords.UNDER_REVIEW;
            emit NodePenalised(nodeId, PenaltyReason.REPEATED_FAILURES, taskId);
        }
        _storeRecord(nodeId, word, newRecord, before);
        if (flagged) _refreshTrust(nodeId, word, newRecord, stakingPool.activeStake(nodeId));
    }

    /// @dev Changes `word` only; the caller stores it.
    function _ban(bytes8 nodeId, NodeWord memory word) private {
        word.flags |= NodeWords.BANNED;
        isBanned[word.provider] = true;
        if (word.state != NodeState.SLASHED) _move(nodeId, word, NodeState.SLASHED);
        emit NodeBanned(nodeId, word.provider);
        _setTrust(nodeId, word, TrustLevel.NONE);
    }

    /// @dev Changes `word` only; the caller stores it.
    function _slash(bytes8 nodeId, NodeWord memory word, uint16 bps, PenaltyReason reason, bytes32 refId) private {
        stakingPool.slash(nodeId, bps, reason, refId);
        if (bps == MISUSE_SLASH_BPS) partnerBonds.slash(nodeId, bps, reason, refId);
        uint256 stake = stakingPool.activeStake(nodeId);
        bool running = word.state == NodeState.ACTIVE || word.state == NodeState.INACTIVE;
        if (running && stake < stakingPool.minimumStake()) _move(nodeId, word, NodeState.SLASHED);
        _refreshTrust(nodeId, word, record(nodeId), stake);
    }

    /// @param before Level the old record allowed: the stake is only asked for when the record changes the level.
    function _storeRecord(bytes8 nodeId, NodeWord memory word, NodeRecord memory newRecord, TrustLevel before) private {
        _records[nodeId] = NodeWords.packRecord(newRecord);
        emit RecordChanged(nodeId, newRecord);
        if (TrustMath.byRecord(newRecord) != before) {
            _refreshTrust(nodeId, word, newRecord, stakingPool.activeStake(nodeId));
        }
    }

    /// @dev Changes `word` only; the caller stores it.
    function _refreshTrust(bytes8 nodeId, NodeWord memory word, NodeRecord memory current, uint256 stake) private {
        TrustLevel level =
            TrustMath.min(TrustMath.byRecord(current), TrustMath.byStake(stake, stakingPool.minimumStake()));
        if (level == TrustLevel.TRUSTED && partnerBonds.isPartner(nodeId)) level = TrustLevel.PARTNER;
        if (word.flags & NodeWords.UNDER_REVIEW != 0) level = TrustMath.min(level, TrustLevel.BASIC);
        if (word.flags & NodeWords.OUT != 0) level = TrustLevel.NONE;
        _setTrust(nodeId, word, level);
    }

    /// @dev Changes `word` only; the caller stores it.
    function _setTrust(bytes8 nodeId, NodeWord memory word, TrustLevel level) private {
        if (level == word.trustLevel) return;
        word.trustLevel = level;
        emit TrustLevelChanged(nodeId, level);
    }
}
