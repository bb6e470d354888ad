// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";

import { DaoTreasury } from "../../src/DaoTreasury.sol";
import { IDaoTreasury } from "../../src/interfaces/IDaoTreasury.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import { SystemTest } from "../support/SystemTest.sol";

/// @dev An operator that asks for more while it is paid.
contract GreedyOperator {
    DaoTreasury public dao;
    bool public askedMore;
    bool public gotMore;

    function serve(DaoTreasury dao_) external {
        dao = dao_;
    }

    receive() external payable {
        if (askedMore) return;
        askedMore = true;
        try dao.takeAllowance(1) {
            gotMore = true;
        } catch { }
    }
}

contract DaoTreasuryTest is SystemTest {
    DaoTreasury private dao;

    function setUp() public override {
        super.setUp();
        dao = new DaoTreasury(admin, operator, 1 ether);
        vm.deal(address(dao), 100 ether);
        token.transfer(address(dao), 1_000_000e18);
    }

    function test_Constructor_RevertWhen_AnAddressIsZeroOrTheAllowanceTooHigh() external {
        vm.expectRevert(Errors.DaoTreasury_ZeroAddress.selector);
        this.builds(abi.encodePacked(type(DaoTreasury).creationCode, abi.encode(address(0), operator, 1)));
        vm.expectRevert(Errors.DaoTreasury_ZeroAddress.selector);
        this.builds(abi.encodePacked(type(DaoTreasury).creationCode, abi.encode(admin, address(0), 1)));
        vm.expectRevert(abi.encodeWithSelector(Errors.DaoTreasury_AllowanceOutOfBounds.selector, 5 ether + 1, 5 ether));
        this.builds(abi.encodePacked(type(DaoTreasury).creationCode, abi.encode(admin, operator, 5 ether + 1)));
    }

    function test_Spend_RevertWhen_CallerIsNotTheAdmin_OrItSendsNothingAnywhere() external {
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, operator, bytes32(0))
        );
        dao.spend(ETH, operator, 1);
        vm.startPrank(admin);
        vm.expectRevert(Errors.DaoTreasury_ZeroAddress.selector);
        dao.spend(ETH, address(0), 1);
        vm.expectRevert(Errors.DaoTreasury_ZeroAmount.selector);
        dao.spend(ETH, stranger, 0);
        vm.stopPrank();
    }

    /// @dev Two of a hundred in thirty days, of what there was when they began; what comes in meanwhile counts for the
    /// next.
    function test_Spend_IsLimitedPerPeriod() external {
        uint256 start = block.timestamp;
        uint256 before = stranger.balance;
        eq(dao.spendable(ETH), 2 ether, "2 %");
        vm.startPrank(admin);
        vm.expectEmit();
        emit IDaoTreasury.Spent(ETH, stranger, 0.5 ether, 1.5 ether);
        dao.spend(ETH, stranger, 0.5 ether);
        eq(stranger.balance - before, 0.5 ether, "sent");
        vm.deal(address(dao), 1000 ether);
        vm.warp(start + 30 days - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.DaoTreasury_AboveLimit.selector, ETH, 1.5 ether + 1, 1.5 ether));
        dao.spend(ETH, stranger, 1.5 ether + 1);
        dao.spend(ETH, stranger, 1.5 ether);
        eq(dao.spendable(ETH), 0, "spent");
        eq(dao.spendable(address(token)), 20_000e18, "each token has its own");
        vm.warp(start + 30 days);
        eq(dao.spendable(ETH), (1000 ether - 1.5 ether) / 50, "of what there is now");
        dao.spend(address(token), stranger, 20_000e18);
        eq(token.balanceOf(address(dao)), 980_000e18, "token");
        eq(dao.spendable(address(token)), 0, "the token's period");
        eq(dao.spendable(ETH), (1000 ether - 1.5 ether) / 50, "not that of ETH");
        // A period begins with its first spending, also in the second in which the last one ended.
        dao.spend(ETH, stranger, 1 ether);
        uint256 left = (1000 ether - 1.5 ether) / 50 - 1 ether;
        eq(dao.spendable(ETH), left, "begun");
        vm.warp(start + 60 days - 1);
        eq(dao.spendable(ETH), left, "thirty days");
        vm.warp(start + 60 days);
        eq(dao.spendable(ETH), (1000 ether - 2.5 ether) / 50, "over");
        vm.stopPrank();
    }

    function test_Spend_RevertWhen_TheRecipientTakesNoEth() external {
        vm.prank(admin);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.DaoTreasury_TransferFailed.selector, address(token), uint256(1 ether))
        );
        dao.spend(ETH, address(token), 1 ether);
        eq(dao.spendable(ETH), 2 ether, "nothing spent");
    }

    function test_Spend_LetsARecipientTakeNothingMore() external {
        GreedyOperator greedy = new GreedyOperator();
        DaoTreasury other = new DaoTreasury(admin, address(greedy), 1 ether);
        greedy.serve(other);
        vm.deal(address(other), 100 ether);
        vm.prank(admin);
        other.spend(ETH, address(greedy), 1 ether);
        eq(address(greedy).balance, 1 ether, "once");
        vm.assertTrue(greedy.askedMore() && !greedy.gotMore(), "nothing more");
    }

    function test_TakeAllowance_IsLimitedPerDay() external {
        vm.warp(20_000 days);
        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector, stranger, keccak256("OPERATOR_ROLE")
            )
        );
        dao.takeAllowance(1);
        uint256 before = operator.balance;
        vm.startPrank(operator);
        vm.expectRevert(Errors.DaoTreasury_ZeroAmount.selector);
        dao.takeAllowance(0);
        vm.expectEmit();
        emit IDaoTreasury.AllowanceTaken(operator, 0.4 ether, 0.6 ether);
        dao.takeAllowance(0.4 ether);
        vm.expectRevert(abi.encodeWithSelector(Errors.DaoTreasury_AboveAllowance.selector, 0.6 ether + 1, 0.6 ether));
        dao.takeAllowance(0.6 ether + 1);
        dao.takeAllowance(0.6 ether);
        vm.warp(20_001 days - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.DaoTreasury_AboveAllowance.selector, 1, 0));
        dao.takeAllowance(1);
        vm.warp(20_001 days);
        dao.takeAllowance(1 ether);
        vm.stopPrank();
        eq(operator.balance - before, 2 ether, "taken");
        vm.prank(admin);
        dao.setAllowance(0.5 ether);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.DaoTreasury_AboveAllowance.selector, 1, 0));
        dao.takeAllowance(1);
    }

    function test_SetAllowance_RevertWhen_CallerIsNotTheAdmin_OrItIsTooHigh() external {
        vm.prank(operator);
        vm.expectPartialRevert(IAccessControl.AccessControlUnauthorizedAccount.selector);
        dao.setAllowance(1);
        vm.startPrank(admin);
        vm.expectRevert(abi.encodeWithSelector(Errors.DaoTreasury_AllowanceOutOfBounds.selector, 5 ether + 1, 5 ether));
        dao.setAllowance(5 ether + 1);
        vm.expectEmit();
        emit IDaoTreasury.AllowanceChanged(5 ether);
        dao.setAllowance(5 ether);
        vm.stopPrank();
        eq(dao.allowance(), 5 ether, "set");
    }
}
