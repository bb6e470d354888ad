// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AccessControl } from "@openzeppelin/contracts/access/AccessControl.sol";
import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";

import { StakerLocks } from "./StakerLocks.sol";
import { TokenVesting } from "./TokenVesting.sol";
import { ICommunityRewards } from "./interfaces/ICommunityRewards.sol";
import { Errors } from "./libraries/Errors.sol";

/// @title CommunityRewards
/// @notice See {ICommunityRewards}. Owns the vesting wallet of the Community Rewards and holds the funder's role of the
/// stakers' locks. The admin sets the split, within bounds; no role can send the rewards anywhere else.
/// AIIGO has no transfer hooks, so no call from here reaches foreign code.
contract CommunityRewards is ICommunityRewards, AccessControl {
    using SafeERC20 for IERC20;

    /// @notice Between two distributions, so that no caller can divide the stream into slices that round to zero.
    uint40 public constant MIN_INTERVAL = 1 days;
    /// @notice Less than a third of a second's vesting; a stream of it, however long, still has a rate.
    uint256 public constant MIN_AMOUNT = 1e18;
    uint16 public constant MIN_SHARE_BPS = 1000;
    uint16 public constant MAX_SHARE_BPS = 9000;
    uint256 private constant BPS = 10_000;

    IERC20 public immutable token;
    TokenVesting public immutable vesting;
    StakerLocks public immutable locks;
    address public immutable bonuses;

    /// @inheritdoc ICommunityRewards
    uint16 public stakingShareBps;
    /// @inheritdoc ICommunityRewards
    uint40 public distributedAt;

    /// @param vesting_ The wallet of the Community Rewards; its owner is this contract.
    /// @param locks_ The stakers' locks, whose funder this contract is.
    /// @param bonuses_ The bonus distributor: what it holds is its budget.
    constructor(
        IERC20 token_,
        address admin,
        TokenVesting vesting_,
        StakerLocks locks_,
        address bonuses_,
        uint16 stakingShareBps_
    ) {
        if (
            address(token_) == address(0) || admin == address(0) || address(vesting_) == address(0)
                || address(locks_) == address(0) || bonuses_ == address(0)
        ) revert Errors.CommunityRewards_ZeroAddress();
        token = token_;
        vesting = vesting_;
        locks = locks_;
        bonuses = bonuses_;
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _setStakingShare(stakingShareBps_);
    }

    /// @inheritdoc ICommunityRewards
    function distribute() external returns (uint256 amount) {
        uint256 last = distributedAt;
        if (last != 0 && block.timestamp < last + MIN_INTERVAL) {
            revert Errors.CommunityRewards_TooSoon(block.timestamp, last + MIN_INTERVAL);
        }
        if (locks.totalShares() == 0) revert Errors.CommunityRewards_NobodyStakes();
        amount = pending();
        if (amount < MIN_AMOUNT) revert Errors.CommunityRewards_TooLittle(amount, MIN_AMOUNT);

        distributedAt = uint40(block.timestamp);
        uint256 toStaking = (amount * stakingShareBps) / BPS;
        uint256 toBonuses = amount - toStaking;
        uint40 endsAt = _streamEnd(toStaking, _vestingTime(last));
        emit Distributed(msg.sender, amount, toStaking, toBonuses, endsAt);

        vesting.release(address(token));
        token.safeTransfer(bonuses, toBonuses);
        token.forceApprove(address(locks), toStaking);
        locks.fund(toStaking, endsAt);
    }

    /// @inheritdoc ICommunityRewards
    function setStakingShare(uint16 bps) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _setStakingShare(bps);
    }

    /// @inheritdoc ICommunityRewards
    function pending() public view returns (uint256) {
        return token.balanceOf(address(this)) + vesting.releasable(address(token));
    }

    function _setStakingShare(uint16 bps) private {
        if (bps < MIN_SHARE_BPS || bps > MAX_SHARE_BPS) {
            revert Errors.CommunityRewards_ShareOutOfBounds(bps, MIN_SHARE_BPS, MAX_SHARE_BPS);
        }
        stakingShareBps = bps;
        emit StakingShareChanged(bps);
    }

    /// @dev For how long what is pending has vested: since the last distribution, but not beyond the calendar's end.
    function _vestingTime(uint256 last) private view returns (uint256) {
        uint256 from = last == 0 ? vesting.start() : last;
        uint256 until = Math.min(block.timestamp, vesting.end());
        return until > from ? Math.max(until - from, MIN_INTERVAL) : MIN_INTERVAL;
    }

    /// @dev The stream's new end: `time` later, unless that would lower the rate that stakers were promised. Then as
    /// late as the promise allows, which is never before the old end. What the locks keep as undistributed only raises
    /// the rate.
    function _streamEnd(uint256 amount, uint256 time) private view returns (uint40) {
        uint256 promisedEnd = locks.streamEndsAt();
        uint256 left = promisedEnd > block.timestamp ? promisedEnd - block.timestamp : 0;
        uint256 duration = Math.min(left + time, locks.MAX_STREAM());
        if (left > 0) {
            uint256 rate = locks.rate();
            duration = Math.min(duration, left + amount / rate);
        }
        return uint40(block.timestamp + duration);
    }
}
