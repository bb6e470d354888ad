// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title PaymentMath
/// @notice The cost of a task and its division among the parties. Amounts are base units of the task's token.
library PaymentMath {
    uint256 internal constant BPS = 10_000;
    /// @notice The arbitrators' part of a disputed cost, in basis points; the loser pays it.
    uint16 internal constant DISPUTE_FEE_BPS = 200;

    /// @notice A rate is so many base units per this many units of usage, for prices far below one base unit.
    uint256 internal constant RATE_SCALE = 1_000_000;

    /// @notice min(usage × rate / 1 000 000, budget), rounded to the nearest base unit, a half up.
    /// @dev Never overflows: 64 + 96 bits.
    function cost(uint64 usage, uint96 rate, uint256 budget) internal pure returns (uint256) {
        uint256 metered = (uint256(usage) * rate + RATE_SCALE / 2) / RATE_SCALE;
        return metered < budget ? metered : budget;
    }

    /// @notice fee = cost × feeBps / 10 000, rebate = cost × rebateBps / 10 000, each rounded to the nearest base unit,
    /// a half up. The provider gets the cost without the fee, the treasury the fee without the rebate, the buyer the
    /// rest of the budget and the rebate.
    /// @dev The caller checks cost ≤ budget and rebateBps ≤ feeBps ≤ 10 000; the three parts then sum to `budget`.
    function split(uint256 budget, uint256 cost_, uint16 feeBps, uint16 rebateBps)
        internal
        pure
        returns (uint256 treasuryAmount, uint256 providerAmount, uint256 buyerAmount)
    {
        uint256 fee = (cost_ * feeBps + BPS / 2) / BPS;
        uint256 rebate = (cost_ * rebateBps + BPS / 2) / BPS;
        treasuryAmount = fee - rebate;
        providerAmount = cost_ - fee;
        buyerAmount = budget - cost_ + rebate;
    }

    /// @notice floor(cost × 2 %): what the arbitrators of a dispute share.
    function disputeFee(uint256 cost_) internal pure returns (uint256) {
        return (cost_ * DISPUTE_FEE_BPS) / BPS;
    }

    /// @notice The deposit of a dispute's opener: the arbitrators' fee, and at least `floor_` or, where that is less,
    /// the budget.
    /// @dev So no floor asks for more than was paid in for the task.
    function disputeBond(uint256 cost_, uint256 floor_, uint256 budget) internal pure returns (uint256) {
        uint256 fee = disputeFee(cost_);
        uint256 least = floor_ < budget ? floor_ : budget;
        return fee > least ? fee : least;
    }

    /// @notice The `index`-th of `count` equal shares of `amount`; the first takes what does not divide.
    function share(uint256 amount, uint256 count, uint256 index) internal pure returns (uint256) {
        uint256 equal = amount / count;
        return index == 0 ? amount - equal * (count - 1) : equal;
    }

    /// @notice `bps` of `stake`, rounded down.
    function slashed(uint256 stake, uint256 bps) internal pure returns (uint256) {
        return (stake * bps) / BPS;
    }
}
