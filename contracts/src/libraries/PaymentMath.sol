// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title PaymentMath
/// @notice What a task costs and who gets which part of it. Amounts are base units of the task's token.
library PaymentMath {
    uint256 internal constant BPS = 10_000;

    /// @notice min(usage × rate, budget). Never overflows: 64 + 120 bits.
    function cost(uint64 usage, uint120 rate, uint256 budget) internal pure returns (uint256) {
        uint256 metered = uint256(usage) * rate;
        return metered < budget ? metered : budget;
    }

    /// @notice fee = floor(cost × feeBps / 10 000); the provider gets the rest of the cost, the buyer the rest of the budget.
    /// @dev The caller checks cost ≤ budget and feeBps ≤ 10 000; the three parts then sum to `budget`.
    function split(uint256 budget, uint256 cost_, uint16 feeBps)
        internal
        pure
        returns (uint256 fee, uint256 providerAmount, uint256 refund)
    {
        fee = (cost_ * feeBps) / BPS;
        providerAmount = cost_ - fee;
        refund = budget - cost_;
    }
}
