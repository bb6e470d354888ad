// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";

import { AiigoToken } from "../../src/AiigoToken.sol";
import { CommunityRewards } from "../../src/CommunityRewards.sol";
import { StakerLocks } from "../../src/StakerLocks.sol";
import { TokenVesting } from "../../src/TokenVesting.sol";
import { ICommunityRewards } from "../../src/interfaces/ICommunityRewards.sol";
import { IStakerLocks } from "../../src/interfaces/IStakerLocks.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import { RewardsTest } from "../support/RewardsTest.sol";

/// @notice The expected numbers are written down: 400 000 000 AIIGO vest at 3.170979198376458650 a second, 273 972.60…
///   a day.
contract CommunityRewardsTest is RewardsTest {
    /// @dev 300 000 000e18 / 126 144 000, rounded down.
    uint256 private constant FULL_RATE = 2_378234398782343987;

    /* ------------------------------------------------- Constructor ---------------------------------------------- */

    function test_Constructor_RevertWhen_AnAddressIsZero() external {
        address[5] memory parts = [address(token), admin, address(vesting), address(locks), address(bonuses)];
        for (uint256 i; i < parts.length; ++i) {
            address kept = parts[i];
            parts[i] = address(0);
            vm.expectRevert(Errors.CommunityRewards_ZeroAddress.selector);
            this.builds(abi.encodePacked(type(CommunityRewards).creationCode, abi.encode(parts, 7500)));
            parts[i] = kept;
        }
    }

    function test_Constructor_RevertWhen_TheShareIsOutOfBounds() external {
        uint16[2] memory wrong = [uint16(999), 9001];
        for (uint256 i; i < wrong.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    Errors.CommunityRewards_ShareOutOfBounds.selector, wrong[i], uint16(1000), uint16(9000)
                )
            );
            this.builds(
                abi.encodePacked(
                    type(CommunityRewards).creationCode,
                    abi.encode([address(token), admin, address(vesting), address(locks), address(bonuses)], wrong[i])
                )
            );
        }
    }

    /* -------------------------------------------------- distribute ---------------------------------------------- */

    function test_Distribute_RevertWhen_TheLastTimeIsLessThanADayAgo() external {
        stakes(alice, 1e18);
        vm.warp(START + 30 days);
        distributes();
        vm.warp(START + 31 days - 1);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.CommunityRewards_TooSoon.selector, START + 31 days - 1, START + 31 days)
        );
        rewards.distribute();
        vm.warp(START + 31 days);
        distributes();
        eq(rewards.distributedAt(), START + 31 days, "a day later");
    }

    function test_Distribute_RevertWhen_NobodyStakes() external {
        vm.warp(START + 30 days);
        vm.expectRevert(Errors.CommunityRewards_NobodyStakes.selector);
        rewards.distribute();
        uint256 lockId = stakes(alice, 1e18);
        vm.prank(alice);
        locks.unstake(lockId);
        vm.expectRevert(Errors.CommunityRewards_NobodyStakes.selector);
        rewards.distribute();
    }

    function test_Distribute_RevertWhen_ThereIsLessThanOneAiigo() external {
        stakes(alice, 1e18);
        vm.expectRevert(abi.encodeWithSelector(Errors.CommunityRewards_TooLittle.selector, 0, 1e18));
        rewards.distribute();
        token.transfer(address(rewards), 1e18 - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.CommunityRewards_TooLittle.selector, 1e18 - 1, 1e18));
        rewards.distribute();
        token.transfer(address(rewards), 1);
        eq(distributes(), 1e18, "one AIIGO is enough");
        eq(locks.yieldReserve(), 0.75e18, "and has a rate");
    }

    function test_Distribute_GivenNoStream_StreamsOverTheTimeItTookToVest() external {
        stakes(alice, 1e18);
        vm.warp(START + 36.5 days);
        // A fortieth of four years: 10 000 000 AIIGO.
        eq(rewards.pending(), 10_000_000e18, "pending");
        vm.expectEmit();
        emit ICommunityRewards.Distributed(stranger, 10_000_000e18, 7_500_000e18, 2_500_000e18, uint40(START + 73 days));
        eq(distributes(), 10_000_000e18, "distributed");
        eq(locks.yieldReserve(), 7_500_000e18, "stakers' part");
        eq(locks.rate(), FULL_RATE, "rate");
        eq(locks.streamEndsAt(), START + 73 days, "end");
        eq(bonuses.budget(), 2_500_000e18, "bonuses' part");
        eq(token.balanceOf(address(rewards)), 0, "nothing stays");
        eq(rewards.pending(), 0, "nothing is pending");
        eq(token.allowance(address(rewards), address(locks)), 0, "no allowance stays");
    }

    function test_Distribute_LosesNoUnitToRounding() external {
        stakes(alice, 1e18);
        token.transfer(address(rewards), 1e18 + 3);
        distributes();
        eq(locks.yieldReserve(), 0.75e18 + 2, "rounded down");
        eq(bonuses.budget(), 0.25e18 + 1, "the rest");
    }

    function test_Distribute_GivenARunningStream_GoesOnAtTheSameRate() external {
        stakes(alice, 1e18);
        vm.warp(START + 10 days);
        distributes();
        uint256 rate = locks.rate();
        eq(locks.streamEndsAt(), START + 20 days, "ten days for ten days");
        vm.warp(START + 13 days);
        distributes();
        check(locks.rate() >= rate && locks.rate() <= rate + 1, "the same rate");
        _near(locks.streamEndsAt(), START + 23 days, 1, "three more");
    }

    function test_Distribute_GivenALateCall_StreamsTheMissedTimeAsLong() external {
        stakes(alice, 1e18);
        vm.warp(START + 10 days);
        distributes();
        vm.warp(START + 110 days);
        distributes();
        eq(locks.streamEndsAt(), START + 210 days, "a hundred days");
        _near(locks.rate(), FULL_RATE, 1, "the same rate as ever");
    }

    function test_Distribute_GivenASmallerShare_KeepsThePromise() external {
        stakes(alice, 1e18);
        vm.warp(START + 10 days);
        distributes();
        uint256 rate = locks.rate();
        vm.prank(admin);
        rewards.setStakingShare(2500);
        vm.warp(START + 16 days);
        distributes();
        check(locks.rate() >= rate && locks.rate() <= rate + 1, "not a unit less");
        _near(locks.streamEndsAt(), START + 22 days, 1, "six days' third lasts two days at three times its rate");
        vm.warp(START + 26 days);
        distributes();
        // A quarter of the allocation over four years.
        _near(locks.rate(), 792744799594114662, 1, "a third of the rate");
        eq(locks.streamEndsAt(), START + 36 days, "ten days");
    }

    function test_Distribute_GivenALargerShare_RaisesTheRate() external {
        stakes(alice, 1e18);
        vm.warp(START + 10 days);
        distributes();
        vm.prank(admin);
        rewards.setStakingShare(9000);
        vm.warp(START + 15 days);
        distributes();
        eq(locks.streamEndsAt(), START + 25 days, "five more");
        // Five days at 75 %, five at 90 %, over ten days: 82.5 % of 400 000 000 over four years.
        _near(locks.rate(), 2_616057838660578386, 1, "between the two");
    }

    function test_Distribute_GivenADonation_KeepsEveryPromise() external {
        stakes(alice, 1e18);
        vm.warp(START + 10 days);
        distributes();
        token.transfer(address(rewards), 50_000_000e18);
        vm.warp(START + 15 days);
        uint256 vested = (ALLOCATION * 5 days) / FOUR_YEARS;
        _near(distributes(), 50_000_000e18 + vested, 1, "passed on");
        uint256 raised = locks.rate();
        check(raised > 15 * FULL_RATE, "raised");
        vm.warp(START + 20 days);
        distributes();
        check(locks.rate() >= raised, "kept");
        _near(locks.rate(), raised, raised / 100_000, "raised by no more than a second's rounding");
        check(locks.streamEndsAt() > START + 25 days, "prolonged");
        vm.warp(START + 40 days);
        distributes();
        _near(locks.rate(), FULL_RATE, 1, "back to the calendar's rate");
    }

    function test_Distribute_GivenAnotherFunder_StaysWithinTheLongestStream() external {
        stakes(alice, 1e18);
        vm.startPrank(admin);
        locks.grantRole(locks.FUNDER_ROLE(), bob);
        vm.stopPrank();
        vm.warp(START + 400 days);
        vm.prank(bob);
        locks.fund(1e18, uint40(START + 400 days + FOUR_YEARS));
        vm.warp(START + 401 days);
        distributes();
        eq(locks.streamEndsAt(), START + 401 days + FOUR_YEARS, "four years from now");
    }

    function test_Distribute_GivenTheCalendarHasNotStarted_PassesOnADonationOnly() external {
        address earlyAt = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1);
        TokenVesting later = new TokenVesting(earlyAt, uint64(START + 30 days), 48, 0);
        CommunityRewards early = new CommunityRewards(token, admin, later, locks, address(bonuses), 7500);
        token.transfer(address(later), 1000e18);
        vm.startPrank(admin);
        locks.grantRole(locks.FUNDER_ROLE(), address(early));
        vm.stopPrank();
        stakes(alice, 1e18);
        vm.expectRevert(abi.encodeWithSelector(Errors.CommunityRewards_TooLittle.selector, 0, 1e18));
        early.distribute();
        token.transfer(address(early), 100e18);
        eq(early.distribute(), 100e18, "the donation");
        eq(locks.streamEndsAt(), START + 1 days, "over a day");
    }

    function test_Distribute_GivenTheCalendarHasEnded_StreamsTheRestOverItsOwnTime() external {
        stakes(alice, 1e18);
        vm.warp(START + FOUR_YEARS - 20 days);
        distributes();
        eq(locks.streamEndsAt(), START + 2 * (FOUR_YEARS - 20 days), "as long as it took");
        vm.warp(START + 3 * FOUR_YEARS);
        distributes();
        eq(locks.streamEndsAt(), START + 3 * FOUR_YEARS + 20 days, "the last twenty days' part over twenty days");
        _near(locks.rate(), FULL_RATE, 100, "the same rate, and the remainder of the first division");
        eq(vesting.released(address(token)), ALLOCATION, "all of it");
        _near(locks.yieldReserve(), 300_000_000e18, 2, "three quarters");
        _near(bonuses.budget(), 100_000_000e18, 2, "a quarter");
        eq(locks.yieldReserve() + bonuses.budget(), ALLOCATION, "to the last unit");
        vm.warp(START + 4 * FOUR_YEARS);
        token.transfer(address(rewards), 100e18);
        distributes();
        eq(locks.streamEndsAt(), START + 4 * FOUR_YEARS + 1 days, "a donation over a day");
    }

    /// @dev A week between calls: the stream never stops, never falls, and has paid three quarters of the allocation a
    ///   week after the calendar's end.
    function test_Distribute_FundsTheStreamOverFourYears() external {
        stakes(alice, 1e18);
        uint256 week = 7 days;
        vm.warp(START + week);
        distributes();
        uint256 rate = locks.rate();
        _near(rate, FULL_RATE, 1, "first");
        uint256 time = START + 2 * week;
        for (; time < START + FOUR_YEARS; time += week) {
            vm.warp(time);
            check(locks.streamEndsAt() + 60 >= time, "the stream reaches this week, but for the rounding of weeks");
            distributes();
            _near(locks.rate(), FULL_RATE, 1, "the same all the time");
        }
        vm.warp(time);
        distributes();
        vm.warp(time + week);
        check(locks.streamEndsAt() <= block.timestamp, "over");
        _near(locks.yieldOf(alice), 300_000_000e18, 1e9, "the only staker earned it, but for divisions' remainders");
        eq(vesting.released(address(token)), ALLOCATION, "all of it");
    }

    /* ------------------------------------------------ setStakingShare ------------------------------------------- */

    function test_SetStakingShare_RevertWhen_TheCallerIsNotTheAdmin() external {
        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, stranger, bytes32(0))
        );
        rewards.setStakingShare(5000);
    }

    function test_SetStakingShare_RevertWhen_TheShareIsOutOfBounds() external {
        uint16[2] memory wrong = [uint16(999), 9001];
        vm.startPrank(admin);
        for (uint256 i; i < wrong.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    Errors.CommunityRewards_ShareOutOfBounds.selector, wrong[i], uint16(1000), uint16(9000)
                )
            );
            rewards.setStakingShare(wrong[i]);
        }
        rewards.setStakingShare(1000);
        rewards.setStakingShare(9000);
    }

    function test_SetStakingShare_SplitsFromThenOn() external {
        stakes(alice, 1e18);
        vm.prank(admin);
        vm.expectEmit();
        emit ICommunityRewards.StakingShareChanged(6000);
        rewards.setStakingShare(6000);
        eq(rewards.stakingShareBps(), 6000, "share");
        vm.warp(START + 36.5 days);
        vm.expectEmit();
        emit IStakerLocks.YieldFunded(address(rewards), 6_000_000e18, 1_902587519025875190, uint40(START + 73 days));
        distributes();
        eq(bonuses.budget(), 4_000_000e18, "bonuses' part");
    }

    function _near(uint256 found, uint256 expected, uint256 within, string memory message) private pure {
        check(found <= expected + within && expected <= found + within, message);
    }
}
