// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";

/// @notice Everybody's money as a bookkeeper beside the contracts writes it down: from what people did and the rules of
/// the document, never from the contracts' events or views. {checkBooks} compares.
abstract contract SystemLedger is SystemTest {
    uint256 internal constant SUPPLY = 1_000_000_000e18;

    address[3] internal tokens;
    address[] internal buyers;
    address[] internal providers;
    bytes8[] internal nodes;
    /// @dev Accounts that the escrow may owe: buyers, providers, arbitrators.
    address[] internal creditors;
    address internal sink = address(0x5111);

    TaskRequest[] internal tasks;
    bytes32[] internal ids;
    TaskState[] internal states;
    uint256[] internal bondOf;
    /// @dev The buyer's addition to the budget of the running attempt.
    uint256[] internal addedTo;

    mapping(address paymentToken => mapping(address account => uint256)) internal credit;
    mapping(address paymentToken => uint256) internal locked;
    mapping(address paymentToken => uint256) internal earned;
    mapping(address paymentToken => uint256) internal donated;
    mapping(address paymentToken => uint256) internal paidIn;
    mapping(address paymentToken => uint256) internal paidOut;
    uint256 internal earnedAiigoOut;

    mapping(bytes8 nodeId => uint256) internal active;
    mapping(bytes8 nodeId => uint256) internal unbonding;
    uint256 internal staked;
    uint256 internal unstaked;
    uint256 internal slashed;
    uint256 internal donatedToPool;

    uint256 private _turn;

    /* ---------------------------------------------- What people did --------------------------------------------- */

    function noteDeposit(address paymentToken, address account, uint256 amount) internal {
        paidIn[paymentToken] += amount;
        credit[paymentToken][account] += amount;
    }

    function noteFunded(TaskRequest memory request, bool prepaid) internal {
        if (prepaid) credit[request.token][request.buyer] -= request.budget;
        else paidIn[request.token] += request.budget;
        locked[request.token] += request.budget;
        tasks.push(request);
        ids.push(idOf(request));
        states.push(TaskState.NONE);
        bondOf.push(0);
        addedTo.push(0);
        noteMove(tasks.length - 1, TaskState.FUNDED);
    }

    /// @dev The only moves there are.
    function noteMove(uint256 index, TaskState to) internal {
        TaskState from = states[index];
        bool legal;
        if (from == TaskState.NONE) legal = to == TaskState.FUNDED;
        if (from == TaskState.FUNDED) {
            legal = to == TaskState.ASSIGNED || to == TaskState.CANCELLED || to == TaskState.EXPIRED;
        }
        if (from == TaskState.ASSIGNED) {
            legal = to == TaskState.FUNDED || to == TaskState.SUBMITTED || to == TaskState.EXPIRED;
        }
        if (from == TaskState.SUBMITTED) legal = to == TaskState.SETTLED || to == TaskState.DISPUTED;
        if (from == TaskState.DISPUTED) legal = to == TaskState.RESOLVED;
        check(legal, "7: a move that the life cycle does not have");
        states[index] = to;
    }

    function noteExtended(uint256 index, uint256 amount) internal {
        TaskRequest storage request = tasks[index];
        credit[request.token][request.buyer] -= amount;
        locked[request.token] += amount;
        addedTo[index] += amount;
    }

    /// @dev The node failed: what was added for it goes back.
    function noteFundedAgain(uint256 index) internal {
        noteMove(index, TaskState.FUNDED);
        TaskRequest storage request = tasks[index];
        locked[request.token] -= addedTo[index];
        credit[request.token][request.buyer] += addedTo[index];
        addedTo[index] = 0;
    }

    function noteRefunded(uint256 index, TaskState to) internal {
        noteMove(index, to);
        TaskRequest storage request = tasks[index];
        locked[request.token] -= budgetOf(index);
        credit[request.token][request.buyer] += budgetOf(index);
    }

    function budgetOf(uint256 index) internal view returns (uint256) {
        return tasks[index].budget + addedTo[index];
    }

    /// @dev 92 for the provider and 8 for the platform; in AIIGO 2 of the 8 for the buyer. Each to the nearest base
    /// unit.
    function notePaid(uint256 index) internal {
        TaskRequest storage request = tasks[index];
        Submission memory submission = submissionOf(request);
        uint256 fee = (uint256(submission.cost) * uint16(submission.terms) + 5000) / 10_000;
        uint256 rebate = (uint256(submission.cost) * uint16(submission.terms >> 16) + 5000) / 10_000;
        locked[request.token] -= budgetOf(index);
        earned[request.token] += fee - rebate;
        credit[request.token][submission.provider] += submission.cost - fee;
        credit[request.token][request.buyer] += budgetOf(index) - submission.cost + rebate;
    }

    function noteTimeout(uint256 index) internal {
        TaskRequest storage request = tasks[index];
        if (!isSlashable(request)) return;
        noteSlashed(assignmentOf(request).nodeId, 500);
    }

    /// @dev In proportion to how long the task was held.
    function noteRelease(uint256 index, Assignment memory made) internal {
        if (!isSlashable(tasks[index])) return;
        noteSlashed(made.nodeId, 500 * (block.timestamp - made.assignedAt) / (made.dueAt - made.assignedAt));
    }

    function noteSlashed(bytes8 nodeId, uint256 bps) internal {
        uint256 fromActive = active[nodeId] * bps / 10_000;
        uint256 fromUnbonding = unbonding[nodeId] * bps / 10_000;
        active[nodeId] -= fromActive;
        unbonding[nodeId] -= fromUnbonding;
        slashed += fromActive + fromUnbonding;
    }

    /// @dev The ruling's side shares `amount`; its first seat takes what doesn't divide.
    function noteArbitrators(address paymentToken, address[3] memory panel, bool[3] memory won, uint256 amount)
        internal
    {
        uint256 count;
        for (uint256 i; i < 3; ++i) {
            if (won[i]) ++count;
        }
        uint256 rest = amount - count * (amount / count);
        for (uint256 i; i < 3; ++i) {
            if (!won[i]) continue;
            credit[paymentToken][panel[i]] += amount / count + rest;
            rest = 0;
        }
    }

    /* ------------------------------------------------- Comparison ----------------------------------------------- */

    /// @dev Sums every time; of the accounts, nodes and tasks a few in turn, and all of them at the end.
    function checkBooks() external {
        ++_turn;
        for (uint256 i; i < 3; ++i) {
            checkToken(tokens[i]);
            checkCredit(tokens[i], creditors[_turn % creditors.length]);
        }
        checkPool();
        checkNodeStake(nodes[_turn % nodes.length]);
        for (uint256 i; i < 4 && i < tasks.length; ++i) {
            checkTask((_turn * 4 + i) % tasks.length);
        }
    }

    function checkAll() internal view {
        for (uint256 i; i < 3; ++i) {
            checkToken(tokens[i]);
            for (uint256 j; j < creditors.length; ++j) {
                checkCredit(tokens[i], creditors[j]);
            }
        }
        checkPool();
        for (uint256 i; i < nodes.length; ++i) {
            checkNodeStake(nodes[i]);
        }
        for (uint256 i; i < tasks.length; ++i) {
            checkTask(i);
        }
    }

    function checkToken(address paymentToken) internal view {
        uint256 owed = locked[paymentToken] + earned[paymentToken];
        for (uint256 i; i < creditors.length; ++i) {
            owed += credit[paymentToken][creditors[i]];
        }
        eq(paidIn[paymentToken], owed + paidOut[paymentToken], "3: in is owed plus out");
        eq(escrow.liabilities(paymentToken), owed, "2: liabilities");
        eq(escrow.fees(paymentToken), earned[paymentToken], "2: fees");
        eq(heldIn(paymentToken), owed + donated[paymentToken], "1: held");
    }

    function checkCredit(address paymentToken, address account) internal view {
        eq(escrow.claimable(paymentToken, account), credit[paymentToken][account], "2: an account's credit");
    }

    function checkPool() internal view {
        uint256 sum;
        for (uint256 i; i < nodes.length; ++i) {
            sum += active[nodes[i]] + unbonding[nodes[i]];
        }
        eq(staked, sum + unstaked + slashed, "4: staked is held, withdrawn and slashed");
        eq(token.balanceOf(address(pool)), sum + donatedToPool, "4: the pool holds it");
        eq(token.totalSupply(), SUPPLY, "5: the supply");
    }

    function checkNodeStake(bytes8 nodeId) internal view {
        (uint256 amount,) = pool.unbondingStake(nodeId);
        eq(pool.activeStake(nodeId), active[nodeId], "4: a node's stake");
        eq(amount, unbonding[nodeId], "4: a node's unbonding stake");
        if (registry.node(nodeId).state == NodeState.ACTIVE) check(active[nodeId] >= MIN_STAKE, "6: minimum stake");
    }

    function checkTask(uint256 index) internal view {
        eq(uint256(market.task(ids[index]).state), uint256(states[index]), "7: a task's state");
    }

    function checkSlashed() internal view {
        eq(token.balanceOf(treasury), slashed + earnedAiigoOut, "4: where the slashed stake went");
    }

    function heldIn(address paymentToken) internal view returns (uint256) {
        return paymentToken == ETH ? address(escrow).balance : IERC20(paymentToken).balanceOf(address(escrow));
    }

    function isSlashable(TaskRequest memory request) internal view returns (bool) {
        return request.budget >= (request.token == address(usdc) ? 1e5 : 1e14);
    }
}
