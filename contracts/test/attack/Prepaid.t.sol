// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { AttackTest } from "../support/AttackTest.sol";
import { Wording } from "../support/Wording.sol";

/// @notice A prepaid balance, and everybody who holds one of its owner's signed requests.
contract PrepaidAttacksTest is AttackTest {
    TaskRequest private request;
    bytes private signature;

    function setUp() public override {
        super.setUp();
        request = newRequest();
        request.buyer = victim;
        signature = signedBy(victim, Wording.hash(request));
    }

    function test_SignedRequest_FundsOneTask() external {
        market.submitSignedRequest(request, signature);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_TaskExists.selector, idOf(request)));
        market.submitSignedRequest(request, signature);
        eq(escrow.claimable(ETH, victim), PREY - BUDGET, "once");
    }

    /// @dev Nor again after its task ended, in any way.
    function test_SignedRequest_OfAnEndedTask_FundsNothing() external {
        market.submitSignedRequest(request, signature);
        uint256 id = history.snapshotState();
        vm.prank(victim);
        market.cancel(request);
        _fundsNothing();
        history.revertToState(id);
        assigns(request, nodeId);
        submitsResult(request, 1);
        approves(request);
        _fundsNothing();
    }

    function test_ExpiredRequest_FundsNothing() external {
        vm.warp(request.fundBy + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                Errors.TaskMarketplace_FundingClosed.selector, request.fundBy, uint256(request.fundBy) + 1
            )
        );
        market.submitSignedRequest(request, signature);
        checkPrey(ETH);
    }

    function test_CancelledRequest_FundsNothing() external {
        vm.prank(victim);
        market.cancel(request);
        _fundsNothing();
        checkPrey(ETH);
    }

    /// @dev Cancelling what was never funded closes it, and gives nothing back: nothing came in.
    function test_CancellingTheUnfunded_PaysNothing() external {
        TaskRequest memory own = newRequest();
        own.buyer = stranger;
        own.budget = uint128(PREY);
        vm.prank(stranger);
        market.cancel(own);
        eq(escrow.claimable(ETH, stranger), 0, "minted");
        checkPrey(ETH);
    }

    function test_CancellingTwice_PaysOnce() external {
        TaskRequest memory own = funded();
        check(takes(buyer, abi.encodeCall(market.cancel, (own))), "once");
        check(!takes(buyer, abi.encodeCall(market.cancel, (own))), "twice");
        eq(escrow.claimable(ETH, buyer), BUDGET, "once");
    }

    function test_UnsignedRequest_FundsNothing() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, victim));
        market.submitSignedRequest(request, signedBy(stranger, Wording.hash(request)));
        checkPrey(ETH);
    }

    /// @dev More signed than paid in: the balance funds what it can, and other buyers' money nothing.
    function test_BalanceTooLow_FundsNothingOfOthersMoney() external {
        deposits(ETH, buyer, BUDGET);
        TaskRequest memory first = newRequest();
        TaskRequest memory second = newRequest();
        market.submitSignedRequest(first, signedBy(buyer, Wording.hash(first)));
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_BalanceTooLow.selector, ETH, buyer, 0, BUDGET));
        market.submitSignedRequest(second, signedBy(buyer, Wording.hash(second)));
        checkPrey(ETH);
    }

    /// @dev A locked amount can't be withdrawn as well.
    function test_LockedBalance_CannotBeWithdrawn() external {
        deposits(ETH, buyer, BUDGET);
        TaskRequest memory own = newRequest();
        market.submitSignedRequest(own, signedBy(buyer, Wording.hash(own)));
        eq(takesAll(ETH, buyer), 0, "locked");
        checkPrey(ETH);
    }

    /// @dev A stranger who sees the acceptance in the mempool can't bring it where the buyer named a matcher.
    function test_Matcher_CannotBeReplaced() external {
        request.matcher = operator;
        market.submitSignedRequest(request, signedBy(victim, Wording.hash(request)));
        Acceptance memory accepted = acceptance(request, nodeId);
        bytes memory acceptanceOf = signedBy(provider, Wording.hash(accepted));
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotMatcher.selector, stranger, operator));
        market.assign(request, nodeId, accepted.rate, accepted.expiry, acceptanceOf);
    }

    /// @dev A fee above what the buyer signed.
    function test_FeeAboveTheSigned_FundsNothing() external {
        vm.prank(admin);
        market.setFees(1000, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_FeeAboveMaximum.selector, 1000, 800));
        market.submitSignedRequest(request, signature);
    }

    /// @dev A list of one of somebody's own requests hashes to one word, as a request does: depth tells them apart.
    function test_GroupSignature_FundsNoRequestThatIsNotInIt() external {
        TaskRequest[][][] memory group = new TaskRequest[][][](1);
        group[0] = new TaskRequest[][](1);
        group[0][0] = new TaskRequest[](2);
        group[0][0][0] = request;
        group[0][0][1] = newRequest();
        bytes memory own = signedBy(victim, Wording.hash(group));
        TaskRequest memory dearer = newRequest();
        dearer.buyer = victim;
        dearer.budget = uint128(PREY);
        bytes memory lent = Wording.memberSignature(own, group, 0, 0, 0);
        check(!takes(stranger, abi.encodeCall(market.submitSignedRequest, (dearer, lent))), "another request");
        // The stranger's own group, which has the dearer request, with the victim's signature of the first.
        group[0][0][0] = dearer;
        bytes memory forged = Wording.memberSignature(own, group, 0, 0, 0);
        check(!takes(stranger, abi.encodeCall(market.submitSignedRequest, (dearer, forged))), "another group");
        bytes memory signedByStranger = signedBy(stranger, Wording.hash(group));
        forged = Wording.memberSignature(signedByStranger, group, 0, 0, 0);
        check(!takes(stranger, abi.encodeCall(market.submitSignedRequest, (dearer, forged))), "another signer");
        checkPrey(ETH);
    }

    function _fundsNothing() private {
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_TaskExists.selector, idOf(request)));
        market.submitSignedRequest(request, signature);
    }
}
