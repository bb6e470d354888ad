// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";

import { Arbitration } from "../../src/Arbitration.sol";
import { IArbitration } from "../../src/interfaces/IArbitration.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import { Ruling } from "../../src/types/DataTypes.sol";
import { ArbitrationTest } from "../support/ArbitrationTest.sol";

contract ArbitrationUnitTest is ArbitrationTest {
    Ruling private constant NONE = Ruling.NONE;
    Ruling private constant PROVIDER = Ruling.PROVIDER;
    Ruling private constant BUYER = Ruling.BUYER;
    Ruling private constant MISUSE = Ruling.MISUSE;
    Ruling private constant TIMED_OUT = Ruling.TIMED_OUT;

    /* ------------------------------------------------- Constructor ---------------------------------------------- */

    function test_Constructor_RevertWhen_AnAddressIsZero() external {
        vm.expectRevert(Errors.Arbitration_ZeroAddress.selector);
        this.builds(
            abi.encodePacked(type(Arbitration).creationCode, abi.encode(address(0), market, none(), COMMIT, REVEAL))
        );
        vm.expectRevert(Errors.Arbitration_ZeroAddress.selector);
        this.builds(
            abi.encodePacked(type(Arbitration).creationCode, abi.encode(admin, address(0), none(), COMMIT, REVEAL))
        );
    }

    function test_Constructor_RevertWhen_APeriodIsOutOfBounds() external {
        uint40[2] memory wrong = [uint40(1), 7 days + 1];
        for (uint256 i; i < 2; ++i) {
            bytes memory error =
                abi.encodeWithSelector(Errors.Arbitration_PeriodOutOfBounds.selector, wrong[i], 2, 7 days);
            vm.expectRevert(error);
            this.builds(
                abi.encodePacked(type(Arbitration).creationCode, abi.encode(admin, market, none(), wrong[i], REVEAL))
            );
            vm.expectRevert(error);
            this.builds(
                abi.encodePacked(type(Arbitration).creationCode, abi.encode(admin, market, none(), COMMIT, wrong[i]))
            );
        }
        Arbitration created = new Arbitration(admin, market, none(), 2, 7 days);
        eq(created.commitSeconds(), 2, "shortest");
        eq(created.revealSeconds(), 7 days, "longest");
    }

    function test_Constructor_RevertWhen_TheFirstSetIsWrong() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.Arbitration_TooManyArbitrators.selector, 129, 128));
        this.builds(
            abi.encodePacked(type(Arbitration).creationCode, abi.encode(admin, market, people(129), COMMIT, REVEAL))
        );
        vm.expectRevert(Errors.Arbitration_ZeroAddress.selector);
        this.builds(
            abi.encodePacked(
                type(Arbitration).creationCode, abi.encode(admin, market, new address[](1), COMMIT, REVEAL)
            )
        );
        address[] memory twice = people(2);
        twice[1] = twice[0];
        vm.expectRevert(abi.encodeWithSelector(Errors.Arbitration_AlreadyArbitrator.selector, twice[0]));
        this.builds(abi.encodePacked(type(Arbitration).creationCode, abi.encode(admin, market, twice, COMMIT, REVEAL)));
    }

    function test_Constructor_SeatsTheFirstSet() external {
        vm.expectEmit();
        emit IArbitration.ArbitratorAdded(person(0));
        Arbitration created = new Arbitration(admin, market, people(3), COMMIT, REVEAL);
        eq(keccak256(abi.encode(created.arbitrators())), keccak256(abi.encode(people(3))), "list");
        eq(created.marketplace(), market, "marketplace");
        bytes32 adminRole = created.DEFAULT_ADMIN_ROLE();
        check(created.hasRole(adminRole, admin), "admin");
        check(!created.hasRole(adminRole, address(this)), "deployer");
        check(!created.hasRole(adminRole, market), "market");
    }

    /* --------------------------------------------- changeArbitrators -------------------------------------------- */

    function test_ChangeArbitrators_RevertWhen_CallerIsNotTheAdmin() external {
        vm.prank(market);
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, market, bytes32(0))
        );
        arbitration.changeArbitrators(only(stranger), none());
    }

    function test_ChangeArbitrators_RevertWhen_AnAddedAccountIsZero() external {
        vm.prank(admin);
        vm.expectRevert(Errors.Arbitration_ZeroAddress.selector);
        arbitration.changeArbitrators(only(address(0)), none());
    }

    function test_ChangeArbitrators_RevertWhen_AnAddedAccountIsOne() external {
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(Errors.Arbitration_AlreadyArbitrator.selector, person(6)));
        arbitration.changeArbitrators(only(person(6)), none());
    }

    function test_ChangeArbitrators_RevertWhen_ThereWouldBeTooMany() external {
        address[] memory more = new address[](121);
        for (uint256 i; i < more.length; ++i) {
            more[i] = person(7 + i);
        }
        adds(more);
        eq(arbitration.arbitrators().length, 128, "full");
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(Errors.Arbitration_TooManyArbitrators.selector, 129, 128));
        arbitration.changeArbitrators(only(stranger), only(person(0)));
    }

    function test_ChangeArbitrators_RevertWhen_ARemovedAccountIsNone() external {
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(Errors.Arbitration_NotArbitrator.selector, stranger));
        arbitration.changeArbitrators(none(), only(stranger));
    }

    function test_ChangeArbitrators_RevertWhen_FewerThanFiveWouldRemain() external {
        removes(people(2));
        eq(arbitration.arbitrators().length, 5, "five");
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(Errors.Arbitration_TooFewArbitrators.selector, 4, 5));
        arbitration.changeArbitrators(none(), only(person(2)));
    }

    function test_ChangeArbitrators_GivenTheLast_RemovesIt() external {
        vm.prank(admin);
        vm.expectEmit();
        emit IArbitration.ArbitratorRemoved(person(6));
        arbitration.changeArbitrators(none(), only(person(6)));
        eq(keccak256(abi.encode(arbitration.arbitrators())), keccak256(abi.encode(people(6))), "list");
        check(!arbitration.isArbitrator(person(6)), "gone");
    }

    function test_ChangeArbitrators_GivenAnotherTakesThePlace_KeepsEverybodyElse() external {
        removes(only(person(1)));
        address[] memory expected = people(6);
        expected[1] = person(6);
        eq(keccak256(abi.encode(arbitration.arbitrators())), keccak256(abi.encode(expected)), "list");
        check(!arbitration.isArbitrator(person(1)), "gone");
        check(arbitration.isArbitrator(person(6)), "moved");
        removes(only(person(6)));
        expected = people(5);
        expected[1] = person(5);
        eq(
            keccak256(abi.encode(arbitration.arbitrators())),
            keccak256(abi.encode(expected)),
            "the moved one can go too"
        );
        adds(only(person(1)));
        eq(arbitration.arbitrators()[5], person(1), "and the first come back");
    }

    function test_ChangeArbitrators_GivenFewerThanFive_ReplacesByAddingFirst() external {
        arbitration = new Arbitration(admin, market, people(4), COMMIT, REVEAL);
        address[] memory two = people(6);
        (two[0], two[1]) = (two[4], two[5]);
        assembly {
            mstore(two, 2)
        }
        vm.prank(admin);
        arbitration.changeArbitrators(two, only(person(0)));
        eq(arbitration.arbitrators().length, 5, "five");
        check(!arbitration.isArbitrator(person(0)), "replaced");
    }

    /* ----------------------------------------------------- open ------------------------------------------------- */

    function test_Open_RevertWhen_CallerIsNotTheMarketplace() external {
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(Errors.Arbitration_NotMarketplace.selector, admin));
        arbitration.open(TASK, buyer, provider);
    }

    function test_Open_RevertWhen_TheTaskWasDisputedBefore() external {
        opens(TASK);
        _refusesToOpen(TASK, buyer, provider, abi.encodeWithSelector(Errors.Arbitration_DisputeExists.selector, TASK));
        vm.warp(block.timestamp + 4 days);
        concludes(TASK);
        _refusesToOpen(TASK, buyer, provider, abi.encodeWithSelector(Errors.Arbitration_DisputeExists.selector, TASK));
    }

    function test_Open_RevertWhen_FewerThanThreeAreNoParty() external {
        arbitration = new Arbitration(admin, market, people(4), COMMIT, REVEAL);
        bytes memory error = abi.encodeWithSelector(Errors.Arbitration_TooFewEligible.selector, 2, 3);
        _refusesToOpen("both", person(0), person(3), error);
        vm.startPrank(market);
        arbitration.open("buyer", person(0), provider);
        arbitration.open("provider", buyer, person(3));
        arbitration.open("same", person(3), person(3));
        vm.stopPrank();
        arbitration = new Arbitration(admin, market, people(2), COMMIT, REVEAL);
        _refusesToOpen("two", buyer, provider, error);
    }

    function test_Open_FixesDrawBlockAndDeadlines() external {
        vm.prank(market);
        vm.expectEmit();
        emit IArbitration.DisputeOpened(
            TASK, buyer, provider, 1001, uint40(START + 1 days), uint40(START + 2 days), uint40(START + 3 days)
        );
        arbitration.open(TASK, buyer, provider);
        vm.snapshotGasLastCall("gas", "open dispute");

        IArbitration.DisputeView memory shown = arbitration.dispute(TASK);
        eq(uint256(shown.phase), uint256(IArbitration.Phase.DRAW), "phase");
        eq(shown.buyer, buyer, "buyer");
        eq(shown.provider, provider, "provider");
        eq(shown.drawBlock, 1001, "draw block");
        eq(shown.openedAt, START, "opened");
        eq(shown.drawBy, START + 1 days, "draw by");
        eq(shown.commitBy, START + 2 days, "commit by");
        eq(shown.revealBy, START + 3 days, "reveal by");
        eq(shown.panel[0], address(0), "no panel yet");
    }

    /* ----------------------------------------------------- draw ------------------------------------------------- */

    function test_Draw_RevertWhen_ThereIsNoSuchDispute() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.Arbitration_UnknownDispute.selector, TASK));
        arbitration.draw(TASK);
    }

    function test_Draw_RevertWhen_TheDrawBlockHasNotPassed() external {
        opens(TASK);
        for (uint256 number = 1000; number < 1002; ++number) {
            vm.roll(number);
            vm.expectRevert(abi.encodeWithSelector(Errors.Arbitration_DrawTooEarly.selector, TASK, 1001, number));
            arbitration.draw(TASK);
        }
        vm.roll(1002);
        check(arbitration.draw(TASK), "the first block that can");
    }

    function test_Draw_RevertWhen_Drawn() external {
        opensAndDraws(TASK);
        vm.expectRevert(abi.encodeWithSelector(Errors.Arbitration_AlreadyDrawn.selector, TASK));
        arbitration.draw(TASK);
    }

    function test_Draw_RevertWhen_TheTimeHasPassed() external {
        opens(TASK);
        passesDrawBlock();
        vm.warp(START + 1 days + 1);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.Arbitration_DrawClosed.selector, TASK, START + 1 days, START + 1 days + 1)
        );
        arbitration.draw(TASK);
        vm.warp(START + 1 days);
        check(arbitration.draw(TASK), "the last second");
    }

    function test_Draw_GivenTheHashIsGone_NamesTheNextBlock() external {
        opens(TASK);
        vm.roll(1001 + 257);
        vm.expectEmit();
        emit IArbitration.DrawRescheduled(TASK, 1259);
        check(!arbitration.draw(TASK), "rescheduled");
        eq(arbitration.dispute(TASK).drawBlock, 1259, "draw block");
        checkPhase(TASK, IArbitration.Phase.DRAW);
        vm.expectRevert(abi.encodeWithSelector(Errors.Arbitration_DrawTooEarly.selector, TASK, 1259, 1258));
        arbitration.draw(TASK);
        vm.roll(1260);
        vm.setBlockhash(1259, "late");
        check(arbitration.draw(TASK), "drawn");
        eq(
            keccak256(abi.encode(arbitration.dispute(TASK).panel)),
            keccak256(abi.encode(_expectedPanel("late", people(7)))),
            "from the new block"
        );
    }

    function test_Draw_GivenTheLastBlockThatKnowsTheHash_Draws() external {
        opens(TASK);
        vm.roll(1001 + 256);
        check(arbitration.draw(TASK), "drawn");
    }

    function test_Draw_SeatsThreeFromTheHash_ForAnyone() external {
        opens(TASK);
        vm.roll(1002);
        vm.setBlockhash(1001, "hash");
        address[3] memory expected = _expectedPanel("hash", people(7));
        vm.prank(stranger);
        vm.expectEmit();
        emit IArbitration.PanelDrawn(TASK, expected);
        arbitration.draw(TASK);
        vm.snapshotGasLastCall("gas", "draw panel of 7");
        eq(keccak256(abi.encode(arbitration.dispute(TASK).panel)), keccak256(abi.encode(expected)), "panel");
        checkPhase(TASK, IArbitration.Phase.COMMIT);
        for (uint256 i; i < 3; ++i) {
            (uint32 panels, uint32 silences) = arbitration.serviceOf(expected[i]);
            eq(panels, 1, "panels");
            eq(silences, 0, "silences");
        }
    }

    /* ---------------------------------------------------- commit ------------------------------------------------ */

    function test_Commit_RevertWhen_ThereIsNoSuchDispute() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.Arbitration_UnknownDispute.selector, TASK));
        arbitration.commit(TASK, "sealed");
    }

    function test_Commit_RevertWhen_NotDrawn_OrNotOnThePanel() external {
        opens(TASK);
        _refusesToCommit(
            person(0), "sealed", abi.encodeWithSelector(Errors.Arbitration_NotOnPanel.selector, TASK, person(0))
        );
        passesDrawBlock();
        arbitration.draw(TASK);
        _refusesToCommit(
            stranger, "sealed", abi.encodeWithSelector(Errors.Arbitration_NotOnPanel.selector, TASK, stranger)
        );
        address left = _notDrawn(arbitration.dispute(TASK).panel);
        _refusesToCommit(left, "sealed", abi.encodeWithSelector(Errors.Arbitration_NotOnPanel.selector, TASK, left));
    }

    function test_Commit_RevertWhen_Committed() external {
        address[3] memory panel = opensAndDraws(TASK);
        commits(TASK, panel[2], BUYER);
        _refusesToCommit(
            panel[2], "other", abi.encodeWithSelector(Errors.Arbitration_AlreadyCommitted.selector, TASK, panel[2])
        );
    }

    function test_Commit_RevertWhen_TheTimeHasPassed() external {
        address[3] memory panel = opensAndDraws(TASK);
        vm.warp(START + 2 days + 1);
        _refusesToCommit(
            panel[0],
            "sealed",
            abi.encodeWithSelector(Errors.Arbitration_CommitClosed.selector, TASK, START + 2 days, START + 2 days + 1)
        );
    }

    function test_Commit_RevertWhen_TheCommitmentIsZero() external {
        address[3] memory panel = opensAndDraws(TASK);
        _refusesToCommit(panel[0], 0, abi.encodeWithSelector(Errors.Arbitration_EmptyCommitment.selector));
    }

    function test_Commit_KeepsTheCommitment_UntilTheLastSecond() external {
        address[3] memory panel = opensAndDraws(TASK);
        vm.warp(START + 2 days);
        bytes32 commitment = sealedVote(TASK, panel[1], MISUSE);
        eq(commitment, arbitration.commitmentOf(TASK, panel[1], MISUSE, saltOf(panel[1])), "the view's commitment");
        vm.prank(panel[1]);
        vm.expectEmit();
        emit IArbitration.VoteCommitted(TASK, panel[1], commitment);
        arbitration.commit(TASK, commitment);
        vm.snapshotGasLastCall("gas", "commit vote");
        IArbitration.DisputeView memory shown = arbitration.dispute(TASK);
        eq(shown.commitments[1], commitment, "kept");
        eq(shown.commitments[0], 0, "no other");
        eq(shown.votes[1], NONE, "not shown");
    }

    /* ---------------------------------------------------- reveal ------------------------------------------------ */

    function test_Reveal_RevertWhen_ThereIsNoSuchDispute() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.Arbitration_UnknownDispute.selector, TASK));
        arbitration.reveal(TASK, BUYER, "salt");
    }

    function test_Reveal_RevertWhen_NotOnThePanel() external {
        opensAndDraws(TASK);
        _refusesToReveal(
            stranger, BUYER, abi.encodeWithSelector(Errors.Arbitration_NotOnPanel.selector, TASK, stranger)
        );
    }

    function test_Reveal_RevertWhen_NotCommitted() external {
        address[3] memory panel = opensAndDraws(TASK);
        vm.warp(START + 2 days + 1);
        _refusesToReveal(
            panel[0], BUYER, abi.encodeWithSelector(Errors.Arbitration_NotCommitted.selector, TASK, panel[0])
        );
    }

    function test_Reveal_RevertWhen_Revealed() external {
        address[3] memory panel = opensAndDraws(TASK);
        commits(TASK, panel[0], BUYER);
        commits(TASK, panel[1], BUYER);
        vm.warp(START + 2 days + 1);
        reveals(TASK, panel[0], BUYER);
        _refusesToReveal(
            panel[0], BUYER, abi.encodeWithSelector(Errors.Arbitration_AlreadyRevealed.selector, TASK, panel[0])
        );
    }

    function test_Reveal_RevertWhen_OthersMayStillCommit() external {
        address[3] memory panel = opensAndDraws(TASK);
        commits(TASK, panel[0], BUYER);
        commits(TASK, panel[1], BUYER);
        vm.warp(START + 2 days);
        _refusesToReveal(
            panel[0],
            BUYER,
            abi.encodeWithSelector(Errors.Arbitration_RevealTooEarly.selector, TASK, START + 2 days, START + 2 days)
        );
    }

    function test_Reveal_RevertWhen_TheTimeHasPassed() external {
        address[3] memory panel = opensAndDraws(TASK);
        commits(TASK, panel[0], BUYER);
        vm.warp(START + 3 days + 1);
        _refusesToReveal(
            panel[0],
            BUYER,
            abi.encodeWithSelector(Errors.Arbitration_RevealClosed.selector, TASK, START + 3 days, START + 3 days + 1)
        );
    }

    function test_Reveal_RevertWhen_TheVoteIsNoneOfTheThree() external {
        address[3] memory panel = opensAndDraws(TASK);
        commits(TASK, panel[0], NONE);
        commits(TASK, panel[1], TIMED_OUT);
        vm.warp(START + 2 days + 1);
        _refusesToReveal(panel[0], NONE, abi.encodeWithSelector(Errors.Arbitration_InvalidVote.selector, NONE));
        _refusesToReveal(
            panel[1], TIMED_OUT, abi.encodeWithSelector(Errors.Arbitration_InvalidVote.selector, TIMED_OUT)
        );
    }

    function test_Reveal_RevertWhen_ItIsNotWhatWasCommitted() external {
        address[3] memory panel = opensAndDraws(TASK);
        commits(TASK, panel[0], BUYER);
        vm.warp(START + 2 days + 1);
        _refusesToReveal(
            panel[0],
            PROVIDER,
            abi.encodeWithSelector(
                Errors.Arbitration_WrongReveal.selector,
                sealedVote(TASK, panel[0], BUYER),
                sealedVote(TASK, panel[0], PROVIDER)
            )
        );
        vm.prank(panel[0]);
        vm.expectPartialRevert(Errors.Arbitration_WrongReveal.selector);
        arbitration.reveal(TASK, BUYER, "another salt");
    }

    function test_Reveal_GivenAllCommitted_OpensBeforeTheDeadline() external {
        address[3] memory panel = opensAndDraws(TASK);
        for (uint256 i; i < 3; ++i) {
            checkPhase(TASK, IArbitration.Phase.COMMIT);
            commits(TASK, panel[i], MISUSE);
        }
        checkPhase(TASK, IArbitration.Phase.REVEAL);
        vm.prank(panel[2]);
        vm.expectEmit();
        emit IArbitration.VoteRevealed(TASK, panel[2], MISUSE);
        arbitration.reveal(TASK, MISUSE, saltOf(panel[2]));
        vm.snapshotGasLastCall("gas", "reveal vote");
        eq(arbitration.dispute(TASK).votes[2], MISUSE, "shown");
        eq(arbitration.dispute(TASK).votes[0], NONE, "no other");
    }

    function test_Reveal_GivenTheDeadlineOfCommitments_OpensUntilTheLastSecond() external {
        address[3] memory panel = opensAndDraws(TASK);
        commits(TASK, panel[0], BUYER);
        commits(TASK, panel[1], PROVIDER);
        vm.warp(START + 2 days + 1);
        reveals(TASK, panel[0], BUYER);
        vm.warp(START + 3 days);
        reveals(TASK, panel[1], PROVIDER);
        eq(arbitration.dispute(TASK).votes[1], PROVIDER, "shown");
    }

    /* --------------------------------------------------- conclude ----------------------------------------------- */

    function test_Conclude_RevertWhen_CallerIsNotTheMarketplace() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.Arbitration_NotMarketplace.selector, stranger));
        arbitration.conclude(TASK);
    }

    function test_Conclude_RevertWhen_ThereIsNoSuchDispute() external {
        _refusesToConclude(abi.encodeWithSelector(Errors.Arbitration_UnknownDispute.selector, TASK));
    }

    function test_Conclude_RevertWhen_ThePanelMayStillBeDrawn() external {
        opens(TASK);
        vm.warp(START + 1 days);
        _refusesToConclude(
            abi.encodeWithSelector(Errors.Arbitration_NotFinal.selector, TASK, START + 1 days, START + 1 days)
        );
    }

    function test_Conclude_RevertWhen_SomebodyMayStillCommitOrReveal() external {
        address[3] memory panel = opensAndDraws(TASK);
        vm.warp(START + 2 days);
        // No arbitrator has committed yet: as many reveals as commitments, but one may still come.
        _refusesToConclude(
            abi.encodeWithSelector(Errors.Arbitration_NotFinal.selector, TASK, START + 3 days, START + 2 days)
        );
        for (uint256 i; i < 3; ++i) {
            commits(TASK, panel[i], BUYER);
        }
        reveals(TASK, panel[0], BUYER);
        reveals(TASK, panel[1], BUYER);
        vm.warp(START + 3 days);
        _refusesToConclude(
            abi.encodeWithSelector(Errors.Arbitration_NotFinal.selector, TASK, START + 3 days, START + 3 days)
        );
        vm.warp(START + 3 days + 1);
        (Ruling ruling,) = concludes(TASK);
        eq(ruling, BUYER, "ruling");
    }

    function test_Conclude_RevertWhen_Concluded() external {
        opens(TASK);
        vm.warp(START + 1 days + 1);
        concludes(TASK);
        _refusesToConclude(abi.encodeWithSelector(Errors.Arbitration_AlreadyConcluded.selector, TASK, TIMED_OUT));
    }

    /// @dev All 27; counted here by sides, not by the library.
    function test_Conclude_GivenThreeVotes_RulesByTwo() external {
        Ruling[3] memory choices = [PROVIDER, BUYER, MISUSE];
        for (uint256 n; n < 27; ++n) {
            Ruling[3] memory cast = [choices[n % 3], choices[(n / 3) % 3], choices[n / 9]];
            (uint256 forProvider, uint256 forMisuse) = _count(cast);
            Ruling expected = forProvider >= 2 ? PROVIDER : forMisuse >= 2 ? MISUSE : BUYER;
            _rules(bytes32(n + 1), cast, expected, forProvider >= 2 ? forProvider : 3 - forProvider);
        }
    }

    function test_Conclude_GivenTwoVotes_RulesIfTheyAgree() external {
        _rules("pp", [PROVIDER, NONE, PROVIDER], PROVIDER, 2);
        _rules("bb", [NONE, BUYER, BUYER], BUYER, 2);
        _rules("bm", [BUYER, MISUSE, NONE], BUYER, 2);
        _rules("mm", [MISUSE, NONE, MISUSE], MISUSE, 2);
        _rules("pb", [PROVIDER, BUYER, NONE], TIMED_OUT, 2);
        _rules("pm", [NONE, PROVIDER, MISUSE], TIMED_OUT, 2);
    }

    function test_Conclude_GivenFewerThanTwoVotes_TimesOut() external {
        _rules("none", [NONE, NONE, NONE], TIMED_OUT, 0);
        _rules("p", [PROVIDER, NONE, NONE], TIMED_OUT, 1);
        _rules("b", [NONE, BUYER, NONE], TIMED_OUT, 1);
        _rules("m", [NONE, NONE, MISUSE], TIMED_OUT, 1);
    }

    function test_Conclude_GivenAllRevealed_IsFinalBeforeTheDeadline() external {
        address[3] memory panel = opensAndDraws(TASK);
        for (uint256 i; i < 3; ++i) {
            commits(TASK, panel[i], i == 1 ? PROVIDER : MISUSE);
        }
        for (uint256 i; i < 3; ++i) {
            checkPhase(TASK, IArbitration.Phase.REVEAL);
            reveals(TASK, panel[i], i == 1 ? PROVIDER : MISUSE);
        }
        checkPhase(TASK, IArbitration.Phase.FINAL);
        eq(block.timestamp, START, "no time passed");
        address[] memory winners = new address[](2);
        (winners[0], winners[1]) = (panel[0], panel[2]);
        vm.prank(market);
        vm.expectEmit();
        emit IArbitration.DisputeConcluded(TASK, MISUSE, winners);
        (Ruling ruling, address[] memory majority) = arbitration.conclude(TASK);
        vm.snapshotGasLastCall("gas", "conclude dispute");
        eq(ruling, MISUSE, "ruling");
        eq(keccak256(abi.encode(majority)), keccak256(abi.encode(winners)), "who voted for the buyer's side");
        checkPhase(TASK, IArbitration.Phase.CONCLUDED);
        eq(arbitration.dispute(TASK).ruling, MISUSE, "kept");
    }

    function test_Conclude_GivenNobodyDrew_TimesOut() external {
        opens(TASK);
        vm.warp(START + 1 days + 1);
        checkPhase(TASK, IArbitration.Phase.FINAL);
        vm.prank(market);
        vm.expectEmit();
        emit IArbitration.DisputeConcluded(TASK, TIMED_OUT, none());
        (Ruling ruling, address[] memory majority) = arbitration.conclude(TASK);
        eq(ruling, TIMED_OUT, "ruling");
        eq(majority.length, 0, "majority");
        (uint32 panels, uint32 silences) = arbitration.serviceOf(address(0));
        eq(panels + silences, 0, "nobody");
        passesDrawBlock();
        vm.expectPartialRevert(Errors.Arbitration_DrawClosed.selector);
        arbitration.draw(TASK);
    }

    function test_Conclude_GivenAnArbitratorWithoutAVote_RecordsIt() external {
        address[3] memory panel = opensAndDraws(TASK);
        commits(TASK, panel[0], BUYER);
        commits(TASK, panel[1], BUYER);
        vm.warp(START + 2 days + 1);
        reveals(TASK, panel[1], BUYER);
        vm.warp(START + 3 days + 1);
        vm.prank(market);
        vm.expectEmit();
        emit IArbitration.ArbitratorSilent(TASK, panel[0], 1);
        vm.expectEmit();
        emit IArbitration.ArbitratorSilent(TASK, panel[2], 1);
        arbitration.conclude(TASK);
        for (uint256 i; i < 3; ++i) {
            (uint32 panels, uint32 silences) = arbitration.serviceOf(panel[i]);
            eq(panels, 1, "panels");
            eq(silences, i == 1 ? 0 : 1, "silences");
        }
    }

    /* --------------------------------------------------- dispute ------------------------------------------------ */

    function test_Dispute_GivenNoSuchDispute_IsEmpty() external view {
        IArbitration.DisputeView memory empty;
        eq(keccak256(abi.encode(arbitration.dispute(TASK))), keccak256(abi.encode(empty)), "empty");
    }

    function test_Dispute_NamesThePhaseAtEveryMoment() external {
        checkPhase(TASK, IArbitration.Phase.NONE);
        opens(TASK);
        passesDrawBlock();
        vm.warp(START + 1 days);
        checkPhase(TASK, IArbitration.Phase.DRAW);
        arbitration.draw(TASK);
        checkPhase(TASK, IArbitration.Phase.COMMIT);
        commits(TASK, arbitration.dispute(TASK).panel[0], BUYER);
        vm.warp(START + 2 days);
        checkPhase(TASK, IArbitration.Phase.COMMIT);
        vm.warp(START + 2 days + 1);
        checkPhase(TASK, IArbitration.Phase.REVEAL);
        vm.warp(START + 3 days);
        checkPhase(TASK, IArbitration.Phase.REVEAL);
        vm.warp(START + 3 days + 1);
        checkPhase(TASK, IArbitration.Phase.FINAL);
        concludes(TASK);
        checkPhase(TASK, IArbitration.Phase.CONCLUDED);

        opens("nobody commits");
        passesDrawBlock();
        arbitration.draw("nobody commits");
        vm.warp(block.timestamp + 2 days + 1);
        checkPhase("nobody commits", IArbitration.Phase.FINAL);
    }

    /* --------------------------------------------------- Private ------------------------------------------------ */

    /// @dev An arbitrator who committed and kept the vote back loses the office. One who never committed is only
    /// counted. Five always stay.
    function test_Conclude_GivenAVoteKeptBack_RemovesTheArbitrator_WhileEnoughAreLeft() external {
        for (uint256 n; n < 3; ++n) {
            bytes32 taskId = bytes32(n + 1);
            uint256 before = arbitration.arbitrators().length;
            address[3] memory panel = opensAndDraws(taskId);
            commits(taskId, panel[0], BUYER);
            commits(taskId, panel[1], BUYER);
            vm.warp(arbitration.dispute(taskId).commitBy + 1);
            reveals(taskId, panel[0], BUYER);
            vm.warp(arbitration.dispute(taskId).revealBy + 1);
            if (before > 5) {
                vm.expectEmit();
                emit IArbitration.ArbitratorSilent(taskId, panel[1], 1);
                vm.expectEmit();
                emit IArbitration.ArbitratorRemoved(panel[1]);
            }
            concludes(taskId);
            eq(arbitration.arbitrators().length, before > 5 ? before - 1 : 5, "left");
            check(
                arbitration.isArbitrator(panel[0]) && arbitration.isArbitrator(panel[2]), "who voted, who stayed away"
            );
            eq(arbitration.isArbitrator(panel[1]) ? 1 : 0, before > 5 ? 0 : 1, "who kept it back");
        }
    }

    function _rules(bytes32 taskId, Ruling[3] memory cast, Ruling expected, uint256 winners) private {
        address[3] memory panel = opensAndDraws(taskId);
        votes(taskId, panel, cast);
        vm.warp(arbitration.dispute(taskId).revealBy + 1);
        (Ruling ruling, address[] memory majority) = concludes(taskId);
        eq(ruling, expected, "ruling");
        eq(majority.length, winners, "winners");
        bool providerWon = ruling == PROVIDER;
        uint256 found;
        for (uint256 i; i < 3 && ruling != TIMED_OUT; ++i) {
            if (cast[i] != NONE && (cast[i] == PROVIDER) == providerWon) eq(majority[found++], panel[i], "winner");
        }
    }

    function _count(Ruling[3] memory cast) private pure returns (uint256 forProvider, uint256 forMisuse) {
        for (uint256 i; i < 3; ++i) {
            if (cast[i] == PROVIDER) ++forProvider;
            if (cast[i] == MISUSE) ++forMisuse;
        }
    }

    /// @dev The draw by another way: numbers strike names from a list that shrinks.
    function _expectedPanel(bytes32 hash, address[] memory list) private pure returns (address[3] memory panel) {
        bytes32 seed = keccak256(abi.encode(hash, TASK));
        uint256 left = list.length;
        for (uint256 n; n < 3; ++n) {
            uint256 at = uint256(keccak256(abi.encode(seed, n))) % left--;
            panel[n] = list[at];
            for (uint256 i = at; i < left; ++i) {
                list[i] = list[i + 1];
            }
        }
    }

    function _notDrawn(address[3] memory panel) private pure returns (address) {
        for (uint256 i;; ++i) {
            if (person(i) != panel[0] && person(i) != panel[1] && person(i) != panel[2]) return person(i);
        }
        return address(0);
    }

    function _refusesToOpen(bytes32 taskId, address buyer_, address provider_, bytes memory error) private {
        vm.prank(market);
        vm.expectRevert(error);
        arbitration.open(taskId, buyer_, provider_);
    }

    function _refusesToCommit(address who, bytes32 commitment, bytes memory error) private {
        vm.prank(who);
        vm.expectRevert(error);
        arbitration.commit(TASK, commitment);
    }

    function _refusesToReveal(address who, Ruling vote, bytes memory error) private {
        vm.prank(who);
        vm.expectRevert(error);
        arbitration.reveal(TASK, vote, saltOf(who));
    }

    function _refusesToConclude(bytes memory error) private {
        vm.prank(market);
        vm.expectRevert(error);
        arbitration.conclude(TASK);
    }
}
