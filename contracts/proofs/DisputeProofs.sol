// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { PaymentMath } from "../src/libraries/PaymentMath.sol";

// Bounds of the amounts that a dispute and a penalty take. See PaymentProofs.sol.

/// @notice The arbitrators' fee is 2 %, rounded down, and never above the cost it is taken from.
contract DisputeFeeProof {
    function feeIsTwoPercent(uint96 cost) external pure {
        uint256 fee = PaymentMath.disputeFee(cost);
        assert(fee <= cost);
        assert(fee * 50 <= cost);
        assert((fee + 1) * 50 > cost);
    }
}

/// @notice The opener's bond always pays the fee, is never below the lesser of floor and budget, never above the
///   budget, and no larger than it has to be.
contract BondProof {
    function bondCoversTheFee(uint96 cost, uint96 floor, uint96 budget) external pure {
        require(cost <= budget);
        uint256 bond = PaymentMath.disputeBond(cost, floor, budget);
        uint256 fee = PaymentMath.disputeFee(cost);
        assert(bond >= fee);
        assert(bond >= floor || bond >= budget);
        assert(bond <= budget);
        assert(bond == fee || bond == floor || bond == budget);
    }
}

/// @notice The two or three arbitrators of a majority share a fee without losing a unit; no arbitrator gets a whole
///   unit more for every other than the next.
contract SharesProof {
    function twoSharesSumToTheFee(uint96 fee) external pure {
        uint256 first = PaymentMath.share(fee, 2, 0);
        uint256 other = PaymentMath.share(fee, 2, 1);
        assert(first + other == fee);
        assert(first >= other && first - other < 2);
    }

    function threeSharesSumToTheFee(uint96 fee) external pure {
        uint256 first = PaymentMath.share(fee, 3, 0);
        uint256 other = PaymentMath.share(fee, 3, 1);
        assert(other == PaymentMath.share(fee, 3, 2));
        assert(first + 2 * other == fee);
        assert(first >= other && first - other < 3);
    }
}

/// @notice Any number of arbitrators, for the smallest amounts too: the first takes what doesn't divide.
contract SharesOfManyProof {
    function sharesSumToTheFee(uint96 fee, uint8 count) external pure {
        require(count > 0);
        uint256 first = PaymentMath.share(fee, count, 0);
        uint256 others = PaymentMath.share(fee, count, 1) * (uint256(count) - 1);
        assert(first + others == fee);
    }
}

/// @notice A penalty is its share of the stake, rounded down, and never more than there is.
contract SlashProof {
    function slashIsBounded(uint96 stake, uint16 bps) external pure {
        require(bps <= 10_000);
        uint256 amount = PaymentMath.slashed(stake, bps);
        assert(amount <= stake);
        assert(amount * 10_000 <= uint256(stake) * bps);
        assert((amount + 1) * 10_000 > uint256(stake) * bps);
    }
}
