// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {
    Ask, NodeRecord, NodeSpec, NodeState, NodeWord, PenaltyReason, ResourceType, Tier, TrustLevel
} from "../types/DataTypes.sol";

/// @title INodeRegistry
/// @notice Nodes, their state machine, asks, tier, reputation and trust level.
/// A node id is the first 8 bytes of keccak256(abi.encode(provider, salt)): known before the transaction, stable over reorgs.
interface INodeRegistry {
    event NodeRegistered(bytes8 indexed nodeId, address indexed provider, bytes32 salt, NodeSpec spec);
    event NodeSpecChanged(bytes8 indexed nodeId, NodeSpec spec);
    event NodeStateChanged(bytes8 indexed nodeId, NodeState from, NodeState to);
    event AskChanged(bytes8 indexed nodeId, address indexed token, uint120 rate);
    event TierChanged(bytes8 indexed nodeId, Tier tier);
    event ReputationChanged(bytes8 indexed nodeId, uint16 reputation, int32 change);
    event TrustLevelChanged(bytes8 indexed nodeId, TrustLevel trustLevel);
    event RecordChanged(bytes8 indexed nodeId, NodeRecord record);
    event NodePenalised(bytes8 indexed nodeId, PenaltyReason reason, bytes32 refId);
    /// @notice The node is SLASHED for good; no top-up brings it back.
    event NodeBanned(bytes8 indexed nodeId, address indexed provider);
    event ReviewClosed(bytes8 indexed nodeId, address indexed operator);
    event RegistrationFeeChanged(uint256 fee);

    /// @notice Registers a node: the fee goes to the treasury, `stakeAmount` AIIGO is pulled into the staking pool.
    /// @dev Reverts if the value is not the registration fee, the stake is below the minimum, the id is taken, or a field is zero.
    function register(bytes32 salt, NodeSpec calldata spec, Ask[] calldata asks, uint256 stakeAmount)
        external
        payable
        returns (bytes8 nodeId);

    function setSpec(bytes8 nodeId, NodeSpec calldata spec) external;
    function setAsks(bytes8 nodeId, Ask[] calldata asks) external;

    /// @notice VERIFIED or INACTIVE → ACTIVE. Reverts below the minimum stake.
    function activate(bytes8 nodeId) external;
    /// @notice ACTIVE → INACTIVE: no new assignments; open ones go on.
    function deactivate(bytes8 nodeId) external;

    /// @notice Operator: PENDING or VERIFIED → REJECTED.
    function reject(bytes8 nodeId) external;
    /// @notice Operator: sets the tier. New nodes are COMMUNITY.
    function setTier(bytes8 nodeId, Tier tier) external;

    /// @notice Admin: the fee for registering a node, in wei.
    function setRegistrationFee(uint256 fee) external;

    /// @notice Operator: ends the review of a node whose failures exceeded 20 %; its count of recent attempts starts anew.
    function closeReview(bytes8 nodeId) external;
    /// @notice Admin: bans a node for misuse or a data breach: −50 % of its stake and of its partner's bond, SLASHED for good.
    /// @param refId What the decision refers to: a proposal, a task, a report.
    function ban(bytes8 nodeId, bytes32 refId) external;

    /// @notice Marketplace: records that the provider gave a task back; counted as failed.
    /// @return provider Owner of the node.
    function recordRelease(bytes8 nodeId, bytes32 taskId) external returns (address provider);
    /// @notice Marketplace: records a settled task that counts toward trust.
    function recordSuccess(bytes8 nodeId) external;
    /// @notice Marketplace: records a timeout: −5 % stake (unless the task is too small to slash), counted as failed.
    function penaliseTimeout(bytes8 nodeId, bytes32 taskId, bool slashes) external;
    /// @notice Marketplace: records that the provider lost a dispute: counted as failed; 2 % of its stake to the
    /// arbitrators, or, for misuse, −50 % (of which the arbitrators get their 2 %) and a ban. A task too small to slash costs no stake.
    function penaliseDispute(bytes8 nodeId, bytes32 taskId, bool misuse, bool slashes, address[] calldata arbitrators)
        external;

    /// @notice PowVerifier: records the outcome of a challenge; the first pass makes a PENDING node VERIFIED.
    function recordPow(bytes8 nodeId, bool passed, uint64 hashesPerSecond, bytes32 challengeId) external;

    /// @notice PartnerBonds: tells the registry that a node became a partner or ceased to be one.
    function onPartnerChanged(bytes8 nodeId) external;
    /// @notice StakingPool: tells the registry that a node's active stake changed.
    function onStakeChanged(bytes8 nodeId, uint256 activeStake) external;

    function nodeIdOf(address provider, bytes32 salt) external pure returns (bytes8);
    function node(bytes8 nodeId) external view returns (NodeWord memory);
    function record(bytes8 nodeId) external view returns (NodeRecord memory);
    function ask(bytes8 nodeId, address token) external view returns (uint120 rate);
    function providerOf(bytes8 nodeId) external view returns (address);
    /// @notice Who would take a task: reverts unless the node is ACTIVE and of the type. The rate is the provider's own word: it signs
    /// the one of each task, and publishes its asks for buyers to find.
    /// @return provider Owner of the node.
    /// @return trustLevel Its cached level.
    /// @return units How many units work in parallel.
    function assigneeOf(bytes8 nodeId, ResourceType resourceType)
        external
        view
        returns (address provider, TrustLevel trustLevel, uint16 units);
    /// @notice In wei.
    function registrationFee() external view returns (uint256);
}
