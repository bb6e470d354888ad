// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { StakingTest } from "../support/StakingTest.sol";

contract StakerLocksFuzz is StakingTest {
    /// @dev For any amount and moment: a lock pays out its deposit, less exactly 5 % (rounded down) before the
    ///   term's end.
    function testFuzz_LockAndLeave(uint256 amount, uint40 term, uint40 wait) external {
        amount = bound(amount, 1, 300_000_000e18);
        term = uint40(bound(term, 0, YEAR));
        wait = uint40(bound(wait, 0, 2 * YEAR));
        uint256 lockId = locksUp(alice, amount, term);
        uint256 shares = locks.totalShares();
        check(shares >= amount && shares <= 2 * amount, "shares are one to two times the amount");
        vm.warp(START + wait);
        uint256 burnt = unstakes(alice, lockId);
        eq(burnt, wait < term ? amount / 20 : 0, "burnt");
        vm.warp(START + wait + STAKER_UNBONDING);
        vm.prank(alice);
        eq(locks.withdraw(lockId, stranger), amount - burnt, "withdrawn");
        eq(token.balanceOf(address(locks)), 0, "nothing stays");
        eq(token.totalSupply(), 1_000_000_000e18 - burnt, "supply");
        eq(locks.totalShares() + locks.totalStaked() + locks.totalUnbonding(), 0, "totals");
    }

    /// @dev Two stakers get the whole stream between them, in proportion, less dust; claiming often changes nothing but
    ///   dust.
    function testFuzz_Yield_IsSharedInProportion(uint256 first, uint256 second, uint256 amount, uint40 middle)
        external
    {
        first = bound(first, 1e15, 300_000_000e18);
        second = bound(second, 1e15, 300_000_000e18);
        amount = bound(amount, 1e18, 300_000_000e18);
        middle = uint40(bound(middle, 1, 1000));
        locksUp(alice, first, 0);
        locksUp(bob, second, 0);
        fundsYield(amount, START + 1000);
        vm.warp(START + middle);
        uint256 claimed = locks.yieldOf(alice);
        if (claimed > 0) {
            vm.prank(alice);
            eq(locks.claim(alice), claimed, "claimed");
        }
        vm.warp(START + 1000);
        uint256 streamed = locks.rate() * 1000;
        uint256 alices = claimed + locks.yieldOf(alice);
        uint256 bobs = locks.yieldOf(bob);
        check(alices + bobs <= streamed, "never more than was streamed");
        check(streamed - alices - bobs <= 5, "dust only");
        _near(alices, (streamed * first) / (first + second));
        _near(bobs, (streamed * second) / (first + second));
        check(streamed <= amount && amount - streamed < 1000, "the stream is the funding, less a remainder");
    }

    function _near(uint256 found, uint256 expected) private pure {
        check(found <= expected + 3 && expected <= found + 3, "in proportion");
    }

    function testFuzz_Quorum(uint256 staked) external {
        staked = bound(staked, 1, 300_000_000e18);
        locksUp(alice, staked, 0);
        locksUp(bob, 300_000_000e18, 0);
        vm.warp(START + 1);
        uint256 share = ((staked + 300_000_000e18) * 20) / 100;
        eq(governor.quorum(START), share > 10_000_000e18 ? share : 10_000_000e18, "quorum");
    }
}
