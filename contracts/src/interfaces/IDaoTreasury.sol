// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title IDaoTreasury
/// @notice The DAO's money: treasury and ecosystem fund, platform fees, registration fees, penalties. No vote
/// spends more than a fixed share in a period, so that an attack on the DAO can be seen and left before it is
/// worth it. The zero address stands for ETH. Amounts are in base units of the token, times in Unix seconds.
interface IDaoTreasury {
    /// @notice Emitted when the DAO spends.
    /// @param left Amount that may still be spent in this period.
    event Spent(address indexed token, address indexed to, uint256 amount, uint256 left);
    /// @notice Emitted when the operator takes ETH for relay gas.
    /// @param left Amount that it may still take today.
    event AllowanceTaken(address indexed operator, uint256 amount, uint256 left);
    /// @notice Emitted when the DAO changes what the operator may take a day, in wei.
    event AllowanceChanged(uint256 allowance);

    /// @notice Admin (the DAO): sends money of the treasury to `to`.
    /// @dev Reverts if `to` or the amount is zero, or with all that was spent in the running period it is more than
    /// `LIMIT_BPS` of what the treasury held of the token when the period began. A period begins with the first
    /// spending after the last has ended.
    function spend(address token, address to, uint256 amount) external;

    /// @notice Operator: takes ETH for the gas of relayed transactions.
    /// @dev Reverts if the amount is zero or, with all that was taken on this day (UTC), exceeds the allowance, or the
    /// transfer fails.
    function takeAllowance(uint256 amount) external;

    /// @notice Admin (the DAO): what the operator may take a day, in wei.
    /// @dev Reverts above `MAX_ALLOWANCE`.
    function setAllowance(uint256 allowance) external;

    /// @notice Amount of `token` that may be spent now.
    function spendable(address token) external view returns (uint256);
    /// @notice Amount that the operator may take a day, in wei.
    function allowance() external view returns (uint256);
}
