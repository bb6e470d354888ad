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
    /// @dev What each arbitrator committed to: kept here, as the arbitrator would.
    mapping(bytes32 taskId => mapping(address arbitrator => Ruling)) public meant;
    mapping(bytes32 taskId => address[]) private _majorities;
    uint256 public drawn;
    uint256 public forbiddenDone;

    function taskCount() external view returns (uint256) {
        return tasks.length;
    }

    function majorityOf(bytes32 taskId) external view returns (address[] memory) {
        return _majorities[taskId];
    }

    function shown(bytes32 taskId) external view returns (IArbitration.DisputeView memory) {
        return arbitration.dispute(taskId);
    }

    function set() external view returns (address[] memory) {
        return arbitration.arbitrators();
    }

    function isArbitrator(address who) external view returns (bool) {
        return arbitration.isArbitrator(who);
    }

    /// @dev Panels and silences of everybody.
    function service() external view returns (uint256 panels, uint256 silences) {
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
        (, address[] memory majority) = concludes(taskId);
        _majorities[taskId] = majority;
    }

    function _pick(uint256 pick) private returns (bytes32 taskId, IArbitration.DisputeView memory found) {
        _remembersPhases();
        if (tasks.length == 0) return (taskId, found);
        taskId = tasks[pick % tasks.length];
        found = arbitration.dispute(taskId);
    }

    /// @dev The first in this phase from `pick` on; zero when there is none.
    function _pickIn(IArbitration.Phase phase, uint256 pick)
        private
        returns (bytes32 taskId, IArbitration.DisputeView memory found)
    {
        pick = bound(pick, 0, type(uint128).max);
        for (uint256 i; i < tasks.length; ++i) {
            (taskId, found) = _pick(pick + i);
            if (found.phase == phase) return (taskId, found);
        }
        return (0, found);
    }

    /// @dev A phase never goes back: looked at before every action and after every step of time.
    function _remembersPhases() private {
        for (uint256 i; i < tasks.length; ++i) {
            IArbitration.Phase phase = arbitration.dispute(tasks[i]).phase;
            check(phase >= lastPhase[tasks[i]], "a phase never goes back");
            lastPhase[tasks[i]] = phase;
        }
    }
}
