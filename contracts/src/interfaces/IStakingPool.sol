// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { PenaltyReason } from "../types/DataTypes.sol";

/// @title IStakingPool
/// @notice Holds providers' collateral per node, in AIIGO base units (18 decimals). Active collateral has the share in
/// the stakers' yield that a lock without a term has (see {IStakerLocks}); it doesn't vote.
interface IStakingPool {
    /// @notice Emitted when collateral is added to a node.
    /// @param activeStake After it.
    event Staked(bytes8 indexed nodeId, address indexed provider, uint256 amount, uint256 activeStake);
    /// @notice Emitted when a provider starts to take collateral out.
    /// @param availableAt Unix seconds, of everything that unbonds.
    event UnbondingStarted(
        bytes8 indexed nodeId, address indexed provider, uint256 amount, uint256 activeStake, uint40 availableAt
    );
    /// @notice Emitted when unbonded collateral leaves.
    event UnbondingWithdrawn(bytes8 indexed nodeId, address indexed provider, address to, uint256 amount);
    /// @notice Emitted when a penalty takes collateral.
    /// @param activeStake The rest of the active part.
    /// @param refId The task or challenge that led to the penalty.
    event Slashed(
        bytes8 indexed nodeId,
        address indexed provider,
        uint256 fromActive,
        uint256 fromUnbonding,
        uint256 activeStake,
        PenaltyReason reason,
        bytes32 refId
    );

    /// @notice Adds collateral to a registered node, pulled from the caller: anyone may.
    /// @dev Reverts for an unknown node or a zero amount.
    function stake(bytes8 nodeId, uint256 amount) external;

    /// @notice Adds collateral at registration, pulled from `provider` (allowance to the pool).
    /// @dev Reverts if the caller is not the registry.
    function stakeFor(bytes8 nodeId, address provider, uint256 amount) external;

    /// @notice Starts unbonding; the amount stays slashable until withdrawn.
    /// @dev Reverts if the caller is not the node's provider or the amount exceeds the active stake. Falling below the
    /// minimum makes the node INACTIVE.
    function unbond(bytes8 nodeId, uint256 amount) external;

    /// @notice Provider: sends unbonded collateral whose time has come to `to`.
    /// @dev Reverts if the caller is not the node's provider, nothing unbonds, its time has not come, `to` is zero, or
    /// a dispute of the node is not resolved.
    /// @return amount In base units.
    function withdrawUnbonded(bytes8 nodeId, address to) external returns (uint256 amount);

    /// @notice Slashes `bps` basis points of active and of unbonding stake to the treasury.
    /// @dev Reverts if the caller is not the registry.
    /// @return amount The amount taken, in base units.
    function slash(bytes8 nodeId, uint16 bps, PenaltyReason reason, bytes32 refId) external returns (uint256 amount);

    /// @notice Active collateral, in AIIGO base units.
    function activeStake(bytes8 nodeId) external view returns (uint256);
    /// @notice Collateral that unbonds, and when it may leave (Unix seconds).
    function unbondingStake(bytes8 nodeId) external view returns (uint256 amount, uint40 availableAt);
    /// @notice Least active collateral of a working node, in base units.
    function minimumStake() external view returns (uint256);
    /// @notice From the start of unbonding until collateral may leave.
    function unbondingSeconds() external view returns (uint40);
}
