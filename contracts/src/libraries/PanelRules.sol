// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Ruling } from "../types/DataTypes.sol";

/// @title PanelRules
/// @notice The draw of a panel, and the ruling of three votes.
library PanelRules {
    uint256 internal constant SEATS = 3;

    /// @notice Distinct positions below `count` in the order of a random permutation: every ordered choice is equally
    /// likely (up to the 2^-248 that a remainder of 256 random bits gives away).
    /// @dev Drawing without replacement: the n-th number picks among the positions not yet taken. `taken` is kept in
    /// order, so that stepping over them is one pass. The work depends on `wanted` only.
    function positions(bytes32 seed, uint256 count, uint256 wanted) internal pure returns (uint256[] memory picked) {
        picked = new uint256[](wanted);
        uint256[] memory taken = new uint256[](wanted);
        for (uint256 n; n < wanted; ++n) {
            uint256 position = uint256(keccak256(abi.encode(seed, n))) % (count - n);
            uint256 place;
            for (; place < n && taken[place] <= position; ++place) {
                ++position;
            }
            for (uint256 i = n; i > place; --i) {
                taken[i] = taken[i - 1];
            }
            taken[place] = position;
            picked[n] = position;
        }
    }

    /// @notice Whether two votes are for the same side. For the money, MISUSE is for the buyer.
    function sameSide(Ruling vote, Ruling ruling) internal pure returns (bool) {
        if (ruling == Ruling.PROVIDER) return vote == Ruling.PROVIDER;
        if (ruling == Ruling.BUYER || ruling == Ruling.MISUSE) return vote == Ruling.BUYER || vote == Ruling.MISUSE;
        return false;
    }

    /// @notice Whether a vote earns its share of the fee: for the side that won or, without a majority, for any side.
    function earns(Ruling vote, Ruling ruling) internal pure returns (bool) {
        return ruling == Ruling.TIMED_OUT ? vote != Ruling.NONE : sameSide(vote, ruling);
    }

    /// @notice The ruling of three votes; NONE is a vote that wasn't cast.
    function decide(Ruling[3] memory votes) internal pure returns (Ruling) {
        uint256 forProvider;
        uint256 forBuyer;
        uint256 misuse;
        for (uint256 i; i < SEATS; ++i) {
            if (sameSide(votes[i], Ruling.PROVIDER)) ++forProvider;
            if (sameSide(votes[i], Ruling.BUYER)) ++forBuyer;
            if (votes[i] == Ruling.MISUSE) ++misuse;
        }
        if (forProvider >= 2) return Ruling.PROVIDER;
        if (misuse >= 2) return Ruling.MISUSE;
        return forBuyer >= 2 ? Ruling.BUYER : Ruling.TIMED_OUT;
    }
}
