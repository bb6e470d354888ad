// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Ask, NodeRecord, NodeSpec, NodeState, NodeWord, PenaltyReason, Tier, TrustLevel } from "../types/DataTypes.sol";

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

    /// @notice Marketplace: counts an assignment after checking that the node is ACTIVE, of the type, and asks at most `rate`.
    /// @return provider Owner of the node.
    function openAssignment(bytes8 nodeId, uint8 resourceType, address token, uint120 rate)
        external
        returns (address provider, uint16 units);
    /// @notice Marketplace: closes an assignment because the result was submitted (`delivered`; the record follows at settlement)
    /// or because the provider gave the task back (counted as failed).
    /// @return provider Owner of the node.
    /// @return units How many units work in parallel.
    function closeAssignment(bytes8 nodeId, bool delivered) external returns (address provider, uint16 units);
    /// @notice Marketplace: records a settled task: reputation and, if it counts toward trust, the number of completed tasks.
    function recordSettlement(bytes8 nodeId, bool countsTowardTrust) external;
    /// @notice Marketplace: closes an assignment that timed out: −5 % stake (unless the task is too small to slash), counted as failed.
    function penaliseTimeout(bytes8 nodeId, bytes32 taskId, bool slashes) external;

    /// @notice PowVerifier: records the outcome of a challenge; the first pass makes a PENDING node VERIFIED.
    function recordPow(bytes8 nodeId, bool passed, uint96 hashesPerSecond, bytes32 challengeId) external;

    /// @notice StakingPool: tells the registry that a node's active stake changed.
    function onStakeChanged(bytes8 nodeId, uint256 activeStake) external;

    function nodeIdOf(address provider, bytes32 salt) external pure returns (bytes8);
    function node(bytes8 nodeId) external view returns (NodeWord memory);
    function record(bytes8 nodeId) external view returns (NodeRecord memory);
    function ask(bytes8 nodeId, address token) external view returns (uint120 rate);
    function providerOf(bytes8 nodeId) external view returns (address);
    /// @notice In wei.
    function registrationFee() external view returns (uint256);
}
