// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import { IArbitration } from "../../src/interfaces/IArbitration.sol";
import "../../src/types/DataTypes.sol";
import { Wording } from "../support/Wording.sol";
import { SystemLedger } from "./SystemLedger.sol";

/// @notice Six buyers, four providers with six nodes, seven arbitrators, a relayer and strangers, in three tokens and
///   any order, through the real entry points. An action that isn't possible now does nothing, and {succeeded} counts
///   those that did something; one that is possible and reverts is a finding. `triesForbiddenMoves` goes the other way.
/// @dev Over 400 lines because it is the list of all that people can do.
contract SystemHandler is SystemLedger {
    address private relayer = person("relayer");
    mapping(bytes4 action => uint256) public succeeded;
    bytes4[] public actions;
    /// @dev An action as often as its weight: what a task's life needs most often, so that lives get far.
    bytes4[] private _lots;

    function setUp() public override {
        super.setUp();
        tokens = [ETH, address(usdc), address(token)];
        buyers = [person("b1"), person("b2"), person("b3"), person("b4"), person("b5"), person("b6")];
        providers = [person("p1"), person("p2"), person("p3"), person("p4")];
        for (uint256 i; i < 10; ++i) {
            address who = i < 6 ? buyers[i] : providers[i - 6];
            fundAccount(who);
            creditors.push(who);
        }
        for (uint256 i; i < arbitrators.length; ++i) {
            creditors.push(arbitrators[i]);
        }
        for (uint256 i; i < 6; ++i) {
            ResourceType offered = i % 3 == 2 ? ResourceType.NETWORK : ResourceType.CPU;
            nodes.push(goesActiveAs(providers[i % 4], bytes32(i + 1), offered));
            active[nodes[i]] = MIN_STAKE;
            staked += MIN_STAKE;
        }
        // One node may take tasks of any size.
        for (uint256 i; i < 9; ++i) {
            provesPower(nodes[0]);
        }
        _stakes(nodes[0], 900e18);
        for (uint256 i; i < 3; ++i) {
            bool inUsdc = tokens[i] == address(usdc);
            limits(tokens[i], inUsdc ? TokenPolicy(5e7, 1e3, 1e5, 1e3) : TokenPolicy(5e16, 1e12, 1e14, 1e12));
        }
        _may(this.deposits.selector, 3);
        _may(this.submitsTask.selector, 8);
        _may(this.submitsPrepaid.selector, 4);
        _may(this.cancelsTask.selector, 2);
        _may(this.cancelsUnfunded.selector, 1);
        _may(this.assignsTask.selector, 16);
        _may(this.releasesTask.selector, 2);
        _may(this.extendsTask.selector, 4);
        _may(this.reopensTask.selector, 5);
        _may(this.expiresTask.selector, 3);
        _may(this.expiresOverdueTask.selector, 4);
        _may(this.submitsTaskResult.selector, 12);
        _may(this.approvesTask.selector, 4);
        _may(this.settlesTask.selector, 6);
        _may(this.disputesTask.selector, 5);
        _may(this.votesOnTask.selector, 14);
        _may(this.resolvesTask.selector, 5);
        _may(this.stakesOnNode.selector, 3);
        _may(this.unbondsStake.selector, 4);
        _may(this.withdrawsUnbonded.selector, 5);
        _may(this.withdrawsCredit.selector, 5);
        _may(this.withdrawsFees.selector, 3);
        _may(this.relaysBatch.selector, 3);
        _may(this.donates.selector, 1);
        _may(this.changesFees.selector, 2);
        _may(this.pausesOrResumes.selector, 1);
        _may(this.passesTime.selector, 6);
        _may(this.triesForbiddenMoves.selector, 5);
    }

    /// @notice Somebody does something.
    function acts(uint256 seed, uint256 argument) external {
        seed = uint256(keccak256(abi.encode(seed, argument)));
        bytes4 action = _lots[seed % _lots.length];
        // Not every action takes the argument.
        (bool done, bytes memory answer) = address(this).call(abi.encodePacked(action, seed >> 8, argument));
        if (done) return;
        assembly {
            revert(add(answer, 0x20), mload(answer))
        }
    }

    function actionCount() external view returns (uint256) {
        return actions.length;
    }

    /* -------------------------------------------------- Funding ------------------------------------------------- */

    function deposits(uint256 seed, uint256 amount) external {
        address paymentToken = tokens[seed % 3];
        address who = buyers[seed / 3 % 6];
        amount = bound(amount, 1, _largest(paymentToken));
        deposits(paymentToken, who, amount);
        noteDeposit(paymentToken, who, amount);
        _did();
    }

    function submitsTask(uint256 seed, uint256 budget) external {
        TaskRequest memory request = _request(seed, budget);
        if (_paused()) return _mustFail(request.buyer, abi.encodeCall(market.submit, (request)));
        funds(request);
        noteFunded(request, false);
        _did();
    }

    function submitsPrepaid(uint256 seed, uint256 budget) external {
        TaskRequest memory request = _request(seed, budget);
        if (_paused()) return;
        uint256 balance = credit[request.token][request.buyer];
        if (balance == 0) {
            balance = request.budget;
            deposits(request.token, request.buyer, balance);
            noteDeposit(request.token, request.buyer, balance);
        }
        request.budget = uint128(bound(budget, 1, balance));
        vm.prank(relayer);
        fundsFromBalance(request);
        noteFunded(request, true);
        _did();
    }

    function cancelsTask(uint256 seed) external {
        (bool found, uint256 index) = _pick(seed, TaskState.FUNDED);
        // Seldom, so that most tasks get further.
        if (!found || seed % 3 != 0) return;
        vm.prank(tasks[index].buyer);
        market.cancel(tasks[index]);
        noteRefunded(index, TaskState.CANCELLED);
        _did();
    }

    /// @dev A signed request that its buyer takes back before its first use.
    function cancelsUnfunded(uint256 seed) external {
        TaskRequest memory request = _request(seed, 1);
        vm.prank(request.buyer);
        market.cancel(request);
        bytes memory signature = signedBy(request.buyer, Wording.hash(request));
        _mustFail(relayer, abi.encodeCall(market.submitSignedRequest, (request, signature)));
        _did();
    }

    /* ------------------------------------------------- Assignment ----------------------------------------------- */

    function assignsTask(uint256 seed) external {
        (bool found, uint256 index) = _pick(seed, TaskState.FUNDED);
        if (!found) return;
        TaskRequest memory request = tasks[index];
        bytes8 nodeId = _node(seed / 7, request);
        if (nodeId == 0 || block.timestamp > request.assignBy) return;
        vm.startPrank(relayer);
        assigns(request, nodeId);
        vm.stopPrank();
        noteMove(index, TaskState.ASSIGNED);
        _did();
    }

    function releasesTask(uint256 seed) external {
        (bool found, uint256 index) = _pick(seed, TaskState.ASSIGNED);
        if (!found || _overdue(index)) return;
        noteRelease(index, assignmentOf(tasks[index]));
        releases(tasks[index]);
        noteFundedAgain(index);
        _did();
    }

    /// @dev More time and usage, and money where the buyer has some.
    function extendsTask(uint256 seed, uint256 amount) external {
        (bool found, uint256 index) = _pick(seed, TaskState.ASSIGNED);
        if (!found || _overdue(index)) return;
        TaskRequest memory request = tasks[index];
        Assignment memory made = assignmentOf(request);
        uint256 dueAt = made.dueAt + MIN_WINDOW + seed / 7 % 1 days;
        uint256 most = credit[request.token][request.buyer];
        if (registry.node(made.nodeId).trustLevel <= TrustLevel.BASIC) {
            uint256 cap = _largest(request.token) / 2;
            // The node lost its level since it took the task.
            if (made.budget > cap) return;
            if (most > cap - made.budget) most = cap - made.budget;
        }
        amount = bound(amount, 0, most);
        uint64 maxUsage = made.maxUsage + uint64(seed % 1000);
        bytes memory call =
            abi.encodeCall(market.extend, (ids[index], made, uint40(dueAt), maxUsage, uint96(made.budget + amount)));
        if (_paused() || dueAt > made.assignedAt + 30 days) return _mustFail(request.buyer, call);
        _mustFail(stranger, call);
        extends(request, uint40(dueAt), maxUsage, uint96(made.budget + amount));
        noteExtended(index, amount);
        _did();
    }

    function reopensTask(uint256 seed) external {
        (bool found, uint256 index) = _pick(seed, TaskState.ASSIGNED);
        if (!found) return;
        _waitsFor(seed, assignmentOf(tasks[index]).dueAt);
        if (!_overdue(index) || block.timestamp > tasks[index].assignBy) return;
        vm.prank(stranger);
        reopens(tasks[index]);
        noteTimeout(index);
        noteFundedAgain(index);
        _did();
    }

    function expiresTask(uint256 seed) external {
        (bool found, uint256 index) = _pick(seed, TaskState.FUNDED);
        if (!found) return;
        _waitsFor(seed, tasks[index].assignBy);
        if (block.timestamp <= tasks[index].assignBy) return;
        vm.prank(stranger);
        market.expire(tasks[index]);
        noteRefunded(index, TaskState.EXPIRED);
        _did();
    }

    function expiresOverdueTask(uint256 seed) external {
        (bool found, uint256 index) = _pick(seed, TaskState.ASSIGNED);
        if (!found) return;
        Assignment memory made = assignmentOf(tasks[index]);
        _waitsFor(seed, made.dueAt);
        if (!_overdue(index)) return;
        vm.prank(block.timestamp > made.assignBy ? stranger : made.buyer);
        market.expireOverdue(ids[index], made);
        noteTimeout(index);
        noteRefunded(index, TaskState.EXPIRED);
        _did();
    }

    /* --------------------------------------------------- Results ------------------------------------------------ */

    function submitsTaskResult(uint256 seed, uint256 usage) external {
        (bool found, uint256 index) = _pick(seed, TaskState.ASSIGNED);
        if (!found || _overdue(index)) return;
        Assignment memory made = assignmentOf(tasks[index]);
        uint256 most =
            made.unitsPerSecond == 0 ? made.maxUsage : (block.timestamp - made.assignedAt + 1) * made.unitsPerSecond;
        vm.startPrank(relayer);
        submitsResult(tasks[index], uint64(bound(usage, 0, most > made.maxUsage ? made.maxUsage : most)));
        vm.stopPrank();
        noteMove(index, TaskState.SUBMITTED);
        _did();
    }

    function approvesTask(uint256 seed) external {
        (bool found, uint256 index) = _pick(seed, TaskState.SUBMITTED);
        if (!found) return;
        approves(tasks[index]);
        notePaid(index);
        noteMove(index, TaskState.SETTLED);
        _did();
    }

    function settlesTask(uint256 seed) external {
        (bool found, uint256 index) = _pick(seed, TaskState.SUBMITTED);
        if (!found) return;
        _waitsFor(seed, submissionOf(tasks[index]).settleAfter);
        if (block.timestamp < submissionOf(tasks[index]).settleAfter) return;
        vm.prank(stranger);
        settles(tasks[index]);
        notePaid(index);
        noteMove(index, TaskState.SETTLED);
        _did();
    }

    /* -------------------------------------------------- Disputes ------------------------------------------------ */

    function disputesTask(uint256 seed) external {
        (bool found, uint256 index) = _pick(seed, TaskState.SUBMITTED);
        if (!found) return;
        TaskRequest memory request = tasks[index];
        Submission memory submission = submissionOf(request);
        if (block.timestamp >= submission.settleAfter) return;
        uint256 least = request.token == address(usdc) ? 1e3 : 1e12;
        if (least > budgetOf(index)) least = budgetOf(index);
        uint256 bond = uint256(submission.cost) * 2 / 100;
        if (bond < least) bond = least;
        disputes(request);
        noteDeposit(request.token, request.buyer, bond);
        credit[request.token][request.buyer] -= bond;
        locked[request.token] += bond;
        bondOf[index] = bond;
        noteMove(index, TaskState.DISPUTED);
        _did();
    }

    /// @dev The next step of a dispute: the draw, then the votes' commitments, then the votes.
    function votesOnTask(uint256 seed) external {
        (bool found, uint256 index) = _pick(seed, TaskState.DISPUTED);
        if (!found) return;
        bytes32 taskId = ids[index];
        IArbitration.DisputeView memory now_ = arbitration.dispute(taskId);
        if (now_.phase == IArbitration.Phase.DRAW) {
            vm.roll(block.number + 2);
            if (arbitration.draw(taskId)) _did();
            return;
        }
        uint256 steps;
        for (uint256 i; i < 3; ++i) {
            Ruling vote = _vote(taskId, i);
            if (vote == Ruling.NONE) continue;
            address seat = now_.panel[i];
            if (now_.phase == IArbitration.Phase.COMMIT && now_.commitments[i] == 0) {
                vm.prank(seat);
                arbitration.commit(taskId, keccak256(abi.encode(taskId, seat, vote, bytes32("salt"))));
            } else if (
                now_.phase == IArbitration.Phase.REVEAL && now_.commitments[i] != 0 && now_.votes[i] == Ruling.NONE
            ) {
                vm.prank(seat);
                arbitration.reveal(taskId, vote, "salt");
            } else {
                continue;
            }
            ++steps;
            _did();
        }
        // The deadline of silent arbitrators passes.
        if (steps == 0 && now_.phase == IArbitration.Phase.COMMIT) vm.warp(uint256(now_.commitBy) + 1);
    }

    function resolvesTask(uint256 seed) external {
        (bool found, uint256 index) = _pick(seed, TaskState.DISPUTED);
        if (!found || arbitration.dispute(ids[index]).phase != IArbitration.Phase.FINAL) return;
        _resolves(index);
        _did();
    }

    /* --------------------------------------------------- Stake -------------------------------------------------- */

    function stakesOnNode(uint256 seed, uint256 amount) external {
        bytes8 nodeId = nodes[seed % 6];
        _stakes(nodeId, bound(amount, 1, 120e18));
        address owner = registry.providerOf(nodeId);
        if (active[nodeId] >= MIN_STAKE && registry.node(nodeId).state == NodeState.INACTIVE) {
            // The ruling on another of the owner's nodes may have banned the account.
            bool allowed = !registry.isBanned(owner);
            vm.prank(owner);
            (bool activated,) = address(registry).call(abi.encodeCall(registry.activate, (nodeId)));
            check(activated == allowed, "6: a node of an account that is not banned, and no other, activates");
        }
        _did();
    }

    function unbondsStake(uint256 seed, uint256 amount) external {
        bytes8 nodeId = nodes[seed % 6];
        if (active[nodeId] == 0 || (active[nodeId] == MIN_STAKE && seed % 16 != 0)) return;
        // Mostly what is above the minimum, so that nodes stay at work.
        uint256 most = active[nodeId] > MIN_STAKE && seed % 16 != 0 ? active[nodeId] - MIN_STAKE : active[nodeId];
        amount = bound(amount, 1, most);
        vm.prank(registry.providerOf(nodeId));
        pool.unbond(nodeId, amount);
        active[nodeId] -= amount;
        unbonding[nodeId] += amount;
        _did();
    }

    function withdrawsUnbonded(uint256 seed) external {
        bytes8 nodeId;
        for (uint256 i; i < 6; ++i) {
            nodeId = nodes[(seed / 4 % 6 + i) % 6];
            if (unbonding[nodeId] > 0) break;
        }
        (, uint40 availableAt) = pool.unbondingStake(nodeId);
        if (unbonding[nodeId] == 0) return;
        _waitsFor(seed, availableAt);
        if (block.timestamp < availableAt) return;
        if (_isDisputed(nodeId)) {
            vm.prank(registry.providerOf(nodeId));
            (bool left,) = address(pool).call(abi.encodeCall(pool.withdrawUnbonded, (nodeId, sink)));
            return check(!left, "9: stake left while a dispute was open");
        }
        _withdrawsUnbonded(nodeId);
        _did();
    }

    /* -------------------------------------------------- Everybody ----------------------------------------------- */

    function withdrawsCredit(uint256 seed, uint256 amount) external {
        address paymentToken = tokens[seed % 3];
        address who;
        for (uint256 i; i < creditors.length; ++i) {
            who = creditors[(seed / 3 % creditors.length + i) % creditors.length];
            if (credit[paymentToken][who] > 0) break;
        }
        if (credit[paymentToken][who] == 0) return;
        amount = seed % 2 == 0 ? credit[paymentToken][who] : bound(amount, 1, credit[paymentToken][who]);
        vm.prank(who);
        escrow.withdrawAmount(paymentToken, sink, amount);
        credit[paymentToken][who] -= amount;
        paidOut[paymentToken] += amount;
        _did();
    }

    function withdrawsFees(uint256 seed) external {
        address paymentToken = tokens[seed % 3];
        for (uint256 i; i < 3 && earned[paymentToken] == 0; ++i) {
            paymentToken = tokens[i];
        }
        if (earned[paymentToken] == 0) return;
        _withdrawsFees(paymentToken);
        _did();
    }

    /// @dev A relayer's batch: everything due, twice, a new prepaid task, and rubbish between. The good ones take
    ///   effect, once.
    function relaysBatch(uint256 seed) external {
        bytes[] memory calls = new bytes[](8);
        uint256 count;
        uint256 expected;
        for (uint256 i; i < tasks.length && count < 6; ++i) {
            if (states[i] != TaskState.SUBMITTED) continue;
            Submission memory submission = submissionOf(tasks[i]);
            if (block.timestamp < submission.settleAfter) continue;
            calls[count] = calls[count + 1] = abi.encodeCall(market.settleWhenDue, (ids[i], submission));
            count += 2;
            ++expected;
            notePaid(i);
            noteMove(i, TaskState.SETTLED);
        }
        TaskRequest memory request = _request(seed, 1);
        if (credit[request.token][request.buyer] > 0 && !_paused()) {
            calls[count++] =
                abi.encodeCall(market.submitSignedRequest, (request, signedBy(request.buyer, Wording.hash(request))));
            ++expected;
            noteFunded(request, true);
        }
        calls[count++] = hex"deadbeef";
        bytes[] memory sent = new bytes[](count);
        for (uint256 i; i < count; ++i) {
            sent[i] = calls[i];
        }
        vm.prank(relayer);
        eq(market.batch(packed(sent)), expected, "the good ones, once");
        if (expected > 0) _did();
    }

    function donates(uint256 seed, uint256 amount) external {
        amount = bound(amount, 1, 1e6);
        address paymentToken = tokens[seed % 3];
        if (seed % 4 == 3) {
            token.transfer(address(pool), amount);
            donatedToPool += amount;
        } else {
            if (paymentToken == ETH) vm.deal(address(escrow), address(escrow).balance + amount);
            else if (paymentToken == address(usdc)) usdc.mint(address(escrow), amount);
            else token.transfer(address(escrow), amount);
            donated[paymentToken] += amount;
        }
        _did();
    }

    function changesFees(uint256 seed) external {
        uint256 fee = seed % 801;
        vm.prank(admin);
        market.setFees(uint16(fee), uint16(seed / 801 % (fee + 1)));
        _did();
    }

    /// @dev Seldom, since nothing new happens while it lasts.
    function pausesOrResumes(uint256 seed) external {
        vm.startPrank(admin);
        if (_paused()) market.unpause();
        else if (seed % 4 == 0) market.pause(uint40(bound(seed, 1, 1 hours)));
        vm.stopPrank();
        _did();
    }

    function passesTime(uint256 seed, uint256 elapsed) external {
        vm.warp(block.timestamp + bound(elapsed, 1, seed % 10 == 0 ? 50 hours : 30 minutes));
        _did();
    }

    /// @dev Every move that the life cycle doesn't have must revert, with the right parties and the right terms; and so
    ///   must a stranger's that it has.
    function triesForbiddenMoves(uint256 seed) external {
        if (tasks.length == 0) return;
        uint256 index = seed % tasks.length;
        TaskRequest memory request = tasks[index];
        TaskState state = states[index];
        bytes32 id = ids[index];
        bytes memory signature = signedBy(request.buyer, Wording.hash(request));
        _mustFail(relayer, abi.encodeCall(market.submitSignedRequest, (request, signature)));
        _mustFail(stranger, abi.encodeCall(market.cancel, (request)));
        if (state != TaskState.FUNDED) {
            _mustFail(request.buyer, abi.encodeCall(market.cancel, (request)));
            _mustFail(request.buyer, abi.encodeCall(market.expire, (request)));
            Acceptance memory accepted = acceptance(request, nodes[0]);
            signature = signedBy(providers[0], Wording.hash(accepted));
            _mustFail(
                relayer, abi.encodeCall(market.assign, (request, nodes[0], accepted.rate, accepted.expiry, signature))
            );
        }
        Assignment memory made = assignmentOf(request);
        if (made.attempt == 0) return _did();
        _mustFail(stranger, abi.encodeCall(market.release, (id, made)));
        if (state != TaskState.ASSIGNED) {
            signature = signedBy(made.provider, Wording.hash(resultOf(request, 1)));
            _mustFail(relayer, abi.encodeCall(market.submitResult, (id, made, 1, RESULT_HASH, signature)));
            _mustFail(made.provider, abi.encodeCall(market.release, (id, made)));
            uint40 later = made.dueAt + MIN_WINDOW;
            _mustFail(request.buyer, abi.encodeCall(market.extend, (id, made, later, made.maxUsage, made.budget)));
            _mustFail(request.buyer, abi.encodeCall(market.reopen, (id, made)));
            _mustFail(request.buyer, abi.encodeCall(market.expireOverdue, (id, made)));
        }
        Submission memory submission = submissionOf(request);
        if (submission.attempt == 0) return _did();
        _mustFail(stranger, abi.encodeCall(market.approve, (id, submission, "")));
        _mustFail(stranger, abi.encodeCall(market.openDispute, (id, submission, "reason")));
        if (state != TaskState.SUBMITTED) {
            _mustFail(request.buyer, abi.encodeCall(market.approve, (id, submission, "")));
            _mustFail(relayer, abi.encodeCall(market.settleWhenDue, (id, submission)));
            _mustFail(request.buyer, abi.encodeCall(market.openDispute, (id, submission, "reason")));
        }
        if (state != TaskState.DISPUTED) _mustFail(relayer, abi.encodeCall(market.resolve, (id, submission)));
        _did();
    }

    /* ---------------------------------------------------- Exits ------------------------------------------------- */

    /// @notice Long after everything, new tasks paused all the while: a stranger ends every task, everybody takes what
    ///   is theirs, and donations are what is left.
    function everybodyLeaves() external {
        checkAll();
        _pausesAfter(40 days);
        for (uint256 i; i < tasks.length; ++i) {
            _ends(i);
        }
        checkAll();
        for (uint256 i; i < 3; ++i) {
            for (uint256 j; j < creditors.length; ++j) {
                uint256 amount = credit[tokens[i]][creditors[j]];
                if (amount == 0) continue;
                vm.prank(creditors[j]);
                eq(escrow.withdraw(tokens[i], sink), amount, "8: paid in full");
                credit[tokens[i]][creditors[j]] = 0;
                paidOut[tokens[i]] += amount;
            }
            if (earned[tokens[i]] > 0) _withdrawsFees(tokens[i]);
            eq(heldIn(tokens[i]), donated[tokens[i]], "8: the escrow holds donations only");
            eq(escrow.liabilities(tokens[i]), 0, "8: and owes nobody");
        }
        for (uint256 i; i < 6; ++i) {
            if (active[nodes[i]] == 0) continue;
            vm.prank(registry.providerOf(nodes[i]));
            pool.unbond(nodes[i], active[nodes[i]]);
            unbonding[nodes[i]] += active[nodes[i]];
            active[nodes[i]] = 0;
        }
        _pausesAfter(UNBONDING);
        for (uint256 i; i < 6; ++i) {
            if (unbonding[nodes[i]] > 0) _withdrawsUnbonded(nodes[i]);
        }
        eq(token.balanceOf(address(pool)), donatedToPool, "8: the pool holds donations only");
        checkAll();
        checkSlashed();
    }

    function _ends(uint256 index) private {
        TaskRequest memory request = tasks[index];
        TaskState state = states[index];
        vm.startPrank(stranger);
        if (state == TaskState.FUNDED) {
            market.expire(request);
            noteRefunded(index, TaskState.EXPIRED);
        } else if (state == TaskState.ASSIGNED) {
            expiresOverdue(request);
            noteTimeout(index);
            noteRefunded(index, TaskState.EXPIRED);
        } else if (state == TaskState.SUBMITTED) {
            settles(request);
            notePaid(index);
            noteMove(index, TaskState.SETTLED);
        } else if (state == TaskState.DISPUTED) {
            _resolves(index);
        }
        vm.stopPrank();
    }

    function _pausesAfter(uint256 elapsed) private {
        vm.warp(block.timestamp + elapsed);
        vm.prank(admin);
        market.pause(14 days);
        _mustFail(buyers[0], abi.encodeCall(market.submit, (_request(0, 1))));
    }

    /* -------------------------------------------------- Private ------------------------------------------------- */

    function _may(bytes4 action, uint256 weight) private {
        actions.push(action);
        for (uint256 i; i < weight; ++i) {
            _lots.push(action);
        }
    }

    function _did() private {
        ++succeeded[msg.sig];
    }

    /// @dev Sometimes one waits for a deadline.
    function _waitsFor(uint256 seed, uint256 time) private {
        if (seed % 4 == 0 && block.timestamp <= time) vm.warp(time + 1);
    }

    function _largest(address paymentToken) private view returns (uint256) {
        return paymentToken == address(usdc) ? 1e8 : 1e17;
    }

    function _paused() private view returns (bool) {
        return block.timestamp <= market.pausedUntil();
    }

    function _isDisputed(bytes8 nodeId) private view returns (bool) {
        for (uint256 i; i < tasks.length; ++i) {
            if (states[i] == TaskState.DISPUTED && submissionOf(tasks[i]).nodeId == nodeId) return true;
        }
        return false;
    }

    function _overdue(uint256 index) private view returns (bool) {
        return block.timestamp > assignmentOf(tasks[index]).dueAt;
    }

    /// @dev Around what the work costs, so that some tasks use up their deposit.
    function _request(uint256 seed, uint256 budget) private returns (TaskRequest memory request) {
        request = requestIn(tokens[seed % 3]);
        request.buyer = buyers[seed / 3 % 6];
        request.budget = uint128(bound(budget, 1, _largest(request.token)));
        if (seed / 18 % 3 == 2) request.resourceType = ResourceType.NETWORK;
        request.workSeconds = uint32(1 + seed / 54 % 1 hours);
        request.windowSeconds = uint32(MIN_WINDOW + seed / 777_600 % 1 hours);
        request.assignBy = uint40(block.timestamp + 30 minutes + seed % 1 days);
        request.matcher = seed % 5 == 0 ? relayer : address(0);
    }

    /// @dev A task in the wanted state, looked for from a random start on.
    function _pick(uint256 seed, TaskState wanted) private view returns (bool found, uint256 index) {
        uint256 count = tasks.length;
        for (uint256 i; i < count; ++i) {
            index = (seed % count + i) % count;
            if (states[index] == wanted) return (true, index);
        }
    }

    /// @dev A node that may take the task; zero when none may.
    function _node(uint256 seed, TaskRequest memory request) private view returns (bytes8) {
        for (uint256 i; i < 6; ++i) {
            bytes8 nodeId = nodes[(seed % 6 + i) % 6];
            NodeWord memory word = registry.node(nodeId);
            bool small = request.budget <= _largest(request.token) / 2;
            if (
                word.state == NodeState.ACTIVE && word.resourceType == request.resourceType
                    && (small || word.trustLevel > TrustLevel.BASIC)
            ) return nodeId;
        }
        return 0;
    }

    /// @dev A seat's vote follows from the task, so that it can be told again. Misuse is rare: it ends a node for good.
    function _vote(bytes32 taskId, uint256 seat) private pure returns (Ruling) {
        uint256 mood = uint256(keccak256(abi.encode(taskId))) % 8;
        if (mood == 0) return Ruling.NONE;
        if (mood == 1) return seat == 0 ? Ruling.BUYER : Ruling.MISUSE;
        if (mood == 2) return seat == 0 ? Ruling.NONE : seat == 1 ? Ruling.BUYER : Ruling.PROVIDER;
        if (mood == 3) return seat == 2 ? Ruling.NONE : Ruling.BUYER;
        if (mood == 4) return seat == 1 ? Ruling.PROVIDER : Ruling.BUYER;
        return seat == 0 ? Ruling.BUYER : Ruling.PROVIDER;
    }

    function _resolves(uint256 index) private {
        TaskRequest memory request = tasks[index];
        IArbitration.DisputeView memory ended = arbitration.dispute(ids[index]);
        resolves(request);
        uint256 cost = submissionOf(request).cost;
        (bool[3] memory forProvider, bool[3] memory forBuyer, uint256 misuse) = _sides(ended);
        uint256 bond = bondOf[index];
        locked[request.token] -= bond;
        if (_count(forBuyer) >= 2) {
            bytes8 nodeId = submissionOf(request).nodeId;
            uint256 fee = cost * 2 / 100;
            if (misuse >= 2) noteSlashed(nodeId, 5000);
            else if (isSlashable(request)) noteSlashed(nodeId, 200);
            noteArbitrators(request.token, ended.panel, forBuyer, fee);
            locked[request.token] -= budgetOf(index);
            credit[request.token][request.buyer] += budgetOf(index) - fee + bond;
        } else {
            bool[3] memory won;
            for (uint256 i; i < 3; ++i) {
                won[i] = forProvider[i] || (_count(forProvider) < 2 && forBuyer[i]);
            }
            uint256 fee = _count(won) > 0 ? cost * 2 / 100 : 0;
            if (fee > 0) noteArbitrators(request.token, ended.panel, won, fee);
            notePaid(index);
            credit[request.token][request.buyer] += bond - fee;
        }
        noteMove(index, TaskState.RESOLVED);
    }

    function _sides(IArbitration.DisputeView memory ended)
        private
        pure
        returns (bool[3] memory forProvider, bool[3] memory forBuyer, uint256 misuse)
    {
        for (uint256 i; i < 3; ++i) {
            forProvider[i] = ended.votes[i] == Ruling.PROVIDER;
            forBuyer[i] = ended.votes[i] == Ruling.BUYER || ended.votes[i] == Ruling.MISUSE;
            if (ended.votes[i] == Ruling.MISUSE) ++misuse;
        }
    }

    function _count(bool[3] memory flags) private pure returns (uint256 count) {
        for (uint256 i; i < 3; ++i) {
            if (flags[i]) ++count;
        }
    }

    function _stakes(bytes8 nodeId, uint256 amount) private {
        vm.prank(registry.providerOf(nodeId));
        pool.stake(nodeId, amount);
        active[nodeId] += amount;
        staked += amount;
    }

    function _withdrawsUnbonded(bytes8 nodeId) private {
        vm.prank(registry.providerOf(nodeId));
        eq(pool.withdrawUnbonded(nodeId, sink), unbonding[nodeId], "8: unbonded in full");
        unstaked += unbonding[nodeId];
        unbonding[nodeId] = 0;
    }

    function _withdrawsFees(address paymentToken) private {
        eq(escrow.withdrawFees(paymentToken), earned[paymentToken], "8: fees in full");
        if (paymentToken == address(token)) earnedAiigoOut += earned[paymentToken];
        paidOut[paymentToken] += earned[paymentToken];
        earned[paymentToken] = 0;
    }

    function _mustFail(address who, bytes memory call) private {
        vm.prank(who);
        (bool done,) = address(market).call(call);
        check(!done, "7: a move that the life cycle does not have");
    }
}
