// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IStakerLocks } from "../../src/interfaces/IStakerLocks.sol";
import { StakingTest } from "../support/StakingTest.sol";

/// @notice Four stakers and a funder, in any order, through the real entry points. Every action is legal, so a revert
///   is a finding; `triesForbiddenMoves` goes the other way.
contract StakingHandler is StakingTest {
    address[4] public stakers;
    uint256 public lockCount;
    address public sink = address(0x5111);

    /* Totals of what went in and out, kept beside the contract. */
    uint256 public deposited;
    uint256 public withdrawn;
    uint256 public burnt;
    uint256 public funded;
    uint256 public claimed;

    function setUp() public override {
        super.setUp();
        for (uint256 i; i < 4; ++i) {
            stakers[i] = vm.addr(i + 1000);
            token.transfer(stakers[i], 10_000_000e18);
            vm.prank(stakers[i]);
            token.approve(address(locks), type(uint256).max);
        }
    }

    function locksTokens(uint256 who, uint256 amount, uint40 term) external {
        address staker = stakers[who % 4];
        uint256 balance = token.balanceOf(staker);
        if (balance == 0) return;
        amount = bound(amount, 1, balance < 3_000_000e18 ? balance : 3_000_000e18);
        lockCount = locksUp(staker, amount, uint40(bound(term, 0, YEAR)));
        deposited += amount;
    }

    function unstakesLock(uint256 seed) external {
        (uint256 id, IStakerLocks.Lock memory found) = _pick(seed);
        if (found.owner == address(0) || found.availableAt != 0) return;
        burnt += unstakes(found.owner, id);
    }

    function withdrawsLock(uint256 seed) external {
        (uint256 id, IStakerLocks.Lock memory found) = _pick(seed);
        if (found.availableAt == 0 || block.timestamp < found.availableAt) return;
        vm.prank(found.owner);
        withdrawn += locks.withdraw(id, sink);
    }

    function claimsYield(uint256 who) external {
        address staker = stakers[who % 4];
        uint256 expected = locks.yieldOf(staker);
        if (expected == 0) return;
        vm.prank(staker);
        uint256 paid = locks.claim(sink);
        eq(paid, expected, "the view is what the claim pays");
        claimed += paid;
    }

    function delegatesVotes(uint256 who, uint256 to) external {
        vm.prank(stakers[who % 4]);
        locks.delegate(stakers[to % 4]);
    }

    /// @dev The longest stream that keeps what was promised.
    function fundsStream(uint256 amount, uint40 wait) external {
        amount = bound(amount, 1e18, 100_000e18);
        uint256 endsAt = locks.streamEndsAt();
        if (endsAt <= block.timestamp) endsAt = block.timestamp + bound(wait, 1 days, 60 days);
        fundsYield(amount, endsAt);
        funded += amount;
    }

    function passesTime(uint32 elapsed) external {
        vm.warp(block.timestamp + bound(elapsed, 1, 20 days));
    }

    function triesForbiddenMoves(uint256 seed) external {
        (uint256 id, IStakerLocks.Lock memory found) = _pick(seed);
        if (found.owner == address(0)) return;
        vm.startPrank(stranger);
        _mustRevert(abi.encodeCall(locks.unstake, (id)));
        _mustRevert(abi.encodeCall(locks.withdraw, (id, stranger)));
        _mustRevert(abi.encodeCall(locks.fund, (1, uint40(block.timestamp + 1))));
        vm.stopPrank();
        vm.startPrank(found.owner);
        if (found.availableAt != 0) _mustRevert(abi.encodeCall(locks.unstake, (id)));
        if (block.timestamp < found.availableAt || found.availableAt == 0) {
            _mustRevert(abi.encodeCall(locks.withdraw, (id, stranger)));
        }
        vm.stopPrank();
    }

    /// @notice Long after everything, everybody takes what is theirs.
    function everybodyLeaves() external {
        vm.warp(block.timestamp + YEAR);
        for (uint256 id = 1; id <= lockCount; ++id) {
            IStakerLocks.Lock memory found = locks.lockOf(id);
            if (found.owner != address(0) && found.availableAt == 0) burnt += unstakes(found.owner, id);
        }
        vm.warp(block.timestamp + STAKER_UNBONDING);
        for (uint256 id = 1; id <= lockCount; ++id) {
            address owner = locks.lockOf(id).owner;
            if (owner == address(0)) continue;
            vm.prank(owner);
            withdrawn += locks.withdraw(id, sink);
        }
        for (uint256 i; i < 4; ++i) {
            if (locks.yieldOf(stakers[i]) == 0) continue;
            vm.prank(stakers[i]);
            claimed += locks.claim(sink);
        }
    }

    /* ---------------------------------------------------- Views ------------------------------------------------- */

    function held() external view returns (uint256) {
        return token.balanceOf(address(locks));
    }

    function supply() external view returns (uint256) {
        return token.totalSupply();
    }

    function reserve() external view returns (uint256) {
        return locks.yieldReserve();
    }

    function totals() external view returns (uint256 staked, uint256 unbonding, uint256 shares) {
        return (locks.totalStaked(), locks.totalUnbonding(), locks.totalShares());
    }

    function sums() external view returns (uint256 staked, uint256 unbonding, uint256 shares) {
        for (uint256 id = 1; id <= lockCount; ++id) {
            IStakerLocks.Lock memory found = locks.lockOf(id);
            if (found.availableAt == 0) staked += found.amount;
            else unbonding += found.amount;
            shares += found.shares;
        }
    }

    function owedYield() external view returns (uint256 sum) {
        for (uint256 i; i < 4; ++i) {
            sum += locks.yieldOf(stakers[i]);
        }
    }

    function votes() external view returns (uint256 sum) {
        for (uint256 i; i < 4; ++i) {
            sum += locks.getVotes(stakers[i]);
        }
    }

    function _pick(uint256 seed) private view returns (uint256 id, IStakerLocks.Lock memory found) {
        if (lockCount == 0) return (0, found);
        id = 1 + seed % lockCount;
        found = locks.lockOf(id);
    }

    function _mustRevert(bytes memory data) private {
        (bool done,) = address(locks).call(data);
        check(!done, "a forbidden move went through");
    }
}
