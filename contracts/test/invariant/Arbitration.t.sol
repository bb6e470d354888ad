// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { TestBase } from "../support/TestBase.sol";
import { ArbitrationHandler } from "./ArbitrationHandler.sol";

/// @notice Invariants of disputes, for any acts of DAO, parties and arbitrators:
/// 1. The set has five to 128 distinct arbitrators.
/// 2. A panel is three different people, none of them a party, and stays what it was when drawn.
/// 3. A dispute's deadlines never move, its phase never goes back, and after the last deadline it is final.
/// 4. The winner has two votes at least. Its voters are paid and no others; without a majority, all voters are.
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
        handler.checkRules();
    }

    /// @dev forge calls this once at the end of every run.
    function afterInvariant() external {
        handler.everythingEnds();
        handler.checkEnd();
    }
}
