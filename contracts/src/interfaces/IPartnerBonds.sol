// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { PenaltyReason } from "../types/DataTypes.sol";

/// @title IPartnerBonds
interface IPartnerBonds {
    /// @notice Whether the node has an SLA commitment and an insurance bond in force.
    function isPartner(bytes8 nodeId) external view returns (bool);
    /// @notice Registry: slashes `bps` of the node's bond, if it has one.
    function slash(bytes8 nodeId, uint16 bps, PenaltyReason reason, bytes32 refId) external returns (uint256 amount);
}
