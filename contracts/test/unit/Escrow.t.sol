// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";

import { AiigoToken } from "../../src/AiigoToken.sol";
import { IEscrow } from "../../src/interfaces/IEscrow.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";

contract EscrowTest is SystemTest {
    function test_Locks_RevertWhen_CallerIsNotTheMarketplace() external {
        address[4] memory people = [admin, operator, treasury, buyer];
        for (uint256 i; i < people.length; ++i) {
            vm.startPrank(people[i]);
            vm.expectPartialRevert(Errors.Escrow_NotMarketplace.selector);
            escrow.lock("task", ETH, buyer, 1);
            vm.expectPartialRevert(Errors.Escrow_NotMarketplace.selector);
            escrow.settle("task", ETH, 1, 1, 800, provider, buyer);
            vm.expectPartialRevert(Errors.Escrow_NotMarketplace.selector);
            escrow.refund("task", ETH, 1, buyer);
            vm.stopPrank();
        }
    }

    function test_Settle_RevertWhen_CostExceedsBudget() external {
        vm.prank(address(market));
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_CostAboveBudget.selector, 2, 1));
        escrow.settle("task", ETH, 1, 2, 800, provider, buyer);
    }

    function test_Withdraw_RevertWhen_NothingIsDue() external {
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_NothingToWithdraw.selector, ETH, buyer));
        escrow.withdraw(ETH, buyer);
    }

    function test_Withdraw_RevertWhen_TheRecipientIsZeroOrRefuses() external {
        _cancelledTask(ETH, BUDGET);
        vm.startPrank(buyer);
        vm.expectRevert(Errors.Escrow_ZeroAddress.selector);
        escrow.withdraw(ETH, address(0));
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_TransferFailed.selector, address(pool), BUDGET));
        escrow.withdraw(ETH, address(pool));
        eq(escrow.claimable(ETH, buyer), BUDGET, "credit stays");
    }

    function test_Withdraw_PaysOnce() external {
        _cancelledTask(ETH, BUDGET);
        address to = account("cold wallet");
        vm.expectEmit();
        emit IEscrow.Withdrawn(ETH, buyer, to, BUDGET);
        vm.prank(buyer);
        eq(escrow.withdraw(ETH, to), BUDGET, "amount");
        vm.snapshotGasLastCall("gas", "withdraw ETH");
        eq(to.balance, BUDGET, "paid");
        eq(escrow.claimableTotal(ETH), 0, "ledger");
        vm.prank(buyer);
        vm.expectPartialRevert(Errors.Escrow_NothingToWithdraw.selector);
        escrow.withdraw(ETH, to);
    }

    function test_Withdraw_GivenADelistedToken_Pays() external {
        _cancelledTask(address(usdc), 5e6);
        vm.prank(admin);
        escrow.setTokenAllowed(address(usdc), false);
        vm.prank(buyer);
        escrow.withdraw(address(usdc), stranger);
        vm.snapshotGasLastCall("gas", "withdraw USDC");
        eq(usdc.balanceOf(stranger), 1_000_005e6, "paid");
    }

    function test_SetTokenAllowed() external {
        vm.prank(operator);
        vm.expectPartialRevert(IAccessControl.AccessControlUnauthorizedAccount.selector);
        escrow.setTokenAllowed(ETH, false);
        vm.prank(admin);
        escrow.setTokenAllowed(ETH, false);
        TaskRequest memory request = newRequest();
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_TokenNotAllowed.selector, ETH));
        market.submit{ value: BUDGET }(request);
    }

    function test_SetTreasury_LeavesEarlierFees() external {
        vm.prank(operator);
        vm.expectPartialRevert(IAccessControl.AccessControlUnauthorizedAccount.selector);
        escrow.setTreasury(operator);
        vm.prank(admin);
        vm.expectRevert(Errors.Escrow_ZeroAddress.selector);
        escrow.setTreasury(address(0));

        bytes8 nodeId = goesActive(provider, "node");
        uint256 fee = 100 * uint256(RATE) * 8 / 100;
        address next = account("next treasury");
        _settledTask(nodeId);
        vm.prank(admin);
        escrow.setTreasury(next);
        _settledTask(nodeId);
        eq(escrow.claimable(ETH, treasury), fee, "earlier");
        eq(escrow.claimable(ETH, next), fee, "later");
    }

    function test_AiigoToken_RevertWhen_TheTableDoesNotSum() external {
        address[] memory holders = new address[](2);
        uint256[] memory amounts = new uint256[](2);
        (holders[0], holders[1]) = (buyer, provider);
        (amounts[0], amounts[1]) = (1, 1_000_000_000e18);
        vm.expectPartialRevert(Errors.AiigoToken_SupplyMismatch.selector);
        new AiigoToken(holders, amounts);
        vm.expectRevert(abi.encodeWithSelector(Errors.AiigoToken_TableMismatch.selector, 2, 1));
        new AiigoToken(holders, new uint256[](1));
    }

    function test_AiigoToken_PermitsAndBurns() external {
        eq(token.totalSupply(), 1_000_000_000e18, "supply");
        bytes32 permit = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                buyer,
                stranger,
                uint256(7),
                uint256(0),
                block.timestamp
            )
        );
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), permit));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf("buyer"), digest);
        token.permit(buyer, stranger, 7, block.timestamp, v, r, s);
        vm.prank(stranger);
        token.burnFrom(buyer, 7);
        eq(token.totalSupply(), 1_000_000_000e18 - 7, "burnt");
    }

    function _cancelledTask(address paymentToken, uint128 budget) private {
        TaskRequest memory request = newRequest();
        request.token = paymentToken;
        request.budget = budget;
        funds(request);
        vm.prank(buyer);
        market.cancel(request);
    }

    function _settledTask(bytes8 nodeId) private {
        TaskRequest memory request = submitted(nodeId);
        vm.prank(buyer);
        market.approve(request, keccak256("result"), "");
    }
}
