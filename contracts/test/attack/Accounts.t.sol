// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { AttackTest } from "../support/AttackTest.sol";
import { Burner, Refuser, Wallet } from "../support/Signers.sol";
import { Wording } from "../support/Wording.sol";
import { Bomb } from "./Hostile.sol";

/// @notice Accounts that are keys and code at once (EIP-7702: code 0xef0100 and an address), and accounts that are code
///   only.
contract AccountAttacksTest is AttackTest {
    function test_DelegatedProvider_StillSignsWithItsKey() external {
        _delegates(provider, address(new Refuser()));
        TaskRequest memory request = submitted(nodeId);
        approves(request);
        eq(escrow.claimable(ETH, provider), 92e12, "paid");
    }

    function test_DelegatedBuyer_StillSignsWithItsKey() external {
        deposits(ETH, buyer, BUDGET);
        _delegates(buyer, address(new Burner()));
        TaskRequest memory request = newRequest();
        fundsFromBalance(request);
        assigns(request, nodeId);
        submitsResult(request, 1);
        bytes32 taskId = idOf(request);
        market.approve(
            taskId, submissionOf(request), signedBy(buyer, Wording.hash(approvalOf(taskId, submissionOf(request))))
        );
        checkState(request, TaskState.SETTLED);
    }

    /// @dev Delegating to a wallet of somebody else's makes that code answer for the account: the wallet's own owner
    ///   signs then, which is what the account chose. A stranger still doesn't.
    function test_DelegatedAccount_IsNotOpenToStrangers() external {
        _delegates(victim, address(new Wallet(victim)));
        TaskRequest memory request = newRequest();
        request.buyer = victim;
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, victim));
        market.submitSignedRequest(request, signedBy(stranger, Wording.hash(request)));
    }

    /// @dev A delegate that refuses ether locks no other account out, and the account itself withdraws elsewhere.
    function test_DelegatedBuyer_ThatRefusesEther_WithdrawsElsewhere() external {
        _delegates(victim, address(new Refuser()));
        vm.startPrank(victim);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_TransferFailed.selector, victim, PREY));
        escrow.withdraw(ETH, victim);
        eq(escrow.withdraw(ETH, stranger), PREY, "elsewhere");
        vm.stopPrank();
    }

    /// @dev Code that answers with anything but ERC-1271's magic value, at any length, or not at all, has signed
    ///   nothing.
    function test_CodeThatDoesNotAnswer_HasSignedNothing() external {
        address[3] memory silent = [address(new Refuser()), address(new Bomb()), address(usdc)];
        for (uint256 i; i < 3; ++i) {
            vm.deal(silent[i], BUDGET);
            deposits(ETH, silent[i], BUDGET);
            TaskRequest memory request = newRequest();
            request.buyer = silent[i];
            bytes memory signature = signedBy(stranger, Wording.hash(request));
            vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, silent[i]));
            market.submitSignedRequest(request, signature);
            vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, silent[i]));
            market.submitSignedRequest(request, "");
        }
    }

    /// @dev A wallet that takes its answer back after the assignment changes nothing: the assignment stands by itself.
    function test_WalletThatForgets_StaysBoundByWhatItAccepted() external {
        Wallet seller = new Wallet(provider);
        fundAccount(address(seller));
        bytes8 walletNode = goesActive(address(seller), "wallet");
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, walletNode);
        market.assign(request, walletNode, accepted.rate, accepted.expiry, signedBy(provider, Wording.hash(accepted)));
        vm.etch(address(seller), type(Refuser).runtimeCode);
        checkState(request, TaskState.ASSIGNED);
    }

    function _delegates(address account, address code) private {
        vm.etch(account, abi.encodePacked(hex"ef0100", code));
    }
}
