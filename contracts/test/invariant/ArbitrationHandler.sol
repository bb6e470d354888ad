// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Arbitration } from "../../src/Arbitration.sol";
import { IArbitration } from "../../src/interfaces/IArbitration.sol";
import { Ruling } from "../../src/types/DataTypes.sol";
import { ArbitrationTest } from "../support/ArbitrationTest.sol";

/// @notice The DAO, the marketplace and twelve people, some of them arbitrators and some of those parties, in any
///   order. Every action is legal, so a revert is a finding; `triesForbiddenMoves` goes the other way.
contract ArbitrationHandler is ArbitrationTest {
    uint256 private constant PEOPLE = 12;

    bytes32[] public tasks;
    mapping(bytes32 taskId => IArbitration.Phase) public lastPhase;
    mapping(bytes32 taskId => bytes32) public panelOf;
    mapping(bytes32 taskId => uint40) public revealByOf;
    /// @dev Each arbitrator's committed vote: kept here, as the arbitrator would.
    mapping(bytes32 taskId => mapping(address arbitrator => Ruling)) public meant;
    mapping(bytes32 taskId => address[]) private _paidFor;
    uint256 public drawn;
    uint256 public forbiddenDone;

    /// @dev Rules 1 to 6 of `ArbitrationInvariants`. They stand here because here one call reads a dispute.
    function checkRules() external view {
        _theSetIsBoundedAndDistinct();
        for (uint256 n; n < tasks.length; ++n) {
            IArbitration.DisputeView memory shown = arbitration.dispute(tasks[n]);
            _thePanelIsThreeStrangersForGood(tasks[n], shown);
            _deadlinesHold(tasks[n], shown);
            _twoVotesRule(tasks[n], shown);
        }
        (uint256 panels,) = _service();
        eq(panels, 3 * drawn, "seats");
        eq(forbiddenDone, 0, "forbidden moves");
    }

    /// @dev Rule 7, after `everythingEnds`; and then each seat without a vote is counted.
    function checkEnd() external view {
        uint256 silent;
        for (uint256 n; n < tasks.length; ++n) {
            IArbitration.DisputeView memory shown = arbitration.dispute(tasks[n]);
            _twoVotesRule(tasks[n], shown);
            check(shown.phase == IArbitration.Phase.CONCLUDED, "concluded");
            check(shown.ruling != Ruling.NONE, "ruled");
            for (uint256 i; i < 3; ++i) {
                if (shown.panel[i] != address(0) && shown.votes[i] == Ruling.NONE) ++silent;
            }
        }
        (, uint256 silences) = _service();
        eq(silences, silent, "silences");
    }

    function _theSetIsBoundedAndDistinct() private view {
        address[] memory set = arbitration.arbitrators();
        check(set.length >= 5 && set.length <= 128, "five to 128");
        for (uint256 i; i < set.length; ++i) {
            check(arbitration.isArbitrator(set[i]), "known");
            for (uint256 j; j < i; ++j) {
                check(set[i] != set[j], "distinct");
            }
        }
    }

    function _thePanelIsThreeStrangersForGood(bytes32 taskId, IArbitration.DisputeView memory shown) private view {
        if (shown.panel[0] == address(0)) return;
        eq(keccak256(abi.encode(shown.panel)), panelOf[taskId], "as drawn");
        for (uint256 i; i < 3; ++i) {
            check(shown.panel[i] != address(0), "seated");
            check(shown.panel[i] != shown.panel[(i + 1) % 3], "distinct");
            check(shown.panel[i] != shown.buyer && shown.panel[i] != shown.provider, "no party");
        }
    }

    function _deadlinesHold(bytes32 taskId, IArbitration.DisputeView memory shown) private view {
        eq(shown.revealBy, revealByOf[taskId], "fixed");
        if (block.timestamp > shown.revealBy) check(shown.phase >= IArbitration.Phase.FINAL, "final");
    }

    function _twoVotesRule(bytes32 taskId, IArbitration.DisputeView memory shown) private view {
        if (shown.ruling == Ruling.NONE) return;
        address[] memory paid = _paidFor[taskId];
        uint256 voters;
        uint256 misuse;
        for (uint256 i; i < 3; ++i) {
            if (shown.votes[i] == Ruling.MISUSE) ++misuse;
            if (shown.votes[i] == Ruling.NONE) continue;
            bool sameSide = (shown.votes[i] == Ruling.PROVIDER) == (shown.ruling == Ruling.PROVIDER);
            if (shown.ruling != Ruling.TIMED_OUT && !sameSide) continue;
            eq(paid[voters++], shown.panel[i], "a voter of the side that won, or without a majority any voter");
        }
        eq(paid.length, voters, "no other is paid");
        check(voters >= 2 || shown.ruling == Ruling.TIMED_OUT, "two rule");
        check((shown.ruling == Ruling.MISUSE) == (misuse >= 2), "two ban");
    }

    /// @dev Panels and silences of everybody.
    function _service() private view returns (uint256 panels, uint256 silences) {
        for (uint256 i; i < PEOPLE; ++i) {
            (uint32 sat, uint32 silent) = arbitration.serviceOf(person(i));
            panels += sat;
            silences += silent;
        }
    }

    function changesSet(uint256 addedAt, uint256 removedAt) external {
        address added = person(addedAt % PEOPLE);
        address removed = person(removedAt % PEOPLE);
        uint256 count = arbitration.arbitrators().length;
        if (!arbitration.isArbitrator(added)) adds(only(added));
        else if (count > 5 && arbitration.isArbitrator(removed)) removes(only(removed));
    }

    function opensDispute(uint256 buyerAt, uint256 providerAt) external {
        if (tasks.length >= 12) return;
        bytes32 taskId = keccak256(abi.encode("task", tasks.length));
        (buyer, provider) = (person(buyerAt % PEOPLE), person(providerAt % PEOPLE));
        opens(taskId);
        tasks.push(taskId);
        revealByOf[taskId] = arbitration.dispute(taskId).revealBy;
    }

    function drawsPanel(uint256 pick) external {
        (bytes32 taskId, IArbitration.DisputeView memory found) = _pickIn(IArbitration.Phase.DRAW, pick);
        if (taskId == 0) return;
        if (block.number <= found.drawBlock) vm.roll(found.drawBlock + 1);
        if (!arbitration.draw(taskId)) return;
        ++drawn;
        panelOf[taskId] = keccak256(abi.encode(arbitration.dispute(taskId).panel));
    }

    /// @dev All three or any of them, in one go. Mostly what an arbitrator means; some commit to nonsense that can't be
    ///   opened.
    function commitsVotes(uint256 pick, uint8 who, uint256 chosen) external {
        (bytes32 taskId, IArbitration.DisputeView memory found) = _pickIn(IArbitration.Phase.COMMIT, pick);
        for (uint256 i; i < 3 && taskId != 0; ++i) {
            if (found.commitments[i] != 0 || who < 128 && who & (1 << i) == 0) continue;
            uint256 vote = uint256(keccak256(abi.encode(chosen, i)));
            meant[taskId][found.panel[i]] = vote % 16 == 0 ? Ruling.TIMED_OUT : Ruling(1 + vote % 3);
            commits(taskId, found.panel[i], meant[taskId][found.panel[i]]);
        }
    }

    function revealsVotes(uint256 pick, uint8 who) external {
        (bytes32 taskId, IArbitration.DisputeView memory found) = _pickIn(IArbitration.Phase.REVEAL, pick);
        for (uint256 i; i < 3 && taskId != 0; ++i) {
            Ruling vote = meant[taskId][found.panel[i]];
            if (found.commitments[i] == 0 || found.votes[i] != Ruling.NONE || who < 128 && who & (1 << i) == 0) {
                continue;
            }
            if (vote != Ruling.TIMED_OUT) reveals(taskId, found.panel[i], vote);
        }
    }

    function concludesDispute(uint256 pick) external {
        (bytes32 taskId,) = _pickIn(IArbitration.Phase.FINAL, pick);
        if (taskId != 0) _concludes(taskId);
    }

    function passesTime(uint32 elapsed) external {
        vm.warp(block.timestamp + bound(elapsed, 1, 12 hours));
        _remembersPhases();
    }

    function passesBlocks(uint32 blocks) external {
        vm.roll(block.number + bound(blocks, 1, 300));
    }

    /// @dev Each of these has to fail; what succeeds is counted.
    function triesForbiddenMoves(uint256 pick, uint256 who, uint8 vote, uint8 move) external {
        (bytes32 taskId, IArbitration.DisputeView memory found) = _pick(pick);
        address anyone = person(who % PEOPLE);
        bool seated = anyone == found.panel[0] || anyone == found.panel[1] || anyone == found.panel[2];
        bytes memory call = abi.encodeCall(IArbitration.conclude, (taskId));
        address caller = market;
        if (move % 6 == 0) {
            if (found.phase == IArbitration.Phase.FINAL) return;
        } else if (move % 6 == 1) {
            caller = anyone;
        } else if (move % 6 == 2) {
            if (seated && found.phase == IArbitration.Phase.COMMIT) return;
            (caller, call) = (anyone, abi.encodeCall(IArbitration.commit, (taskId, bytes32("late, or a stranger"))));
        } else if (move % 6 == 3) {
            if (seated && found.phase == IArbitration.Phase.REVEAL) return;
            (caller, call) = (anyone, abi.encodeCall(IArbitration.reveal, (taskId, Ruling(vote % 5), saltOf(anyone))));
        } else if (move % 6 == 4) {
            if (tasks.length == 0) return;
            call = abi.encodeCall(IArbitration.open, (taskId, anyone, provider));
        } else {
            (caller, call) = (anyone, abi.encodeCall(IArbitration.changeArbitrators, (only(stranger), none())));
        }
        vm.prank(caller);
        (bool done,) = address(arbitration).call(call);
        if (done) ++forbiddenDone;
    }

    /// @dev When all time has passed, every dispute ends at the marketplace's first call.
    function everythingEnds() external {
        vm.warp(block.timestamp + COMMIT + REVEAL + 1);
        for (uint256 i; i < tasks.length; ++i) {
            if (arbitration.dispute(tasks[i]).phase != IArbitration.Phase.CONCLUDED) _concludes(tasks[i]);
        }
    }

    function _concludes(bytes32 taskId) private {
        (, address[] memory paid) = concludes(taskId);
        _paidFor[taskId] = paid;
    }

    function _pick(uint256 pick) private returns (bytes32 taskId, IArbitration.DisputeView memory found) {
        _remembersPhases();
        if (tasks.length == 0) return (taskId, found);
        taskId = tasks[pick % tasks.length];
        found = arbitration.dispute(taskId);
    }

    /// @dev The first in this phase from `pick` on; zero when there is none. Reads every dispute once, and remembers
    ///   its phase.
    function _pickIn(IArbitration.Phase phase, uint256 pick)
        private
        returns (bytes32 taskId, IArbitration.DisputeView memory found)
    {
        pick = bound(pick, 0, type(uint128).max);
        uint256 count = tasks.length;
        for (uint256 i; i < count; ++i) {
            bytes32 each = tasks[(pick + i) % count];
            IArbitration.DisputeView memory read = arbitration.dispute(each);
            _remembersPhase(each, read.phase);
            if (taskId == 0 && read.phase == phase) (taskId, found) = (each, read);
        }
    }

    /// @dev A phase never goes back: looked at before every action and after every step of time.
    function _remembersPhases() private {
        for (uint256 i; i < tasks.length; ++i) {
            _remembersPhase(tasks[i], arbitration.dispute(tasks[i]).phase);
        }
    }

    function _remembersPhase(bytes32 taskId, IArbitration.Phase phase) private {
        check(phase >= lastPhase[taskId], "a phase never goes back");
        if (phase != lastPhase[taskId]) lastPhase[taskId] = phase;
    }
}
