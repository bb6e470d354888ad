// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title IEscrow
/// @notice Holds every buyer's money: locks of tasks, and one ledger per token of what each account may spend on tasks
/// or withdraw. Only the marketplace moves a lock; amounts per task are bound by the task id, so they are not stored
/// here. The zero address stands for ETH. The marketplace's events tell what a lock became; this contract's own what
/// came in and went out.
interface IEscrow {
    /// @notice Emitted when `payer` puts money into the ledger of `account`.
    /// @param amount In base units of `token`.
    event Deposited(address indexed token, address indexed account, address payer, uint256 amount);
    /// @notice Emitted when an account takes what is due to it, in base units of `token`.
    event Withdrawn(address indexed token, address indexed account, address to, uint256 amount);
    /// @notice Emitted when the fees gathered so far go to the treasury.
    event FeesWithdrawn(address indexed token, address indexed treasury, uint256 amount);
    /// @notice Emitted when new tasks may be paid in a token, or no longer.
    event TokenAllowed(address indexed token, bool allowed);
    /// @notice Emitted when fees and penalties go elsewhere from now on.
    event TreasuryChanged(address indexed previous, address indexed current);

    /// @notice Puts money into an account's ledger: its prepaid balance. ETH comes as value, ERC-20 is pulled from the
    /// caller.
    /// @dev Reverts if the token never was allowed (a delisted one can still be paid in: tasks funded in it may need
    /// bonds), the amount or the account is zero, or what arrives is not exactly `amount`.
    function deposit(address token, address account, uint256 amount) external payable;

    /// @notice As {deposit}, with the caller's EIP-2612 permit for an ERC-20.
    /// @dev A permit that was already used (by anyone) is no obstacle as long as the allowance is there.
    function depositWithPermit(
        address token,
        address account,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Locks `amount` for a task; ETH comes as value, ERC-20 is pulled from `payer` (allowance to the escrow).
    /// @dev Reverts if the caller is not the marketplace, the token is not allowed, or what arrives is not exactly
    /// `amount`.
    function lock(address token, address payer, uint256 amount) external payable;

    /// @notice Locks `amount` out of an account's ledger, for a task (`newTask`) or as the bond of a dispute.
    /// @dev Reverts if the caller is not the marketplace, the ledger holds less, or the token of a new task is not
    /// allowed.
    function lockFromBalance(address token, address account, uint256 amount, bool newTask) external;

    /// @notice Splits a lock: the cost without the fee to the provider, the fee without the rebate to the treasury, the
    /// rest to the buyer.
    /// @dev fee = cost × feeBps / 10 000, rounded to the nearest base unit, rebate likewise. Reverts if the caller is
    /// not the marketplace or `cost > budget`.
    /// @return treasuryAmount In base units.
    /// @return providerAmount In base units.
    /// @return buyerAmount In base units.
    function settle(
        address token,
        uint256 budget,
        uint256 cost,
        uint16 feeBps,
        uint16 rebateBps,
        address provider,
        address buyer
    ) external returns (uint256 treasuryAmount, uint256 providerAmount, uint256 buyerAmount);

    /// @notice Moves part of what is locked to an account's ledger: a refund, a bond given back, an arbitrator's share.
    /// @dev Reverts if the caller is not the marketplace.
    function credit(address token, address account, uint256 amount) external;

    /// @notice Sends everything due to the caller in `token` to `to`. Works for delisted tokens and while paused.
    /// @return amount In base units.
    function withdraw(address token, address to) external returns (uint256 amount);

    /// @notice Sends `amount` of what is due to the caller to `to`.
    /// @dev Reverts if less is due, the amount is zero, `to` is zero, or the transfer fails.
    function withdrawAmount(address token, address to, uint256 amount) external;

    /// @notice Sends the fees gathered in `token` to the treasury. Anyone may call.
    /// @return amount In base units.
    function withdrawFees(address token) external returns (uint256 amount);

    /// @notice Balance that `account` may spend on tasks or withdraw, in base units of `token`.
    function claimable(address token, address account) external view returns (uint256);

    /// @notice Everything this contract owes in `token`: locks, ledgers and fees. It never holds less.
    function liabilities(address token) external view returns (uint256);

    /// @notice Fees gathered and not yet sent to the treasury, in base units of `token`.
    function fees(address token) external view returns (uint256);

    /// @notice Admin: allows or delists a payment token for new tasks. Deposits and exits never depend on a delisting.
    /// @dev Reverts for an allowed token without code.
    function setTokenAllowed(address token, bool allowed) external;

    /// @notice Admin: where fees, registration fees and slashed stake go from now on.
    /// @dev Reverts if zero or without code. Fees that were not sent yet go to the new treasury.
    function setTreasury(address treasury) external;

    function isTokenAllowed(address token) external view returns (bool);
    function treasury() external view returns (address);
}
