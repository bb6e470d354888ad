// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { VestingWalletCliff } from "@openzeppelin/contracts/finance/VestingWalletCliff.sol";

import { Ownable } from "@openzeppelin/contracts/access/Ownable.sol";

import { AiigoToken } from "../../src/AiigoToken.sol";
import { TokenVesting } from "../../src/TokenVesting.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import { TestBase } from "../support/TestBase.sol";

/// @notice The token distribution, walked by the calendar. The expected numbers are written down, not computed by the
///   formula under test: a month is 2 628 000 seconds, amounts are whole AIIGO.
contract TokenVestingTest is TestBase {
    uint256 private constant START = 1_800_000_000;
    uint256 private constant MONTH = 2_628_000;

    AiigoToken private token;
    TokenVesting private community;
    TokenVesting private team;
    TokenVesting private privateSale;
    address private rewards = account("community rewards");
    address private teamHolder = account("team");
    address private investor = account("investor");
    address private treasury = account("treasury");
    address private publicSale = account("public sale");
    address private ecosystem = account("ecosystem");
    address private stranger = account("stranger");

    function setUp() public {
        vm.warp(START);
        community = new TokenVesting(rewards, 0, 48, 0);
        team = new TokenVesting(teamHolder, 0, 36, 12);
        privateSale = new TokenVesting(investor, 0, 24, 6);
        address[] memory holders = new address[](6);
        uint256[] memory amounts = new uint256[](6);
        (holders[0], amounts[0]) = (address(community), 400_000_000e18);
        (holders[1], amounts[1]) = (address(team), 150_000_000e18);
        (holders[2], amounts[2]) = (treasury, 200_000_000e18);
        (holders[3], amounts[3]) = (address(privateSale), 100_000_000e18);
        (holders[4], amounts[4]) = (publicSale, 100_000_000e18);
        (holders[5], amounts[5]) = (ecosystem, 50_000_000e18);
        token = new AiigoToken(holders, amounts);
    }

    /* -------------------------------------------------- Calendar ------------------------------------------------ */

    function test_Distribution_ByTheCalendar() external {
        eq(token.totalSupply(), 1_000_000_000e18, "supply");
        // Months since the start, then whole AIIGO: community, team, private sale. The other three are free from the
        // first block.
        _at(0, 0, 0, 0);
        _at(3, 25_000_000, 0, 0);
        _at(6, 50_000_000, 0, 25_000_000);
        _at(12, 100_000_000, 50_000_000, 50_000_000);
        _at(15, 125_000_000, 62_500_000, 62_500_000);
        _at(18, 150_000_000, 75_000_000, 75_000_000);
        _at(24, 200_000_000, 100_000_000, 100_000_000);
        _at(36, 300_000_000, 150_000_000, 100_000_000);
        _at(42, 350_000_000, 150_000_000, 100_000_000);
        _at(48, 400_000_000, 150_000_000, 100_000_000);
        _at(480, 400_000_000, 150_000_000, 100_000_000);
        eq(token.balanceOf(address(community)) + token.balanceOf(address(team)), 0, "nothing stays behind");
        eq(token.balanceOf(address(privateSale)), 0, "nothing stays behind");
    }

    /// @dev No cliff, no wait: what is public, the DAO's treasury and its ecosystem fund are there before a second has
    ///   passed, and can be spent.
    function test_Distribution_FreesPublicTreasuryAndEcosystemAtOnce() external {
        address[3] memory free = [publicSale, treasury, ecosystem];
        uint256[3] memory amounts = [uint256(100_000_000e18), 200_000_000e18, 50_000_000e18];
        for (uint256 i; i < free.length; ++i) {
            eq(token.balanceOf(free[i]), amounts[i], "all of it");
            vm.prank(free[i]);
            token.transfer(stranger, amounts[i]);
        }
        eq(token.balanceOf(stranger), 350_000_000e18, "spent");
    }

    function test_Release_GivenTheCliffHasNotPassed_NotASecondEarly() external {
        vm.warp(START + 31_536_000 - 1);
        eq(team.releasable(address(token)), 0, "team, a second before its cliff");
        vm.warp(START + 31_536_000);
        eq(team.releasable(address(token)), 50_000_000e18, "team, a third at its cliff");
        vm.warp(START + 15_768_000 - 1);
        eq(privateSale.releasable(address(token)), 0, "private sale, a second before its cliff");
        vm.warp(START + 15_768_000);
        eq(privateSale.releasable(address(token)), 25_000_000e18, "private sale, a quarter at its cliff");
    }

    function test_Release_GivenTheEnd_NotASecondEarly() external {
        // 400 000 000 AIIGO over 126 144 000 seconds: the last second is worth 3.170979198376458650 AIIGO.
        vm.warp(START + 126_144_000 - 1);
        eq(community.releasable(address(token)), 399_999_996_829020801623541349, "a second before the end");
        vm.warp(START + 126_144_000);
        eq(community.releasable(address(token)), 400_000_000e18, "the end");
    }

    function test_Release_GivenTheCalendarHasNotStarted() external {
        TokenVesting later = new TokenVesting(teamHolder, uint64(START + 30 days), 24, 0);
        vm.prank(publicSale);
        token.transfer(address(later), 24e18);
        eq(later.start(), START + 30 days, "start");
        vm.warp(START + 30 days);
        eq(later.releasable(address(token)), 0, "at the start");
        vm.warp(START + 30 days + MONTH);
        eq(later.releasable(address(token)), 1e18, "after a month");
    }

    function test_Release_PaysTheOwner_WhoeverCalls() external {
        vm.warp(START + 12 * MONTH);
        vm.prank(stranger);
        team.release(address(token));
        eq(token.balanceOf(teamHolder), 50_000_000e18, "owner");
        eq(token.balanceOf(stranger), 0, "caller");
        team.release(address(token));
        eq(token.balanceOf(teamHolder), 50_000_000e18, "nothing twice");
    }

    function test_Release_GivenAnotherOwner() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        community.transferOwnership(stranger);
        vm.prank(rewards);
        community.transferOwnership(ecosystem);
        vm.warp(START + 12 * MONTH);
        community.release(address(token));
        eq(token.balanceOf(rewards), 0, "old owner");
        eq(token.balanceOf(ecosystem), 150_000_000e18, "new owner");
    }

    /* ------------------------------------------------- Constructor ---------------------------------------------- */

    function test_Constructor_KeepsTheCalendar() external view {
        eq(uint256(team.MONTH()), MONTH, "month");
        eq(team.start(), START, "start is the block");
        eq(team.cliff(), START + 31_536_000, "cliff");
        eq(team.end(), START + 94_608_000, "end");
        eq(community.cliff(), START, "no cliff");
        eq(team.owner(), teamHolder, "owner");
    }

    function test_Constructor_RevertWhen_TheDurationIsZero() external {
        vm.expectRevert(Errors.TokenVesting_NoDuration.selector);
        this.builds(abi.encodePacked(type(TokenVesting).creationCode, abi.encode(teamHolder, 0, 0, 0)));
    }

    function test_Constructor_RevertWhen_TheCliffIsLongerThanTheDuration() external {
        vm.expectRevert(
            abi.encodeWithSelector(VestingWalletCliff.InvalidCliffDuration.selector, 13 * MONTH, 12 * MONTH)
        );
        this.builds(abi.encodePacked(type(TokenVesting).creationCode, abi.encode(teamHolder, 0, 12, 13)));
    }

    function test_Constructor_RevertWhen_TheBeneficiaryIsZero() external {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableInvalidOwner.selector, address(0)));
        this.builds(abi.encodePacked(type(TokenVesting).creationCode, abi.encode(address(0), 0, 12, 0)));
    }

    function test_Constructor_RevertWhen_TheStartIsFurtherThanAYear() external {
        uint64 first = uint64(START - 365 days);
        uint64 last = uint64(START + 365 days);
        new TokenVesting(teamHolder, first, 12, 0);
        new TokenVesting(teamHolder, last, 12, 0);
        uint64[3] memory mistakes = [first - 1, last + 1, uint64(START * 1000)];
        for (uint256 i; i < mistakes.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    Errors.TokenVesting_StartOutOfBounds.selector, mistakes[i], START, uint64(365 days)
                )
            );
            this.builds(abi.encodePacked(type(TokenVesting).creationCode, abi.encode(teamHolder, mistakes[i], 12, 0)));
        }
    }

    /* ---------------------------------------------------- Fuzz -------------------------------------------------- */

    /// @dev For any releases, the owner's amount never exceeds the straight line, and equals it at the moment of a
    ///   release.
    function testFuzz_Release_FollowsTheLine(uint32[8] calldata waits) external {
        uint256 elapsed;
        uint256 held;
        for (uint256 i; i < waits.length; ++i) {
            elapsed += bound(waits[i], 0, 8 * MONTH);
            vm.warp(START + elapsed);
            team.release(address(token));
            uint256 found = token.balanceOf(teamHolder);
            check(found >= held, "never less than before");
            held = found;
            if (elapsed < 12 * MONTH) eq(found, 0, "before the cliff");
            else if (elapsed >= 36 * MONTH) eq(found, 150_000_000e18, "after the end");
            else check(_near(found * (36 * MONTH), 150_000_000e18 * elapsed, 36 * MONTH), "on the line");
            eq(found + token.balanceOf(address(team)), 150_000_000e18, "conserved");
        }
    }

    function _near(uint256 below, uint256 above, uint256 within) private pure returns (bool) {
        return below <= above && above - below < within;
    }

    /// @dev All six allocations: what was freed so far, in whole AIIGO, exact to the last wei; released by a stranger,
    ///   to each beneficiary.
    function _at(uint256 months, uint256 communityFreed, uint256 teamFreed, uint256 privateFreed) private {
        vm.warp(START + months * MONTH);
        vm.startPrank(stranger);
        community.release(address(token));
        team.release(address(token));
        privateSale.release(address(token));
        vm.stopPrank();
        eq(token.balanceOf(rewards), communityFreed * 1e18, "community rewards");
        eq(token.balanceOf(teamHolder), teamFreed * 1e18, "team");
        eq(token.balanceOf(investor), privateFreed * 1e18, "private sale");
        eq(token.balanceOf(treasury), 200_000_000e18, "treasury");
        eq(token.balanceOf(publicSale), 100_000_000e18, "public sale");
        eq(token.balanceOf(ecosystem), 50_000_000e18, "ecosystem");
        uint256 vested = communityFreed + teamFreed + privateFreed;
        uint256 held = token.balanceOf(address(community)) + token.balanceOf(address(team));
        eq(held + token.balanceOf(address(privateSale)), (650_000_000 - vested) * 1e18, "the rest waits");
    }
}
