// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Assignment, Submission, TaskState, TaskWord } from "../types/DataTypes.sol";

/// @title TaskWords
/// @notice A task's storage word, in the layout that {TaskWord} documents (first member lowest): a task is read and
/// written with one storage access each.
library TaskWords {
    uint256 private constant HEAD_BITS = 56;

    /// @notice Terms that a task keeps from its funding on: platform fee and rebate in basis points of the cost, and
    /// the number of the token policies that were in force.
    function terms(uint16 feeBps, uint16 rebateBps, uint16 policy) internal pure returns (uint48) {
        return uint48(uint256(feeBps) | (uint256(rebateBps) << 16) | (uint256(policy) << 32));
    }

    /// @param terms_ See {terms}.
    function funded(uint8 attempt, uint48 terms_) internal view returns (uint256) {
        return _head(TaskState.FUNDED, attempt) | (uint256(terms_) << HEAD_BITS);
    }

    /// @notice ASSIGNED, SUBMITTED, DISPUTED: the state beside 200 bits that bind everything the next step needs.
    function committed(TaskState state, uint8 attempt, bytes32 digest) internal view returns (uint256) {
        return _head(state, attempt) | ((uint256(digest) >> HEAD_BITS) << HEAD_BITS);
    }

    /// @notice The word with another commitment: in the same state since the same time.
    function recommitted(uint256 word, bytes32 digest) internal pure returns (uint256) {
        return (word & ((1 << HEAD_BITS) - 1)) | ((uint256(digest) >> HEAD_BITS) << HEAD_BITS);
    }

    /// @notice A final state.
    function closed(TaskState state, uint8 attempt) internal view returns (uint256) {
        return _head(state, attempt);
    }

    function commits(uint256 word, bytes32 digest) internal pure returns (bool) {
        return word >> HEAD_BITS == uint256(digest) >> HEAD_BITS;
    }

    /// @notice keccak256(abi.encode(assignment)).
    /// @dev Over the bytes as they came: only those that the contract itself once encoded can match.
    function commitmentOf(Assignment calldata assignment) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let at := mload(0x40)
            calldatacopy(at, assignment, 448)
            result := keccak256(at, 448)
        }
    }

    /// @notice That of the assignment with a later deadline, a higher usage and a larger budget.
    function commitmentOf(Assignment calldata assignment, uint40 dueAt, uint64 maxUsage, uint96 budget)
        internal
        pure
        returns (bytes32 result)
    {
        assembly ("memory-safe") {
            let at := mload(0x40)
            calldatacopy(at, assignment, 448)
            mstore(add(at, 256), dueAt)
            mstore(add(at, 352), maxUsage)
            mstore(add(at, 416), budget)
            result := keccak256(at, 448)
        }
    }

    /// @notice keccak256(abi.encode(submission)).
    function commitmentOf(Submission calldata submission) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let at := mload(0x40)
            calldatacopy(at, submission, 320)
            result := keccak256(at, 320)
        }
    }

    /// @dev A struct of value types lies in memory as abi.encode lays it out.
    function commitment(Assignment memory assignment) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            result := keccak256(assignment, 448)
        }
    }

    function commitment(Submission memory submission) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            result := keccak256(submission, 320)
        }
    }

    function stateOf(uint256 word) internal pure returns (TaskState) {
        return TaskState(uint8(word));
    }

    function attemptOf(uint256 word) internal pure returns (uint8) {
        return uint8(word >> 8);
    }

    function termsOf(uint256 word) internal pure returns (uint48) {
        return uint48(word >> HEAD_BITS);
    }

    function feeBpsOf(uint48 terms_) internal pure returns (uint16) {
        return uint16(terms_);
    }

    function rebateBpsOf(uint48 terms_) internal pure returns (uint16) {
        return uint16(terms_ >> 16);
    }

    function policyOf(uint48 terms_) internal pure returns (uint16) {
        return uint16(terms_ >> 32);
    }

    function unpack(uint256 word) internal pure returns (TaskWord memory) {
        return TaskWord(stateOf(word), attemptOf(word), uint40(word >> 16), uint200(word >> HEAD_BITS));
    }

    function _head(TaskState state, uint8 attempt) private view returns (uint256) {
        return uint256(state) | (uint256(attempt) << 8) | (uint256(uint40(block.timestamp)) << 16);
    }
}
