// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Errors } from "../../src/libraries/Errors.sol";
import { BondsTest } from "../support/BondsTest.sol";

contract PartnerBondsFuzz is BondsTest {
    /// @dev For any slashes before and after the request for release: bonded is slashed plus withdrawn.
    function testFuzz_Bond_IsSlashedOrWithdrawn(uint96 amount, uint96 more, uint16 first, uint16 second, uint32 wait)
        external
    {
        uint256 bonded = bound(amount, MINIMUM, 50_000_000e18);
        uint256 extra = bound(more, 1, 50_000_000e18);
        first = uint16(bound(first, 0, 9999));
        second = uint16(bound(second, 0, 9999));
        commits(provider, NODE, bonded);
        vm.prank(stranger);
        bonds.topUp(NODE, extra);
        uint256 slashed = registry.slash(NODE, first, "first");
        eq(slashed, ((bonded + extra) * first) / 10_000, "first slash");
        check(bonds.isPartner(NODE) == (bonded + extra - slashed >= MINIMUM), "by the minimum");
        asksForRelease(provider, NODE);
        vm.warp(START + bound(wait, 0, 45 days - 1));
        slashed += registry.slash(NODE, second, "second");
        vm.prank(provider);
        vm.expectPartialRevert(Errors.PartnerBonds_StillBonded.selector);
        bonds.withdraw(NODE, provider);
        vm.warp(START + 45 days);
        uint256 withdrawn = withdraws(provider, NODE, address(0x5111));
        eq(withdrawn + slashed, bonded + extra, "conserved");
        eq(token.balanceOf(address(0x5111)), withdrawn, "withdrawn");
        eq(token.balanceOf(treasury), slashed, "treasury");
        eq(token.balanceOf(address(bonds)) + bonds.totalBonded(), 0, "nothing stays");
    }
}
