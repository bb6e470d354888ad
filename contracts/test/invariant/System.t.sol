// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { History } from "../support/History.sol";
import { TestBase } from "../support/TestBase.sol";
import { SystemHandler } from "./SystemHandler.sol";

/// @notice Invariants of the whole system:
/// 1. Per token the escrow holds what it owes and what was donated: without donations exactly what it owes.
/// 2. It owes the locks of open tasks, the bonds of open disputes, every account's credit and the fees, each as the
///    ledger beside the contracts has it: 92/8, the rebate and the arbitrators' 2 % are kept to the last wei.
/// 3. What came in is owed or went out.
/// 4. Stake that came in is held, withdrawn or slashed, node by node; slashed stake went to the treasury.
/// 5. The supply of AIIGO doesn't change.
/// 6. An ACTIVE node has the minimum stake.
/// 7. A task never makes a move that the life cycle doesn't have; its state on chain is the ledger's.
/// 8. No state without an exit, though new tasks are paused: in the end a stranger ends every task, every account is
///    paid in full, and donations are all that is left.
/// 9. While a dispute is open, no stake of the node leaves.
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

    /// @dev forge asks: which of their functions. One, which chooses.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), new bytes4[](1));
        targets[0].selectors[0] = handler.acts.selector;
    }

    function invariant_TheBooksAreRight() external {
        handler.checkBooks();
    }

    /// @dev forge calls this once at the end of every run.
    function afterInvariant() external {
        handler.everybodyLeaves();
    }

    /// @dev A run in which nothing happens proves nothing: in forty fixed runs, as long as forge's, every action takes
    ///   effect again and again.
    function test_EveryAction_TakesEffect() external {
        uint256[] memory effects = new uint256[](handler.actionCount());
        for (uint256 run; run < 40; ++run) {
            uint256 id = History(address(vm)).snapshotState();
            for (uint256 i; i < 100; ++i) {
                handler.acts(run * 100 + i, uint256(keccak256(abi.encode(run, i))));
                handler.checkBooks();
            }
            handler.everybodyLeaves();
            for (uint256 i; i < effects.length; ++i) {
                effects[i] += handler.succeeded(handler.actions(i));
            }
            History(address(vm)).revertToState(id);
        }
        for (uint256 i; i < effects.length; ++i) {
            check(effects[i] >= 5, string(abi.encodePacked("too seldom: action ", bytes1(uint8(65 + i)))));
        }
    }
}
