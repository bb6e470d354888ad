// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { AttackTest } from "../support/AttackTest.sol";
import { Wording } from "../support/Wording.sol";
import { Forcer, RebasingToken, TaxedToken } from "./Hostile.sol";

/// @notice Tokens that don't arrive whole, money that arrives unasked, and permits that somebody else uses first.
contract TokenAttacksTest is AttackTest {
    function test_TokenWithFeeOnTransfer_IsRefused() external {
        TaxedToken taxed = new TaxedToken();
        taxed.transfer(buyer, 10 * BUDGET);
        TaskRequest memory request = _requestIn(address(taxed));
        vm.startPrank(buyer);
        taxed.approve(address(escrow), type(uint256).max);
        bytes memory wrong = abi.encodeWithSelector(Errors.Escrow_WrongAmount.selector, BUDGET - BUDGET / 100, BUDGET);
        vm.expectRevert(wrong);
        market.submit(request);
        vm.expectRevert(wrong);
        escrow.deposit(address(taxed), buyer, BUDGET);
        vm.stopPrank();
        eq(escrow.liabilities(address(taxed)), 0, "nothing is owed");
    }

    /// @dev A token that shrinks leaves only its own holders short, one by one.
    function test_RebasingToken_HurtsItsOwnHoldersOnly() external {
        RebasingToken rebasing = new RebasingToken();
        _requestIn(address(rebasing));
        rebasing.transfer(buyer, 1e18);
        rebasing.transfer(stranger, 1e18);
        vm.prank(buyer);
        rebasing.approve(address(escrow), type(uint256).max);
        vm.prank(stranger);
        rebasing.approve(address(escrow), type(uint256).max);
        deposits(address(rebasing), buyer, 1e18);
        deposits(address(rebasing), stranger, 1e18);
        rebasing.rebase(200);
        eq(escrow.claimable(address(rebasing), buyer), 1e18, "growth is nobody's credit");
        rebasing.rebase(50);
        eq(takesAll(address(rebasing), buyer), 1e18, "the first is paid");
        vm.prank(stranger);
        vm.expectPartialRevert(bytes4(keccak256("ERC20InsufficientBalance(address,uint256,uint256)")));
        escrow.withdraw(address(rebasing), stranger);
        checkPrey(ETH);
        checkPrey(address(token));
    }

    function test_ForcedEther_PaysForNobodysTask() external {
        new Forcer{ value: 10 * BUDGET }(address(escrow));
        eq(held(ETH), PREY + 10 * BUDGET, "forced");
        TaskRequest memory request = newRequest();
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_WrongAmount.selector, 0, BUDGET));
        market.submit(request);
        eq(escrow.liabilities(ETH), PREY, "nobody's money is not owed");
        checkPrey(ETH);
    }

    function test_DonatedTokens_PayForNobodysTask() external {
        token.transfer(address(escrow), 10 * BUDGET);
        TaskRequest memory request = requestIn(address(token));
        vm.startPrank(buyer);
        token.approve(address(escrow), 0);
        vm.expectPartialRevert(bytes4(keccak256("ERC20InsufficientAllowance(address,uint256,uint256)")));
        market.submit(request);
        token.approve(address(escrow), type(uint256).max);
        market.submit(request);
        vm.stopPrank();
        eq(escrow.liabilities(address(token)), PREY + BUDGET, "booked is what was paid");
        eq(held(address(token)), PREY + 11 * BUDGET, "the donation stays beside the books");
        checkPrey(address(token));
    }

    /// @dev Ether on the marketplace itself, which never holds any, moves with no task.
    function test_ForcedEther_OnTheMarketplace_IsOutOfReach() external {
        new Forcer{ value: 10 * BUDGET }(address(market));
        TaskRequest memory request = newRequest();
        vm.startPrank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_WrongAmount.selector, 1, BUDGET));
        market.submit{ value: 1 }(request);
        vm.stopPrank();
        eq(address(market).balance, 10 * BUDGET, "untouched");
    }

    /// @dev A stranger can use a permit from the mempool before its owner: the task is funded all the same.
    function test_FrontRunPermit_StillFunds() external {
        TaskRequest memory request = requestIn(address(token));
        vm.prank(buyer);
        token.approve(address(escrow), 0);
        (uint8 v, bytes32 r, bytes32 s) = _permits(BUDGET);
        vm.prank(stranger);
        token.permit(buyer, address(escrow), BUDGET, block.timestamp, v, r, s);
        vm.prank(buyer);
        market.submitWithPermit(request, block.timestamp, v, r, s);
        checkState(request, TaskState.FUNDED);
    }

    function test_FrontRunPermit_StillDeposits() external {
        vm.prank(buyer);
        token.approve(address(escrow), 0);
        (uint8 v, bytes32 r, bytes32 s) = _permits(BUDGET);
        vm.prank(stranger);
        token.permit(buyer, address(escrow), BUDGET, block.timestamp, v, r, s);
        vm.prank(buyer);
        escrow.depositWithPermit(address(token), buyer, BUDGET, block.timestamp, v, r, s);
        eq(escrow.claimable(address(token), buyer), BUDGET, "deposited");
    }

    /// @dev A permit is an allowance to the escrow, and the escrow pulls from the caller only: a stolen one buys
    ///   nothing.
    function test_StolenPermit_BuysNothing() external {
        TaskRequest memory request = requestIn(address(token));
        (uint8 v, bytes32 r, bytes32 s) = _permits(BUDGET);
        vm.startPrank(stranger);
        token.approve(address(escrow), 0);
        vm.expectPartialRevert(Errors.TaskMarketplace_NotBuyer.selector);
        market.submitWithPermit(request, block.timestamp, v, r, s);
        vm.expectPartialRevert(bytes4(keccak256("ERC20InsufficientAllowance(address,uint256,uint256)")));
        escrow.depositWithPermit(address(token), stranger, BUDGET, block.timestamp, v, r, s);
        vm.stopPrank();
    }

    /// @dev Standing allowances to the escrow, of the victim too, move in its own transactions only.
    function test_AllowanceOfTheVictim_PaysForNobodyElse() external {
        TaskRequest memory request = requestIn(address(token));
        request.buyer = victim;
        check(!takes(stranger, abi.encodeCall(market.submit, (request))), "not the buyer");
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_NotMarketplace.selector, stranger));
        escrow.lock(address(token), victim, BUDGET);
    }

    function _permits(uint256 amount) private view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 digest = Wording.permit(token, buyer, address(escrow), amount, token.nonces(buyer), block.timestamp);
        return vm.sign(keyOf("buyer"), digest);
    }

    function _requestIn(address paymentToken) private returns (TaskRequest memory request) {
        vm.prank(admin);
        escrow.setTokenAllowed(paymentToken, true);
        request = newRequest();
        request.token = paymentToken;
    }
}
