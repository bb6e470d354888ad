// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Stands in for OpenZeppelin's Math while proving: what its `mulDiv` documents, where the product fits 256
///   bits. The checker shows that it does fit, so the stand-in says no more than the original does.
library Math {
    function mulDiv(uint256 x, uint256 y, uint256 denominator) internal pure returns (uint256) {
        return x * y / denominator;
    }
}
