// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";

import { AiigoToken } from "../../src/AiigoToken.sol";
import { BonusDistributor } from "../../src/BonusDistributor.sol";
import { IBonusDistributor } from "../../src/interfaces/IBonusDistributor.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import { MerkleTree } from "../support/MerkleTree.sol";
import { RewardsTest } from "../support/RewardsTest.sol";

contract BonusDistributorTest is RewardsTest {
    uint256 private constant BUDGET = 3_000_000e18;
    uint40 private constant OPENS = uint40(START + 2 days);
    uint40 private constant CLOSES = uint40(START + 182 days);

    bytes32[] private leaves;
    bytes32 private root;
    bytes32[] private none;

    /// @dev Alice gets 600 000, bob 300 000, a stranger 100 000.
    function setUp() public override {
        super.setUp();
        token.transfer(address(bonuses), BUDGET);
        leaves.push(leafOf(1, alice, 600_000e18));
        leaves.push(leafOf(1, bob, 300_000e18));
        leaves.push(leafOf(1, stranger, 100_000e18));
        root = MerkleTree.root(leaves);
    }

    /* ------------------------------------------------- Constructor ---------------------------------------------- */

    function test_Constructor_RevertWhen_AnAddressIsZero() external {
        address[4] memory parts = [address(token), admin, operator, guardian];
        for (uint256 i; i < parts.length; ++i) {
            address kept = parts[i];
            parts[i] = address(0);
            vm.expectRevert(Errors.BonusDistributor_ZeroAddress.selector);
            this.builds(abi.encodePacked(type(BonusDistributor).creationCode, abi.encode(parts, 1)));
            parts[i] = kept;
        }
    }

    function test_Constructor_RevertWhen_TheCapIsOutOfBounds() external {
        uint256[2] memory wrong = [uint256(0), 10_000_000e18 + 1];
        for (uint256 i; i < wrong.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(Errors.BonusDistributor_CapOutOfBounds.selector, wrong[i], 10_000_000e18)
            );
            this.builds(
                abi.encodePacked(
                    type(BonusDistributor).creationCode,
                    abi.encode([address(token), admin, operator, guardian], wrong[i])
                )
            );
        }
    }

    /* ----------------------------------------------------- post ------------------------------------------------- */

    function test_Post_RevertWhen_TheCallerIsNotTheOperator() external {
        address[2] memory wrong = [admin, guardian];
        for (uint256 i; i < wrong.length; ++i) {
            vm.prank(wrong[i]);
            vm.expectRevert(
                abi.encodeWithSelector(
                    IAccessControl.AccessControlUnauthorizedAccount.selector, wrong[i], keccak256("OPERATOR_ROLE")
                )
            );
            bonuses.post(1, root, 1);
        }
    }

    function test_Post_RevertWhen_TheNumberIsNotTheNext() external {
        uint256[3] memory wrong = [uint256(0), 2, type(uint256).max];
        for (uint256 i; i < wrong.length; ++i) {
            vm.prank(operator);
            vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_WrongEpoch.selector, wrong[i], 1));
            bonuses.post(wrong[i], root, 1);
        }
        posts(1, root, 1);
        vm.warp(START + 7 days);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_WrongEpoch.selector, 1, 2));
        bonuses.post(1, root, 1);
    }

    function test_Post_RevertWhen_TheRootOrTheTotalIsZero() external {
        vm.startPrank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_EmptyEpoch.selector, 1, root, 0));
        bonuses.post(1, root, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_EmptyEpoch.selector, 1, bytes32(0), 5));
        bonuses.post(1, 0, 5);
    }

    function test_Post_RevertWhen_TheTotalIsAboveTheCap() external {
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_AboveCap.selector, EPOCH_CAP + 1, EPOCH_CAP));
        bonuses.post(1, root, EPOCH_CAP + 1);
        posts(1, root, EPOCH_CAP);
    }

    function test_Post_RevertWhen_TheTotalIsAboveTheBudget() external {
        for (uint256 epoch = 1; epoch <= 3; ++epoch) {
            posts(epoch, root, epoch == 3 ? EPOCH_CAP - 5 : EPOCH_CAP);
            vm.warp(block.timestamp + 7 days);
        }
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_AboveBudget.selector, 6, 5));
        bonuses.post(4, root, 6);
        posts(4, root, 5);
    }

    function test_Post_RevertWhen_AWeekHasNotPassed() external {
        posts(1, root, 1);
        vm.warp(START + 7 days - 1);
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.BonusDistributor_TooSoon.selector, START + 7 days - 1, START + 7 days)
        );
        bonuses.post(2, root, 1);
        vm.warp(START + 7 days);
        posts(2, root, 1);
    }

    function test_Post_GivenTheLastWasCancelled_TakesTheNextNumberAtOnce() external {
        posts(1, root, EPOCH_CAP);
        vm.prank(guardian);
        bonuses.cancel(1);
        posts(2, root, EPOCH_CAP);
        eq(bonuses.lastEpoch(), 2, "last");
        eq(bonuses.reserved(), EPOCH_CAP, "one of them");
    }

    function test_Post_ReservesAndOpensTwoDaysLater() external {
        vm.expectEmit();
        emit IBonusDistributor.EpochPosted(1, root, EPOCH_CAP, OPENS, CLOSES);
        posts(1, root, EPOCH_CAP);
        IBonusDistributor.Epoch memory posted = bonuses.epochOf(1);
        eq(posted.root, root, "root");
        eq(posted.total, EPOCH_CAP, "total");
        eq(posted.claimed, 0, "claimed");
        eq(posted.opensAt, OPENS, "opens");
        eq(uint256(posted.state), uint256(IBonusDistributor.EpochState.POSTED), "state");
        eq(bonuses.reserved(), EPOCH_CAP, "reserved");
        eq(bonuses.budget(), BUDGET - EPOCH_CAP, "budget");
        eq(bonuses.nextPostAt(), START + 7 days, "next");
        eq(token.balanceOf(address(bonuses)), BUDGET, "nothing moves");
    }

    /* ---------------------------------------------------- cancel ------------------------------------------------ */

    function test_Cancel_RevertWhen_TheCallerIsNeitherGuardianNorAdmin() external {
        posts(1, root, EPOCH_CAP);
        address[2] memory wrong = [operator, stranger];
        for (uint256 i; i < wrong.length; ++i) {
            vm.prank(wrong[i]);
            vm.expectRevert(
                abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, wrong[i], bytes32(0))
            );
            bonuses.cancel(1);
        }
    }

    function test_Cancel_RevertWhen_TheEpochIsNotPosted() external {
        vm.startPrank(guardian);
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_NotPosted.selector, 1, 0));
        bonuses.cancel(1);
        vm.stopPrank();
        posts(1, root, EPOCH_CAP);
        vm.startPrank(guardian);
        bonuses.cancel(1);
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_NotPosted.selector, 1, 2));
        bonuses.cancel(1);
    }

    function test_Cancel_RevertWhen_ClaimsAreOpen() external {
        posts(1, root, EPOCH_CAP);
        vm.warp(OPENS);
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_ClaimsOpen.selector, 1, OPENS));
        bonuses.cancel(1);
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_ClaimsOpen.selector, 1, OPENS));
        bonuses.cancel(1);
    }

    function test_Cancel_GivenTheGuardian_ReturnsTheTotal() external {
        _cancelsAtTheLastSecond(guardian);
    }

    function test_Cancel_GivenTheAdmin_ReturnsTheTotal() external {
        _cancelsAtTheLastSecond(admin);
    }

    function _cancelsAtTheLastSecond(address who) private {
        posts(1, root, EPOCH_CAP);
        vm.warp(OPENS - 1);
        vm.prank(who);
        vm.expectEmit();
        emit IBonusDistributor.EpochCancelled(1, who, EPOCH_CAP);
        bonuses.cancel(1);
        eq(bonuses.reserved(), 0, "reserved");
        eq(bonuses.budget(), BUDGET, "budget");
        eq(bonuses.nextPostAt(), 0, "next at once");
        vm.warp(OPENS);
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_NotPosted.selector, 1, 2));
        bonuses.claim(1, alice, 600_000e18, proofOf(leaves, 0));
    }

    /* ----------------------------------------------------- claim ------------------------------------------------ */

    function test_Claim_RevertWhen_TheEpochIsNotPosted() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_NotPosted.selector, 7, 0));
        bonuses.claim(7, alice, 1, none);
    }

    function test_Claim_RevertWhen_ClaimsAreNotOpen() external {
        posts(1, root, EPOCH_CAP);
        bytes32[] memory proof = proofOf(leaves, 0);
        uint40[2] memory moments = [OPENS - 1, CLOSES];
        for (uint256 i; i < moments.length; ++i) {
            vm.warp(moments[i]);
            vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_ClaimsNotOpen.selector, 1, OPENS, CLOSES));
            bonuses.claim(1, alice, 600_000e18, proof);
        }
        vm.warp(CLOSES - 1);
        bonuses.claim(1, alice, 600_000e18, proof);
    }

    function test_Claim_RevertWhen_TheAccountHasClaimed() external {
        _opens(root, EPOCH_CAP);
        bytes32[] memory proof = proofOf(leaves, 0);
        bonuses.claim(1, alice, 600_000e18, proof);
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_AlreadyClaimed.selector, 1, alice));
        bonuses.claim(1, alice, 600_000e18, proof);
    }

    function test_Claim_RevertWhen_TheAmountIsZero() external {
        _opens(leafOf(1, alice, 0), EPOCH_CAP);
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_ZeroAmount.selector, 1, alice));
        bonuses.claim(1, alice, 0, none);
    }

    function test_Claim_RevertWhen_TheProofIsOfSomethingElse() external {
        _opens(root, EPOCH_CAP);
        _refused(bob, 600_000e18, proofOf(leaves, 0));
        _refused(alice, 600_000e18 + 1, proofOf(leaves, 0));
        _refused(alice, 600_000e18, proofOf(leaves, 1));
        _refused(alice, 600_000e18, none);
    }

    function test_Claim_RevertWhen_TheTotalWouldBeExceeded() external {
        _opens(root, 650_000e18);
        bonuses.claim(1, alice, 600_000e18, proofOf(leaves, 0));
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_AboveTotal.selector, 1, 100_000e18, 50_000e18));
        bonuses.claim(1, stranger, 100_000e18, proofOf(leaves, 2));
        check(!bonuses.hasClaimed(1, stranger), "not used up");
        eq(bonuses.reserved(), 50_000e18, "reserved");
    }

    function test_Claim_GivenASingleLeaf_TakesAnEmptyProof() external {
        _opens(leafOf(1, alice, 5), 5);
        bonuses.claim(1, alice, 5, none);
        eq(token.balanceOf(alice), 100_000_000e18 + 5, "paid");
    }

    function test_Claim_PaysTheAccount_WhoeverCalls() external {
        _opens(root, EPOCH_CAP);
        vm.prank(stranger);
        vm.expectEmit();
        emit IBonusDistributor.BonusClaimed(1, alice, 600_000e18);
        bonuses.claim(1, alice, 600_000e18, proofOf(leaves, 0));
        bonuses.claim(1, bob, 300_000e18, proofOf(leaves, 1));
        eq(token.balanceOf(alice), 100_600_000e18, "alice");
        eq(token.balanceOf(bob), 100_300_000e18, "bob");
        eq(token.balanceOf(stranger), 0, "the caller");
        check(bonuses.hasClaimed(1, alice) && bonuses.hasClaimed(1, bob), "marked");
        eq(bonuses.epochOf(1).claimed, 900_000e18, "claimed");
        eq(bonuses.reserved(), 100_000e18, "reserved");
        eq(bonuses.budget(), BUDGET - EPOCH_CAP, "the budget is as before");
    }

    /* ----------------------------------------------------- close ------------------------------------------------ */

    function test_Close_RevertWhen_TheEpochIsNotPosted() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_NotPosted.selector, 1, 0));
        bonuses.close(1);
    }

    function test_Close_RevertWhen_ClaimsAreNotOver() external {
        _opens(root, EPOCH_CAP);
        vm.warp(CLOSES - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_ClaimsNotOver.selector, 1, CLOSES));
        bonuses.close(1);
    }

    function test_Close_ReturnsWhatNobodyClaimed_Once() external {
        _opens(root, EPOCH_CAP);
        bonuses.claim(1, alice, 600_000e18, proofOf(leaves, 0));
        vm.warp(CLOSES);
        vm.prank(stranger);
        vm.expectEmit();
        emit IBonusDistributor.EpochClosed(1, 400_000e18);
        eq(bonuses.close(1), 400_000e18, "returned");
        eq(bonuses.reserved(), 0, "reserved");
        eq(bonuses.budget(), BUDGET - 600_000e18, "budget");
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_NotPosted.selector, 1, 3));
        bonuses.close(1);
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_NotPosted.selector, 1, 3));
        bonuses.claim(1, bob, 300_000e18, proofOf(leaves, 1));
    }

    /* -------------------------------------------------- setEpochCap --------------------------------------------- */

    function test_SetEpochCap_RevertWhen_TheCallerIsNotTheAdmin() external {
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, operator, bytes32(0))
        );
        bonuses.setEpochCap(1);
    }

    function test_SetEpochCap_RevertWhen_TheCapIsOutOfBounds() external {
        uint256[2] memory wrong = [uint256(0), 10_000_000e18 + 1];
        vm.startPrank(admin);
        for (uint256 i; i < wrong.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(Errors.BonusDistributor_CapOutOfBounds.selector, wrong[i], 10_000_000e18)
            );
            bonuses.setEpochCap(wrong[i]);
        }
        bonuses.setEpochCap(10_000_000e18);
    }

    function test_SetEpochCap_BoundsTheNextEpoch() external {
        vm.prank(admin);
        vm.expectEmit();
        emit IBonusDistributor.EpochCapChanged(10);
        bonuses.setEpochCap(10);
        eq(bonuses.epochCap(), 10, "cap");
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_AboveCap.selector, 11, 10));
        bonuses.post(1, root, 11);
    }

    /* ---------------------------------------------------- budget ------------------------------------------------ */

    function test_Budget_IsAllThatPostedEpochsCannotClaim() external {
        posts(1, root, EPOCH_CAP);
        token.transfer(address(bonuses), 7);
        eq(bonuses.budget(), BUDGET - EPOCH_CAP + 7, "donations too");
    }

    function _opens(bytes32 root_, uint256 total) private {
        posts(1, root_, total);
        vm.warp(OPENS);
    }

    function _refused(address who, uint256 amount, bytes32[] memory proof) private {
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_WrongProof.selector, 1, who, amount));
        bonuses.claim(1, who, amount, proof);
    }
}
