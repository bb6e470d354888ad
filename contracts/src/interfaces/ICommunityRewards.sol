// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title ICommunityRewards
/// @notice Passes the vested Community Rewards on: a governed share to the stakers' stream of yield, the rest to the
/// budget of the providers' bonuses. Amounts are in AIIGO base units (18 decimals), times in Unix seconds, shares in
/// basis points.
interface ICommunityRewards {
    /// @notice Emitted when vested rewards are passed on.
    /// @param amount The amount passed on: rewards vested since the last time, and donations.
    /// @param toStaking Joined the stakers' stream.
    /// @param toBonuses Joined the budget of bonuses; with `toStaking`, exactly `amount`.
    /// @param streamEndsAt When the stakers' stream ends now.
    event Distributed(
        address indexed caller, uint256 amount, uint256 toStaking, uint256 toBonuses, uint40 streamEndsAt
    );
    /// @notice Emitted when the split of what is distributed later changes.
    event StakingShareChanged(uint16 stakingShareBps);

    /// @notice Releases what has vested and passes on everything this contract holds. Anyone may call. The stakers'
    /// part is streamed over the time it took to vest, after what is streaming already; so regular calls give one
    /// steady rate, as high as the rewards vest. It never lowers the rate per second nor shortens the stream.
    /// @dev Reverts less than `MIN_INTERVAL` after the last time, without stakers (the yield would fall to the
    /// first one), or with less than `MIN_AMOUNT` to pass on.
    /// @return amount The amount passed on.
    function distribute() external returns (uint256 amount);

    /// @notice Admin: the stakers' share of what is distributed from now on.
    /// @dev Reverts outside `MIN_SHARE_BPS` … `MAX_SHARE_BPS`.
    function setStakingShare(uint16 bps) external;

    /// @notice The amount that `distribute` would pass on now, interval and minimum aside.
    function pending() external view returns (uint256);
    /// @notice Unix seconds of the last distribution; 0 before the first.
    function distributedAt() external view returns (uint40);
    /// @notice The stakers' share of what is distributed, in basis points.
    function stakingShareBps() external view returns (uint16);
}
