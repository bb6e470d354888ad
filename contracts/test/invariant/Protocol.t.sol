// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import { Escrow } from "../../src/Escrow.sol";
import { StakingPool } from "../../src/StakingPool.sol";
import "../../src/types/DataTypes.sol";
import { TestBase } from "../support/TestBase.sol";
import { Handler } from "./Handler.sol";

/// @notice What always holds, whatever people do:
/// 1. The escrow holds exactly the locks plus the credits, per token.
/// 2. The locks are exactly the budgets of the tasks that are not finished.
/// 3. What was deposited is what is held plus what was withdrawn.
/// 4. Stake deposited is stake held plus withdrawn plus slashed.
/// 5. A node's open assignments are the tasks assigned to it.
/// 6. An ACTIVE node has the minimum stake.
/// 7. A task never makes a move that the life cycle doesn't have (the handler tries).
/// 8. No state without an exit: in the end strangers finish every task, everybody is paid, and nothing is left.
contract ProtocolInvariants is TestBase {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Handler private handler;
    Escrow private escrow;
    StakingPool private pool;
    IERC20 private token;
    address private treasury;

    function setUp() external {
        handler = new Handler();
        handler.setUp();
        (address escrowAt, address poolAt, address tokenAt, address treasuryAt) = handler.contracts();
        (escrow, pool, token, treasury) = (Escrow(escrowAt), StakingPool(poolAt), IERC20(tokenAt), treasuryAt);
    }

    /// @dev forge asks: which contracts to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev forge asks: which of their functions.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), new bytes4[](15));
        bytes4[] memory s = targets[0].selectors;
        (s[0], s[1], s[2]) = (handler.fundsTask.selector, handler.assignsTask.selector, handler.releasesTask.selector);
        (s[3], s[4], s[5]) = (handler.submitsTask.selector, handler.approvesTask.selector, handler.settlesTask.selector);
        (s[6], s[7]) = (handler.cancelsTask.selector, handler.expiresOrReopensTask.selector);
        (s[8], s[9], s[10]) = (handler.stakes.selector, handler.unbonds.selector, handler.withdrawsUnbonded.selector);
        (s[11], s[12]) = (handler.withdraws.selector, handler.passesTime.selector);
        (s[13], s[14]) = (handler.triesForbiddenMoves.selector, handler.changesTheFee.selector);
    }

    function invariant_TheMoneyIsThere() external view {
        for (uint256 i; i < 3; ++i) {
            address paymentToken = handler.tokens(i);
            uint256 locked = escrow.lockedTotal(paymentToken);
            uint256 held = handler.balance(paymentToken);
            eq(held, locked + escrow.claimableTotal(paymentToken), "1: locks and credits");
            eq(locked, handler.openBudgets(paymentToken), "2: open budgets");
            eq(handler.deposited(paymentToken), held + handler.withdrawn(paymentToken), "3: in is held plus out");
        }
    }

    function invariant_TheStakeIsThere() external view {
        uint256 held = token.balanceOf(address(pool));
        eq(held, handler.collateral(), "4: held is the nodes' collateral");
        eq(handler.staked(), held + handler.unstaked() + token.balanceOf(treasury), "4: in is held, out and slashed");
    }

    function invariant_NodesAreConsistent() external view {
        for (uint256 i; i < 3; ++i) {
            NodeWord memory node = handler.node(i);
            bytes8 nodeId = handler.nodes(i);
            eq(node.openAssignments, handler.assignedTo(nodeId), "5: open assignments");
            if (node.state == NodeState.ACTIVE) check(pool.activeStake(nodeId) >= 100e18, "6: minimum stake");
        }
    }

    /// @dev forge calls this once at the end of every run.
    function afterInvariant() external {
        handler.everybodyLeaves();
        eq(handler.openTasks(), 0, "8: every task ended");
        for (uint256 i; i < 3; ++i) {
            eq(handler.balance(handler.tokens(i)), 0, "8: the escrow is empty");
        }
        eq(token.balanceOf(address(pool)), 0, "8: the pool is empty");
    }
}
