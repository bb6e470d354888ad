// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IPartnerBonds } from "../../src/interfaces/IPartnerBonds.sol";
import { PenaltyReason } from "../../src/types/DataTypes.sol";
import { BondsTest } from "../support/BondsTest.sol";

/// @notice Five nodes of three providers, a generous stranger, a registry that slashes and an admin that moves the
///   minimum, in any order. Every action is legal, so a revert is a finding; `triesForbiddenMoves` goes the other way.
contract BondsHandler is BondsTest {
    uint256 private constant NODES = 5;
    address private constant SINK = address(0x5111);

    /* Totals of what went in and out, kept beside the contract. */
    uint256 public deposited;
    uint256 public withdrawn;
    uint256 public slashed;

    function setUp() public override {
        super.setUp();
        for (uint256 i; i < NODES; ++i) {
            registry.setProvider(node(i), owner(i));
        }
    }

    function node(uint256 i) public pure returns (bytes8) {
        return bytes8(uint64(1 + i % NODES));
    }

    function owner(uint256 i) public view returns (address) {
        return [provider, rival, stranger, provider, rival][i % NODES];
    }

    function commitsNode(uint256 i, uint16 sla, uint96 amount) external {
        if (_bond(i).slaBps != 0) return;
        uint256 bond = bound(amount, bonds.minimumBond(), bonds.minimumBond() * 3);
        if (token.balanceOf(owner(i)) < bond) return;
        vm.prank(owner(i));
        bonds.commit(node(i), uint16(bound(sla, 9000, 10_000)), bond);
        deposited += bond;
    }

    function topsUp(uint256 i, uint96 amount) external {
        IPartnerBonds.Bond memory bond = _bond(i);
        uint256 more = bound(amount, 1, 10_000e18);
        if (bond.slaBps == 0 || bond.availableAt != 0 || token.balanceOf(stranger) < more) return;
        vm.prank(stranger);
        bonds.topUp(node(i), more);
        deposited += more;
    }

    function asksForRelease(uint256 i) external {
        IPartnerBonds.Bond memory bond = _bond(i);
        if (bond.slaBps == 0 || bond.availableAt != 0) return;
        asksForRelease(owner(i), node(i));
        check(!bonds.isPartner(node(i)), "at once");
    }

    function withdrawsBond(uint256 i) external {
        IPartnerBonds.Bond memory bond = _bond(i);
        if (bond.availableAt == 0 || block.timestamp < bond.availableAt) return;
        withdrawn += withdraws(owner(i), node(i), SINK);
    }

    function slashesBond(uint256 i, uint16 bps) external {
        uint256 before = _bond(i).amount;
        bps = uint16(bound(bps, 0, 10_000));
        uint256 taken = registry.slash(node(i), bps, "reference");
        eq(taken, (before * bps) / 10_000, "its share, active or not");
        slashed += taken;
    }

    function movesMinimum(uint96 minimum) external {
        vm.prank(admin);
        bonds.setMinimumBond(bound(minimum, 1e18, 200_000e18));
        for (uint256 i; i < NODES; ++i) {
            bonds.refresh(node(i));
        }
    }

    function passesTime(uint32 elapsed) external {
        vm.warp(block.timestamp + bound(elapsed, 1, 20 days));
    }

    function triesForbiddenMoves(uint256 i) external {
        bytes8 id = node(i);
        IPartnerBonds.Bond memory bond = _bond(i);
        vm.startPrank(admin);
        _mustRevert(abi.encodeCall(bonds.commit, (id, 9990, bonds.minimumBond())));
        _mustRevert(abi.encodeCall(bonds.requestRelease, (id)));
        _mustRevert(abi.encodeCall(bonds.withdraw, (id, admin)));
        _mustRevert(abi.encodeCall(bonds.slash, (id, 1, PenaltyReason.MISUSE, "reference")));
        vm.stopPrank();
        vm.startPrank(owner(i));
        _mustRevert(abi.encodeCall(bonds.setMinimumBond, (1e18)));
        if (bond.slaBps != 0) _mustRevert(abi.encodeCall(bonds.commit, (id, 9990, bonds.minimumBond())));
        if (bond.slaBps == 0 || bond.availableAt != 0) {
            _mustRevert(abi.encodeCall(bonds.requestRelease, (id)));
            _mustRevert(abi.encodeCall(bonds.topUp, (id, 1)));
        }
        if (bond.availableAt == 0 || block.timestamp < bond.availableAt) {
            _mustRevert(abi.encodeCall(bonds.withdraw, (id, owner(i))));
        }
        vm.stopPrank();
    }

    /// @notice Everybody leaves.
    function everybodyLeaves() external {
        for (uint256 i; i < NODES; ++i) {
            IPartnerBonds.Bond memory bond = _bond(i);
            if (bond.slaBps != 0 && bond.availableAt == 0) asksForRelease(owner(i), node(i));
        }
        vm.warp(block.timestamp + UNBONDING);
        for (uint256 i; i < NODES; ++i) {
            if (_bond(i).slaBps != 0) withdrawn += withdraws(owner(i), node(i), SINK);
        }
    }

    /* ---------------------------------------------------- Views ------------------------------------------------- */

    function sumOfBonds() external view returns (uint256 sum) {
        for (uint256 i; i < NODES; ++i) {
            sum += _bond(i).amount;
        }
    }

    function totalBonded() external view returns (uint256) {
        return bonds.totalBonded();
    }

    function held() external view returns (uint256) {
        return token.balanceOf(address(bonds));
    }

    function heldByTreasury() external view returns (uint256) {
        return token.balanceOf(treasury);
    }

    /// @dev A slash is the registry's own doing: it looks for itself, so it may know late of that one.
    function everyPartnerIsBonded() external view returns (bool) {
        for (uint256 i; i < NODES; ++i) {
            IPartnerBonds.Bond memory bond = _bond(i);
            bool should = bond.availableAt == 0 && bond.amount >= bonds.minimumBond();
            if (bonds.isPartner(node(i)) != should) return false;
            if (should && !registry.seenAsPartner(node(i))) return false;
            if (bond.amount > 0 && (bond.slaBps < 9000 || bond.slaBps > 10_000)) return false;
        }
        return true;
    }

    function _bond(uint256 i) private view returns (IPartnerBonds.Bond memory) {
        return bonds.bondOf(node(i));
    }

    function _mustRevert(bytes memory data) private {
        (bool done,) = address(bonds).call(data);
        check(!done, "a forbidden move went through");
    }
}
