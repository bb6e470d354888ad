// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AiigoToken } from "../../src/AiigoToken.sol";
import "../../src/types/DataTypes.sol";

/// @notice The messages that wallets sign, written out from EIP-712 a second time and independently of the contracts'
///   library: field by field, with the domain built here.
library Wording {
    function domain(address market) internal view returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("AIIGO Marketplace"),
                keccak256("1"),
                block.chainid,
                market
            )
        );
    }

    function digest(address market, bytes32 structHash) internal view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", domain(market), structHash));
    }

    function hash(TaskRequest memory r) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            "TaskRequest(bytes32 jobId,address buyer,address token,uint128 budget,uint120 maxRate,uint64 maxUsage,uint8 resourceType,uint16 units,uint32 workSeconds,uint32 windowSeconds,uint40 fundBy,uint40 assignBy,uint16 maxFeeBps,address matcher,bytes32 specHash)"
        );
        bytes memory head = abi.encode(typeHash, r.jobId, r.buyer, r.token, uint256(r.budget), uint256(r.maxRate));
        bytes memory middle = abi.encode(
            uint256(r.maxUsage),
            uint256(r.resourceType),
            uint256(r.units),
            uint256(r.workSeconds),
            uint256(r.windowSeconds)
        );
        bytes memory tail =
            abi.encode(uint256(r.fundBy), uint256(r.assignBy), uint256(r.maxFeeBps), r.matcher, r.specHash);
        return keccak256(bytes.concat(head, middle, tail));
    }

    function hash(TaskRequest[][][] memory requests) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            "TaskGroup(TaskRequest[][][] requests)TaskRequest(bytes32 jobId,address buyer,address token,uint128 budget,uint120 maxRate,uint64 maxUsage,uint8 resourceType,uint16 units,uint32 workSeconds,uint32 windowSeconds,uint40 fundBy,uint40 assignBy,uint16 maxFeeBps,address matcher,bytes32 specHash)"
        );
        bytes32[] memory outer = new bytes32[](requests.length);
        for (uint256 i; i < requests.length; ++i) {
            outer[i] = hashOfLists(requests[i]);
        }
        return keccak256(abi.encode(typeHash, keccak256(abi.encodePacked(outer))));
    }

    function hashOfLists(TaskRequest[][] memory lists) internal pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](lists.length);
        for (uint256 i; i < lists.length; ++i) {
            hashes[i] = hashOfList(lists[i]);
        }
        return keccak256(abi.encodePacked(hashes));
    }

    function hashOfList(TaskRequest[] memory list) internal pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](list.length);
        for (uint256 i; i < list.length; ++i) {
            hashes[i] = hash(list[i]);
        }
        return keccak256(abi.encodePacked(hashes));
    }

    /// @notice A group's signature as one of its requests brings it along: with its neighbours' hashes.
    function memberSignature(bytes memory own, TaskRequest[][][] memory requests, uint256 i, uint256 j, uint256 k)
        internal
        pure
        returns (bytes memory)
    {
        bytes memory proof;
        for (uint256 at; at < requests[i][j].length; ++at) {
            if (at != k) proof = bytes.concat(proof, hash(requests[i][j][at]));
        }
        for (uint256 at; at < requests[i].length; ++at) {
            if (at != j) proof = bytes.concat(proof, hashOfList(requests[i][at]));
        }
        for (uint256 at; at < requests.length; ++at) {
            if (at != i) proof = bytes.concat(proof, hashOfLists(requests[at]));
        }
        return bytes.concat(
            own, proof, _counts(k, requests[i][j].length), _counts(j, requests[i].length), _counts(i, requests.length)
        );
    }

    function _counts(uint256 at, uint256 length) private pure returns (bytes memory) {
        return abi.encodePacked(uint8(at), uint8(length - 1 - at));
    }

    function hash(Acceptance memory a) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("Acceptance(bytes32 taskId,uint8 attempt,bytes8 nodeId,uint120 rate,uint40 expiry)"),
                a.taskId,
                uint256(a.attempt),
                bytes32(a.nodeId),
                uint256(a.rate),
                uint256(a.expiry)
            )
        );
    }

    function hash(Result memory r) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("Result(bytes32 taskId,uint8 attempt,bytes8 nodeId,uint64 usage,bytes32 resultHash)"),
                r.taskId,
                uint256(r.attempt),
                bytes32(r.nodeId),
                uint256(r.usage),
                r.resultHash
            )
        );
    }

    function hash(Approval memory a) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("Approval(bytes32 taskId,uint8 attempt,bytes8 nodeId,bytes32 resultHash,uint96 cost)"),
                a.taskId,
                uint256(a.attempt),
                bytes32(a.nodeId),
                a.resultHash,
                uint256(a.cost)
            )
        );
    }

    /// @notice The contract's commitment while a task is assigned: the fields as abi.encode lays them out.
    function hash(Assignment memory a) internal pure returns (bytes32) {
        bytes memory parties = abi.encode(a.buyer, a.provider, a.token, a.nodeId, uint256(a.attempt));
        bytes memory terms = abi.encode(uint256(a.terms), uint256(a.unitsPerSecond));
        bytes memory times =
            abi.encode(uint256(a.assignedAt), uint256(a.dueAt), uint256(a.assignBy), uint256(a.windowSeconds));
        bytes memory amounts = abi.encode(uint256(a.maxUsage), uint256(a.rate), uint256(a.budget));
        return keccak256(bytes.concat(parties, terms, times, amounts));
    }

    /// @notice The contract's commitment once a result is on chain.
    function hash(Submission memory s) internal pure returns (bytes32) {
        bytes memory parties = abi.encode(s.buyer, s.provider, s.token, s.nodeId, uint256(s.attempt));
        bytes memory terms = abi.encode(uint256(s.terms), uint256(s.settleAfter));
        bytes memory amounts = abi.encode(uint256(s.budget), uint256(s.cost), s.resultHash);
        return keccak256(bytes.concat(parties, terms, amounts));
    }

    /// @notice A task's storage word after a change now: state, attempt, time, and the upper 200 bits of `rest`.
    function word(TaskState state, uint8 attempt, bytes32 rest) internal view returns (uint256) {
        return uint256(uint200(bytes25(rest))) * 2 ** 56 + block.timestamp * 2 ** 16 + uint256(attempt) * 2 ** 8
            + uint256(state);
    }

    /// @notice The message that the owner of an EIP-2612 token signs.
    function permit(AiigoToken token, address owner, address spender, uint256 value, uint256 nonce, uint256 deadline)
        internal
        view
        returns (bytes32)
    {
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 structHash = keccak256(abi.encode(typeHash, owner, spender, value, nonce, deadline));
        return keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
    }
}
