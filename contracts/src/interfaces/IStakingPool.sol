// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { PenaltyReason } from "../types/DataTypes.sol";

/// @title IStakingPool
/// @notice Holds providers' collateral per node, in AIIGO base units (18 decimals).
interface IStakingPool {
    event Staked(bytes8 indexed nodeId, address indexed provider, uint256 amount, uint256 activeStake);
    event UnbondingStarted(bytes8 indexed nodeId, address indexed provider, uint256 amount, uint256 activeStake, uint40 availableAt);
    event UnbondingWithdrawn(bytes8 indexed nodeId, address indexed provider, address to, uint256 amount);
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

    /// @notice An arbitrator's share of a lost dispute, in AIIGO base units.
    event ArbitratorPaid(bytes32 indexed taskId, address indexed arbitrator, uint256 amount);

    /// @notice Adds collateral to a registered node, pulled from the caller.
    function stake(bytes8 nodeId, uint256 amount) external;

    /// @notice Adds collateral at registration, pulled from `provider` (allowance to the pool).
    /// @dev Reverts if the caller is not the registry.
    function stakeFor(bytes8 nodeId, address provider, uint256 amount) external;

    /// @notice Starts unbonding; the amount stays slashable until withdrawn.
    /// @dev Reverts if the caller is not the node's provider or the amount exceeds the active stake. Falling below the minimum
    /// makes the node INACTIVE.
    function unbond(bytes8 nodeId, uint256 amount) external;

    /// @notice Sends unbonded collateral whose time has come to `to`.
    function withdrawUnbonded(bytes8 nodeId, address to) external returns (uint256 amount);

    /// @notice Slashes `bps` of active + unbonding stake to the treasury; out of it, 2 % of the stake go to the arbitrators, if any.
    /// @dev Reverts if the caller is not the registry.
    function slash(bytes8 nodeId, uint16 bps, PenaltyReason reason, bytes32 refId, address[] calldata arbitrators)
        external
        returns (uint256 amount);

    /// @notice Active collateral, in AIIGO base units.
    function activeStake(bytes8 nodeId) external view returns (uint256);
    function unbondingStake(bytes8 nodeId) external view returns (uint256 amount, uint40 availableAt);
    function minimumStake() external view returns (uint256);
    function unbondingSeconds() external view returns (uint40);
}
