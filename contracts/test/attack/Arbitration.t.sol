// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Arbitration } from "../../src/Arbitration.sol";
import { IArbitration } from "../../src/interfaces/IArbitration.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import { Ruling } from "../../src/types/DataTypes.sol";
import { ArbitrationTest } from "../support/ArbitrationTest.sol";

contract ArbitrationAttacksTest is ArbitrationTest {
    /// @dev Gas of one transaction since EIP-7825.
    uint256 private constant TRANSACTION_GAS = 16_777_216;

    function test_AMinority_CannotRule() external {
        address[3] memory panel = opensAndDraws(TASK);
        commits(TASK, panel[0], Ruling.PROVIDER);
        commits(TASK, panel[1], Ruling.BUYER);
        commits(TASK, panel[2], Ruling.MISUSE);
        reveals(TASK, panel[0], Ruling.PROVIDER);
        // It has one vote: not a second, not another one, not from a second account, and the others may wait till the
        // end.
        vm.startPrank(panel[0]);
        vm.expectPartialRevert(Errors.Arbitration_AlreadyRevealed.selector);
        arbitration.reveal(TASK, Ruling.PROVIDER, saltOf(panel[0]));
        vm.expectPartialRevert(Errors.Arbitration_AlreadyCommitted.selector);
        arbitration.commit(TASK, "second");
        vm.stopPrank();
        vm.prank(stranger);
        vm.expectPartialRevert(Errors.Arbitration_NotOnPanel.selector);
        arbitration.commit(TASK, "second");
        vm.prank(market);
        vm.expectPartialRevert(Errors.Arbitration_NotFinal.selector);
        arbitration.conclude(TASK);
        reveals(TASK, panel[1], Ruling.BUYER);
        reveals(TASK, panel[2], Ruling.MISUSE);
        (Ruling ruling, address[] memory majority) = concludes(TASK);
        eq(ruling, Ruling.BUYER, "two of three; one alone can't ban a node");
        eq(majority.length, 2, "two are paid");
        eq(majority[0], panel[1], "second");
        eq(majority[1], panel[2], "third");
    }

    /// @dev A lazy arbitrator who wants the majority's fee copies a colleague's commitment, and later the salt.
    function test_ACopiedCommitment_CannotBeOpened() external {
        address[3] memory panel = opensAndDraws(TASK);
        commits(TASK, panel[0], Ruling.BUYER);
        commits(TASK, panel[1], Ruling.BUYER);
        bytes32 copied = sealedVote(TASK, panel[0], Ruling.BUYER);
        vm.prank(panel[2]);
        arbitration.commit(TASK, copied);
        reveals(TASK, panel[0], Ruling.BUYER);
        vm.prank(panel[2]);
        vm.expectPartialRevert(Errors.Arbitration_WrongReveal.selector);
        arbitration.reveal(TASK, Ruling.BUYER, saltOf(panel[0]));
        reveals(TASK, panel[1], Ruling.BUYER);
        vm.warp(START + 3 days + 1);
        (, address[] memory majority) = concludes(TASK);
        eq(majority.length, 2, "the copy is not paid");
    }

    /// @dev The same vote and salt in two disputes: the first one's reveal opens nothing in the second.
    function test_ACommitment_IsBoundToItsDispute() external {
        removes(people(2));
        (buyer, provider) = (person(2), person(3));
        address[3] memory panel = opensAndDraws(TASK);
        opensAndDraws("other");
        bytes32 first = arbitration.commitmentOf(TASK, panel[0], Ruling.BUYER, saltOf(panel[0]));
        vm.startPrank(panel[0]);
        arbitration.commit("other", first);
        vm.warp(START + 2 days + 1);
        vm.expectPartialRevert(Errors.Arbitration_WrongReveal.selector);
        arbitration.reveal("other", Ruling.BUYER, saltOf(panel[0]));
        vm.stopPrank();
    }

    /// @dev A vote shown before the others have committed could be followed, or voted against for a fee.
    function test_AnEarlyReveal_IsRefused() external {
        address[3] memory panel = opensAndDraws(TASK);
        commits(TASK, panel[0], Ruling.BUYER);
        commits(TASK, panel[1], Ruling.BUYER);
        vm.prank(panel[0]);
        vm.expectPartialRevert(Errors.Arbitration_RevealTooEarly.selector);
        arbitration.reveal(TASK, Ruling.BUYER, saltOf(panel[0]));
        // After the first reveal, no arbitrator commits any more.
        vm.warp(START + 2 days + 1);
        reveals(TASK, panel[0], Ruling.BUYER);
        vm.prank(panel[2]);
        vm.expectPartialRevert(Errors.Arbitration_CommitClosed.selector);
        arbitration.commit(TASK, sealedVote(TASK, panel[2], Ruling.PROVIDER));
    }

    function test_PartiesWhoAreArbitrators_NeverSit() external {
        removes(people(2));
        (buyer, provider) = (person(2), person(6));
        for (uint256 n; n < 50; ++n) {
            bytes32 taskId = keccak256(abi.encode(n));
            address[3] memory panel = opensAndDraws(taskId);
            for (uint256 i; i < 3; ++i) {
                check(panel[i] == person(3) || panel[i] == person(4) || panel[i] == person(5), "the other three");
                check(panel[i] != panel[(i + 1) % 3], "one seat each");
            }
            vm.prank(buyer);
            vm.expectPartialRevert(Errors.Arbitration_NotOnPanel.selector);
            arbitration.commit(taskId, "sealed");
        }
    }

    /// @dev The hash is known, the panel isn't to a party's taste: waiting, or executing a passed change of the set,
    ///   changes nothing.
    function test_GrindingTheDraw_ByMomentOrSet_ChangesNothing() external {
        address[] memory gone = new address[](2);
        bytes32 first;
        for (uint256 n; n < 20; ++n) {
            vm.roll(1000);
            arbitration = new Arbitration(admin, market, people(7), COMMIT, REVEAL);
            opens(TASK);
            vm.roll(1002);
            vm.setBlockhash(1001, "known");
            if (n > 0) {
                vm.roll(1002 + n * 13);
                vm.setBlockhash(1001, "known");
                (gone[0], gone[1]) = (person(n % 7), person((n + 3) % 7));
                vm.prank(admin);
                arbitration.changeArbitrators(only(stranger), gone);
            }
            arbitration.draw(TASK);
            bytes32 panel = keccak256(abi.encode(arbitration.dispute(TASK).panel));
            if (n == 0) first = panel;
            eq(panel, first, "the same three");
        }
    }

    /// @dev Letting the hash lapse gives another unknown block, and no more time.
    function test_LettingTheHashLapse_BuysNeitherAChoiceNorTime() external {
        opens(TASK);
        IArbitration.DisputeView memory before = arbitration.dispute(TASK);
        for (uint256 n = 1; n <= 3; ++n) {
            vm.roll(arbitration.dispute(TASK).drawBlock + 257);
            vm.prank(buyer);
            check(!arbitration.draw(TASK), "rescheduled");
            uint256 drawBlock = arbitration.dispute(TASK).drawBlock;
            eq(drawBlock, block.number + 1, "still to come");
            vm.expectPartialRevert(Errors.Arbitration_DrawTooEarly.selector);
            arbitration.draw(TASK);
            eq(arbitration.dispute(TASK).revealBy, before.revealBy, "no more time");
            // From then on anyone can draw: another lapse takes 256 blocks without a draw.
        }
        vm.roll(block.number + 2);
        vm.prank(provider);
        check(arbitration.draw(TASK), "the other party draws");
    }

    function test_AnArbitratorRemovedMidDispute_KeepsTheOneVote() external {
        address[3] memory panel = opensAndDraws(TASK);
        commits(TASK, panel[0], Ruling.BUYER);
        address[] memory gone = new address[](2);
        (gone[0], gone[1]) = (panel[0], panel[1]);
        removes(gone);
        commits(TASK, panel[1], Ruling.BUYER);
        commits(TASK, panel[2], Ruling.PROVIDER);
        for (uint256 i; i < 3; ++i) {
            reveals(TASK, panel[i], i == 2 ? Ruling.PROVIDER : Ruling.BUYER);
        }
        (Ruling ruling,) = concludes(TASK);
        eq(ruling, Ruling.BUYER, "the panel stays who was drawn");

        vm.roll(block.number + 1);
        for (uint256 n; n < 30; ++n) {
            address[3] memory next = opensAndDraws(keccak256(abi.encode(n)));
            for (uint256 i; i < 3; ++i) {
                check(next[i] != panel[0] && next[i] != panel[1], "never drawn again");
            }
        }
    }

    /// @dev Removed between the opening and the draw, in the same block even: the panel is complete in any case.
    function test_ARemovalInTheBlockOfTheOpening_LeavesAPanel() external {
        (buyer, provider) = (person(5), person(6));
        opens(TASK);
        removes(people(2));
        passesDrawBlock();
        check(arbitration.draw(TASK), "drawn");
        address[3] memory panel = arbitration.dispute(TASK).panel;
        for (uint256 i; i < 3; ++i) {
            check(panel[i] == person(2) || panel[i] == person(3) || panel[i] == person(4), "those who are left");
        }
    }

    /// @dev Silence of any kind ends at a time that was known when the dispute opened.
    function test_Silence_CannotLockADispute() external {
        opens("not drawn");
        opensAndDraws("no commitment");
        address[3] memory panel = opensAndDraws("no reveal");
        for (uint256 i; i < 3; ++i) {
            commits("no reveal", panel[i], Ruling.BUYER);
        }
        vm.warp(START + COMMIT + REVEAL + 1);
        bytes32[3] memory all = [bytes32("not drawn"), "no commitment", "no reveal"];
        for (uint256 i; i < 3; ++i) {
            (Ruling ruling, address[] memory majority) = concludes(all[i]);
            eq(ruling, Ruling.TIMED_OUT, "as submitted");
            eq(majority.length, 0, "nobody is paid");
        }
    }

    /// @dev The gas of a proposal or a draw with the largest set fits a transaction by far.
    function test_TheFullSet_StaysWithinGas() external {
        arbitration = new Arbitration(admin, market, people(5), COMMIT, REVEAL);
        address[] memory more = new address[](123);
        for (uint256 i; i < more.length; ++i) {
            more[i] = person(5 + i);
        }
        uint256 before = gasleft();
        adds(more);
        check(before - gasleft() < TRANSACTION_GAS, "123 additions in one vote");

        // A long history: every place changes hands twenty times.
        for (uint256 n; n < 20; ++n) {
            vm.roll(block.number + 1);
            removes(only(arbitration.arbitrators()[n % 2]));
            adds(only(person(1000 + n)));
        }
        (buyer, provider) = (person(5), person(6));
        opens(TASK);
        passesDrawBlock();
        before = gasleft();
        arbitration.draw(TASK);
        check(before - gasleft() < 300_000, "draw");
        before = gasleft();
        removes(_firstOf(arbitration.arbitrators(), 123));
        check(before - gasleft() < TRANSACTION_GAS, "123 removals in one vote");
        eq(arbitration.arbitrators().length, 5, "five left");
    }

    function _firstOf(address[] memory list, uint256 count) private pure returns (address[] memory) {
        assembly {
            mstore(list, count)
        }
        return list;
    }

    /// @dev The last one sees the others' votes and can turn the ruling over by saying nothing. It does so once.
    function test_AVoteKeptBack_CostsTheOffice() external {
        address[3] memory panel = opensAndDraws(TASK);
        commits(TASK, panel[0], Ruling.BUYER);
        commits(TASK, panel[1], Ruling.PROVIDER);
        commits(TASK, panel[2], Ruling.BUYER);
        reveals(TASK, panel[0], Ruling.BUYER);
        reveals(TASK, panel[1], Ruling.PROVIDER);
        vm.warp(arbitration.dispute(TASK).revealBy + 1);
        concludes(TASK);
        check(!arbitration.isArbitrator(panel[2]), "still in office");
    }
}
