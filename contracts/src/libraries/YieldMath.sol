// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title YieldMath
/// @notice The weight of a lock, the burn of leaving early, and the division of a stream of yield. Amounts are AIIGO
/// base units: the whole supply is 10^27 of them.
library YieldMath {
    uint256 internal constant BPS = 10_000;
    /// @notice 5 %, in basis points.
    uint256 internal constant EARLY_UNSTAKE_BPS = 500;
    /// @notice Seconds.
    uint40 internal constant MAX_TERM = 365 days;
    /// @notice Yield per share is kept with 27 decimals.
    uint256 internal constant PRECISION = 1e27;

    /// @notice The amount, and as much again in proportion to the term: doubled by the longest.
    /// @dev The caller checks term ≤ MAX_TERM.
    function shares(uint96 amount, uint40 term) internal pure returns (uint256) {
        return amount + (uint256(amount) * term) / MAX_TERM;
    }

    /// @notice The part burnt of an amount that leaves before its term ends.
    function earlyBurn(uint96 amount) internal pure returns (uint256) {
        return (uint256(amount) * EARLY_UNSTAKE_BPS) / BPS;
    }

    /// @notice Yield per second over `duration` seconds, and what doesn't divide.
    function stream(uint256 budget, uint256 duration) internal pure returns (uint256 rate, uint256 rest) {
        rate = budget / duration;
        rest = budget - rate * duration;
    }

    /// @notice By how much yield per share grows when `amount` falls due. The whole supply at once makes a product of
    /// 10^54.
    function perShare(uint256 amount, uint256 totalShares) internal pure returns (uint256) {
        return (amount * PRECISION) / totalShares;
    }

    /// @notice The part that `held` shares earn of it.
    function earned(uint256 held, uint256 grown) internal pure returns (uint256) {
        return Math.mulDiv(held, grown, PRECISION);
    }
}
