// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { PaymentMath } from "../src/libraries/PaymentMath.sol";

// Theorems that solc's SMTChecker proves about the real library, for every input that the contracts allow. Each
// assertion is a theorem; the checker also proves that no operation on the way overflows, underflows or divides by
// zero. `require` states what the callers check: TaskRules (the budget fits 96 bits), TaskMarketplace (fee and rebate),
// Escrow (cost ≤ budget). One contract each, so that the solver has nothing else to consider.

/// @notice The metered price never exceeds the deposit. It is the deposit or the nearest to usage × rate / 1 000 000.
contract CostProof {
    function costIsBounded(uint64 usage, uint96 rate, uint96 budget) external pure {
        uint256 cost = PaymentMath.cost(usage, rate, budget);
        assert(cost <= budget);
        uint256 exact = uint256(usage) * rate;
        assert(cost * 1_000_000 <= exact + 500_000);
        assert(cost == budget || cost * 1_000_000 + 500_000 > exact);
    }
}

/// @notice Every base unit of the deposit reaches exactly one of the three, with and without a rebate.
contract PartsProof {
    function partsSumToBudget(uint96 budget, uint96 cost, uint16 feeBps, uint16 rebateBps) external pure {
        require(cost <= budget && rebateBps <= feeBps && feeBps <= 10_000);
        (uint256 treasuryAmount, uint256 providerAmount, uint256 buyerAmount) =
            PaymentMath.split(budget, cost, feeBps, rebateBps);
        assert(treasuryAmount + providerAmount + buyerAmount == budget);
        assert(treasuryAmount <= cost);
        assert(providerAmount <= cost);
        assert(buyerAmount <= budget);
    }
}

/// @notice Without a rebate the platform takes its share, to the nearest base unit, the provider the rest of the cost,
/// the buyer
///   the remainder.
contract FeeProof {
    function feeIsItsShare(uint96 budget, uint96 cost, uint16 feeBps) external pure {
        require(cost <= budget && feeBps <= 10_000);
        (uint256 treasuryAmount, uint256 providerAmount, uint256 buyerAmount) = PaymentMath.split(budget, cost, feeBps, 0);
        assert(treasuryAmount * 10_000 <= uint256(cost) * feeBps + 5000);
        assert(treasuryAmount * 10_000 + 5000 > uint256(cost) * feeBps);
        assert(treasuryAmount + providerAmount == cost);
        assert(buyerAmount == budget - cost);
    }
}

/// @notice A rebate moves money from the treasury to the buyer, never more than its share, and nothing from the
///   provider.
contract RebateProof {
    function rebateIsTheTreasurys(uint96 budget, uint96 cost, uint16 feeBps, uint16 rebateBps) external pure {
        require(cost <= budget && rebateBps <= feeBps && feeBps <= 10_000);
        (uint256 treasuryAmount, uint256 providerAmount, uint256 buyerAmount) =
            PaymentMath.split(budget, cost, feeBps, rebateBps);
        assert(providerAmount == cost - (uint256(cost) * feeBps + 5000) / 10_000);
        assert(buyerAmount >= budget - cost);
        assert((buyerAmount - (budget - cost)) * 10_000 <= uint256(cost) * rebateBps + 5000);
        assert(treasuryAmount + providerAmount <= cost);
    }
}
