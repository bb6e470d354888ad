// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IArbitration } from "../../src/interfaces/IArbitration.sol";
import { Ruling } from "../../src/types/DataTypes.sol";
import { TestBase } from "../support/TestBase.sol";
import { ArbitrationHandler } from "./ArbitrationHandler.sol";

/// @notice What always holds for disputes, whatever DAO, parties and arbitrators do:
/// 1. The set has five to 128 distinct arbitrators.
/// 2. A panel is three different people, none of them a party, and stays what it was when drawn.
/// 3. A dispute's deadlines never move, its phase never goes back, and after the last deadline it is final.
/// 4. Whoever won has two votes at least; the majority is exactly those who voted for that side.
/// 5. Each seat of each panel is counted once, and each concluded seat without a vote once more.
/// 6. Nothing forbidden ever succeeds.
/// 7. In the end the marketplace gets a ruling for every dispute.
contract ArbitrationInvariants is TestBase {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    ArbitrationHandler private handler;

    function setUp() external {
        handler = new ArbitrationHandler();
        handler.setUp();
    }

    /// @dev forge asks: which contracts to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev forge asks: which of their functions. What a dispute needs is called more often.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[12] memory selectors = [
            handler.changesSet.selector,
            handler.opensDispute.selector,
            handler.drawsPanel.selector,
            handler.drawsPanel.selector,
            handler.commitsVotes.selector,
            handler.commitsVotes.selector,
            handler.revealsVotes.selector,
            handler.revealsVotes.selector,
            handler.concludesDispute.selector,
            handler.passesTime.selector,
            handler.passesBlocks.selector,
            handler.triesForbiddenMoves.selector
        ];
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), new bytes4[](12));
        for (uint256 i; i < 12; ++i) {
            targets[0].selectors[i] = selectors[i];
        }
    }

    /// @dev One campaign for all of them: forge would run one for each.
    function invariant_TheRulesHold() external view {
        _theSetIsBoundedAndDistinct();
        _aPanelIsThreeStrangersForGood();
        _deadlinesHold();
        _twoVotesRule();
        _serviceIsCounted();
        _nothingForbiddenSucceeds();
    }

    function _theSetIsBoundedAndDistinct() private view {
        address[] memory set = handler.set();
        check(set.length >= 5 && set.length <= 128, "five to 128");
        for (uint256 i; i < set.length; ++i) {
            check(handler.isArbitrator(set[i]), "known");
            for (uint256 j; j < i; ++j) {
                check(set[i] != set[j], "distinct");
            }
        }
    }

    function _aPanelIsThreeStrangersForGood() private view {
        uint256 count = handler.taskCount();
        for (uint256 n; n < count; ++n) {
            bytes32 taskId = handler.tasks(n);
            IArbitration.DisputeView memory shown = handler.shown(taskId);
            if (shown.panel[0] == address(0)) continue;
            eq(keccak256(abi.encode(shown.panel)), handler.panelOf(taskId), "as drawn");
            for (uint256 i; i < 3; ++i) {
                check(shown.panel[i] != address(0), "seated");
                check(shown.panel[i] != shown.panel[(i + 1) % 3], "distinct");
                check(shown.panel[i] != shown.buyer && shown.panel[i] != shown.provider, "no party");
            }
        }
    }

    function _deadlinesHold() private view {
        uint256 count = handler.taskCount();
        for (uint256 n; n < count; ++n) {
            bytes32 taskId = handler.tasks(n);
            IArbitration.DisputeView memory shown = handler.shown(taskId);
            eq(shown.revealBy, handler.revealByOf(taskId), "fixed");
            if (block.timestamp > shown.revealBy) check(shown.phase >= IArbitration.Phase.FINAL, "final");
        }
    }

    function _twoVotesRule() private view {
        _checkRulings();
    }

    function _serviceIsCounted() private view {
        (uint256 panels,) = handler.service();
        eq(panels, 3 * handler.drawn(), "seats");
    }

    function _nothingForbiddenSucceeds() private view {
        eq(handler.forbiddenDone(), 0, "forbidden moves");
    }

    function afterInvariant() external {
        handler.everythingEnds();
        _checkRulings();
        uint256 silent;
        uint256 count = handler.taskCount();
        for (uint256 n; n < count; ++n) {
            IArbitration.DisputeView memory shown = handler.shown(handler.tasks(n));
            check(shown.phase == IArbitration.Phase.CONCLUDED, "concluded");
            check(shown.ruling != Ruling.NONE, "ruled");
            for (uint256 i; i < 3; ++i) {
                if (shown.panel[i] != address(0) && shown.votes[i] == Ruling.NONE) ++silent;
            }
        }
        (, uint256 silences) = handler.service();
        eq(silences, silent, "silences");
    }

    function _checkRulings() private view {
        uint256 count = handler.taskCount();
        for (uint256 n; n < count; ++n) {
            bytes32 taskId = handler.tasks(n);
            IArbitration.DisputeView memory shown = handler.shown(taskId);
            if (shown.ruling == Ruling.NONE) continue;
            address[] memory majority = handler.majorityOf(taskId);
            uint256 winners;
            uint256 misuse;
            for (uint256 i; i < 3; ++i) {
                if (shown.votes[i] == Ruling.MISUSE) ++misuse;
                if (shown.votes[i] == Ruling.NONE || shown.ruling == Ruling.TIMED_OUT) continue;
                if ((shown.votes[i] == Ruling.PROVIDER) != (shown.ruling == Ruling.PROVIDER)) continue;
                eq(majority[winners++], shown.panel[i], "who voted for the side");
            }
            eq(majority.length, winners, "nobody else");
            check(winners >= 2 || shown.ruling == Ruling.TIMED_OUT, "two rule");
            check((shown.ruling == Ruling.MISUSE) == (misuse >= 2), "two ban");
        }
    }
}
