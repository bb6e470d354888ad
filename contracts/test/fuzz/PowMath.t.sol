// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { PowMath } from "../../src/libraries/PowMath.sol";
import { TestBase } from "../support/TestBase.sol";

contract PowMathTest is TestBase {
    /// @dev For every challenge that can be issued the estimate fits its 64 bits, and is the quotient to within one
    ///   hash per second.
    function testFuzz_HashesPerSecond_IsTheQuotient(uint8 nonceCount, uint256 target, uint40 elapsed) external pure {
        nonceCount = uint8(bound(nonceCount, PowMath.MIN_NONCES, PowMath.MAX_NONCES));
        target = bound(target, PowMath.MIN_TARGET, type(uint256).max);
        uint256 found = PowMath.hashesPerSecond(nonceCount, target, elapsed);
        // In units of 2^-180 hashes: 127 x 2^48 x 2^180 fits, and the target's lower 76 bits weigh less than the
        // tolerance.
        uint256 hashes = (uint256(nonceCount - 1) << 180) / (target >> 76);
        uint256 expected = hashes / (elapsed == 0 ? 1 : elapsed);
        check(found + 1 >= expected, "not below");
        check(found <= expected + 1, "not above");
        check(found < 1 << 55, "bounded");
    }

    /// @dev Harder challenges and faster answers never show less power.
    function testFuzz_HashesPerSecond_IsMonotonic(uint256 target, uint256 other, uint40 elapsed, uint40 later)
        external
        pure
    {
        target = bound(target, PowMath.MIN_TARGET, type(uint256).max);
        other = bound(other, target, type(uint256).max);
        later = uint40(bound(later, elapsed, type(uint40).max));
        uint64 power = PowMath.hashesPerSecond(64, target, elapsed);
        check(PowMath.hashesPerSecond(64, other, elapsed) <= power, "easier");
        check(PowMath.hashesPerSecond(64, target, later) <= power, "later");
        check(PowMath.hashesPerSecond(65, target, elapsed) >= power, "more");
    }

    function test_HashesPerSecond_Examples() external pure {
        eq(PowMath.hashesPerSecond(64, 1 << 240, 1), 63 * 65_536 - 1, "2^16 each, rounded down");
        eq(PowMath.hashesPerSecond(128, 1 << 208, 0), 127 * (1 << 48) - 1, "the largest");
        eq(PowMath.hashesPerSecond(64, type(uint256).max, 64), 0, "less than one");
        eq(PowMath.hashesPerSecond(65, (type(uint256).max / 3) * 2, 1), 96, "fractions of a hash count");
    }
}
