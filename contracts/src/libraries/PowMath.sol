// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title PowMath
/// @notice The power that a solved challenge shows.
library PowMath {
    /// @notice At most 2^48 expected hashes per nonce, for every node.
    uint256 internal constant MIN_TARGET = 1 << 208;
    /// @notice A challenge may take half of its time at the power that the node showed last; of a node that showed none
    /// yet, this one is expected (hashes a second), and no node counts as slower than the least.
    uint256 internal constant FIRST_POWER = 50_000;
    uint256 internal constant LEAST_POWER = 1000;
    /// @notice The time to find n nonces varies by one part in √n: with 64 the estimate is within 25 % of the truth in
    /// 95 of 100 challenges, as the simulation (`npm run simulate-pow`) shows.
    uint8 internal constant MIN_NONCES = 64;
    uint8 internal constant MAX_NONCES = 128;

    /// @notice Expected hashes of all nonces. 2^256 is no uint256; one less is exact enough.
    function expectedHashes(uint8 nonceCount, uint256 target) internal pure returns (uint256) {
        return Math.mulDiv(nonceCount, type(uint256).max, target);
    }

    /// @notice Most hashes that a challenge of `duration` seconds may expect from a node that showed `power` last.
    function solvable(uint64 power, uint32 duration) internal pure returns (uint256) {
        return ((power == 0 ? FIRST_POWER : Math.max(power, LEAST_POWER)) * duration) / 2;
    }

    /// @notice (nonceCount − 1) × 2^256 / target hashes over `elapsed` seconds (at least one). It is n − 1 and not n
    /// because the mean of 1/time over n nonces is 1/(n − 1): the estimate is right on average.
    /// @dev At most 127 × 2^48 for the targets and counts that are issued. 2^256 is no uint256; one less is exact
    /// enough.
    function hashesPerSecond(uint8 nonceCount, uint256 target, uint256 elapsed) internal pure returns (uint64) {
        uint256 hashes = Math.mulDiv(nonceCount - 1, type(uint256).max, target);
        return uint64(hashes / (elapsed == 0 ? 1 : elapsed));
    }
}
