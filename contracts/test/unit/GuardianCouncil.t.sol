// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";

import { GuardianCouncil } from "../../src/GuardianCouncil.sol";
import { IBonusDistributor } from "../../src/interfaces/IBonusDistributor.sol";
import { IGuardianCouncil } from "../../src/interfaces/IGuardianCouncil.sol";
import { ITaskMarketplace } from "../../src/interfaces/ITaskMarketplace.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import { CouncilTest, PauseSink } from "../support/CouncilTest.sol";

contract GuardianCouncilTest is CouncilTest {
    /* -------------------------------------------------- voteVeto ------------------------------------------------ */

    function test_VoteVeto_RevertWhen_TheCallerIsNotAMember_OrHasVoted() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.GuardianCouncil_NotMember.selector, stranger));
        council.voteVeto(new address[](0), new uint256[](0), new bytes[](0), "proposal");
        _vetoes(0, "proposal");
        vm.expectPartialRevert(Errors.GuardianCouncil_AlreadyVoted.selector);
        _vetoes(0, "proposal");
    }

    function test_VoteVeto_StopsAtTheThreshold_ExactlyThatProposal() external {
        uint256 id =
            uint256(keccak256(abi.encode(new address[](0), new uint256[](0), new bytes[](0), bytes32("proposal"))));
        _vetoes(0, "proposal");
        _vetoes(1, "another");
        _vetoes(1, "proposal");
        eq(vetoes.vetoes(), 0, "not yet");
        eq(council.vetoVotes(id), 2, "votes");
        vm.expectEmit();
        emit IGuardianCouncil.VetoVoted(people[2], id, 3, uint40(block.timestamp) + 1 days);
        vm.expectEmit();
        emit IGuardianCouncil.VetoPassed(id);
        _vetoes(2, "proposal");
        eq(vetoes.vetoes(), 1, "stopped");
        eq(vetoes.lastDescription(), "proposal", "that one");
        eq(council.vetoVotes(id), 0, "votes start anew");
    }

    function _vetoes(uint256 member, bytes32 description) private {
        vm.prank(people[member]);
        council.voteVeto(new address[](0), new uint256[](0), new bytes[](0), description);
    }

    /* ------------------------------------------------- Constructor ---------------------------------------------- */

    function test_Constructor_RevertWhen_AnAddressIsZero() external {
        address[4] memory parts = [admin, address(market), address(bonuses), address(vetoes)];
        for (uint256 i; i < parts.length; ++i) {
            address kept = parts[i];
            parts[i] = address(0);
            vm.expectRevert(Errors.GuardianCouncil_ZeroAddress.selector);
            this.builds(abi.encodePacked(type(GuardianCouncil).creationCode, abi.encode(parts, people, THRESHOLD)));
            parts[i] = kept;
        }
    }

    function test_Constructor_NamesTheCouncil() external view {
        eq(keccak256(abi.encode(council.members())), keccak256(abi.encode(people)), "members");
        eq(council.threshold(), THRESHOLD, "threshold");
        check(council.isMember(people[0]) && council.isMember(people[4]), "member");
        check(!council.isMember(stranger) && !council.isMember(admin), "nobody else");
    }

    /* --------------------------------------------------- votePause ---------------------------------------------- */

    function test_VotePause_RevertWhen_TheCallerIsNotAMember() external {
        address[2] memory wrong = [stranger, admin];
        for (uint256 i; i < wrong.length; ++i) {
            vm.prank(wrong[i]);
            vm.expectRevert(abi.encodeWithSelector(Errors.GuardianCouncil_NotMember.selector, wrong[i]));
            council.votePause(1 days);
        }
    }

    function test_VotePause_RevertWhen_TheMemberHasVotedAlready() external {
        votesToPause(0, 1 days);
        vm.warp(START + 1 days - 1);
        vm.prank(people[0]);
        vm.expectRevert(abi.encodeWithSelector(Errors.GuardianCouncil_AlreadyVoted.selector, people[0], START + 1 days));
        council.votePause(1 days);
    }

    function test_VotePause_GivenFewerVotesThanTheThreshold_DoesNothing() external {
        vm.expectEmit();
        emit IGuardianCouncil.PauseVoted(people[0], 1 days, 1, uint40(START + 1 days));
        votesToPause(0, 1 days);
        vm.warp(START + 10);
        vm.expectEmit();
        emit IGuardianCouncil.PauseVoted(people[3], 1 days, 2, uint40(START + 1 days));
        votesToPause(3, 1 days);
        eq(council.pauseVotes(1 days), 2, "votes");
        eq(market.pauses(), 0, "no pause");
    }

    function test_VotePause_GivenDifferentLengths_DoesNotAddThemUp() external {
        votesToPause(0, 1 days);
        votesToPause(1, 1 days);
        votesToPause(2, 2 days);
        eq(market.pauses(), 0, "no pause");
        eq(council.pauseVotes(1 days), 2, "one");
        eq(council.pauseVotes(2 days), 1, "the other");
    }

    function test_VotePause_GivenVotesADayOld_BeginsAnew() external {
        votesToPause(0, 1 days);
        votesToPause(1, 1 days);
        vm.warp(START + 1 days - 1);
        eq(council.pauseVotes(1 days), 2, "still count");
        vm.warp(START + 1 days);
        eq(council.pauseVotes(1 days), 0, "void");
        votesToPause(2, 1 days);
        eq(council.pauseVotes(1 days), 1, "the first again");
        votesToPause(0, 1 days);
        eq(market.pauses(), 0, "no pause");
        votesToPause(1, 1 days);
        eq(market.pauses(), 1, "three at last");
    }

    function test_VotePause_GivenAChangeOfTheCouncil_BeginsAnew() external {
        votesToPause(0, 1 days);
        votesToPause(1, 1 days);
        vm.prank(admin);
        council.setCouncil(people, THRESHOLD);
        eq(council.pauseVotes(1 days), 0, "void");
        votesToPause(2, 1 days);
        eq(market.pauses(), 0, "no pause");
        votesToPause(0, 1 days);
        votesToPause(1, 1 days);
        eq(market.pauses(), 1, "three of the new council");
    }

    function test_VotePause_GivenTheMarketplaceRefuses_KeepsTheVotesBefore() external {
        votesToPause(0, 15 days);
        votesToPause(1, 15 days);
        vm.prank(people[2]);
        vm.expectRevert(abi.encodeWithSelector(PauseSink.TooLong.selector, uint40(15 days)));
        council.votePause(15 days);
        eq(council.pauseVotes(15 days), 2, "kept");
    }

    function test_VotePause_GivenTheThreshold_PausesOnce() external {
        votesToPause(4, 3 days);
        votesToPause(2, 3 days);
        vm.prank(people[0]);
        vm.expectEmit();
        emit IGuardianCouncil.PausePassed(3 days);
        council.votePause(3 days);
        eq(market.pauses(), 1, "paused");
        eq(market.lastPause(), 3 days, "for so long");
        eq(council.pauseVotes(3 days), 0, "the votes are spent");
        votesToPause(1, 3 days);
        votesToPause(0, 3 days);
        eq(market.pauses(), 1, "two more are not enough");
        votesToPause(4, 3 days);
        eq(market.pauses(), 2, "three are");
    }

    /* -------------------------------------------------- voteUnpause --------------------------------------------- */

    function test_VoteUnpause_RevertWhen_TheCallerIsNotAMember() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.GuardianCouncil_NotMember.selector, stranger));
        council.voteUnpause();
    }

    function test_VoteUnpause_RevertWhen_TheMemberHasVotedAlready() external {
        votesToUnpause(0);
        vm.prank(people[0]);
        vm.expectRevert(abi.encodeWithSelector(Errors.GuardianCouncil_AlreadyVoted.selector, people[0], START + 1 days));
        council.voteUnpause();
    }

    function test_VoteUnpause_GivenNothingIsPaused_Reverts() external {
        votesToUnpause(0);
        votesToUnpause(1);
        vm.prank(people[2]);
        vm.expectRevert(PauseSink.NotPaused.selector);
        council.voteUnpause();
        eq(council.unpauseVotes(), 2, "kept");
    }

    function test_VoteUnpause_GivenTheThreshold_EndsThePause() external {
        for (uint256 i; i < THRESHOLD; ++i) {
            votesToPause(i, 3 days);
        }
        vm.expectEmit();
        emit IGuardianCouncil.UnpauseVoted(people[1], 1, uint40(START + 1 days));
        votesToUnpause(1);
        votesToUnpause(2);
        eq(council.unpauseVotes(), 2, "votes");
        eq(council.pauseVotes(0), 0, "for nothing else");
        eq(market.lastPause(), 3 days, "still paused");
        vm.prank(people[3]);
        vm.expectEmit();
        emit IGuardianCouncil.UnpausePassed();
        council.voteUnpause();
        eq(market.lastPause(), 0, "ended");
        eq(council.unpauseVotes(), 0, "the votes are spent");
    }

    /* ------------------------------------------------ voteCancelEpoch ------------------------------------------- */

    function test_VoteCancelEpoch_RevertWhen_TheCallerIsNotAMember() external {
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.GuardianCouncil_NotMember.selector, operator));
        council.voteCancelEpoch(1);
    }

    function test_VoteCancelEpoch_RevertWhen_TheMemberHasVotedAlready() external {
        votesToCancel(0, 1);
        vm.prank(people[0]);
        vm.expectRevert(abi.encodeWithSelector(Errors.GuardianCouncil_AlreadyVoted.selector, people[0], START + 1 days));
        council.voteCancelEpoch(1);
    }

    function test_VoteCancelEpoch_GivenVotesADayOld_BeginsAnew() external {
        votesToCancel(0, 1);
        votesToCancel(1, 1);
        vm.warp(START + 1 days);
        eq(council.cancelVotes(1), 0, "void");
        votesToCancel(2, 1);
        eq(uint256(bonuses.epochOf(1).state), uint256(IBonusDistributor.EpochState.POSTED), "still posted");
    }

    function test_VoteCancelEpoch_GivenTheDistributorRefuses_Reverts() external {
        votesToCancel(0, 2);
        votesToCancel(1, 2);
        vm.prank(people[2]);
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_NotPosted.selector, 2, 0));
        council.voteCancelEpoch(2);
    }

    function test_VoteCancelEpoch_GivenTheThreshold_CancelsTheEpoch() external {
        vm.expectEmit();
        emit IGuardianCouncil.EpochCancelVoted(people[0], 1, 1, uint40(START + 1 days));
        votesToCancel(0, 1);
        votesToCancel(1, 1);
        eq(council.cancelVotes(1), 2, "votes");
        eq(council.pauseVotes(1), 0, "for nothing else");
        vm.prank(people[2]);
        vm.expectEmit();
        emit IGuardianCouncil.EpochCancelPassed(1);
        council.voteCancelEpoch(1);
        eq(uint256(bonuses.epochOf(1).state), uint256(IBonusDistributor.EpochState.CANCELLED), "cancelled");
        eq(bonuses.reserved(), 0, "returned");
        eq(council.cancelVotes(1), 0, "the votes are spent");
    }

    /* --------------------------------------------------- setCouncil --------------------------------------------- */

    function test_SetCouncil_RevertWhen_TheCallerIsNotTheAdmin() external {
        vm.prank(people[0]);
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, people[0], bytes32(0))
        );
        council.setCouncil(people, 2);
    }

    function test_SetCouncil_RevertWhen_TooFewOrTooMany() external {
        uint256[3] memory wrong = [uint256(0), 2, 16];
        vm.startPrank(admin);
        for (uint256 i; i < wrong.length; ++i) {
            address[] memory list = _people(wrong[i]);
            vm.expectRevert(abi.encodeWithSelector(Errors.GuardianCouncil_MembersOutOfBounds.selector, wrong[i], 3, 15));
            council.setCouncil(list, 2);
        }
        council.setCouncil(_people(3), 2);
        council.setCouncil(_people(15), 15);
    }

    function test_SetCouncil_RevertWhen_TheThresholdIsOutOfBounds() external {
        uint256[3] memory wrong = [uint256(0), 1, 5];
        address[] memory four = _people(4);
        vm.startPrank(admin);
        for (uint256 i; i < wrong.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(Errors.GuardianCouncil_ThresholdOutOfBounds.selector, wrong[i], 2, 4)
            );
            council.setCouncil(four, wrong[i]);
        }
    }

    function test_SetCouncil_RevertWhen_AMemberIsZeroOrNamedTwice() external {
        address[] memory four = _people(4);
        four[3] = four[1];
        vm.startPrank(admin);
        vm.expectRevert(abi.encodeWithSelector(Errors.GuardianCouncil_MemberTwice.selector, four[1]));
        council.setCouncil(four, 2);
        four[3] = address(0);
        vm.expectRevert(Errors.GuardianCouncil_ZeroAddress.selector);
        council.setCouncil(four, 2);
    }

    function test_SetCouncil_ReplacesTheWholeCouncil() external {
        address[] memory three = _people(3);
        three[2] = people[1];
        vm.prank(admin);
        vm.expectEmit();
        emit IGuardianCouncil.CouncilChanged(three, 2);
        council.setCouncil(three, 2);
        eq(keccak256(abi.encode(council.members())), keccak256(abi.encode(three)), "members");
        eq(council.threshold(), 2, "threshold");
        check(!council.isMember(people[0]), "left");
        check(council.isMember(people[1]), "stayed");
        vm.prank(people[0]);
        vm.expectRevert(abi.encodeWithSelector(Errors.GuardianCouncil_NotMember.selector, people[0]));
        council.votePause(1 days);
    }

    function _people(uint256 count) private pure returns (address[] memory list) {
        list = new address[](count);
        for (uint256 i; i < count; ++i) {
            list[i] = address(uint160(0xbeef00 + i));
        }
    }
}
