// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";

import { AiigoToken } from "../../src/AiigoToken.sol";
import { PartnerBonds } from "../../src/PartnerBonds.sol";
import { IEscrow } from "../../src/interfaces/IEscrow.sol";
import { INodeRegistry } from "../../src/interfaces/INodeRegistry.sol";
import { IPartnerBonds } from "../../src/interfaces/IPartnerBonds.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import { PenaltyReason } from "../../src/types/DataTypes.sol";
import { BondsTest } from "../support/BondsTest.sol";
import { Vm } from "../support/Vm.sol";

contract PartnerBondsTest is BondsTest {
    bytes32 private constant REF = "the reason's reference";

    /* ------------------------------------------------- Constructor ---------------------------------------------- */

    function test_Constructor_RevertWhen_AnAddressIsZero() external {
        address[5] memory parts = [address(token), admin, operator, address(registry), address(escrow)];
        for (uint256 i; i < parts.length; ++i) {
            address kept = parts[i];
            parts[i] = address(0);
            vm.expectRevert(Errors.PartnerBonds_ZeroAddress.selector);
            this.builds(abi.encodePacked(type(PartnerBonds).creationCode, abi.encode(parts, MINIMUM, UNBONDING)));
            parts[i] = kept;
        }
    }

    function test_Constructor_RevertWhen_TheMinimumIsOutOfBounds() external {
        uint256[2] memory wrong = [uint256(1e18 - 1), 10_000_000e18 + 1];
        for (uint256 i; i < wrong.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(Errors.PartnerBonds_MinimumOutOfBounds.selector, wrong[i], 1e18, 10_000_000e18)
            );
            this.builds(
                abi.encodePacked(
                    type(PartnerBonds).creationCode,
                    abi.encode(
                        [address(token), admin, operator, address(registry), address(escrow)], wrong[i], UNBONDING
                    )
                )
            );
        }
    }

    /* ------------------------------------------------- reportBreach --------------------------------------------- */

    function test_ReportBreach_RevertWhen_NotTheOperators_OrNothingIsBroken() external {
        commits(provider, NODE, MINIMUM);
        vm.prank(admin);
        vm.expectPartialRevert(bytes4(keccak256("AccessControlUnauthorizedAccount(address,bytes32)")));
        bonds.reportBreach(NODE, 9000);
        vm.startPrank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_NoBreach.selector, NODE, 9990, 9990));
        bonds.reportBreach(NODE, 9990);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_NoBond.selector, OTHER));
        bonds.reportBreach(OTHER, 9000);
        vm.stopPrank();
    }

    function test_ReportBreach_SuspendsThePartner_ForThirtyDays() external {
        commits(provider, NODE, MINIMUM);
        uint40 until = uint40(block.timestamp + 30 days);
        vm.expectEmit();
        emit IPartnerBonds.CommitmentBroken(NODE, 9989, 9990, until);
        vm.prank(operator);
        bonds.reportBreach(NODE, 9989);
        check(!registry.seenAsPartner(NODE), "told");
        eq(bonds.suspendedUntil(NODE), until, "until");
        eq(bonds.bondOf(NODE).amount, MINIMUM, "the bond");
        vm.warp(until - 1);
        check(!bonds.isPartner(NODE), "not yet");
        vm.warp(until);
        bonds.refresh(NODE);
        check(registry.seenAsPartner(NODE), "again");
    }

    function test_Withdraw_RevertWhen_ADisputeIsOpen() external {
        commits(provider, NODE, MINIMUM);
        asksForRelease(provider, NODE);
        registry.setOpenDisputes(NODE, 2);
        vm.warp(block.timestamp + UNBONDING);
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_DisputeOpen.selector, NODE, 2));
        bonds.withdraw(NODE, provider);
    }

    /* ---------------------------------------------------- commit ------------------------------------------------ */

    function test_Commit_RevertWhen_TheCallerIsNotTheProvider() external {
        vm.startPrank(rival);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_NotProvider.selector, NODE, rival));
        bonds.commit(NODE, 9990, MINIMUM);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_NotProvider.selector, bytes8("nothing"), rival));
        bonds.commit("nothing", 9990, MINIMUM);
    }

    function test_Commit_RevertWhen_TheNodeHasABond() external {
        commits(provider, NODE, MINIMUM);
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_AlreadyCommitted.selector, NODE, uint96(MINIMUM), 0));
        bonds.commit(NODE, 9000, MINIMUM);
        asksForRelease(provider, NODE);
        vm.prank(provider);
        vm.expectRevert(
            abi.encodeWithSelector(
                Errors.PartnerBonds_AlreadyCommitted.selector, NODE, uint96(MINIMUM), START + 45 days
            )
        );
        bonds.commit(NODE, 9000, MINIMUM);
    }

    function test_Commit_RevertWhen_TheCommitmentIsOutOfBounds() external {
        uint16[2] memory wrong = [uint16(8999), 10_001];
        vm.startPrank(provider);
        for (uint256 i; i < wrong.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    Errors.PartnerBonds_SlaOutOfBounds.selector, wrong[i], uint16(9000), uint16(10_000)
                )
            );
            bonds.commit(NODE, wrong[i], MINIMUM);
        }
        bonds.commit(NODE, 9000, MINIMUM);
        vm.stopPrank();
        vm.prank(rival);
        bonds.commit(OTHER, 10_000, MINIMUM);
    }

    function test_Commit_RevertWhen_TheAmountIsBelowTheMinimum() external {
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_BondBelowMinimum.selector, MINIMUM - 1, MINIMUM));
        bonds.commit(NODE, 9990, MINIMUM - 1);
    }

    function test_Commit_PullsTheBondAndMakesAPartner() external {
        check(!bonds.isPartner(NODE), "not before");
        vm.expectEmit();
        emit IPartnerBonds.Committed(NODE, provider, 9990, MINIMUM);
        commits(provider, NODE, MINIMUM);
        IPartnerBonds.Bond memory bond = bonds.bondOf(NODE);
        eq(bond.amount, MINIMUM, "amount");
        eq(bond.slaBps, 9990, "commitment");
        eq(bond.availableAt, 0, "active");
        eq(bonds.totalBonded(), MINIMUM, "total");
        eq(token.balanceOf(address(bonds)), MINIMUM, "held");
        eq(token.balanceOf(provider), 100_000_000e18 - MINIMUM, "pulled");
        check(bonds.isPartner(NODE), "partner");
        check(registry.seenAsPartner(NODE), "the registry saw it");
        check(!bonds.isPartner(OTHER), "nobody else");
    }

    /* ----------------------------------------------------- topUp ------------------------------------------------ */

    function test_TopUp_RevertWhen_TheAmountIsZero() external {
        commits(provider, NODE, MINIMUM);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_ZeroAmount.selector, NODE));
        bonds.topUp(NODE, 0);
    }

    function test_TopUp_RevertWhen_ThereIsNoBond() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_NoBond.selector, NODE));
        bonds.topUp(NODE, 1);
    }

    function test_TopUp_RevertWhen_TheBondIsBeingReleased() external {
        commits(provider, NODE, MINIMUM);
        asksForRelease(provider, NODE);
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_Releasing.selector, NODE, START + 45 days));
        bonds.topUp(NODE, 1);
    }

    function test_TopUp_LiftsTheBondOverTheMinimum_WhoeverPays() external {
        commits(provider, NODE, MINIMUM);
        registry.slash(NODE, 1000, REF);
        check(!bonds.isPartner(NODE), "below the minimum");
        vm.prank(stranger);
        bonds.topUp(NODE, MINIMUM / 10 - 1);
        check(!registry.seenAsPartner(NODE), "still a unit below");
        vm.prank(stranger);
        vm.expectEmit();
        emit IPartnerBonds.BondToppedUp(NODE, stranger, 1, MINIMUM);
        bonds.topUp(NODE, 1);
        check(bonds.isPartner(NODE), "partner again");
        check(registry.seenAsPartner(NODE), "the registry saw it");
        eq(bonds.totalBonded(), MINIMUM, "total");
        eq(token.balanceOf(address(bonds)), MINIMUM, "held");
        eq(token.balanceOf(stranger), 100_000_000e18 - MINIMUM / 10, "pulled");
        eq(bonds.bondOf(NODE).slaBps, 9990, "the commitment stays");
    }

    /* ------------------------------------------------- requestRelease ------------------------------------------- */

    function test_RequestRelease_RevertWhen_TheCallerIsNotTheProvider() external {
        commits(provider, NODE, MINIMUM);
        vm.prank(rival);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_NotProvider.selector, NODE, rival));
        bonds.requestRelease(NODE);
    }

    function test_RequestRelease_RevertWhen_ThereIsNoBond() external {
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_NoBond.selector, NODE));
        bonds.requestRelease(NODE);
    }

    function test_RequestRelease_RevertWhen_TheBondIsBeingReleasedAlready() external {
        commits(provider, NODE, MINIMUM);
        asksForRelease(provider, NODE);
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_Releasing.selector, NODE, START + 45 days));
        bonds.requestRelease(NODE);
    }

    function test_RequestRelease_EndsThePartnershipAtOnce() external {
        commits(provider, NODE, MINIMUM);
        vm.expectEmit();
        emit IPartnerBonds.ReleaseRequested(NODE, provider, MINIMUM, uint40(START + 45 days));
        asksForRelease(provider, NODE);
        check(!bonds.isPartner(NODE), "no partner");
        check(!registry.seenAsPartner(NODE), "the registry saw it");
        eq(bonds.bondOf(NODE).availableAt, START + 45 days, "the wait");
        eq(bonds.totalBonded(), MINIMUM, "still held");
    }

    /* --------------------------------------------------- withdraw ----------------------------------------------- */

    function test_Withdraw_RevertWhen_TheCallerIsNotTheProvider() external {
        vm.prank(rival);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_NotProvider.selector, NODE, rival));
        bonds.withdraw(NODE, rival);
    }

    function test_Withdraw_RevertWhen_TheRecipientIsZero() external {
        vm.prank(provider);
        vm.expectRevert(Errors.PartnerBonds_ZeroAddress.selector);
        bonds.withdraw(NODE, address(0));
    }

    function test_Withdraw_RevertWhen_TheBondIsNotBeingReleased() external {
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_NotReleasing.selector, NODE));
        bonds.withdraw(NODE, provider);
        commits(provider, NODE, MINIMUM);
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_NotReleasing.selector, NODE));
        bonds.withdraw(NODE, provider);
    }

    function test_Withdraw_RevertWhen_TheTimeHasNotCome() external {
        commits(provider, NODE, MINIMUM);
        asksForRelease(provider, NODE);
        vm.warp(START + 45 days - 1);
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_StillBonded.selector, NODE, START + 45 days));
        bonds.withdraw(NODE, provider);
    }

    function test_Withdraw_SendsTheBondOnce() external {
        commits(provider, NODE, MINIMUM);
        asksForRelease(provider, NODE);
        vm.warp(START + 45 days);
        vm.prank(provider);
        vm.expectEmit();
        emit IPartnerBonds.BondWithdrawn(NODE, provider, treasury, MINIMUM);
        eq(bonds.withdraw(NODE, treasury), MINIMUM, "withdrawn");
        eq(token.balanceOf(treasury), MINIMUM, "sent");
        eq(bonds.totalBonded(), 0, "total");
        eq(bonds.bondOf(NODE).slaBps, 0, "forgotten");
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_NotReleasing.selector, NODE));
        bonds.withdraw(NODE, treasury);
        commits(provider, NODE, MINIMUM);
        check(bonds.isPartner(NODE), "anew");
    }

    /* ----------------------------------------------------- slash ------------------------------------------------ */

    function test_Slash_RevertWhen_TheCallerIsNotTheRegistry() external {
        commits(provider, NODE, MINIMUM);
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_NotRegistry.selector, admin));
        bonds.slash(NODE, 1, PenaltyReason.TASK_TIMEOUT, REF);
    }

    function test_Slash_RevertWhen_TheShareIsAboveAll() external {
        commits(provider, NODE, MINIMUM);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.PartnerBonds_BpsAboveMaximum.selector, uint16(10_001), uint16(10_000))
        );
        registry.slash(NODE, 10_001, REF);
    }

    function test_Slash_GivenNothingToTake_SaysNothing() external {
        vm.recordLogs();
        eq(registry.slash(NODE, 5000, REF), 0, "no bond");
        commits(provider, NODE, MINIMUM);
        vm.getRecordedLogs();
        eq(registry.slash(NODE, 0, REF), 0, "no share");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        eq(logs.length, 0, "no event");
        check(bonds.isPartner(NODE), "as before");
    }

    function test_Slash_GivenAnActiveBond_PaysTheTreasury() external {
        commits(provider, NODE, 2 * MINIMUM);
        vm.expectEmit();
        emit IPartnerBonds.BondSlashed(NODE, provider, MINIMUM, MINIMUM, PenaltyReason.TASK_TIMEOUT, REF);
        eq(registry.slash(NODE, 5000, REF), MINIMUM, "half");
        eq(token.balanceOf(treasury), MINIMUM, "treasury");
        eq(bonds.totalBonded(), MINIMUM, "total");
        check(bonds.isPartner(NODE), "the minimum is left");
        registry.slash(NODE, 1, REF);
        check(!bonds.isPartner(NODE), "below it");
        eq(bonds.bondOf(NODE).amount, MINIMUM - MINIMUM / 10_000, "a ten-thousandth less");
        eq(bonds.bondOf(NODE).slaBps, 9990, "the commitment stays");
    }

    function test_Slash_GivenABondBeingReleased_TakesItsShareAllTheSame() external {
        commits(provider, NODE, MINIMUM);
        asksForRelease(provider, NODE);
        vm.warp(START + 45 days);
        eq(registry.slash(NODE, 5000, REF), MINIMUM / 2, "half");
        eq(bonds.bondOf(NODE).availableAt, START + 45 days, "the wait is as it was");
        eq(withdraws(provider, NODE, provider), MINIMUM / 2, "the rest");
        eq(token.balanceOf(address(bonds)), 0, "nothing stays");
    }

    function test_Slash_GivenTheWholeBond_ForgetsIt() external {
        commits(provider, NODE, MINIMUM);
        commits(rival, OTHER, 3 * MINIMUM);
        eq(registry.slash(NODE, 10_000, REF), MINIMUM, "all");
        eq(bonds.bondOf(NODE).slaBps, 0, "forgotten");
        eq(bonds.totalBonded(), 3 * MINIMUM, "the other's");
        commits(provider, NODE, MINIMUM);
        check(bonds.isPartner(NODE), "anew");
    }

    /* ---------------------------------------------------- refresh ----------------------------------------------- */

    function test_Refresh_TellsTheRegistry_WhoeverCalls() external {
        commits(provider, NODE, MINIMUM);
        uint256 calls = registry.calls();
        vm.prank(stranger);
        bonds.refresh(NODE);
        eq(registry.calls(), calls + 1, "told");
    }

    /* ------------------------------------------------- setMinimumBond ------------------------------------------- */

    function test_SetMinimumBond_RevertWhen_TheCallerIsNotTheAdmin() external {
        vm.prank(provider);
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, provider, bytes32(0))
        );
        bonds.setMinimumBond(1e18);
    }

    function test_SetMinimumBond_RevertWhen_TheMinimumIsOutOfBounds() external {
        uint256[2] memory wrong = [uint256(1e18 - 1), 10_000_000e18 + 1];
        vm.startPrank(admin);
        for (uint256 i; i < wrong.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(Errors.PartnerBonds_MinimumOutOfBounds.selector, wrong[i], 1e18, 10_000_000e18)
            );
            bonds.setMinimumBond(wrong[i]);
        }
        bonds.setMinimumBond(1e18);
        bonds.setMinimumBond(10_000_000e18);
    }

    function test_SetMinimumBond_CountsForOldBondsToo() external {
        commits(provider, NODE, MINIMUM);
        vm.prank(admin);
        vm.expectEmit();
        emit IPartnerBonds.MinimumBondChanged(MINIMUM + 1);
        bonds.setMinimumBond(MINIMUM + 1);
        eq(bonds.minimumBond(), MINIMUM + 1, "minimum");
        check(!bonds.isPartner(NODE), "a unit below");
        check(registry.seenAsPartner(NODE), "the registry has not looked yet");
        bonds.refresh(NODE);
        check(!registry.seenAsPartner(NODE), "now it has");
        vm.prank(admin);
        bonds.setMinimumBond(MINIMUM);
        check(bonds.isPartner(NODE), "and back");
    }
}
