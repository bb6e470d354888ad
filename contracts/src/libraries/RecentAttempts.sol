// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title RecentAttempts
/// @notice The outcomes of a node's last 50 attempts in one integer: bits 0-49 are 1 for a failure (the latest lowest),
/// bits 56-63 count the attempts. Successes are counted elsewhere until a failure comes (the node's `streak`), so that
/// a settlement writes no second storage word.
library RecentAttempts {
    uint8 internal constant WINDOW = 50;
    /// @notice Fewer attempts say nothing yet.
    uint256 internal constant MIN_ATTEMPTS = 10;
    /// @notice More than one failure in five asks for a review.
    uint256 internal constant REVIEW_PERCENT = 20;

    uint64 private constant MASK = uint64((1 << 50) - 1);

    /// @notice `recent` after `streak` successes and one failure.
    function failed(uint64 recent, uint8 streak) internal pure returns (uint64) {
        uint64 outcomes = streak >= WINDOW ? 0 : ((recent & MASK) << streak) & MASK;
        outcomes = ((outcomes << 1) & MASK) | 1;
        uint64 count = (recent >> 56) + streak + 1;
        if (count > WINDOW) count = WINDOW;
        return outcomes | (count << 56);
    }

    function failures(uint64 recent) internal pure returns (uint256 count) {
        for (uint64 rest = recent & MASK; rest != 0; rest &= rest - 1) {
            ++count;
        }
    }

    function attempts(uint64 recent) internal pure returns (uint256) {
        return recent >> 56;
    }

    /// @notice Whether more than 20 % of the last 50 attempts (at least 10) failed.
    function needsReview(uint64 recent) internal pure returns (bool) {
        uint256 count = attempts(recent);
        return count >= MIN_ATTEMPTS && failures(recent) * 100 > count * REVIEW_PERCENT;
    }
}
