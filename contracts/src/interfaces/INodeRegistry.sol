// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

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
} from "../types/DataTypes.sol";

/// @title INodeRegistry
/// @notice Nodes, their state machine, asks, tier, reputation and trust level.
/// A node id is the first 8 bytes of keccak256(abi.encode(provider, salt)): known before the transaction, stable over
/// reorgs.
interface INodeRegistry {
    /// @notice Emitted when a provider registers a node: PENDING, COMMUNITY, reputation 5 000, an empty record.
    event NodeRegistered(bytes8 indexed nodeId, address indexed provider, bytes32 salt, NodeSpec spec);
    /// @notice Emitted when a provider declares a node's hardware anew.
    event NodeSpecChanged(bytes8 indexed nodeId, NodeSpec spec);
    /// @notice Emitted on every step of a node's life cycle.
    event NodeStateChanged(bytes8 indexed nodeId, NodeState from, NodeState to);
    /// @notice Emitted when a node's price in a token changes.
    /// @param rate Base units of `token` per 1 000 000 units of usage; 0 withdraws the ask.
    event AskChanged(bytes8 indexed nodeId, address indexed token, uint120 rate);
    /// @notice Emitted when the operator puts a node into a tier.
    event TierChanged(bytes8 indexed nodeId, Tier tier);
    /// @notice Emitted when a node's reputation (0 … 10 000) moves.
    /// @param reputation After the change.
    event ReputationChanged(bytes8 indexed nodeId, uint16 reputation, int32 change);
    /// @notice Emitted when a node's cached trust level changes: record, stake, bond, review or ban.
    event TrustLevelChanged(bytes8 indexed nodeId, TrustLevel trustLevel);
    /// @notice Emitted with the whole record whenever part of it changes.
    event RecordChanged(bytes8 indexed nodeId, NodeRecord record);
    /// @notice Emitted for every failure and ban, and when failures lead to a review.
    /// @param refId The task, the challenge, or what a ban refers to.
    event NodePenalised(bytes8 indexed nodeId, PenaltyReason reason, bytes32 refId);
    /// @notice Emitted when a node is banned: it is SLASHED for good, no top-up brings it back, and its provider can
    /// neither register nor activate any other.
    event NodeBanned(bytes8 indexed nodeId, address indexed provider);
    /// @notice Emitted when another node of a banned provider is taken out: SLASHED for good, its stake untouched.
    event NodeExcluded(bytes8 indexed nodeId, address indexed provider);
    /// @notice Emitted when the operator ends a review: the node's level is again what record and stake allow.
    event ReviewClosed(bytes8 indexed nodeId, address indexed operator);
    /// @notice Emitted when the fee for registering a node changes, in wei.
    event RegistrationFeeChanged(uint256 fee);

    /// @notice Registers a node: the fee goes to the treasury, `stakeAmount` AIIGO is pulled into the staking pool.
    /// @param salt Makes the node's id, with the caller's address.
    /// @param stakeAmount In AIIGO base units.
    /// @dev Reverts if the caller was banned, the value is not the registration fee, the stake is below the minimum,
    /// the id is taken, or a field is zero.
    function register(bytes32 salt, NodeSpec calldata spec, Ask[] calldata asks, uint256 stakeAmount)
        external
        payable
        returns (bytes8 nodeId);

    /// @notice Provider: declares the node's hardware anew. Open assignments keep the units they started with.
    /// @dev Reverts if the caller is not the node's provider, a field is zero, or the resource type differs.
    function setSpec(bytes8 nodeId, NodeSpec calldata spec) external;
    /// @notice Provider: sets prices per token, in base units per 1 000 000 units of usage.
    /// @dev Reverts if the caller is not the node's provider, or for more than `MAX_ASKS_PER_CALL`.
    function setAsks(bytes8 nodeId, Ask[] calldata asks) external;

    /// @notice Provider: VERIFIED or INACTIVE → ACTIVE.
    /// @dev Reverts if the caller is not the node's provider or was banned, in another state, or below the minimum
    /// stake.
    function activate(bytes8 nodeId) external;
    /// @notice Provider: ACTIVE → INACTIVE: no new assignments; open ones go on.
    /// @dev Reverts if the caller is not the node's provider, or in another state.
    function deactivate(bytes8 nodeId) external;

    /// @notice Operator: PENDING or VERIFIED → REJECTED.
    /// @dev Reverts in another state.
    function reject(bytes8 nodeId) external;
    /// @notice Operator: sets the tier. New nodes are COMMUNITY.
    /// @dev Reverts for an unknown node.
    function setTier(bytes8 nodeId, Tier tier) external;

    /// @notice Admin: the fee for registering a node, in wei.
    /// @dev Reverts above `MAX_REGISTRATION_FEE`.
    function setRegistrationFee(uint256 fee) external;

    /// @notice Operator: ends the review of a node whose failures exceeded 20 %; its count of recent attempts starts
    /// anew. While under review a node counts as BASIC: small tasks only.
    /// @dev Reverts if the node is not under review.
    function closeReview(bytes8 nodeId) external;
    /// @notice Admin: bans a node for misuse or a data breach: −50 % of its stake and of its partner's bond, SLASHED
    /// for good; its provider can neither register nor activate another.
    /// @param refId The evidence: hash of the report that the vote was about.
    /// @dev Reverts without evidence, for an unknown node, or one that is banned (one that is excluded only can be).
    function ban(bytes8 nodeId, bytes32 refId) external;
    /// @notice Anyone: takes another node of a banned provider out, SLASHED for good. Its stake is untouched and may be
    /// unbonded.
    /// @dev Reverts if the node's provider is not banned, or the node is out already.
    function exclude(bytes8 nodeId) external;

    /// @notice Marketplace: records that the provider gave a task back: reputation −50, and −`slashBps` of its stake.
    /// @param slashBps Share of active and unbonding stake, in basis points.
    /// @param counts Whether the attempt counts as failed in the node's record.
    function recordRelease(bytes8 nodeId, bytes32 taskId, uint16 slashBps, bool counts) external;
    /// @notice Marketplace: records a settled task that counts toward trust.
    function recordSuccess(bytes8 nodeId) external;
    /// @notice Marketplace: records a timeout: reputation −100, and −`slashBps` of its stake.
    /// @param slashBps Share of active and unbonding stake, in basis points; 0 for a task too small to slash.
    /// @param counts Whether the attempt counts as failed in the node's record.
    function penaliseTimeout(bytes8 nodeId, bytes32 taskId, uint16 slashBps, bool counts) external;
    /// @notice Marketplace: records that the provider lost a dispute: reputation −200. Misuse costs 50 % of stake and
    /// bond and bans, for a task of any size; otherwise 2 % of the stake, if the task is large enough (`slashes`).
    /// @param counts Whether the attempt counts as failed in the node's record.
    function penaliseDispute(bytes8 nodeId, bytes32 taskId, bool misuse, bool slashes, bool counts) external;
    /// @notice Marketplace: a result of the node is disputed: none of its stake or bond leaves until it is resolved.
    function onDisputeOpened(bytes8 nodeId) external;
    /// @notice Marketplace: a dispute of the node is resolved.
    function onDisputeClosed(bytes8 nodeId) external;

    /// @notice PowVerifier: records the outcome of a challenge; the first pass makes a PENDING node VERIFIED.
    function recordPow(bytes8 nodeId, bool passed, uint64 hashesPerSecond, bytes32 challengeId) external;

    /// @notice PartnerBonds: tells the registry that a node became a partner or ceased to be one.
    function onPartnerChanged(bytes8 nodeId) external;
    /// @notice StakingPool: tells the registry that a node's active stake changed.
    function onStakeChanged(bytes8 nodeId, uint256 activeStake) external;

    /// @notice First 8 bytes of keccak256(abi.encode(provider, salt)).
    function nodeIdOf(address provider, bytes32 salt) external pure returns (bytes8);
    /// @notice All zero for an unknown node.
    function node(bytes8 nodeId) external view returns (NodeWord memory);
    /// @notice The node's cached level; NONE for an unknown node.
    function trustLevelOf(bytes8 nodeId) external view returns (TrustLevel);
    /// @notice The node's record. Successes since the last failure are in its word (`streak`).
    function record(bytes8 nodeId) external view returns (NodeRecord memory);
    /// @notice The node's price in `token`, in base units per 1 000 000 units of usage; 0 = none.
    function ask(bytes8 nodeId, address token) external view returns (uint120 rate);
    /// @notice Disputes that are not resolved: while there are any, neither stake nor bond leaves.
    function openDisputesOf(bytes8 nodeId) external view returns (uint16);
    /// @notice Whether the account was banned: with a node, and for all others.
    function isBanned(address provider) external view returns (bool);
    /// @notice Owner of the node, for good; zero for an unknown node.
    function providerOf(bytes8 nodeId) external view returns (address);
    /// @notice The provider that would take a task: reverts unless the node is ACTIVE and of the type. The provider
    /// signs each task's rate, and publishes its asks off chain.
    /// @return provider Owner of the node.
    /// @return trustLevel Its cached level.
    /// @return units Units that work in parallel.
    function assigneeOf(bytes8 nodeId, ResourceType resourceType)
        external
        view
        returns (address provider, TrustLevel trustLevel, uint16 units);
    /// @notice In wei.
    function registrationFee() external view returns (uint256);
}
