// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title IStakerLocks
/// @notice Stakers' AIIGO: locks with terms, yield by the second, and the DAO's voting power (ERC-5805). Amounts are in
/// AIIGO base units (18 decimals), times in seconds.
interface IStakerLocks {
    struct Lock {
        address owner;
        /// The amount held; after an early unstake, the rest after the burn.
        uint96 amount;
        /// Its part of the yield: the amount, up to doubled by the term. 0 once unbonding.
        uint96 shares;
        /// End of the term.
        uint40 endsAt;
        /// When the unbonding amount may be withdrawn; 0 while the lock is active.
        uint40 availableAt;
    }

    /// @notice Emitted when AIIGO is locked.
    /// @param shares Its part of the yield. `endsAt`: end of the term, Unix seconds.
    event Locked(uint256 indexed lockId, address indexed staker, uint256 amount, uint256 shares, uint40 endsAt);
    /// @notice Emitted when a lock starts to unbond: its vote and yield end.
    /// @param amount The amount that may be withdrawn from `availableAt` (Unix seconds) on.
    /// @param burnt The penalty of an early unstake; 0 after the term.
    event UnstakeStarted(
        uint256 indexed lockId, address indexed staker, uint256 amount, uint256 burnt, uint40 availableAt
    );
    /// @notice Emitted when an unbonded lock is paid out and forgotten.
    event Withdrawn(uint256 indexed lockId, address indexed staker, address to, uint256 amount);
    /// @notice Emitted when a staker, or a provider for its collateral, takes its yield.
    event YieldClaimed(address indexed staker, address to, uint256 amount);
    /// @notice Emitted when yield joins the stream.
    /// @param rate Base units per second from now until `endsAt`.
    event YieldFunded(address indexed funder, uint256 amount, uint256 rate, uint40 endsAt);
    /// @notice Emitted when a term is renewed, or its end takes the share that it gave.
    event TermChanged(uint256 indexed lockId, address indexed staker, uint256 shares, uint40 endsAt);
    /// @notice Emitted when the active collateral of a node changes: it has as many shares in the yield, which are its
    /// provider's.
    event CollateralChanged(bytes8 indexed nodeId, address indexed provider, uint256 amount);

    /// @notice Locks AIIGO pulled from the caller (allowance to this contract). It votes at once: through the caller's
    /// delegate, or, while the caller has none, through the caller.
    /// @param termSeconds 0 for no term, at most `MAX_TERM`. The yield's share grows with it, to twice the amount at
    /// `MAX_TERM`.
    /// @dev Reverts on a zero amount or a longer term.
    function lock(uint256 amount, uint40 termSeconds) external returns (uint256 lockId);

    /// @notice Takes a lock out: its vote and its yield end now, it unbonds, and may be withdrawn after
    /// `unbondingSeconds`. Before the end of its term 5 % is burnt.
    /// @dev Reverts if the caller does not own the lock, or it unbonds already.
    /// @return burnt The cost of the early unstake.
    function unstake(uint256 lockId) external returns (uint256 burnt);

    /// @notice Sends what has unbonded to `to`, and forgets the lock.
    /// @dev Reverts if the caller does not own the lock, it is still active, its time has not come, or `to` is zero.
    function withdraw(uint256 lockId, address to) external returns (uint256 amount);

    /// @notice Owner: starts the lock's term anew from now; its share in the yield is that of a new lock of that term.
    /// @dev Reverts if the caller does not own the lock, it unbonds, the term is longer than `MAX_TERM` or would end
    /// earlier than it does.
    function renew(uint256 lockId, uint40 termSeconds) external;

    /// @notice Anyone, once a lock's term is over: takes the share in the yield that the term gave; the amount's own
    /// stays.
    /// @dev Reverts if the term is not over, or there is nothing to take.
    function endTerm(uint256 lockId) external;

    /// @notice StakingPool: tells the active collateral of a node. It earns like a lock without a term, for its
    /// provider.
    /// @dev Reverts if the caller is not the pool.
    function onCollateralChanged(bytes8 nodeId, address provider, uint256 amount) external;

    /// @notice Sends the caller's yield, of locks and collateral, to `to`.
    /// @dev Reverts if there is none, or `to` is zero.
    function claim(address to) external returns (uint256 amount);

    /// @notice Adds yield, pulled from the caller, to the stream that ends at `endsAt`.
    /// @dev Reverts if the caller has not the funder's role, the amount is zero, the end is not within `MAX_STREAM`
    /// from now, or stakers would get less per second or for a shorter time than they were promised.
    function fund(uint256 amount, uint40 endsAt) external;

    /// @notice All zero for a lock that never was or has been withdrawn.
    function lockOf(uint256 lockId) external view returns (Lock memory);
    /// @notice Active balance: what votes. Unbonding doesn't.
    function stakedOf(address staker) external view returns (uint256);
    /// @notice Yield that `claim` would pay now.
    function yieldOf(address staker) external view returns (uint256);
    /// @notice Active collateral of a node as the pool told it, in base units: its shares.
    function collateralOf(bytes8 nodeId) external view returns (uint256);
    /// @notice Active locks of all stakers, in base units. Collateral is not among them.
    function totalStaked() external view returns (uint256);
    /// @notice The divisor of the yield: shares of active locks, and active collateral.
    function totalShares() external view returns (uint256);
    /// @notice Locks that unbond, in base units.
    function totalUnbonding() external view returns (uint256);
    /// @notice Yield that was paid in minus yield that was paid out.
    function yieldReserve() external view returns (uint256);
    /// @notice Base units per second, until `streamEndsAt`.
    function rate() external view returns (uint256);
    /// @notice Unix seconds.
    function streamEndsAt() external view returns (uint40);
    /// @notice From an unstake until its withdrawal.
    function unbondingSeconds() external view returns (uint40);
}
