// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { PenaltyReason } from "../types/DataTypes.sol";

/// @title IPartnerBonds
/// @notice The condition for a trusted node to be a partner (level 4): its provider's commitment to a service level,
/// and an insurance bond in AIIGO beside its stake. Amounts are in AIIGO base units (18 decimals), the commitment is
/// uptime in basis points.
interface IPartnerBonds {
    struct Bond {
        uint96 amount;
        /// Uptime that the provider commits to; 0 without a bond.
        uint16 slaBps;
        /// When a releasing bond may be withdrawn, Unix seconds; 0 while it is active.
        uint40 availableAt;
    }

    /// @notice Emitted when a provider commits a node to an uptime (basis points) with a bond.
    event Committed(bytes8 indexed nodeId, address indexed provider, uint16 slaBps, uint256 amount);
    /// @notice Emitted when a bond grows.
    /// @param bonded After the top-up.
    event BondToppedUp(bytes8 indexed nodeId, address indexed payer, uint256 amount, uint256 bonded);
    /// @notice Emitted when a provider ends its commitment.
    /// @param availableAt Unix seconds from which the bond may leave.
    event ReleaseRequested(bytes8 indexed nodeId, address indexed provider, uint256 amount, uint40 availableAt);
    /// @notice Emitted when a released bond leaves.
    event BondWithdrawn(bytes8 indexed nodeId, address indexed provider, address to, uint256 amount);
    /// @notice Emitted when a ban takes part of a bond.
    /// @param bonded After the slash.
    event BondSlashed(
        bytes8 indexed nodeId,
        address indexed provider,
        uint256 amount,
        uint256 bonded,
        PenaltyReason reason,
        bytes32 refId
    );
    /// @notice Emitted when a node was up less than it committed to: it is no partner until then.
    /// @param uptimeBps As the platform measured it, `slaBps` as committed, both in basis points.
    event CommitmentBroken(bytes8 indexed nodeId, uint16 uptimeBps, uint16 slaBps, uint40 until);
    /// @notice Emitted when the smallest bond of a partner changes.
    event MinimumBondChanged(uint256 minimumBond);

    /// @notice Provider: commits the node to `slaBps` and pulls `amount` as its bond. Both stand until the bond is
    /// withdrawn.
    /// @dev Reverts if the caller is not the node's provider, the node has a bond, the commitment is outside
    /// `MIN_SLA_BPS` … `MAX_SLA_BPS`, or the amount is below the minimum.
    function commit(bytes8 nodeId, uint16 slaBps, uint256 amount) external;

    /// @notice Adds to a node's active bond, pulled from the caller: anyone may.
    /// @dev Reverts on a zero amount, without a bond, or while it is being released.
    function topUp(bytes8 nodeId, uint256 amount) external;

    /// @notice Provider: ends the commitment. The node stops being a partner at once; the bond may be withdrawn after
    /// `unbondingSeconds`, and can be slashed until it is.
    /// @dev Reverts if the caller is not the node's provider, the node has no bond, or it is being released already.
    function requestRelease(bytes8 nodeId) external;

    /// @notice Provider: sends a released bond to `to`, and forgets it.
    /// @dev Reverts if the caller is not the node's provider, the bond is not being released, its time has not come,
    /// `to` is zero, or a dispute of the node is not resolved.
    /// @return amount In base units.
    function withdraw(bytes8 nodeId, address to) external returns (uint256 amount);

    /// @notice Registry: takes `bps` of the bond, active or being released, to the treasury. A bond of which nothing is
    /// left is forgotten. The registry draws the consequences itself: it is not called back.
    /// @dev Reverts if the caller is not the registry, or `bps` is above 10 000.
    /// @return amount The amount taken, in base units; 0 without a bond.
    function slash(bytes8 nodeId, uint16 bps, PenaltyReason reason, bytes32 refId) external returns (uint256 amount);

    /// @notice Operator: a node was up less than it committed to. It is no partner for `SUSPENSION`; afterwards anyone
    /// may `refresh` it. The bond is untouched.
    /// @dev Reverts without an active bond, or if the uptime (basis points) keeps the commitment.
    function reportBreach(bytes8 nodeId, uint16 uptimeBps) external;

    /// @notice Tells the registry to look again, for instance after the minimum changed. Anyone may call.
    function refresh(bytes8 nodeId) external;

    /// @notice Admin: the smallest bond that makes a partner, of old and new bonds alike.
    /// @dev Reverts outside `LOWEST_MINIMUM` … `HIGHEST_MINIMUM`.
    function setMinimumBond(uint256 minimumBond) external;

    /// @notice Whether the node has a commitment that it keeps and an active bond of at least the minimum.
    function isPartner(bytes8 nodeId) external view returns (bool);
    /// @notice All zero without a bond.
    function bondOf(bytes8 nodeId) external view returns (Bond memory);
    /// @notice Unix seconds until which the node is no partner because it broke its commitment.
    function suspendedUntil(bytes8 nodeId) external view returns (uint40);
    /// @notice All bonds, active or being released.
    function totalBonded() external view returns (uint256);
    /// @notice Smallest bond of a partner, in base units.
    function minimumBond() external view returns (uint256);
    /// @notice From the request of a release until the bond may leave.
    function unbondingSeconds() external view returns (uint40);
}
