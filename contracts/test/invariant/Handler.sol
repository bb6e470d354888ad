// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";

/// @notice People using the system in any order, through the real entry points. Each action checks that it is legal first,
/// so a revert is a finding; `triesForbiddenMoves` goes the other way.
contract Handler is SystemTest {
    TaskRequest[] internal requests;
    bytes8[3] public nodes;
    address[3] public tokens;
    address public sink = address(0x5111);

    /* Totals of what went in and out, kept beside the contracts. */
    mapping(address paymentToken => uint256) public deposited;
    mapping(address paymentToken => uint256) public withdrawn;
    uint256 public staked;
    uint256 public unstaked;

    function setUp() public override {
        super.setUp();
        tokens = [ETH, address(usdc), address(token)];
        for (uint256 i; i < 3; ++i) {
            nodes[i] = goesActive(provider, bytes32(i + 1));
            staked += MIN_STAKE;
        }
    }

    /* -------------------------------------------------- Actions ------------------------------------------------- */

    function fundsTask(uint256 tokenSeed, uint128 budget, uint32 window) external {
        TaskRequest memory request = newRequest();
        request.token = tokens[tokenSeed % 3];
        // Small enough for a whole deep run, and around what the work costs, so that some tasks use up their budget.
        bool inUsdc = request.token == address(usdc);
        request.budget = uint128(bound(budget, 1, inUsdc ? 1e8 : 1e17));
        if (inUsdc) request.maxRate = 100;
        request.windowSeconds = uint32(bound(window, MIN_WINDOW, 2 hours));
        funds(request);
        requests.push(request);
        deposited[request.token] += request.budget;
    }

    function assignsTask(uint256 seed, uint256 nodeSeed) external {
        (TaskRequest memory request, TaskWord memory word) = _pick(seed, TaskState.FUNDED);
        bytes8 nodeId = nodes[nodeSeed % 3];
        if (word.state != TaskState.FUNDED || block.timestamp > request.assignBy || word.attempt == 255) return;
        if (registry.node(nodeId).state != NodeState.ACTIVE) return;
        assigns(request, nodeId, word.attempt + 1);
    }

    function releasesTask(uint256 seed) external {
        (TaskRequest memory request, TaskWord memory word) = _pick(seed, TaskState.ASSIGNED);
        if (word.state != TaskState.ASSIGNED || _overdue(request, word)) return;
        vm.prank(provider);
        market.release(request);
    }

    function submitsTask(uint256 seed, uint64 usage) external {
        (TaskRequest memory request, TaskWord memory word) = _pick(seed, TaskState.ASSIGNED);
        if (word.state != TaskState.ASSIGNED || _overdue(request, word)) return;
        usage = uint64(bound(usage, 0, (block.timestamp - word.since + 1) * 4));
        submitsResult(request, word.nodeId, word.attempt, usage);
    }

    function approvesTask(uint256 seed) external {
        (TaskRequest memory request, TaskWord memory word) = _pick(seed, TaskState.SUBMITTED);
        if (word.state != TaskState.SUBMITTED) return;
        vm.prank(buyer);
        market.approve(request, keccak256("result"), "");
    }

    function settlesTask(uint256 seed) external {
        (TaskRequest memory request, TaskWord memory word) = _pick(seed, TaskState.SUBMITTED);
        if (word.state != TaskState.SUBMITTED || block.timestamp < word.since + request.windowSeconds) return;
        market.settle(request);
    }

    function cancelsTask(uint256 seed) external {
        (TaskRequest memory request, TaskWord memory word) = _pick(seed, TaskState.FUNDED);
        if (word.state != TaskState.FUNDED) return;
        vm.prank(buyer);
        market.cancel(request);
    }

    function expiresOrReopensTask(uint256 seed, bool byBuyer) external {
        (TaskRequest memory request, TaskWord memory word) = _pick(seed, TaskState.ASSIGNED);
        if (word.state != TaskState.ASSIGNED || !_overdue(request, word)) return;
        if (byBuyer) {
            vm.prank(buyer);
            market.expire(request);
        } else if (block.timestamp <= request.assignBy) {
            market.reopen(request);
        } else {
            market.expire(request);
        }
    }

    function stakes(uint256 nodeSeed, uint256 amount) external {
        bytes8 nodeId = nodes[nodeSeed % 3];
        amount = bound(amount, 1, 50e18);
        staked += amount;
        vm.startPrank(provider);
        pool.stake(nodeId, amount);
        bool able = pool.activeStake(nodeId) >= MIN_STAKE && registry.node(nodeId).state == NodeState.INACTIVE;
        if (able) registry.activate(nodeId);
        vm.stopPrank();
    }

    function unbonds(uint256 nodeSeed, uint256 amount) external {
        bytes8 nodeId = nodes[nodeSeed % 3];
        uint256 active = pool.activeStake(nodeId);
        if (active == 0) return;
        amount = bound(amount, 1, active);
        if (active - amount < MIN_STAKE && registry.node(nodeId).openAssignments > 0) return;
        vm.prank(provider);
        pool.unbond(nodeId, amount);
    }

    function withdrawsUnbonded(uint256 nodeSeed) external {
        bytes8 nodeId = nodes[nodeSeed % 3];
        (uint256 amount, uint40 availableAt) = pool.unbondingStake(nodeId);
        if (amount == 0 || block.timestamp < availableAt) return;
        vm.prank(provider);
        unstaked += pool.withdrawUnbonded(nodeId, sink);
    }

    function withdraws(uint256 tokenSeed, uint256 who) external {
        address paymentToken = tokens[tokenSeed % 3];
        _withdraws(paymentToken, [provider, buyer, treasury][who % 3]);
    }

    function changesTheFee(uint16 feeBps) external {
        vm.prank(admin);
        market.setFeeBps(uint16(bound(feeBps, 0, 800)));
    }

    function passesTime(uint32 elapsed) external {
        vm.warp(block.timestamp + bound(elapsed, 1, 2 hours));
    }

    /// @dev Every move that the life cycle doesn't have must revert, whoever asks.
    function triesForbiddenMoves(uint256 seed) external {
        if (requests.length == 0) return;
        TaskRequest memory request = requests[seed % requests.length];
        TaskState state = stateOf(request);
        vm.startPrank(buyer);
        if (state != TaskState.FUNDED) _mustRevert(abi.encodeCall(market.cancel, (request)));
        if (state != TaskState.SUBMITTED) {
            _mustRevert(abi.encodeCall(market.settle, (request)));
            _mustRevert(abi.encodeCall(market.approve, (request, keccak256("result"), "")));
        }
        if (state != TaskState.FUNDED && state != TaskState.ASSIGNED) {
            _mustRevert(abi.encodeCall(market.expire, (request)));
        }
        if (state != TaskState.ASSIGNED) _mustRevert(abi.encodeCall(market.reopen, (request)));
        vm.stopPrank();
        if (state == TaskState.ASSIGNED) return;
        vm.prank(provider);
        _mustRevert(abi.encodeCall(market.release, (request)));
    }

    /* ---------------------------------------------------- Exits ------------------------------------------------- */

    /// @notice Long after everything: a stranger ends every task, everybody takes what is theirs.
    function everybodyLeaves() external {
        vm.warp(block.timestamp + 40 days);
        for (uint256 i; i < requests.length; ++i) {
            TaskState state = stateOf(requests[i]);
            if (!_isOpen(state)) continue;
            vm.prank(stranger);
            if (state == TaskState.SUBMITTED) market.settle(requests[i]);
            else market.expire(requests[i]);
        }
        for (uint256 i; i < 3; ++i) {
            _withdraws(tokens[i], provider);
            _withdraws(tokens[i], buyer);
            _withdraws(tokens[i], treasury);
            uint256 active = pool.activeStake(nodes[i]);
            if (active == 0) continue;
            vm.prank(provider);
            pool.unbond(nodes[i], active);
        }
        vm.warp(block.timestamp + UNBONDING);
        for (uint256 i; i < 3; ++i) {
            (uint256 amount,) = pool.unbondingStake(nodes[i]);
            if (amount == 0) continue;
            vm.prank(provider);
            unstaked += pool.withdrawUnbonded(nodes[i], sink);
        }
    }

    /* ---------------------------------------------------- Views ------------------------------------------------- */

    function contracts() external view returns (address escrow_, address pool_, address token_, address treasury_) {
        return (address(escrow), address(pool), address(token), treasury);
    }

    function balance(address paymentToken) external view returns (uint256) {
        return paymentToken == ETH ? address(escrow).balance : IERC20(paymentToken).balanceOf(address(escrow));
    }

    function openBudgets(address paymentToken) external view returns (uint256 sum) {
        for (uint256 i; i < requests.length; ++i) {
            if (requests[i].token == paymentToken && _isOpen(stateOf(requests[i]))) sum += requests[i].budget;
        }
    }

    function assignedTo(bytes8 nodeId) external view returns (uint256 count) {
        for (uint256 i; i < requests.length; ++i) {
            TaskWord memory word = market.task(market.taskIdOf(requests[i]));
            if (word.state == TaskState.ASSIGNED && word.nodeId == nodeId) ++count;
        }
    }

    function openTasks() external view returns (uint256 count) {
        for (uint256 i; i < requests.length; ++i) {
            if (_isOpen(stateOf(requests[i]))) ++count;
        }
    }

    function collateral() external view returns (uint256 sum) {
        for (uint256 i; i < 3; ++i) {
            (uint256 unbonding,) = pool.unbondingStake(nodes[i]);
            sum += pool.activeStake(nodes[i]) + unbonding;
        }
    }

    function node(uint256 index) external view returns (NodeWord memory) {
        return registry.node(nodes[index]);
    }

    function _isOpen(TaskState state) private pure returns (bool) {
        return state == TaskState.FUNDED || state == TaskState.ASSIGNED || state == TaskState.SUBMITTED;
    }

    function _overdue(TaskRequest memory request, TaskWord memory word) private view returns (bool) {
        return block.timestamp > word.since + request.workSeconds;
    }

    /// @dev Looks for a task in the wanted state from a random start on; any task when there is none.
    function _pick(uint256 seed, TaskState wanted)
        private
        view
        returns (TaskRequest memory request, TaskWord memory word)
    {
        for (uint256 i; i < requests.length; ++i) {
            request = requests[(seed % requests.length + i) % requests.length];
            word = market.task(market.taskIdOf(request));
            if (word.state == wanted) return (request, word);
        }
    }

    function _withdraws(address paymentToken, address who) private {
        if (escrow.claimable(paymentToken, who) == 0) return;
        vm.prank(who);
        withdrawn[paymentToken] += escrow.withdraw(paymentToken, sink);
    }

    function _mustRevert(bytes memory data) private {
        (bool done,) = address(market).call(data);
        check(!done, "a move that the life cycle does not have");
    }
}
