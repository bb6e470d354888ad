// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";

import { Arbitration } from "../../src/Arbitration.sol";
import { TaskMarketplace } from "../../src/TaskMarketplace.sol";
import { ITaskMarketplace } from "../../src/interfaces/ITaskMarketplace.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";

/// @notice The powers of admin and guardian over new tasks.
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
        emit ITaskMarketplace.TokenPolicyChanged(address(usdc), policy, 1);
        limits(address(usdc), policy);
        eq(keccak256(abi.encode(market.tokenPolicy(address(usdc)))), keccak256(abi.encode(policy)), "limits");
        eq(market.tokenPolicy(ETH).smallTaskCap, 0, "of that token");
    }

    function test_SetTokenPolicy_RevertWhen_ALimitIsOutOfBounds() external {
        address[3] memory list = [ETH, address(token), address(usdc)];
        uint96[3] memory ceilings = [uint96(100 ether), 100_000e18, 100_000e6];
        for (uint256 i; i < 12; ++i) {
            uint96 value = ceilings[i % 3] + 1;
            uint256 field = i / 3;
            TokenPolicy memory policy = TokenPolicy(
                field == 0 ? value : 0, field == 1 ? value : 0, field == 2 ? value : 0, field == 3 ? value : 0
            );
            vm.prank(admin);
            vm.expectRevert(
                abi.encodeWithSelector(Errors.TaskMarketplace_ParameterOutOfBounds.selector, value, ceilings[i % 3])
            );
            market.setTokenPolicy(list[i % 3], policy);
            --value;
            limits(list[i % 3], TokenPolicy(value, value, value, value));
        }
    }

    /// @dev Each task keeps the limits of its funding, for every token, before and after later settings.
    function test_SetTokenPolicy_LeavesFundedTasksTheirs() external {
        limits(ETH, TokenPolicy(1, 2, 3, 4));
        uint48 first = _termsOfATask();
        limits(address(usdc), TokenPolicy(9, 9, 9, 9));
        uint48 second = _termsOfATask();
        for (uint96 i; i < 5; ++i) {
            limits(ETH, TokenPolicy(i, i, i, i));
        }
        uint48 last = _termsOfATask();
        _checkPolicy(ETH, first, TokenPolicy(1, 2, 3, 4));
        _checkPolicy(address(usdc), first, TokenPolicy(0, 0, 0, 0));
        _checkPolicy(ETH, second, TokenPolicy(1, 2, 3, 4));
        _checkPolicy(address(usdc), second, TokenPolicy(9, 9, 9, 9));
        _checkPolicy(ETH, last, TokenPolicy(4, 4, 4, 4));
        _checkPolicy(address(token), last, TokenPolicy(0, 0, 0, 0));
    }

    /* -------------------------------------------------- openMarket ---------------------------------------------- */

    function test_OpenMarket_RevertWhen_NoPanelCanBeDrawn_OrItIsOpen() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_AlreadyOpen.selector));
        market.openMarket();
        (TaskMarketplace closed, Arbitration panel) = _closedMarket();
        TaskRequest memory request = newRequest();
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotOpen.selector));
        closed.submit{ value: BUDGET }(request);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NoPanel.selector));
        closed.openMarket();
        address[] memory named = new address[](4);
        for (uint256 i; i < 4; ++i) {
            named[i] = arbitrators[i];
        }
        vm.prank(admin);
        panel.changeArbitrators(named, new address[](0));
        check(!panel.canSeatPanels(), "four");
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NoPanel.selector));
        closed.openMarket();
        named = new address[](1);
        named[0] = arbitrators[4];
        vm.prank(admin);
        panel.changeArbitrators(named, new address[](0));
        vm.expectEmit();
        emit ITaskMarketplace.MarketOpened(stranger);
        vm.prank(stranger);
        closed.openMarket();
        check(closed.isOpen(), "open");
    }

    /// @dev A pause before the opening ends, and the market is as closed as before.
    function test_Pause_BeforeTheOpening_OpensNothing() external {
        (TaskMarketplace closed,) = _closedMarket();
        vm.startPrank(admin);
        closed.pause(1 days);
        closed.unpause();
        vm.stopPrank();
        TaskRequest memory request = newRequest();
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotOpen.selector));
        closed.submit{ value: BUDGET }(request);
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
                abi.encodeWithSelector(Errors.TaskMarketplace_PauseOutOfBounds.selector, absurd[i / 2], 14 days)
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
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_PausedTooRecently.selector, ended + 14 days));
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

    /// @dev The council acts fast, the DAO decides: two members don't end what a vote of the DAO began.
    function test_Unpause_RevertWhen_TheDaoPaused() external {
        vm.prank(admin);
        market.pause(5 days);
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_PausedByAdmin.selector, guardian));
        market.unpause();
        vm.prank(admin);
        market.unpause();
        vm.warp(block.timestamp + 14 days);
        vm.startPrank(guardian);
        market.pause(1 days);
        market.unpause();
        vm.stopPrank();
        funded();
    }

    function _termsOfATask() private returns (uint48) {
        return uint48(market.task(idOf(funded())).terms);
    }

    function _checkPolicy(address paymentToken, uint48 terms, TokenPolicy memory expected) private view {
        TokenPolicy memory found = market.policyOf(paymentToken, terms);
        eq(keccak256(abi.encode(found)), keccak256(abi.encode(expected)), "policy");
    }

    /// @dev A market whose arbitration has no arbitrators yet.
    function _closedMarket() private returns (TaskMarketplace closed, Arbitration panel) {
        address marketAt = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1);
        panel = new Arbitration(admin, marketAt, new address[](0), COMMIT, REVEAL);
        closed = new TaskMarketplace(
            admin,
            guardian,
            escrow,
            registry,
            panel,
            address(token),
            800,
            200,
            MIN_WINDOW,
            new address[](0),
            new TokenPolicy[](0)
        );
    }

    function _needsAdmin(address caller) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, caller, bytes32(0));
    }
}
