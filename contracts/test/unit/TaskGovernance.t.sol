// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";

import { ITaskMarketplace } from "../../src/interfaces/ITaskMarketplace.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";

/// @notice What the admin and the guardian may do to new tasks.
contract TaskGovernanceTest is SystemTest {
    address private guardian;

    function setUp() public override {
        super.setUp();
        guardian = address(council);
    }

    /* --------------------------------------------------- setFees ------------------------------------------------ */

    function test_SetFees_RevertWhen_CallerIsNotTheAdmin() external {
        address[3] memory people = [operator, guardian, stranger];
        for (uint256 i; i < people.length; ++i) {
            vm.prank(people[i]);
            vm.expectRevert(_needsAdmin(people[i]));
            market.setFees(1, 1);
        }
    }

    function test_SetFees_RevertWhen_OutOfBounds() external {
        vm.startPrank(admin);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_ParameterOutOfBounds.selector, 1001, 1000));
        market.setFees(1001, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_RebateAboveFee.selector, 801, 800));
        market.setFees(800, 801);
        vm.stopPrank();
    }

    function test_SetFees_SetsThoseOfNewTasks() external {
        vm.expectEmit();
        emit ITaskMarketplace.FeeChanged(1000, 1000);
        vm.prank(admin);
        market.setFees(1000, 1000);
        eq(market.feeBps(), 1000, "fee");
        eq(market.rebateBps(), 1000, "rebate");
        TaskRequest memory request = requestIn(address(token));
        request.maxFeeBps = 1000;
        funds(request);
        vm.prank(admin);
        market.setFees(0, 0);
        eq(market.feeBps(), 0, "fee");
        request = requestIn(address(token));
        request.maxFeeBps = 0;
        funds(request);
    }

    /* ----------------------------------------------- setTokenPolicy --------------------------------------------- */

    function test_SetTokenPolicy_RevertWhen_CallerIsNotTheAdmin() external {
        vm.prank(guardian);
        vm.expectRevert(_needsAdmin(guardian));
        market.setTokenPolicy(ETH, TokenPolicy(1, 2, 3, 4));
    }

    function test_SetTokenPolicy_SetsTheLimits() external {
        TokenPolicy memory policy = TokenPolicy(1, 2, 3, 4);
        vm.expectEmit();
        emit ITaskMarketplace.TokenPolicyChanged(address(usdc), policy);
        vm.prank(admin);
        market.setTokenPolicy(address(usdc), policy);
        eq(keccak256(abi.encode(market.tokenPolicy(address(usdc)))), keccak256(abi.encode(policy)), "limits");
        eq(market.tokenPolicy(ETH).smallTaskCap, 0, "of that token");
    }

    /* ---------------------------------------------------- pause ------------------------------------------------- */

    function test_Pause_RevertWhen_CallerIsNeitherGuardianNorAdmin() external {
        address[3] memory people = [operator, members[0], stranger];
        for (uint256 i; i < people.length; ++i) {
            vm.startPrank(people[i]);
            vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotGuardian.selector, people[i]));
            market.pause(1);
            vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotGuardian.selector, people[i]));
            market.unpause();
            vm.stopPrank();
        }
    }

    function test_Pause_RevertWhen_TheTimeIsOutOfBounds() external {
        uint40[3] memory absurd = [0, 14 days + 1, type(uint40).max];
        address[2] memory people = [guardian, admin];
        for (uint256 i; i < 6; ++i) {
            vm.prank(people[i % 2]);
            vm.expectRevert(
                abi.encodeWithSelector(
                    Errors.TaskMarketplace_PauseOutOfBounds.selector, absurd[i / 2], 14 days
                )
            );
            market.pause(absurd[i / 2]);
        }
    }

    function test_Pause_StopsNewTasks_AndEndsByItself() external {
        uint40 until = uint40(block.timestamp) + 14 days;
        vm.expectEmit();
        emit ITaskMarketplace.Paused(guardian, until);
        vm.prank(guardian);
        market.pause(14 days);
        eq(market.pausedUntil(), until, "until");
        TaskRequest memory request = newRequest();
        request.fundBy = until + 1;
        vm.warp(until);
        request.assignBy = until + 1;
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_IsPaused.selector, until));
        market.submit{ value: BUDGET }(request);
        vm.warp(until + 1);
        funds(request);
    }

    function test_Pause_ByTheCouncilsVotes() external {
        vm.prank(members[0]);
        council.votePause(1 days);
        eq(market.pausedUntil(), 0, "one vote is none");
        vm.prank(members[1]);
        council.votePause(1 days);
        eq(market.pausedUntil(), block.timestamp + 1 days, "paused");
    }

    function test_Pause_RevertWhen_TheGuardianPausedTooRecently() external {
        vm.startPrank(guardian);
        market.pause(3 days);
        uint256 until = block.timestamp + 3 days;
        bytes memory tooRecent =
            abi.encodeWithSelector(Errors.TaskMarketplace_PausedTooRecently.selector, until + 14 days);
        vm.expectRevert(tooRecent);
        market.pause(1);
        vm.warp(until + 14 days - 1);
        vm.expectRevert(tooRecent);
        market.pause(1);
        vm.warp(until + 14 days);
        market.pause(1);
        vm.stopPrank();
    }

    function test_Pause_ByTheAdmin_DoesNotWait() external {
        vm.prank(guardian);
        market.pause(3 days);
        vm.prank(admin);
        market.pause(5 days);
        eq(market.pausedUntil(), block.timestamp + 5 days, "prolonged");
    }

    /* --------------------------------------------------- unpause ------------------------------------------------ */

    function test_Unpause_RevertWhen_NothingIsPaused() external {
        vm.startPrank(guardian);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotPaused.selector));
        market.unpause();
        market.pause(1 hours);
        vm.warp(block.timestamp + 1 hours + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotPaused.selector));
        market.unpause();
        vm.stopPrank();
    }

    function test_Unpause_EndsThePauseAtOnce_TheWaitStartsThen() external {
        vm.startPrank(guardian);
        market.pause(14 days);
        vm.warp(block.timestamp + 14 days);
        vm.expectEmit();
        emit ITaskMarketplace.Unpaused(guardian);
        market.unpause();
        uint256 ended = block.timestamp - 1;
        eq(market.pausedUntil(), ended, "ended");
        vm.expectRevert(
            abi.encodeWithSelector(Errors.TaskMarketplace_PausedTooRecently.selector, ended + 14 days)
        );
        market.pause(1);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotPaused.selector));
        market.unpause();
        vm.stopPrank();
        funded();
        vm.prank(admin);
        market.pause(1);
        vm.prank(admin);
        market.unpause();
        funded();
    }

    function _needsAdmin(address caller) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, caller, bytes32(0));
    }
}
