// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Submission, TaskState, TaskWord } from "../types/DataTypes.sol";

/// @title TaskWords
/// @notice A task's storage word, in the layout that {TaskWord} documents (first member lowest): a task is read and written with
/// one storage access each.
library TaskWords {
    function open(TaskState state, uint8 attempt, uint16 feeBps, uint16 rebateBps, bytes8 nodeId, uint96 rate)
        internal
        view
        returns (uint256)
    {
        return _head(state, attempt) | (uint256(feeBps) << 56) | (uint256(rebateBps) << 72)
            | (uint256(uint64(nodeId)) << 88) | (uint256(rate) << 152);
    }

    /// @notice SUBMITTED and DISPUTED: the state beside 200 bits that bind everything settlement will use.
    function committed(TaskState state, uint8 attempt, bytes32 commitment_) internal view returns (uint256) {
        return _head(state, attempt) | ((uint256(commitment_) >> 56) << 56);
    }

    /// @notice A final state.
    function closed(TaskState state, uint8 attempt) internal view returns (uint256) {
        return _head(state, attempt);
    }

    function commitmentOf(Submission calldata submission) internal pure returns (bytes32) {
        return keccak256(abi.encode(submission));
    }

    function commits(uint256 word, bytes32 commitment_) internal pure returns (bool) {
        return word >> 56 == uint256(commitment_) >> 56;
    }

    function stateOf(uint256 word) internal pure returns (TaskState) {
        return TaskState(uint8(word));
    }

    function attemptOf(uint256 word) internal pure returns (uint8) {
        return uint8(word >> 8);
    }

    function sinceOf(uint256 word) internal pure returns (uint40) {
        return uint40(word >> 16);
    }

    function feeBpsOf(uint256 word) internal pure returns (uint16) {
        return uint16(word >> 56);
    }

    function rebateBpsOf(uint256 word) internal pure returns (uint16) {
        return uint16(word >> 72);
    }

    function nodeIdOf(uint256 word) internal pure returns (bytes8) {
        return bytes8(uint64(word >> 88));
    }

    function rateOf(uint256 word) internal pure returns (uint96) {
        return uint96(word >> 152);
    }

    function unpack(uint256 word) internal pure returns (TaskWord memory unpacked) {
        unpacked.state = stateOf(word);
        unpacked.attempt = attemptOf(word);
        unpacked.since = sinceOf(word);
        if (unpacked.state != TaskState.FUNDED && unpacked.state != TaskState.ASSIGNED) return unpacked;
        unpacked.feeBps = feeBpsOf(word);
        unpacked.rebateBps = rebateBpsOf(word);
        unpacked.nodeId = nodeIdOf(word);
        unpacked.rate = rateOf(word);
    }

    function _head(TaskState state, uint8 attempt) private view returns (uint256) {
        return uint256(state) | (uint256(attempt) << 8) | (uint256(uint40(block.timestamp)) << 16);
    }
}
