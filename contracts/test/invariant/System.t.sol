// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { History } from "../support/History.sol";
import { TestBase } from "../support/TestBase.sol";
import { SystemHandler } from "./SystemHandler.sol";

/// @notice What always holds, whatever people do:
/// 1. Per token the escrow holds what it owes and what was donated: without donations exactly what it owes.
/// 2. What it owes are the locks of open tasks, the bonds of open disputes, every account's credit and the fees, each as the ledger
///    beside the contracts has it: 92/8, the rebate and the arbitrators' 2 % are kept to the last wei.
/// 3. What came in is owed or went out.
/// 4. Stake that came in is held, withdrawn or slashed, node by node; what was slashed went to the treasury and to arbitrators.
/// 5. The supply of AIIGO doesn't change.
/// 6. An ACTIVE node has the minimum stake.
/// 7. A task never makes a move that the life cycle doesn't have, whoever tries; its state on chain is the ledger's.
/// 8. No state without an exit, though new tasks are paused: in the end a stranger ends every task, everybody is paid in full, and
///    donations are all that is left.
contract SystemInvariants is TestBase {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    SystemHandler private handler;

    function setUp() external {
        handler = new SystemHandler();
        handler.setUp();
    }

    /// @dev forge asks: which contracts to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev forge asks: which of their functions.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[27] memory all = _actions();
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), new bytes4[](27));
        for (uint256 i; i < 27; ++i) {
            targets[0].selectors[i] = all[i];
        }
    }

    function invariant_TheBooksAreRight() external {
        handler.checkBooks();
    }

    /// @dev forge calls this once at the end of every run.
    function afterInvariant() external {
        handler.everybodyLeaves();
    }

    /// @dev A run in which nothing happens proves nothing: in forty fixed random runs, as long as forge's, every action takes effect
    /// many times.
    function test_EveryAction_TakesEffect() external {
        bytes4[27] memory all = _actions();
        uint256[27] memory effects;
        for (uint256 run; run < 40; ++run) {
            uint256 id = History(address(vm)).snapshotState();
            for (uint256 i; i < 100; ++i) {
                uint256 random = uint256(keccak256(abi.encode(run, i)));
                // More arguments than some actions take.
                bytes memory call = abi.encodePacked(all[random % 27], keccak256(abi.encode(random)), random >> 192);
                (bool done,) = address(handler).call(call);
                check(done, "an action that is possible reverts");
                handler.checkBooks();
            }
            handler.everybodyLeaves();
            for (uint256 i; i < 27; ++i) {
                effects[i] += handler.succeeded(all[i]);
            }
            History(address(vm)).revertToState(id);
        }
        for (uint256 i; i < 27; ++i) {
            check(effects[i] >= 10, string(abi.encodePacked("too seldom: ", bytes1(uint8(48 + i / 10)), bytes1(uint8(48 + i % 10)))));
        }
    }

    function _actions() private view returns (bytes4[27] memory) {
        return [
            handler.deposits.selector,
            handler.submitsTask.selector,
            handler.submitsPrepaid.selector,
            handler.cancelsTask.selector,
            handler.cancelsUnfunded.selector,
            handler.assignsTask.selector,
            handler.releasesTask.selector,
            handler.reopensTask.selector,
            handler.expiresTask.selector,
            handler.expiresOverdueTask.selector,
            handler.submitsTaskResult.selector,
            handler.approvesTask.selector,
            handler.settlesTask.selector,
            handler.disputesTask.selector,
            handler.votesOnTask.selector,
            handler.resolvesTask.selector,
            handler.stakesOnNode.selector,
            handler.unbondsStake.selector,
            handler.withdrawsUnbonded.selector,
            handler.withdrawsCredit.selector,
            handler.withdrawsFees.selector,
            handler.relaysBatch.selector,
            handler.donates.selector,
            handler.changesFees.selector,
            handler.pausesOrResumes.selector,
            handler.passesTime.selector,
            handler.triesForbiddenMoves.selector
        ];
    }
}
