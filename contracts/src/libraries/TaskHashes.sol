// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { TaskRequest } from "../types/DataTypes.sol";

/// @title TaskHashes
/// @notice EIP-712 struct hashes of what the parties sign. All members are static, so ABI encoding a struct after its
/// type hash is exactly EIP-712's encodeData.
library TaskHashes {
    bytes32 internal constant TASK_REQUEST_TYPEHASH = keccak256(
        "TaskRequest(bytes32 jobId,address buyer,address token,uint128 budget,uint120 maxRate,uint64 maxUsage,uint8 resourceType,uint16 units,uint32 workSeconds,uint32 windowSeconds,uint40 fundBy,uint40 assignBy,uint16 maxFeeBps,address matcher,bytes32 specHash)"
    );
    bytes32 internal constant ACCEPTANCE_TYPEHASH =
        keccak256("Acceptance(bytes32 taskId,uint8 attempt,bytes8 nodeId,uint120 rate,uint40 expiry)");
    bytes32 internal constant RESULT_TYPEHASH =
        keccak256("Result(bytes32 taskId,uint8 attempt,bytes8 nodeId,uint64 usage,bytes32 resultHash)");
    bytes32 internal constant APPROVAL_TYPEHASH =
        keccak256("Approval(bytes32 taskId,uint8 attempt,bytes8 nodeId,bytes32 resultHash,uint96 cost)");

    /// @dev Over the bytes as they came, 15 words. A value with dirty bits gives another hash, and is refused where it
    /// is read.
    function hash(TaskRequest calldata request) internal pure returns (bytes32 digest) {
        bytes32 typeHash = TASK_REQUEST_TYPEHASH;
        assembly ("memory-safe") {
            let at := mload(0x40)
            mstore(at, typeHash)
            calldatacopy(add(at, 0x20), request, 480)
            digest := keccak256(at, 512)
        }
    }

    function acceptance(bytes32 taskId, uint8 attempt, bytes8 nodeId, uint120 rate, uint40 expiry)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(ACCEPTANCE_TYPEHASH, taskId, attempt, nodeId, rate, expiry));
    }

    function result(bytes32 taskId, uint8 attempt, bytes8 nodeId, uint64 usage, bytes32 resultHash)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(RESULT_TYPEHASH, taskId, attempt, nodeId, usage, resultHash));
    }

    function approval(bytes32 taskId, uint8 attempt, bytes8 nodeId, bytes32 resultHash, uint96 cost)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(APPROVAL_TYPEHASH, taskId, attempt, nodeId, resultHash, cost));
    }
}
