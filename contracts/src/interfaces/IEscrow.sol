// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { CreditKind } from "../types/DataTypes.sol";

/// @title IEscrow
/// @notice Holds every buyer's money: one locked total and one pull ledger per token. Only the marketplace moves a lock;
/// amounts per task are bound by the task id, so they are not stored here. The zero address stands for ETH.
interface IEscrow {
    /// @notice Emitted when a task's deposit is locked.
    /// @param amount In base units of `token`.
    event Locked(bytes32 indexed taskId, address indexed token, address indexed payer, uint256 amount);

    /// @notice Emitted when part of a lock moves to the pull ledger.
    event Credited(bytes32 indexed taskId, address indexed token, address indexed account, uint256 amount, CreditKind kind);

    /// @notice Emitted when an account takes what is due to it.
    event Withdrawn(address indexed token, address indexed account, address to, uint256 amount);

    event TokenAllowed(address indexed token, bool allowed);
    event TreasuryChanged(address indexed previous, address indexed current);

    /// @notice Locks `amount` of `token` for a task; ETH comes as value, ERC-20 is pulled from `payer` (allowance to the escrow).
    /// @dev Reverts if the caller is not the marketplace, the token is not allowed, or what arrives is not exactly `amount`.
    function lock(bytes32 taskId, address token, address payer, uint256 amount) external payable;

    /// @notice Splits a lock: `cost` minus fee to the provider, fee to the treasury, the rest back to the buyer.
    /// @dev fee = floor(cost × feeBps / 10 000). Reverts if the caller is not the marketplace or `cost > budget`.
    /// @return fee In base units.
    /// @return providerAmount In base units.
    /// @return refund In base units.
    function settle(
        bytes32 taskId,
        address token,
        uint256 budget,
        uint256 cost,
        uint16 feeBps,
        address provider,
        address buyer
    )
        external
        returns (uint256 fee, uint256 providerAmount, uint256 refund);

    /// @notice Returns a whole lock to the buyer's pull ledger.
    /// @dev Reverts if the caller is not the marketplace.
    function refund(bytes32 taskId, address token, uint256 budget, address buyer) external;

    /// @notice Sends everything due to the caller in `token` to `to`. Works for delisted tokens and while paused.
    /// @return amount In base units.
    function withdraw(address token, address to) external returns (uint256 amount);

    /// @notice What `account` may withdraw, in base units of `token`.
    function claimable(address token, address account) external view returns (uint256);

    /// @notice Sum of all open locks, in base units of `token`.
    function lockedTotal(address token) external view returns (uint256);

    /// @notice Sum of the pull ledger, in base units of `token`.
    function claimableTotal(address token) external view returns (uint256);

    /// @notice Admin: allows or delists a payment token for new tasks.
    function setTokenAllowed(address token, bool allowed) external;

    /// @notice Admin: where fees, registration fees and slashed stake go from now on.
    /// @dev Reverts if zero. What was credited before stays with the previous treasury.
    function setTreasury(address treasury) external;

    function isTokenAllowed(address token) external view returns (bool);
    function treasury() external view returns (address);
}
