// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";
import { IERC20Errors } from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import { AiigoToken } from "../../src/AiigoToken.sol";
import { IEscrow } from "../../src/interfaces/IEscrow.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";
import { Refuser } from "../support/Signers.sol";
import { Wording } from "../support/Wording.sol";

contract EscrowTest is SystemTest {
    /* --------------------------------------------------- deposit ------------------------------------------------ */

    function test_Deposit_RevertWhen_TheAccountOrTheAmountIsZero() external {
        vm.startPrank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_ZeroAddress.selector));
        escrow.deposit{ value: 1 }(ETH, address(0), 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_ZeroAmount.selector));
        escrow.deposit(ETH, buyer, 0);
        vm.stopPrank();
    }

    function test_Deposit_RevertWhen_TheTokenIsNotAllowed() external {
        address[3] memory wrong = [address(pool), stranger, address(bonds)];
        for (uint256 i; i < wrong.length; ++i) {
            vm.prank(buyer);
            vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_TokenUnknown.selector, wrong[i]));
            escrow.deposit(wrong[i], buyer, 1);
        }
    }

    function test_Deposit_RevertWhen_TheValueIsWrong() external {
        vm.startPrank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_WrongAmount.selector, 6, 5));
        escrow.deposit{ value: 6 }(ETH, buyer, 5);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_WrongAmount.selector, 4, 5));
        escrow.deposit{ value: 4 }(ETH, buyer, 5);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_WrongAmount.selector, 1, 0));
        escrow.deposit{ value: 1 }(address(usdc), buyer, 5);
        vm.stopPrank();
    }

    function test_Deposit_RevertWhen_TheAmountIsAbsurd() external {
        uint256 absurd = uint256(type(uint120).max) + 1;
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 120, absurd));
        escrow.deposit(address(usdc), buyer, absurd);
    }

    function test_Deposit_RevertWhen_AnotherAmountArrives() external {
        LyingToken lying = new LyingToken();
        vm.prank(admin);
        escrow.setTokenAllowed(address(lying), true);
        lying.arrives(4);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_WrongAmount.selector, 4, 5));
        escrow.deposit(address(lying), buyer, 5);
        lying.arrives(6);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_WrongAmount.selector, 6, 5));
        escrow.deposit(address(lying), buyer, 5);
        lying.arrives(-1);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_WrongAmount.selector, 0, 5));
        escrow.deposit(address(lying), buyer, 5);
        lying.arrives(5);
        escrow.deposit(address(lying), buyer, 5);
        eq(escrow.claimable(address(lying), buyer), 5, "exactly");
    }

    function test_Deposit_ForOneselfAndForOthers_AddsUp() external {
        address[] memory tokens = paymentTokens();
        for (uint256 i; i < tokens.length; ++i) {
            vm.expectEmit();
            emit IEscrow.Deposited(tokens[i], buyer, buyer, 7);
            deposits(tokens[i], buyer, 7);
            vm.expectEmit();
            emit IEscrow.Deposited(tokens[i], buyer, stranger, 5);
            vm.prank(stranger);
            escrow.deposit{ value: tokens[i] == ETH ? 5 : 0 }(tokens[i], buyer, 5);
            eq(escrow.claimable(tokens[i], buyer), 12, "ledger");
            eq(escrow.claimable(tokens[i], stranger), 0, "the payer's");
            eq(escrow.liabilities(tokens[i]), 12, "liabilities");
            eq(escrow.fees(tokens[i]), 0, "fees");
            eq(_held(tokens[i]), 12, "held");
        }
    }

    /* ----------------------------------------------- depositWithPermit ------------------------------------------ */

    function test_DepositWithPermit_NeedsNoAllowance() external {
        (uint8 v, bytes32 r, bytes32 s) = _permits(BUDGET, block.timestamp);
        vm.expectEmit();
        emit IEscrow.Deposited(address(token), stranger, buyer, BUDGET);
        vm.prank(buyer);
        escrow.depositWithPermit(address(token), stranger, BUDGET, block.timestamp, v, r, s);
        eq(escrow.claimable(address(token), stranger), BUDGET, "ledger");
    }

    function test_DepositWithPermit_GivenSomebodyUsedThePermitFirst() external {
        (uint8 v, bytes32 r, bytes32 s) = _permits(BUDGET, block.timestamp);
        vm.prank(stranger);
        token.permit(buyer, address(escrow), BUDGET, block.timestamp, v, r, s);
        vm.prank(buyer);
        escrow.depositWithPermit(address(token), buyer, BUDGET, block.timestamp, v, r, s);
        eq(escrow.claimable(address(token), buyer), BUDGET, "ledger");
    }

    function test_DepositWithPermit_RevertWhen_ThePermitExpired_OrIsAnothers() external {
        (uint8 v, bytes32 r, bytes32 s) = _permits(BUDGET, block.timestamp - 1);
        bytes memory nothing =
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), 0, BUDGET);
        vm.prank(buyer);
        vm.expectRevert(nothing);
        escrow.depositWithPermit(address(token), buyer, BUDGET, block.timestamp - 1, v, r, s);
        (v, r, s) = _permits(BUDGET, block.timestamp);
        vm.startPrank(stranger);
        token.approve(address(escrow), 0);
        vm.expectRevert(nothing);
        escrow.depositWithPermit(address(token), stranger, BUDGET, block.timestamp, v, r, s);
        vm.stopPrank();
    }

    function test_DepositWithPermit_RevertWhen_TheTokenIsEtherOrNone() external {
        vm.startPrank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_WrongAmount.selector, 0, 5));
        escrow.depositWithPermit(ETH, buyer, 5, block.timestamp, 27, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_TokenUnknown.selector, stranger));
        escrow.depositWithPermit(stranger, buyer, 5, block.timestamp, 27, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_ZeroAmount.selector));
        escrow.depositWithPermit(address(token), buyer, 0, block.timestamp, 27, 0, 0);
        vm.stopPrank();
    }

    /* -------------------------------- lock, lockFromBalance, settle, credit --------------------------------------- */

    function test_Locks_RevertWhen_CallerIsNotTheMarketplace() external {
        address[4] memory people = [admin, operator, treasury, buyer];
        deposits(ETH, buyer, 10);
        for (uint256 i; i < people.length; ++i) {
            bytes memory refused = abi.encodeWithSelector(Errors.Escrow_NotMarketplace.selector, people[i]);
            vm.startPrank(people[i]);
            vm.expectRevert(refused);
            escrow.lock(ETH, buyer, 1);
            vm.expectRevert(refused);
            escrow.lockFromBalance(ETH, buyer, 1, true);
            vm.expectRevert(refused);
            escrow.settle(ETH, 1, 1, 800, 200, provider, buyer);
            vm.expectRevert(refused);
            escrow.credit(ETH, buyer, 1);
            vm.stopPrank();
        }
    }

    function test_Settle_RevertWhen_CostExceedsBudget() external {
        vm.prank(address(market));
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_CostAboveBudget.selector, 2, 1));
        escrow.settle(ETH, 1, 2, 800, 200, provider, buyer);
    }

    function test_LockFromBalance_GivenABond_DoesNotAskForTheAllowList() external {
        deposits(ETH, buyer, 10);
        vm.prank(admin);
        escrow.setTokenAllowed(ETH, false);
        vm.startPrank(address(market));
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_TokenNotAllowed.selector, ETH));
        escrow.lockFromBalance(ETH, buyer, 10, true);
        escrow.lockFromBalance(ETH, buyer, 10, false);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_BalanceTooLow.selector, ETH, buyer, 0, 1));
        escrow.lockFromBalance(ETH, buyer, 1, false);
        vm.stopPrank();
        eq(escrow.claimable(ETH, buyer), 0, "locked");
        eq(escrow.liabilities(ETH), 10, "still owed");
    }

    /* -------------------------------------------------- withdraw ------------------------------------------------ */

    function test_Withdraw_RevertWhen_NothingIsDue() external {
        vm.startPrank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_NothingToWithdraw.selector, ETH, buyer));
        escrow.withdraw(ETH, buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_NothingToWithdraw.selector, stranger, buyer));
        escrow.withdraw(stranger, buyer);
        vm.stopPrank();
    }

    function test_Withdraw_RevertWhen_TheRecipientIsZeroOrRefuses() external {
        deposits(ETH, buyer, BUDGET);
        address refuser = address(new Refuser());
        vm.startPrank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_ZeroAddress.selector));
        escrow.withdraw(ETH, address(0));
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_TransferFailed.selector, refuser, BUDGET));
        escrow.withdraw(ETH, refuser);
        vm.stopPrank();
        eq(escrow.claimable(ETH, buyer), BUDGET, "credit stays");
        eq(escrow.liabilities(ETH), BUDGET, "liability stays");
    }

    function test_Withdraw_PaysEverythingOnce() external {
        deposits(ETH, buyer, BUDGET);
        deposits(ETH, stranger, 3);
        address to = account("cold wallet");
        vm.expectEmit();
        emit IEscrow.Withdrawn(ETH, buyer, to, BUDGET);
        vm.prank(buyer);
        eq(escrow.withdraw(ETH, to), BUDGET, "amount");
        vm.snapshotGasLastCall("gas", "withdraw ETH");
        eq(to.balance, BUDGET, "paid");
        eq(escrow.claimable(ETH, buyer), 0, "ledger");
        eq(escrow.claimable(ETH, stranger), 3, "others'");
        eq(escrow.liabilities(ETH), 3, "liabilities");
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_NothingToWithdraw.selector, ETH, buyer));
        escrow.withdraw(ETH, to);
    }

    function test_Withdraw_GivenAPauseAndADelistedToken_Pays() external {
        deposits(address(usdc), buyer, 5e6);
        vm.startPrank(admin);
        escrow.setTokenAllowed(address(usdc), false);
        market.pause(14 days);
        vm.stopPrank();
        vm.prank(buyer);
        escrow.withdraw(address(usdc), stranger);
        vm.snapshotGasLastCall("gas", "withdraw USDC");
        eq(usdc.balanceOf(stranger), 1_000_005e6, "paid");
        eq(escrow.liabilities(address(usdc)), 0, "liabilities");
    }

    function test_WithdrawAmount_RevertWhen_OutOfBounds() external {
        deposits(ETH, buyer, 10);
        vm.startPrank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_NothingToWithdraw.selector, ETH, buyer));
        escrow.withdrawAmount(ETH, buyer, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_BalanceTooLow.selector, ETH, buyer, 10, 11));
        escrow.withdrawAmount(ETH, buyer, 11);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_ZeroAddress.selector));
        escrow.withdrawAmount(ETH, address(0), 1);
        vm.stopPrank();
    }

    function test_WithdrawAmount_PaysAPart() external {
        deposits(address(token), buyer, 10);
        uint256 before = token.balanceOf(stranger);
        vm.expectEmit();
        emit IEscrow.Withdrawn(address(token), buyer, stranger, 4);
        vm.prank(buyer);
        escrow.withdrawAmount(address(token), stranger, 4);
        eq(token.balanceOf(stranger) - before, 4, "paid");
        eq(escrow.claimable(address(token), buyer), 6, "ledger");
        eq(escrow.liabilities(address(token)), 6, "liabilities");
        vm.prank(buyer);
        escrow.withdrawAmount(address(token), stranger, 6);
        eq(escrow.claimable(address(token), buyer), 0, "ledger");
    }

    /* ------------------------------------------------ withdrawFees ---------------------------------------------- */

    function test_WithdrawFees_RevertWhen_ThereAreNone() external {
        deposits(ETH, buyer, 10);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_NothingToWithdraw.selector, ETH, treasury));
        escrow.withdrawFees(ETH);
    }

    function test_WithdrawFees_ByAnyone_GoToTheTreasuryOfNow() external {
        uint256 fee = _settledTask();
        vm.expectEmit();
        emit IEscrow.FeesWithdrawn(ETH, treasury, fee);
        uint256 before = treasury.balance;
        vm.prank(stranger);
        eq(escrow.withdrawFees(ETH), fee, "amount");
        vm.snapshotGasLastCall("gas", "withdrawFees ETH");
        eq(treasury.balance - before, fee, "paid");
        eq(escrow.fees(ETH), 0, "fees");
        eq(escrow.liabilities(ETH), BUDGET - fee, "liabilities");

        _settledTask();
        address next = account("next treasury");
        vm.etch(next, hex"00");
        vm.startPrank(admin);
        escrow.setTreasury(next);
        escrow.setTokenAllowed(ETH, false);
        vm.stopPrank();
        escrow.withdrawFees(ETH);
        eq(next.balance, fee, "those not yet sent");
        eq(treasury.balance - before, fee, "no more to the old one");
        check(!escrow.isTokenAllowed(ETH), "still delisted");
    }

    function test_WithdrawFees_RevertWhen_TheTreasuryRefuses_HoldingUpNobody() external {
        uint256 fee = _settledTask();
        address refuser = address(new Refuser());
        vm.prank(admin);
        escrow.setTreasury(refuser);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_TransferFailed.selector, refuser, fee));
        escrow.withdrawFees(ETH);
        eq(escrow.fees(ETH), fee, "stay");
        vm.prank(buyer);
        escrow.withdraw(ETH, buyer);
    }

    /* ---------------------------------------------------- admin ------------------------------------------------- */

    function test_SetTokenAllowed_RevertWhen_CallerIsNotTheAdmin() external {
        vm.prank(operator);
        vm.expectRevert(_needsAdmin(operator));
        escrow.setTokenAllowed(ETH, false);
    }

    function test_SetTokenAllowed_KeepsTheBooks() external {
        _settledTask();
        (uint256 owed, uint256 fee) = (escrow.liabilities(ETH), escrow.fees(ETH));
        vm.expectEmit();
        emit IEscrow.TokenAllowed(ETH, false);
        vm.prank(admin);
        escrow.setTokenAllowed(ETH, false);
        check(!escrow.isTokenAllowed(ETH), "delisted");
        eq(escrow.liabilities(ETH), owed, "liabilities");
        eq(escrow.fees(ETH), fee, "fees");
        vm.prank(admin);
        escrow.setTokenAllowed(ETH, true);
        deposits(ETH, buyer, 1);
    }

    function test_SetTreasury_RevertWhen_CallerIsNotTheAdmin_OrItIsZero() external {
        vm.prank(operator);
        vm.expectRevert(_needsAdmin(operator));
        escrow.setTreasury(operator);
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_ZeroAddress.selector));
        escrow.setTreasury(address(0));
    }

    function test_SetTreasury_SetsIt() external {
        vm.expectEmit();
        emit IEscrow.TreasuryChanged(treasury, address(bonds));
        vm.prank(admin);
        escrow.setTreasury(address(bonds));
        eq(escrow.treasury(), address(bonds), "treasury");
    }

    function test_SetTreasury_SetTokenAllowed_RevertWhen_ThereIsNoCode() external {
        vm.startPrank(admin);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_NoCode.selector, stranger));
        escrow.setTreasury(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_NoCode.selector, stranger));
        escrow.setTokenAllowed(stranger, true);
        escrow.setTokenAllowed(stranger, false);
        vm.stopPrank();
    }

    /// @dev Tasks that were funded in it may need bonds: it can be paid in, and no new task can be paid with it.
    function test_Deposit_GivenADelistedToken_StillTakesIt() external {
        TaskRequest memory request = requestIn(address(usdc));
        vm.prank(admin);
        escrow.setTokenAllowed(address(usdc), false);
        deposits(address(usdc), buyer, request.budget);
        eq(escrow.claimable(address(usdc), buyer), request.budget, "paid in");
        vm.startPrank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_TokenNotAllowed.selector, address(usdc)));
        market.submit(request);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_TokenNotAllowed.selector, address(usdc)));
        market.submitSignedRequest(request, "");
        vm.stopPrank();
    }

    /* --------------------------------------------------- books -------------------------------------------------- */

    /// @dev One walk through everything that moves money: after each step the escrow owes exactly what it holds, and
    ///   what it owes is exactly locks, ledgers and fees.
    function test_Books_BalanceAfterEveryStep() external {
        bytes8 nodeId = goesActive(provider, "node");
        address[] memory tokens = paymentTokens();
        for (uint256 i; i < tokens.length; ++i) {
            address paid = tokens[i];
            TaskRequest memory request = requestIn(paid);
            uint256 budget = request.budget;
            deposits(paid, buyer, 2 * budget);
            _checkBooks(paid, 0);
            funds(request);
            _checkBooks(paid, budget);
            assigns(request, nodeId);
            vm.warp(block.timestamp + 100);
            submitsResult(request, 77);
            approves(request);
            _checkBooks(paid, 0);
            request = requestIn(paid);
            fundsFromBalance(request);
            _checkBooks(paid, budget);
            assigns(request, nodeId);
            vm.warp(block.timestamp + 100);
            Submission memory submission = submitsResult(request, 77);
            uint256 bond = market.disputeBond(submission);
            disputes(request);
            _checkBooks(paid, budget + bond);
            votes(request, [Ruling.PROVIDER, Ruling.PROVIDER, Ruling.PROVIDER]);
            resolves(request);
            _checkBooks(paid, 0);
            escrow.withdrawFees(paid);
            _checkBooks(paid, 0);
            vm.prank(provider);
            escrow.withdraw(paid, provider);
            _checkBooks(paid, 0);
        }
    }

    /* ------------------------------------------------- AiigoToken ----------------------------------------------- */

    function test_AiigoToken_RevertWhen_TheTableDoesNotSum() external {
        address[] memory holders = new address[](2);
        uint256[] memory amounts = new uint256[](2);
        (holders[0], holders[1]) = (buyer, provider);
        (amounts[0], amounts[1]) = (1, 1_000_000_000e18);
        vm.expectRevert(
            abi.encodeWithSelector(
                Errors.AiigoToken_SupplyMismatch.selector, uint256(1_000_000_000e18 + 1), uint256(1_000_000_000e18)
            )
        );
        this.builds(abi.encodePacked(type(AiigoToken).creationCode, abi.encode(holders, amounts)));
        vm.expectRevert(abi.encodeWithSelector(Errors.AiigoToken_TableMismatch.selector, 2, 1));
        this.builds(abi.encodePacked(type(AiigoToken).creationCode, abi.encode(holders, new uint256[](1))));
    }

    function test_AiigoToken_PermitsAndBurns() external {
        eq(token.totalSupply(), 1_000_000_000e18, "supply");
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(keyOf("buyer"), Wording.permit(token, buyer, stranger, 7, token.nonces(buyer), block.timestamp));
        token.permit(buyer, stranger, 7, block.timestamp, v, r, s);
        vm.prank(stranger);
        token.burnFrom(buyer, 7);
        eq(token.totalSupply(), 1_000_000_000e18 - 7, "burnt");
    }

    /* --------------------------------------------------- Private ------------------------------------------------ */

    function _settledTask() private returns (uint256 fee) {
        bytes8 nodeId = registry.nodeIdOf(provider, "node");
        if (registry.providerOf(nodeId) == address(0)) goesActive(provider, "node");
        TaskRequest memory request = submitted(nodeId);
        approves(request);
        return uint256(8e12);
    }

    function _checkBooks(address paid, uint256 locked) private view {
        uint256 ledgers = escrow.claimable(paid, buyer) + escrow.claimable(paid, provider);
        for (uint256 i; i < arbitrators.length; ++i) {
            ledgers += escrow.claimable(paid, arbitrators[i]);
        }
        eq(escrow.liabilities(paid), locked + ledgers + escrow.fees(paid), "owed");
        eq(_held(paid), escrow.liabilities(paid), "held");
    }

    function _held(address paid) private view returns (uint256) {
        return paid == ETH ? address(escrow).balance : IERC20(paid).balanceOf(address(escrow));
    }

    function _permits(uint256 amount, uint256 deadline) private returns (uint8 v, bytes32 r, bytes32 s) {
        vm.prank(buyer);
        token.approve(address(escrow), 0);
        return
            vm.sign(
                keyOf("buyer"), Wording.permit(token, buyer, address(escrow), amount, token.nonces(buyer), deadline)
            );
    }

    function _needsAdmin(address caller) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, caller, bytes32(0));
    }
}

/// @notice Says yes to a transfer, and moves what it likes.
contract LyingToken {
    int256 private _arriving;
    uint256 public balanceOfAll = 100;

    function arrives(int256 amount) external {
        _arriving = amount;
    }

    function balanceOf(address) external view returns (uint256) {
        return balanceOfAll;
    }

    function transferFrom(address, address, uint256) external returns (bool) {
        balanceOfAll = uint256(int256(balanceOfAll) + _arriving);
        return true;
    }
}
