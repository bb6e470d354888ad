// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title IStakerLocks
/// @notice Stakers' AIIGO: locks with terms, yield by the second, and the DAO's voting power (ERC-5805). Amounts are in AIIGO
/// base units (18 decimals), times in seconds.
interface IStakerLocks {
    struct Lock {
        address owner;
        /// What the lock holds; after an early unstake, what the burn left.
        uint96 amount;
        /// Its part of the yield: the amount, up to doubled by the term. 0 once unbonding.
        uint96 shares;
        /// End of the term.
        uint40 endsAt;
        /// When the unbonding amount may be withdrawn; 0 while the lock is active.
        uint40 availableAt;
    }

    event Locked(uint256 indexed lockId, address indexed staker, uint256 amount, uint256 shares, uint40 endsAt);
    /// @param burnt The penalty of an early unstake; 0 after the term.
    event UnstakeStarted(
        uint256 indexed lockId, address indexed staker, uint256 amount, uint256 burnt, uint40 availableAt
    );
    event Withdrawn(uint256 indexed lockId, address indexed staker, address to, uint256 amount);
    event YieldClaimed(address indexed staker, address to, uint256 amount);
    /// @param rate Base units per second from now until `endsAt`.
    event YieldFunded(address indexed funder, uint256 amount, uint256 rate, uint40 endsAt);

    /// @notice Locks AIIGO pulled from the caller (allowance to this contract). It votes at once: through the caller's delegate,
    /// or, while the caller has none, through the caller.
    /// @param termSeconds 0 for no term, at most `MAX_TERM`. The yield's share grows with it, to twice the amount at `MAX_TERM`.
    /// @dev Reverts on a zero amount or a longer term.
    function lock(uint256 amount, uint40 termSeconds) external returns (uint256 lockId);

    /// @notice Takes a lock out: its vote and its yield end now, it unbonds, and may be withdrawn after `unbondingSeconds`.
    /// Before the end of its term 5 % is burnt.
    /// @dev Reverts if the caller does not own the lock, or it unbonds already.
    /// @return burnt What the early unstake cost.
    function unstake(uint256 lockId) external returns (uint256 burnt);

    /// @notice Sends what has unbonded to `to`, and forgets the lock.
    /// @dev Reverts if the caller does not own the lock, it is still active, its time has not come, or `to` is zero.
    function withdraw(uint256 lockId, address to) external returns (uint256 amount);

    /// @notice Sends the caller's yield to `to`.
    /// @dev Reverts if there is none, or `to` is zero.
    function claim(address to) external returns (uint256 amount);

    /// @notice Adds yield, pulled from the caller, to the stream that ends at `endsAt`.
    /// @dev Reverts if the caller has not the funder's role, the amount is zero, the end is not within `MAX_STREAM` from now, or
    /// stakers would get less per second or for a shorter time than they were promised.
    function fund(uint256 amount, uint40 endsAt) external;

    /// @notice All zero for a lock that never was or has been withdrawn.
    function lockOf(uint256 lockId) external view returns (Lock memory);
    /// @notice Active balance: what votes. Unbonding doesn't.
    function stakedOf(address staker) external view returns (uint256);
    /// @notice Yield that `claim` would pay now.
    function yieldOf(address staker) external view returns (uint256);
    function totalStaked() external view returns (uint256);
    function totalShares() external view returns (uint256);
    function totalUnbonding() external view returns (uint256);
    /// @notice Yield that was paid in minus yield that was paid out.
    function yieldReserve() external view returns (uint256);
    /// @notice Base units per second, until `streamEndsAt`.
    function rate() external view returns (uint256);
    function streamEndsAt() external view returns (uint40);
    function unbondingSeconds() external view returns (uint40);
}
