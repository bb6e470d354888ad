// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";

import { AiigoToken } from "../../src/AiigoToken.sol";
import { StakerLocks } from "../../src/StakerLocks.sol";
import { IStakerLocks } from "../../src/interfaces/IStakerLocks.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import { StakingTest } from "../support/StakingTest.sol";

contract StakerLocksTest is StakingTest {
    /* ------------------------------------------------- Constructor ---------------------------------------------- */

    function test_Constructor_RevertWhen_AnAddressIsZero() external {
        vm.expectRevert(Errors.StakerLocks_ZeroAddress.selector);
        this.builds(
            abi.encodePacked(type(StakerLocks).creationCode, abi.encode(AiigoToken(address(0)), alice, funder, bob, 1))
        );
        vm.expectRevert(Errors.StakerLocks_ZeroAddress.selector);
        this.builds(abi.encodePacked(type(StakerLocks).creationCode, abi.encode(token, address(0), funder, bob, 1)));
        vm.expectRevert(Errors.StakerLocks_ZeroAddress.selector);
        this.builds(abi.encodePacked(type(StakerLocks).creationCode, abi.encode(token, alice, address(0), bob, 1)));
        vm.expectRevert(Errors.StakerLocks_ZeroAddress.selector);
        this.builds(abi.encodePacked(type(StakerLocks).creationCode, abi.encode(token, alice, funder, address(0), 1)));
    }

    /* ----------------------------------------------------- lock ------------------------------------------------- */

    /* -------------------------------------------------- the term ------------------------------------------------ */

    function test_EndTerm_TakesTheTermsShare_ForAnyone() external {
        uint256 lockId = locksUp(alice, 100e18, YEAR);
        locksUp(bob, 100e18, 0);
        eq(locks.totalShares(), 300e18, "doubled");
        vm.expectRevert(abi.encodeWithSelector(Errors.StakerLocks_TermNotOver.selector, lockId, START + YEAR));
        locks.endTerm(lockId);
        vm.warp(START + YEAR);
        vm.expectEmit();
        emit IStakerLocks.TermChanged(lockId, alice, 100e18, uint40(START + YEAR));
        vm.prank(bob);
        locks.endTerm(lockId);
        eq(locks.totalShares(), 200e18, "its own");
        eq(locks.lockOf(lockId).shares, 100e18, "the lock's");
        vm.expectRevert(abi.encodeWithSelector(Errors.StakerLocks_NothingToEnd.selector, lockId));
        locks.endTerm(lockId);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakerLocks_NothingToEnd.selector, 77));
        locks.endTerm(77);
        eq(unstakes(alice, lockId), 0, "no burn");
        eq(locks.totalShares(), 100e18, "bob's");
    }

    function test_Renew_StartsTheTermAnew() external {
        uint256 lockId = locksUp(alice, 100e18, YEAR);
        vm.startPrank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.StakerLocks_TermWouldShorten.selector, lockId, START + YEAR - 1, START + YEAR)
        );
        locks.renew(lockId, YEAR - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakerLocks_TermTooLong.selector, YEAR + 1, YEAR));
        locks.renew(lockId, YEAR + 1);
        vm.warp(START + YEAR / 2);
        locks.renew(lockId, YEAR / 2);
        eq(locks.lockOf(lockId).shares, 150e18, "half a term");
        locks.renew(lockId, YEAR);
        eq(locks.lockOf(lockId).shares, 200e18, "a whole one");
        eq(locks.lockOf(lockId).endsAt, START + YEAR / 2 + YEAR, "end");
        eq(locks.totalShares(), 200e18, "all");
        vm.stopPrank();
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakerLocks_NotOwner.selector, lockId, bob));
        locks.renew(lockId, YEAR);
        unstakes(alice, lockId);
        vm.prank(alice);
        vm.expectPartialRevert(Errors.StakerLocks_AlreadyUnbonding.selector);
        locks.renew(lockId, YEAR);
    }

    function test_Lock_RevertWhen_TheAmountIsZero() external {
        vm.prank(alice);
        vm.expectRevert(Errors.StakerLocks_ZeroAmount.selector);
        locks.lock(0, 0);
    }

    function test_Lock_RevertWhen_TheTermIsTooLong() external {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakerLocks_TermTooLong.selector, YEAR + 1, YEAR));
        locks.lock(1, YEAR + 1);
    }

    function test_Lock_PullsAndWeighsByTheTerm() external {
        vm.expectEmit();
        emit IStakerLocks.Locked(1, alice, 100e18, 100e18, uint40(START));
        eq(locksUp(alice, 100e18, 0), 1, "first id");
        vm.expectEmit();
        emit IStakerLocks.Locked(2, alice, 100e18, 150e18, uint40(START + 182.5 days));
        locksUp(alice, 100e18, 182.5 days);
        locksUp(bob, 100e18, YEAR);

        eq(locks.lockOf(3).shares, 200e18, "doubled by a year");
        eq(locks.lockOf(3).owner, bob, "owner");
        eq(locks.stakedOf(alice), 200e18, "alice");
        eq(locks.totalStaked(), 300e18, "staked");
        eq(locks.totalShares(), 450e18, "shares");
        eq(token.balanceOf(address(locks)), 300e18, "held");
        eq(token.balanceOf(alice), 299_999_800e18, "pulled");
    }

    function test_Lock_GivenNoDelegate_VotesThroughTheStaker() external {
        locksUp(alice, 100e18, 0);
        locksUp(alice, 50e18, YEAR);
        eq(locks.delegates(alice), alice, "delegate");
        eq(locks.getVotes(alice), 150e18, "one vote each, whatever the term");
        vm.warp(START + 1);
        eq(locks.getPastVotes(alice, START), 150e18, "checkpoint");
        eq(locks.getPastTotalSupply(START), 150e18, "supply of votes");
        eq(uint256(locks.clock()), START + 1, "clock");
        eq(keccak256(bytes(locks.CLOCK_MODE())), keccak256("mode=timestamp"), "clock mode");
    }

    function test_Lock_GivenADelegate_VotesThroughTheDelegate() external {
        vm.prank(alice);
        locks.delegate(bob);
        eq(locks.getVotes(bob), 0, "nothing to delegate yet");
        locksUp(alice, 100e18, 0);
        eq(locks.getVotes(bob), 100e18, "delegated");
        eq(locks.getVotes(alice), 0, "not twice");
        vm.prank(alice);
        locks.delegate(alice);
        eq(locks.getVotes(bob), 0, "taken back");
        eq(locks.getVotes(alice), 100e18, "own");
    }

    /* --------------------------------------------------- unstake ------------------------------------------------ */

    function test_Unstake_RevertWhen_TheCallerIsNotTheOwner() external {
        uint256 lockId = locksUp(alice, 100e18, 0);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakerLocks_NotOwner.selector, lockId, bob));
        locks.unstake(lockId);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakerLocks_NotOwner.selector, 2, bob));
        locks.unstake(2);
    }

    function test_Unstake_RevertWhen_ItUnbondsAlready() external {
        uint256 lockId = locksUp(alice, 100e18, 0);
        unstakes(alice, lockId);
        vm.prank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.StakerLocks_AlreadyUnbonding.selector, lockId, START + STAKER_UNBONDING)
        );
        locks.unstake(lockId);
    }

    function test_Unstake_GivenTheTermHasNotEnded_BurnsFivePercent() external {
        uint256 lockId = locksUp(alice, 100e18, 30 days);
        vm.warp(START + 30 days - 1);
        vm.expectEmit();
        emit IStakerLocks.UnstakeStarted(lockId, alice, 95e18, 5e18, uint40(START + 30 days - 1 + STAKER_UNBONDING));
        eq(unstakes(alice, lockId), 5e18, "burnt");
        eq(token.totalSupply(), 1_000_000_000e18 - 5e18, "supply");
        eq(locks.totalUnbonding(), 95e18, "unbonding");
        eq(token.balanceOf(address(locks)), 95e18, "held");
    }

    function test_Unstake_GivenTheTermHasEnded_BurnsNothing() external {
        uint256 lockId = locksUp(alice, 100e18, 30 days);
        vm.warp(START + 30 days);
        eq(unstakes(alice, lockId), 0, "burnt");
        eq(token.totalSupply(), 1_000_000_000e18, "supply");
        eq(locks.totalUnbonding(), 100e18, "unbonding");
    }

    function test_Unstake_EndsVoteAndYield() external {
        fundsYield(100e18, START + 100);
        uint256 lockId = locksUp(alice, 100e18, 0);
        locksUp(bob, 100e18, 0);
        vm.warp(START + 10);
        unstakes(alice, lockId);
        eq(locks.getVotes(alice), 0, "vote");
        eq(locks.getVotes(bob), 100e18, "other votes");
        eq(locks.stakedOf(alice), 0, "staked");
        eq(locks.totalShares(), 100e18, "shares");
        vm.warp(START + 20);
        eq(locks.getPastTotalSupply(START + 10), 100e18, "supply of votes");
        eq(locks.yieldOf(alice), 5e18, "half of ten seconds, nothing more");
        eq(locks.yieldOf(bob), 15e18, "and all of the next ten");
    }

    /* --------------------------------------------------- withdraw ----------------------------------------------- */

    function test_Withdraw() external {
        uint256 lockId = locksUp(alice, 100e18, 0);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakerLocks_NotOwner.selector, lockId, bob));
        locks.withdraw(lockId, bob);
        vm.startPrank(alice);
        vm.expectRevert(Errors.StakerLocks_ZeroAddress.selector);
        locks.withdraw(lockId, address(0));
        vm.expectRevert(abi.encodeWithSelector(Errors.StakerLocks_NotUnbonding.selector, lockId));
        locks.withdraw(lockId, stranger);
        locks.unstake(lockId);
        uint40 availableAt = uint40(START) + STAKER_UNBONDING;
        vm.warp(availableAt - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakerLocks_StillUnbonding.selector, lockId, availableAt));
        locks.withdraw(lockId, stranger);
        vm.warp(availableAt);
        vm.expectEmit();
        emit IStakerLocks.Withdrawn(lockId, alice, stranger, 100e18);
        eq(locks.withdraw(lockId, stranger), 100e18, "amount");
        eq(token.balanceOf(stranger), 100e18, "sent");
        eq(locks.totalUnbonding(), 0, "unbonding");
        vm.expectRevert(abi.encodeWithSelector(Errors.StakerLocks_NotOwner.selector, lockId, alice));
        locks.withdraw(lockId, stranger);
    }

    /* ---------------------------------------------------- claim ------------------------------------------------- */

    function test_Claim_RevertWhen_ThereIsNothingOrTheRecipientIsZero() external {
        locksUp(alice, 100e18, 0);
        vm.startPrank(alice);
        vm.expectRevert(Errors.StakerLocks_ZeroAddress.selector);
        locks.claim(address(0));
        vm.expectRevert(abi.encodeWithSelector(Errors.StakerLocks_NothingToClaim.selector, alice));
        locks.claim(alice);
    }

    function test_Claim_PaysBySharesAndSeconds() external {
        locksUp(alice, 100e18, 0); // 100 shares
        locksUp(bob, 100e18, YEAR); // 200 shares
        fundsYield(300e18, START + 100); // 3 AIIGO a second
        vm.warp(START + 10);
        eq(locks.yieldOf(alice), 10e18, "alice");
        eq(locks.yieldOf(bob), 20e18, "bob");
        vm.expectEmit();
        emit IStakerLocks.YieldClaimed(alice, stranger, 10e18);
        vm.prank(alice);
        eq(locks.claim(stranger), 10e18, "claimed");
        eq(token.balanceOf(stranger), 10e18, "sent");
        eq(locks.yieldReserve(), 290e18, "reserve");
        vm.warp(START + 1000);
        eq(locks.yieldOf(alice), 90e18, "the stream ended");
        eq(locks.yieldOf(bob), 200e18, "bob claims late and loses nothing");
        vm.prank(alice);
        locks.claim(alice);
        vm.prank(bob);
        locks.claim(bob);
        eq(locks.yieldReserve(), 0, "all paid");
        eq(token.balanceOf(address(locks)), 200e18, "locks untouched");
    }

    /* ----------------------------------------------------- fund ------------------------------------------------- */

    function test_Fund_RevertWhen_TheCallerIsNotTheFunder() external {
        bytes32 role = locks.FUNDER_ROLE();
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, alice, role));
        locks.fund(1e18, uint40(START + 1));
    }

    function test_Fund_RevertWhen_AnArgumentIsOutOfBounds() external {
        vm.startPrank(funder);
        vm.expectRevert(Errors.StakerLocks_ZeroAmount.selector);
        locks.fund(0, uint40(START + 100));
        uint40[2] memory ends = [uint40(START), uint40(START) + 4 * YEAR + 1];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(Errors.StakerLocks_StreamEndOutOfBounds.selector, ends[i], START, 4 * YEAR)
            );
            locks.fund(1e18, ends[i]);
        }
        vm.expectRevert(abi.encodeWithSelector(Errors.StakerLocks_RateTooLow.selector, 0, 0));
        locks.fund(99, uint40(START + 100));
        locks.fund(1e18, uint40(START) + 4 * YEAR);
    }

    function test_Fund_RevertWhen_StakersWouldGetLessThanPromised() external {
        fundsYield(100e18, START + 100);
        vm.startPrank(funder);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakerLocks_StreamWouldShorten.selector, START + 99, START + 100));
        locks.fund(100e18, uint40(START + 99));
        vm.expectRevert(abi.encodeWithSelector(Errors.StakerLocks_RateTooLow.selector, 0.75e18, 1e18));
        locks.fund(50e18, uint40(START + 200));
        locks.fund(100e18, uint40(START + 200));
        eq(locks.rate(), 1e18, "the same, for longer");
    }

    function test_Fund_GivenARunningStream_JoinsWhatIsLeft() external {
        locksUp(alice, 1e18, 0);
        fundsYield(100e18, START + 100);
        vm.warp(START + 50);
        vm.expectEmit();
        emit IStakerLocks.YieldFunded(funder, 100e18, 3e18, uint40(START + 100));
        fundsYield(100e18, START + 100);
        vm.warp(START + 60);
        eq(locks.yieldOf(alice), 80e18, "50 s at 1, 10 s at 3");
        eq(locks.yieldReserve(), 200e18, "reserve");
    }

    function test_Fund_GivenNobodyStaked_KeepsTheYield() external {
        fundsYield(100e18, START + 100);
        vm.warp(START + 40);
        locksUp(alice, 1e18, 0);
        vm.warp(START + 200);
        eq(locks.yieldOf(alice), 60e18, "from the lock on");
        fundsYield(60e18, START + 300);
        eq(locks.rate(), 1e18, "the lost 40 come back");
        vm.warp(START + 300);
        eq(locks.yieldOf(alice), 160e18, "all of it, in the end");
    }

    function test_Fund_KeepsTheRemainderOfADivision() external {
        locksUp(alice, 1e18, 0);
        fundsYield(1003, START + 100);
        eq(locks.rate(), 10, "rate");
        vm.warp(START + 100);
        fundsYield(97, START + 200);
        eq(locks.rate(), 1, "97 and the 3 that were left");
        vm.warp(START + 200);
        eq(locks.yieldOf(alice), 1100, "to the last unit");
    }
}
