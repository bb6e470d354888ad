// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { PaymentMath } from "../src/libraries/PaymentMath.sol";

/// @title PaymentProofs
/// @notice What solc's SMTChecker proves about the real library, for every input the contracts let through. Each assertion is a
/// theorem; the checker also proves that no operation on the way overflows, underflows or divides by zero.
/// @dev `require` states what the callers check: TaskRules (the budget fits 120 bits), TaskMarketplace (the fee), Escrow (cost ≤ budget).
contract PaymentProofs {
    /// @notice The metered price never exceeds the deposit, and it is the product or the deposit, nothing else.
    function costIsBounded(uint64 usage, uint120 rate, uint120 budget) external pure {
        uint256 cost = PaymentMath.cost(usage, rate, budget);
        assert(cost <= budget);
        assert(cost == budget || cost == uint256(usage) * rate);
        assert(cost <= uint256(usage) * rate);
    }

    /// @notice Every base unit of the deposit reaches exactly one of the three.
    function partsSumToBudget(uint120 budget, uint120 cost, uint16 feeBps) external pure {
        require(cost <= budget && feeBps <= 10_000);
        (uint256 fee, uint256 providerAmount, uint256 refund) = PaymentMath.split(budget, cost, feeBps);
        assert(fee + providerAmount + refund == budget);
        assert(fee + providerAmount == cost);
    }

    /// @notice The platform takes no more than its share and never more than the cost; no part exceeds the deposit.
    function feeIsBounded(uint120 budget, uint120 cost, uint16 feeBps) external pure {
        require(cost <= budget && feeBps <= 10_000);
        (uint256 fee, uint256 providerAmount, uint256 refund) = PaymentMath.split(budget, cost, feeBps);
        assert(fee <= cost);
        assert(fee * 10_000 <= uint256(cost) * feeBps);
        assert(providerAmount <= cost);
        assert(refund <= budget);
    }
}
