// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice The cheat codes that rewrite the chain's history: what a reorganisation does.
interface History {
    function snapshotState() external returns (uint256 id);
    function revertToState(uint256 id) external returns (bool done);
}
