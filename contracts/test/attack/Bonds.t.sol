// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Errors } from "../../src/libraries/Errors.sol";
import { BondsTest } from "../support/BondsTest.sol";

/// @notice Attacks on partners' bonds. `script/weaken.mjs` removes the defence and runs them again: then they have to
///   fail.
contract BondsAttacks is BondsTest {
    /// @dev The provider sees the slash coming and asks for release first.
    function test_SlashEvasion_ByRelease_DoesNotHelp() external {
        commits(provider, NODE, MINIMUM);
        asksForRelease(provider, NODE);
        vm.warp(START + 20 days);
        registry.slash(NODE, 5000, "misuse");
        vm.warp(START + 45 days);
        eq(withdraws(provider, NODE, provider), MINIMUM / 2, "half is gone");
        eq(token.balanceOf(treasury), MINIMUM / 2, "to the treasury");
    }

    /// @dev A bond has to outlast the longest task with its window and a dispute.
    function test_SlashEvasion_ByWithdrawal_ComesTooEarly() external {
        commits(provider, NODE, MINIMUM);
        asksForRelease(provider, NODE);
        vm.warp(START + 45 days - 1);
        vm.prank(provider);
        (bool done,) = address(bonds).call(abi.encodeCall(bonds.withdraw, (NODE, provider)));
        check(!done, "too early");
        eq(registry.slash(NODE, 5000, "misuse"), MINIMUM / 2, "still reached");
    }

    /// @dev Level 4 for a moment, the bond back at once.
    function test_BorrowedBond_IsHeld() external {
        commits(provider, NODE, MINIMUM);
        asksForRelease(provider, NODE);
        check(!bonds.isPartner(NODE), "no partner any more");
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_StillBonded.selector, NODE, START + 45 days));
        bonds.withdraw(NODE, provider);
    }

    /// @dev A rival tops up by a unit every day to keep somebody's bond from leaving.
    function test_StrangersTopUps_HoldNobodyBack() external {
        commits(provider, NODE, MINIMUM);
        vm.prank(rival);
        bonds.topUp(NODE, 1);
        asksForRelease(provider, NODE);
        vm.prank(rival);
        (bool done,) = address(bonds).call(abi.encodeCall(bonds.topUp, (NODE, 1)));
        check(!done, "not while it is released");
        vm.warp(START + 45 days);
        eq(withdraws(provider, NODE, provider), MINIMUM + 1, "in time, gift included");
    }

    /// @dev One node's bond never pays for another's.
    function test_ManySlashes_ReachTheNodesOwnBondOnly() external {
        commits(provider, NODE, MINIMUM);
        commits(rival, OTHER, MINIMUM);
        for (uint256 i; i < 50; ++i) {
            registry.slash(NODE, 9999, "again");
        }
        eq(bonds.bondOf(OTHER).amount, MINIMUM, "the other's");
        eq(token.balanceOf(address(bonds)), bonds.bondOf(NODE).amount + MINIMUM, "held");
        asksForRelease(rival, OTHER);
        vm.warp(START + 45 days);
        eq(withdraws(rival, OTHER, rival), MINIMUM, "leaves whole");
    }

    function test_Donation_BelongsToNobody() external {
        commits(provider, NODE, MINIMUM);
        token.transfer(address(bonds), 5e18);
        eq(registry.slash(NODE, 10_000, "misuse"), MINIMUM, "the bond, no more");
        eq(bonds.totalBonded(), 0, "total");
        eq(token.balanceOf(address(bonds)), 5e18, "the gift stays");
    }
}
