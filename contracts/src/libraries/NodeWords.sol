// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { NodeRecord, NodeState, NodeWord, ResourceType, Tier, TrustLevel } from "../types/DataTypes.sol";

/// @title NodeWords
/// @notice Packs a NodeWord and a NodeRecord into one storage word each, in the layout Solidity gives the structs
/// (first member lowest), so that a node is read and written with one storage access per word.
library NodeWords {
    uint8 internal constant BANNED = 1;
    uint8 internal constant UNDER_REVIEW = 2;
    /// @dev Its provider was banned with another node.
    uint8 internal constant EXCLUDED = 4;
    uint8 internal constant OUT = BANNED | EXCLUDED;

    function pack(NodeWord memory word) internal pure returns (uint256) {
        return uint256(uint160(word.provider)) | (uint256(word.state) << 160) | (uint256(word.resourceType) << 168)
            | (uint256(word.tier) << 176) | (uint256(word.trustLevel) << 184) | (uint256(word.reputation) << 192)
            | (uint256(word.units) << 208) | (uint256(word.streak) << 224) | (uint256(word.flags) << 232)
            | (uint256(word.openDisputes) << 240);
    }

    function unpack(uint256 packed) internal pure returns (NodeWord memory word) {
        word.provider = address(uint160(packed));
        word.state = NodeState(uint8(packed >> 160));
        word.resourceType = ResourceType(uint8(packed >> 168));
        word.tier = Tier(uint8(packed >> 176));
        word.trustLevel = TrustLevel(uint8(packed >> 184));
        word.reputation = uint16(packed >> 192);
        word.units = uint16(packed >> 208);
        word.streak = uint8(packed >> 224);
        word.flags = uint8(packed >> 232);
        word.openDisputes = uint16(packed >> 240);
    }

    function providerOf(uint256 packed) internal pure returns (address) {
        return address(uint160(packed));
    }

    function stateOf(uint256 packed) internal pure returns (NodeState) {
        return NodeState(uint8(packed >> 160));
    }

    function resourceTypeOf(uint256 packed) internal pure returns (ResourceType) {
        return ResourceType(uint8(packed >> 168));
    }

    function trustLevelOf(uint256 packed) internal pure returns (TrustLevel) {
        return TrustLevel(uint8(packed >> 184));
    }

    function unitsOf(uint256 packed) internal pure returns (uint16) {
        return uint16(packed >> 208);
    }

    function openDisputesOf(uint256 packed) internal pure returns (uint16) {
        return uint16(packed >> 240);
    }

    function packRecord(NodeRecord memory record) internal pure returns (uint256) {
        return uint256(record.powPasses) | (uint256(record.powFailures) << 32) | (uint256(record.tasksCompleted) << 64)
            | (uint256(record.tasksFailed) << 96) | (uint256(record.hashesPerSecond) << 128)
            | (uint256(record.recentAttempts) << 192);
    }

    function unpackRecord(uint256 packed) internal pure returns (NodeRecord memory record) {
        record.powPasses = uint32(packed);
        record.powFailures = uint32(packed >> 32);
        record.tasksCompleted = uint32(packed >> 64);
        record.tasksFailed = uint32(packed >> 96);
        record.hashesPerSecond = uint64(packed >> 128);
        record.recentAttempts = uint64(packed >> 192);
    }
}
