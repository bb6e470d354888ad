// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { TaskState, TaskWord } from "../types/DataTypes.sol";

/// @title TaskWords
/// @notice Packs a TaskWord into one storage word, in the layout Solidity gives the struct (first member lowest), so that
/// a task is read and written with one storage access each.
library TaskWords {
    function pack(TaskWord memory word) internal pure returns (uint256) {
        return uint256(word.state) | (uint256(word.attempt) << 8) | (uint256(word.feeBps) << 16) | (uint256(word.since) << 32)
            | (uint256(uint64(word.nodeId)) << 72) | (uint256(word.amount) << 136);
    }

    function unpack(uint256 packed) internal pure returns (TaskWord memory word) {
        word.state = TaskState(uint8(packed));
        word.attempt = uint8(packed >> 8);
        word.feeBps = uint16(packed >> 16);
        word.since = uint40(packed >> 32);
        word.nodeId = bytes8(uint64(packed >> 72));
        word.amount = uint120(packed >> 136);
    }
}
