// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AccessControl } from "@openzeppelin/contracts/access/AccessControl.sol";
import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import { IEscrow } from "./interfaces/IEscrow.sol";
import { INodeRegistry } from "./interfaces/INodeRegistry.sol";
import { IPartnerBonds } from "./interfaces/IPartnerBonds.sol";
import { Errors } from "./libraries/Errors.sol";
import { PenaltyReason } from "./types/DataTypes.sol";

/// @title PartnerBonds
/// @notice See {IPartnerBonds}. The admin sets the minimum; only the registry slashes, by its rule book; no role
/// reaches a bond. AIIGO has no transfer hooks, so no call from here reaches foreign code.
contract PartnerBonds is IPartnerBonds, AccessControl {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;

    /// @notice Reports broken commitments. Has no path to money.
    bytes32 public constant OPERATOR_ROLE = keccak256("OPERATOR_ROLE");
    /// @notice Time that a node that broke its commitment is no partner.
    uint40 public constant SUSPENSION = 30 days;
    /// @notice 90 %: less is no commitment.
    uint16 public constant MIN_SLA_BPS = 9000;
    uint16 public constant MAX_SLA_BPS = 10_000;
    uint256 public constant LOWEST_MINIMUM = 1e18;
    uint256 public constant HIGHEST_MINIMUM = 10_000_000e18;
    uint16 private constant BPS = 10_000;

    IERC20 public immutable token;
    INodeRegistry public immutable registry;
    IEscrow public immutable escrow;
    /// @inheritdoc IPartnerBonds
    uint40 public immutable unbondingSeconds;

    /// @inheritdoc IPartnerBonds
    uint256 public minimumBond;
    /// @inheritdoc IPartnerBonds
    uint256 public totalBonded;
    /// @dev One storage word per node. The whole supply fits 90 bits.
    mapping(bytes8 nodeId => Bond) private _bonds;
    /// @inheritdoc IPartnerBonds
    mapping(bytes8 nodeId => uint40) public suspendedUntil;

    /// @param registry_ Knows who owns a node; the only caller that slashes.
    /// @param escrow_ Knows the treasury, where slashed bonds go.
    /// @param minimumBond_ In base units.
    /// @param unbondingSeconds_ Must outlast the longest task, its challenge window and a dispute.
    constructor(
        IERC20 token_,
        address admin,
        address operator,
        INodeRegistry registry_,
        IEscrow escrow_,
        uint256 minimumBond_,
        uint40 unbondingSeconds_
    ) {
        if (
            address(token_) == address(0) || admin == address(0) || operator == address(0)
                || address(registry_) == address(0) || address(escrow_) == address(0)
        ) revert Errors.PartnerBonds_ZeroAddress();
        token = token_;
        registry = registry_;
        escrow = escrow_;
        unbondingSeconds = unbondingSeconds_;
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(OPERATOR_ROLE, operator);
        _setMinimumBond(minimumBond_);
    }

    /// @inheritdoc IPartnerBonds
    function commit(bytes8 nodeId, uint16 slaBps, uint256 amount) external {
        _checkProvider(nodeId);
        Bond memory bond = _bonds[nodeId];
        if (bond.slaBps != 0) revert Errors.PartnerBonds_AlreadyCommitted(nodeId, bond.amount, bond.availableAt);
        if (slaBps < MIN_SLA_BPS || slaBps > MAX_SLA_BPS) {
            revert Errors.PartnerBonds_SlaOutOfBounds(slaBps, MIN_SLA_BPS, MAX_SLA_BPS);
        }
        if (amount < minimumBond) revert Errors.PartnerBonds_BondBelowMinimum(amount, minimumBond);

        _bonds[nodeId] = Bond(amount.toUint96(), slaBps, 0);
        totalBonded += amount;
        emit Committed(nodeId, msg.sender, slaBps, amount);
        token.safeTransferFrom(msg.sender, address(this), amount);
        registry.onPartnerChanged(nodeId);
    }

    /// @inheritdoc IPartnerBonds
    function topUp(bytes8 nodeId, uint256 amount) external {
        if (amount == 0) revert Errors.PartnerBonds_ZeroAmount(nodeId);
        Bond memory bond = _activeBond(nodeId);

        bond.amount = (bond.amount + amount).toUint96();
        _bonds[nodeId] = bond;
        totalBonded += amount;
        emit BondToppedUp(nodeId, msg.sender, amount, bond.amount);
        token.safeTransferFrom(msg.sender, address(this), amount);
        registry.onPartnerChanged(nodeId);
    }

    /// @inheritdoc IPartnerBonds
    function requestRelease(bytes8 nodeId) external {
        _checkProvider(nodeId);
        Bond memory bond = _activeBond(nodeId);

        bond.availableAt = uint40(block.timestamp) + unbondingSeconds;
        _bonds[nodeId] = bond;
        emit ReleaseRequested(nodeId, msg.sender, bond.amount, bond.availableAt);
        registry.onPartnerChanged(nodeId);
    }

    /// @inheritdoc IPartnerBonds
    function withdraw(bytes8 nodeId, address to) external returns (uint256 amount) {
        _checkProvider(nodeId);
        if (to == address(0)) revert Errors.PartnerBonds_ZeroAddress();
        Bond memory bond = _bonds[nodeId];
        if (bond.availableAt == 0) revert Errors.PartnerBonds_NotReleasing(nodeId);
        if (block.timestamp < bond.availableAt) revert Errors.PartnerBonds_StillBonded(nodeId, bond.availableAt);
        uint16 openDisputes = registry.openDisputesOf(nodeId);
        if (openDisputes > 0) revert Errors.PartnerBonds_DisputeOpen(nodeId, openDisputes);

        amount = bond.amount;
        totalBonded -= amount;
        delete _bonds[nodeId];
        emit BondWithdrawn(nodeId, msg.sender, to, amount);
        token.safeTransfer(to, amount);
    }

    /// @inheritdoc IPartnerBonds
    function slash(bytes8 nodeId, uint16 bps, PenaltyReason reason, bytes32 refId) external returns (uint256 amount) {
        if (msg.sender != address(registry)) revert Errors.PartnerBonds_NotRegistry(msg.sender);
        if (bps > BPS) revert Errors.PartnerBonds_BpsAboveMaximum(bps, BPS);
        Bond memory bond = _bonds[nodeId];
        amount = (uint256(bond.amount) * bps) / BPS;
        if (amount == 0) return 0;

        bond.amount -= uint96(amount);
        totalBonded -= amount;
        if (bond.amount == 0) delete _bonds[nodeId];
        else _bonds[nodeId] = bond;
        emit BondSlashed(nodeId, registry.providerOf(nodeId), amount, bond.amount, reason, refId);
        token.safeTransfer(escrow.treasury(), amount);
    }

    /// @inheritdoc IPartnerBonds
    function reportBreach(bytes8 nodeId, uint16 uptimeBps) external onlyRole(OPERATOR_ROLE) {
        Bond memory bond = _activeBond(nodeId);
        if (uptimeBps >= bond.slaBps) revert Errors.PartnerBonds_NoBreach(nodeId, uptimeBps, bond.slaBps);

        uint40 until = uint40(block.timestamp) + SUSPENSION;
        suspendedUntil[nodeId] = until;
        emit CommitmentBroken(nodeId, uptimeBps, bond.slaBps, until);
        registry.onPartnerChanged(nodeId);
    }

    /// @inheritdoc IPartnerBonds
    function refresh(bytes8 nodeId) external {
        registry.onPartnerChanged(nodeId);
    }

    /// @inheritdoc IPartnerBonds
    function setMinimumBond(uint256 minimum) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _setMinimumBond(minimum);
    }

    /// @inheritdoc IPartnerBonds
    function isPartner(bytes8 nodeId) external view returns (bool) {
        Bond memory bond = _bonds[nodeId];
        return bond.availableAt == 0 && bond.amount >= minimumBond && block.timestamp >= suspendedUntil[nodeId];
    }

    /// @inheritdoc IPartnerBonds
    function bondOf(bytes8 nodeId) external view returns (Bond memory) {
        return _bonds[nodeId];
    }

    function _setMinimumBond(uint256 minimum) private {
        if (minimum < LOWEST_MINIMUM || minimum > HIGHEST_MINIMUM) {
            revert Errors.PartnerBonds_MinimumOutOfBounds(minimum, LOWEST_MINIMUM, HIGHEST_MINIMUM);
        }
        minimumBond = minimum;
        emit MinimumBondChanged(minimum);
    }

    function _activeBond(bytes8 nodeId) private view returns (Bond memory bond) {
        bond = _bonds[nodeId];
        if (bond.slaBps == 0) revert Errors.PartnerBonds_NoBond(nodeId);
        if (bond.availableAt != 0) revert Errors.PartnerBonds_Releasing(nodeId, bond.availableAt);
    }

    function _checkProvider(bytes8 nodeId) private view {
        if (msg.sender != registry.providerOf(nodeId)) revert Errors.PartnerBonds_NotProvider(nodeId, msg.sender);
    }
}
