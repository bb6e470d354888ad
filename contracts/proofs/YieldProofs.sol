// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { YieldMath } from "../src/libraries/YieldMath.sol";

// Bounds of the weight, the losses and the yield of stakers' locks. See PaymentProofs.sol.

/// @notice An early exit burns 5 %, rounded down, and leaves the rest.
contract BurnProof {
    function burnIsFivePercent(uint96 amount) external pure {
        uint256 burnt = YieldMath.earlyBurn(amount);
        assert(burnt <= amount);
        assert(burnt * 20 <= amount);
        assert((burnt + 1) * 20 > amount);
    }
}

/// @notice A lock weighs its amount without a term, twice its amount with the longest, and never less or more.
contract SharesOfALockProof {
    function sharesAreOneToTwo(uint96 amount, uint40 term) external pure {
        require(term <= 365 days);
        uint256 shares = YieldMath.shares(amount, term);
        assert(shares >= amount);
        assert(shares <= 2 * uint256(amount));
        assert(term != 0 || shares == amount);
        assert(term != 365 days || shares == 2 * uint256(amount));
    }
}

/// @notice A stream promises what was paid in, to the last unit, and loses less than a unit a second to rounding.
contract StreamProof {
    function streamIsItsBudget(uint96 budget, uint32 duration) external pure {
        require(duration > 0);
        (uint256 rate, uint256 rest) = YieldMath.stream(budget, duration);
        assert(rate * duration + rest == budget);
        assert(rest < duration);
    }
}

/// @notice The earnings of all shares together are not more than the amount, and less by one unit of the 27th
///   decimal a share at most.
contract PerShareProof {
    function yieldIsCovered(uint96 amount, uint96 total) external pure {
        require(total > 0);
        uint256 grown = YieldMath.perShare(amount, total);
        assert(grown * total <= uint256(amount) * 1e27);
        assert((grown + 1) * total > uint256(amount) * 1e27);
    }
}

/// @notice Two stakers who hold all shares together earn no more than the amount, for any amount and any division.
contract EarnedProof {
    function holdersEarnNoMore(uint96 amount, uint96 total, uint96 held) external pure {
        require(total > 0 && held <= total);
        uint256 grown = YieldMath.perShare(amount, total);
        assert(YieldMath.earned(held, grown) + YieldMath.earned(total - held, grown) <= amount);
    }
}
