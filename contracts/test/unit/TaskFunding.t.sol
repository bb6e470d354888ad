// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IERC20Errors } from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import { ITaskMarketplace } from "../../src/interfaces/ITaskMarketplace.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";
import { Refuser, Wallet } from "../support/Signers.sol";
import { Wording } from "../support/Wording.sol";

contract TaskFundingTest is SystemTest {
    /* --------------------------------------------------- submit ------------------------------------------------- */

    function test_Submit_RevertWhen_CallerIsNotTheBuyer() external {
        TaskRequest memory request = newRequest();
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotBuyer.selector, stranger, buyer));
        market.submit{ value: BUDGET }(request);
    }

    function test_Submit_RevertWhen_FundedBefore() external {
        TaskRequest memory request = funded();
        bytes memory exists = abi.encodeWithSelector(Errors.TaskMarketplace_TaskExists.selector, idOf(request));
        _refuses(request, exists);
        vm.prank(buyer);
        market.cancel(request);
        _refuses(request, exists);
    }

    function test_Submit_RevertWhen_AFieldIsEmpty() external {
        for (uint256 i; i < 4; ++i) {
            TaskRequest memory request = newRequest();
            if (i == 0) request.jobId = 0;
            if (i == 1) request.specHash = 0;
            if (i == 2) request.maxRate = 0;
            if (i == 3) request.maxUsage = 0;
            _refuses(request, abi.encodeWithSelector(Errors.TaskMarketplace_EmptyField.selector));
        }
    }

    function test_Submit_RevertWhen_BudgetIsOutOfBounds() external {
        TaskRequest memory request = requestIn(address(token));
        uint128[3] memory budgets = [0, uint128(type(uint96).max) + 1, type(uint128).max];
        for (uint256 i; i < budgets.length; ++i) {
            request.budget = budgets[i];
            _refuses(
                request,
                abi.encodeWithSelector(Errors.TaskMarketplace_BudgetOutOfBounds.selector, budgets[i], type(uint96).max)
            );
        }
    }

    function test_Submit_RevertWhen_TheRateIsOutOfBounds() external {
        TaskRequest memory request = newRequest();
        request.maxRate = uint120(type(uint96).max) + 1;
        _refuses(
            request,
            abi.encodeWithSelector(
                Errors.TaskMarketplace_MaxRateOutOfBounds.selector, request.maxRate, type(uint96).max
            )
        );
        request.maxRate = type(uint96).max;
        funds(request);
    }

    function test_Submit_RevertWhen_WorkSecondsIsOutOfBounds() external {
        TaskRequest memory request = newRequest();
        uint32[3] memory absurd = [0, 30 days + 1, type(uint32).max];
        for (uint256 i; i < absurd.length; ++i) {
            request.workSeconds = absurd[i];
            _refuses(
                request,
                abi.encodeWithSelector(Errors.TaskMarketplace_WorkSecondsOutOfBounds.selector, absurd[i], 1, 30 days)
            );
        }
        request.workSeconds = 30 days;
        funds(request);
        request = newRequest();
        request.workSeconds = 1;
        funds(request);
    }

    function test_Submit_RevertWhen_WindowIsOutOfBounds() external {
        TaskRequest memory request = newRequest();
        uint32[4] memory absurd = [0, MIN_WINDOW - 1, 7 days + 1, type(uint32).max];
        for (uint256 i; i < absurd.length; ++i) {
            request.windowSeconds = absurd[i];
            _refuses(
                request,
                abi.encodeWithSelector(
                    Errors.TaskMarketplace_WindowSecondsOutOfBounds.selector, absurd[i], MIN_WINDOW, 7 days
                )
            );
        }
        request.windowSeconds = 7 days;
        funds(request);
    }

    function test_Submit_RevertWhen_FundByPassed() external {
        TaskRequest memory request = newRequest();
        vm.warp(request.fundBy + 1);
        _refuses(
            request,
            abi.encodeWithSelector(Errors.TaskMarketplace_FundingClosed.selector, request.fundBy, request.fundBy + 1)
        );
        vm.warp(request.fundBy);
        funds(request);
    }

    function test_Submit_RevertWhen_AssignByIsOutOfBounds() external {
        TaskRequest memory request = newRequest();
        uint40 nowSeconds = uint40(block.timestamp);
        uint40[4] memory absurd = [0, nowSeconds - 1, nowSeconds + 30 days + 1, type(uint40).max];
        for (uint256 i; i < absurd.length; ++i) {
            request.assignBy = absurd[i];
            _refuses(
                request,
                abi.encodeWithSelector(
                    Errors.TaskMarketplace_AssignByOutOfBounds.selector, absurd[i], nowSeconds, nowSeconds + 30 days
                )
            );
        }
        request.assignBy = nowSeconds + 30 days;
        funds(request);
        request.assignBy = nowSeconds;
        funds(request);
    }

    function test_Submit_RevertWhen_TheFeeExceedsTheBuyersMaximum() external {
        TaskRequest memory request = newRequest();
        request.maxFeeBps = 799;
        _refuses(request, abi.encodeWithSelector(Errors.TaskMarketplace_FeeAboveMaximum.selector, 800, 799));
    }

    function test_Submit_RevertWhen_TheTokenIsNotAllowed() external {
        TaskRequest memory request = requestIn(address(usdc));
        address[3] memory wrong = [address(usdc), address(pool), stranger];
        vm.prank(admin);
        escrow.setTokenAllowed(address(usdc), false);
        for (uint256 i; i < wrong.length; ++i) {
            request.token = wrong[i];
            _refuses(request, abi.encodeWithSelector(Errors.Escrow_TokenNotAllowed.selector, wrong[i]));
        }
    }

    function test_Submit_RevertWhen_TheValueIsWrong() external {
        TaskRequest memory request = newRequest();
        uint256[3] memory values = [0, BUDGET - 1, uint256(BUDGET) + 1];
        for (uint256 i; i < values.length; ++i) {
            vm.prank(buyer);
            vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_WrongAmount.selector, values[i], BUDGET));
            market.submit{ value: values[i] }(request);
        }
        request = requestIn(address(usdc));
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_WrongAmount.selector, 1, 0));
        market.submit{ value: 1 }(request);
    }

    function test_Submit_RevertWhen_TheAllowanceIsMissing() external {
        TaskRequest memory request = requestIn(address(usdc));
        vm.prank(buyer);
        usdc.approve(address(escrow), request.budget - 1);
        _refuses(
            request,
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), request.budget - 1, request.budget
            )
        );
    }

    function test_Submit_RevertGiven_APause() external {
        vm.prank(address(council));
        market.pause(1 hours);
        uint40 until = uint40(block.timestamp) + 1 hours;
        TaskRequest memory request = newRequest();
        request.fundBy = until + 1;
        bytes memory paused = abi.encodeWithSelector(Errors.TaskMarketplace_IsPaused.selector, until);
        _refuses(request, paused);
        deposits(ETH, buyer, BUDGET);
        vm.prank(buyer);
        vm.expectRevert(paused);
        market.submitSignedRequest(request, "");
        vm.warp(until);
        _refuses(request, paused);
        vm.warp(until + 1);
        funds(request);
    }

    function test_Submit_InEther_LocksTheBudget_FixesTheFee() external {
        TaskRequest memory request = newRequest();
        bytes32 taskId = idOf(request);
        vm.expectEmit();
        emit ITaskMarketplace.TaskFunded(taskId, 800, request);
        vm.prank(buyer);
        bytes32 returned = market.submit{ value: BUDGET }(request);
        vm.snapshotGasLastCall("gas", "submit ETH");
        eq(returned, taskId, "the id is the digest of the request");
        eq(market.taskIdOf(request), taskId, "view");
        TaskWord memory word = market.task(taskId);
        eq(uint256(word.state), uint256(TaskState.FUNDED), "state");
        eq(word.attempt, 0, "attempt");
        eq(word.since, block.timestamp, "since");
        eq(word.terms, 800, "fee, no rebate");
        eq(escrow.liabilities(ETH), BUDGET, "liabilities");
        eq(address(escrow).balance, BUDGET, "held");
        eq(escrow.claimable(ETH, buyer), 0, "ledger");
    }

    function test_Submit_InATokenWithoutRebate() external {
        TaskRequest memory request = requestIn(address(usdc));
        uint256 before = usdc.balanceOf(buyer);
        vm.prank(buyer);
        market.submit(request);
        vm.snapshotGasLastCall("gas", "submit USDC");
        eq(before - usdc.balanceOf(buyer), request.budget, "pulled");
        eq(escrow.liabilities(address(usdc)), request.budget, "liabilities");
        eq(market.task(idOf(request)).terms, 800, "fee, no rebate");
    }

    function test_Submit_InAiigo_FixesTheRebateToo() external {
        TaskRequest memory request = requestIn(address(token));
        vm.expectEmit();
        emit ITaskMarketplace.TaskFunded(idOf(request), 800 + 200 * 65_536, request);
        vm.prank(buyer);
        market.submit(request);
        eq(market.task(idOf(request)).terms, 800 + 200 * 65_536, "fee and rebate");
    }

    /// @dev A request is hashed as it came; one whose words hold more than their types must not get in.
    function test_Submit_RevertWhen_AWordOfTheRequestHasDirtyBits() external {
        uint256 dirty;
        deposits(ETH, buyer, 100 * uint256(BUDGET));
        for (uint256 word; word < 14; ++word) {
            // jobId and specHash fill their words.
            if (word == 0 || word == 13) continue;
            TaskRequest memory request = newRequest();
            bytes memory call = abi.encodeCall(market.submit, (request));
            vm.prank(buyer);
            (bool success,) = address(market).call{ value: BUDGET }(_dirtied(call, 4 + word * 32));
            check(!success, "submit");
            call = abi.encodeCall(market.submitSignedRequest, (request, ""));
            vm.prank(buyer);
            (success,) = address(market).call(_dirtied(call, 4 + word * 32));
            check(!success, "submitSignedRequest");
            ++dirty;
        }
        eq(dirty, 12, "words");
        eq(escrow.liabilities(ETH), 100 * uint256(BUDGET), "nothing was locked");
        funded();
    }

    function test_Submit_RevertWhen_TheResourceTypeIsNone() external {
        bytes memory call = abi.encodeCall(market.submit, (newRequest()));
        // Word 6 is the resource type: one more than the last.
        call[4 + 6 * 32 + 31] = bytes1(uint8(ResourceType.IOT) + 1);
        vm.prank(buyer);
        (bool success,) = address(market).call{ value: BUDGET }(call);
        check(!success, "no such type");
    }

    /* ----------------------------------------------- submitWithPermit ------------------------------------------- */

    function test_SubmitWithPermit_RevertWhen_CallerIsNotTheBuyer() external {
        TaskRequest memory request = requestIn(address(token));
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotBuyer.selector, stranger, buyer));
        market.submitWithPermit(request, block.timestamp, 27, 0, 0);
    }

    function test_SubmitWithPermit_NeedsNoAllowance() external {
        TaskRequest memory request = _withoutAllowance();
        (uint8 v, bytes32 r, bytes32 s) = _permit(request, block.timestamp);
        vm.prank(buyer);
        bytes32 taskId = market.submitWithPermit(request, block.timestamp, v, r, s);
        vm.snapshotGasLastCall("gas", "submitWithPermit AIIGO");
        eq(taskId, idOf(request), "id");
        checkState(request, TaskState.FUNDED);
        eq(escrow.liabilities(address(token)), request.budget, "locked");
        eq(token.allowance(buyer, address(escrow)), 0, "used up");
    }

    function test_SubmitWithPermit_GivenSomebodyUsedThePermitFirst() external {
        TaskRequest memory request = _withoutAllowance();
        (uint8 v, bytes32 r, bytes32 s) = _permit(request, block.timestamp);
        vm.prank(stranger);
        token.permit(buyer, address(escrow), request.budget, block.timestamp, v, r, s);
        vm.prank(buyer);
        market.submitWithPermit(request, block.timestamp, v, r, s);
        checkState(request, TaskState.FUNDED);
    }

    function test_SubmitWithPermit_RevertWhen_ThePermitExpired_AndNothingIsAllowed() external {
        TaskRequest memory request = _withoutAllowance();
        uint256 deadline = block.timestamp - 1;
        (uint8 v, bytes32 r, bytes32 s) = _permit(request, deadline);
        vm.prank(buyer);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), 0, request.budget)
        );
        market.submitWithPermit(request, deadline, v, r, s);
    }

    function test_SubmitWithPermit_RevertWhen_PaidInEther() external {
        TaskRequest memory request = newRequest();
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_WrongAmount.selector, 0, BUDGET));
        market.submitWithPermit(request, block.timestamp, 27, 0, 0);
    }

    function test_SubmitWithPermit_GivenATokenWithoutPermits_TakesTheAllowance() external {
        TaskRequest memory request = requestIn(address(usdc));
        vm.prank(buyer);
        market.submitWithPermit(request, block.timestamp, 27, 0, 0);
        checkState(request, TaskState.FUNDED);
    }

    /* ----------------------------------------------- submitSignedRequest ------------------------------------------ */

    function test_SubmitFromBalance_RevertWhen_TheBalanceIsTooLow() external {
        TaskRequest memory request = newRequest();
        deposits(ETH, buyer, BUDGET - 1);
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_BalanceTooLow.selector, ETH, buyer, BUDGET - 1, BUDGET));
        market.submitSignedRequest(request, "");
        // Another account's balance and another token's don't help.
        deposits(ETH, stranger, BUDGET);
        deposits(address(token), buyer, BUDGET);
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_BalanceTooLow.selector, ETH, buyer, BUDGET - 1, BUDGET));
        market.submitSignedRequest(request, "");
    }

    function test_SubmitFromBalance_RevertWhen_TheTokenWasDelisted() external {
        deposits(ETH, buyer, BUDGET);
        vm.prank(admin);
        escrow.setTokenAllowed(ETH, false);
        TaskRequest memory request = newRequest();
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_TokenNotAllowed.selector, ETH));
        market.submitSignedRequest(request, "");
        vm.prank(buyer);
        escrow.withdraw(ETH, buyer);
    }

    function test_SubmitFromBalance_RevertWhen_TheSignatureIsNotTheBuyersForThisRequest() external {
        deposits(ETH, buyer, BUDGET);
        TaskRequest memory request = newRequest();
        bytes memory wrong = abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, buyer);
        bytes[4] memory signatures;
        signatures[0] = sign(keyOf("stranger"), request);
        signatures[1] = "";
        signatures[2] = sign(keyOf("buyer"), newRequest());
        // Cut by one byte.
        signatures[3] = _prefix(sign(keyOf("buyer"), request), 64);
        for (uint256 i; i < signatures.length; ++i) {
            vm.prank(stranger);
            vm.expectRevert(wrong);
            market.submitSignedRequest(request, signatures[i]);
        }
    }

    function test_SubmitFromBalance_RevertWhen_TheSignatureIsTheOtherOfTheTwo() external {
        deposits(ETH, buyer, BUDGET);
        TaskRequest memory request = newRequest();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf("buyer"), idOf(request));
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        bytes memory twin = abi.encodePacked(r, bytes32(order - uint256(s)), v == 27 ? uint8(28) : uint8(27));
        eq(ecrecover(idOf(request), v == 27 ? 28 : 27, r, bytes32(order - uint256(s))), buyer, "recovers all the same");
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, buyer));
        market.submitSignedRequest(request, twin);
    }

    /// @dev ecrecover returns zero for an invalid signature; no buyer is the zero address.
    function test_SubmitFromBalance_RevertWhen_TheBuyerIsZero() external {
        TaskRequest memory request = newRequest();
        request.buyer = address(0);
        vm.prank(stranger);
        escrow.deposit{ value: BUDGET }(ETH, address(1), BUDGET);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, address(0)));
        market.submitSignedRequest(request, new bytes(65));
    }

    function test_SubmitFromBalance_WhenAStrangerBringsTheSignature_LocksOnce() external {
        deposits(ETH, buyer, 3 * uint256(BUDGET));
        TaskRequest memory request = newRequest();
        bytes memory signature = sign(keyOf("buyer"), request);
        vm.expectEmit();
        emit ITaskMarketplace.TaskFunded(idOf(request), 800 + 2 ** 48, request);
        vm.prank(stranger);
        market.submitSignedRequest(request, signature);
        vm.snapshotGasLastCall("gas", "submitSignedRequest ETH");
        checkState(request, TaskState.FUNDED);
        eq(escrow.claimable(ETH, buyer), 2 * uint256(BUDGET), "balance");
        eq(escrow.liabilities(ETH), 3 * uint256(BUDGET), "liabilities stay");
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_TaskExists.selector, idOf(request)));
        market.submitSignedRequest(request, signature);
        eq(escrow.claimable(ETH, buyer), 2 * uint256(BUDGET), "once");
    }

    function test_SubmitFromBalance_WhenTheBuyerCalls_NeedsNoSignature() external {
        deposits(address(token), buyer, BUDGET);
        TaskRequest memory request = requestIn(address(token));
        vm.prank(buyer);
        market.submitSignedRequest(request, "");
        checkState(request, TaskState.FUNDED);
        eq(market.task(idOf(request)).terms, 800 + 200 * 65_536, "terms don't keep the way of funding");
    }

    function test_SubmitFromBalance_GivenAContractWallet_AsksItsCode() external {
        Wallet wallet = new Wallet(account("owner"));
        TaskRequest memory request = newRequest();
        request.buyer = address(wallet);
        vm.prank(stranger);
        escrow.deposit{ value: BUDGET }(ETH, address(wallet), BUDGET);
        bytes memory foreign = sign(keyOf("stranger"), request);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, address(wallet)));
        market.submitSignedRequest(request, foreign);
        market.submitSignedRequest(request, sign(keyOf("owner"), request));
        checkState(request, TaskState.FUNDED);
    }

    function test_SubmitFromBalance_GivenAContractWithoutErc1271_Reverts() external {
        TaskRequest memory request = newRequest();
        request.buyer = address(new Refuser());
        vm.prank(stranger);
        escrow.deposit{ value: BUDGET }(ETH, request.buyer, BUDGET);
        bytes memory signature = sign(keyOf("stranger"), request);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, request.buyer));
        market.submitSignedRequest(request, signature);
    }

    /// @dev EIP-7702: the account has code and still a key. Code that knows no signatures must not lock it out.
    function test_SubmitFromBalance_GivenAnAccountWithKeyAndCode_TakesBoth() external {
        deposits(ETH, buyer, 2 * uint256(BUDGET));
        TaskRequest memory request = newRequest();
        vm.etch(buyer, address(new Refuser()).code);
        market.submitSignedRequest(request, sign(keyOf("buyer"), request));
        checkState(request, TaskState.FUNDED);

        request = newRequest();
        vm.etch(buyer, address(new Wallet(account("owner"))).code);
        market.submitSignedRequest(request, sign(keyOf("owner"), request));
        checkState(request, TaskState.FUNDED);
    }

    function test_SubmitFromBalance_GivenAGroupSignature_FundsEachMemberOnce() external {
        (TaskRequest[][][] memory requests, bytes memory own) = _signedGroup();
        deposits(ETH, buyer, 5 * uint256(BUDGET));
        for (uint256 j; j < 2; ++j) {
            for (uint256 k; k < requests[0][j].length; ++k) {
                bytes memory signature = Wording.memberSignature(own, requests, 0, j, k);
                vm.prank(stranger);
                market.submitSignedRequest(requests[0][j][k], signature);
                if (j == 0 && k == 1) vm.snapshotGasLastCall("gas", "submitSignedRequest ETH, group");
                checkState(requests[0][j][k], TaskState.FUNDED);
                vm.expectRevert(
                    abi.encodeWithSelector(Errors.TaskMarketplace_TaskExists.selector, idOf(requests[0][j][k]))
                );
                market.submitSignedRequest(requests[0][j][k], signature);
            }
        }
        eq(escrow.claimable(ETH, buyer), 0, "five tasks");
    }

    function test_SubmitFromBalance_GivenAGroupSignature_TakesAContractWallets() external {
        Wallet wallet = new Wallet(account("owner"));
        TaskRequest[][][] memory requests = newGroup(_lengths());
        requests[0][1][0].buyer = address(wallet);
        vm.prank(stranger);
        escrow.deposit{ value: BUDGET }(ETH, address(wallet), BUDGET);
        bytes memory own = sign(keyOf("owner"), requests);
        market.submitSignedRequest(requests[0][1][0], Wording.memberSignature(own, requests, 0, 1, 0));
        checkState(requests[0][1][0], TaskState.FUNDED);
    }

    function test_SubmitFromBalance_RevertGiven_AGroupSignature_OfAnotherKeyOrGroup() external {
        (TaskRequest[][][] memory requests, bytes memory own) = _signedGroup();
        deposits(ETH, buyer, 5 * uint256(BUDGET));
        TaskRequest memory request = requests[0][0][1];
        bytes memory wrong = abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, buyer);
        bytes memory signature = Wording.memberSignature(own, requests, 0, 0, 1);
        // Another place of the group; a request that is not in it; a stranger's signature of the group.
        _refusesSigned(request, Wording.memberSignature(own, requests, 0, 0, 0), wrong);
        _refusesSigned(newRequest(), signature, wrong);
        bytes memory foreign = sign(keyOf("stranger"), requests);
        _refusesSigned(request, Wording.memberSignature(foreign, requests, 0, 0, 1), wrong);
        // The group's own signature alone, or with counts of a shorter and of a longer proof.
        _refusesSigned(request, own, wrong);
        _refusesSigned(request, bytes.concat(own, bytes6(0)), wrong);
        _refusesSigned(request, bytes.concat(own, bytes6(0xffffffffffff)), wrong);
        _refusesSigned(request, hex"000000000000", wrong);
        _refusesSigned(request, bytes.concat(signature, hex"00"), wrong);
        _refusesSigned(request, _prefix(signature, signature.length - 1), wrong);
    }

    /// @dev Each byte binds: own signature, neighbours and counts.
    function test_SubmitFromBalance_RevertGiven_AGroupSignature_WithAnyByteChanged() external {
        (TaskRequest[][][] memory requests, bytes memory own) = _signedGroup();
        deposits(ETH, buyer, BUDGET);
        bytes memory signature = Wording.memberSignature(own, requests, 0, 0, 1);
        bytes memory wrong = abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, buyer);
        for (uint256 i; i < signature.length; ++i) {
            bytes memory changed = bytes.concat(signature);
            changed[i] = changed[i] ^ 0x01;
            _refusesSigned(requests[0][0][1], changed, wrong);
        }
        market.submitSignedRequest(requests[0][0][1], signature);
        checkState(requests[0][0][1], TaskState.FUNDED);
    }

    function _refusesSigned(TaskRequest memory request, bytes memory signature, bytes memory reason) private {
        vm.expectRevert(reason);
        market.submitSignedRequest(request, signature);
    }

    function _lengths() private pure returns (uint256[] memory lengths) {
        lengths = new uint256[](2);
        lengths[0] = 3;
        lengths[1] = 2;
    }

    function _signedGroup() private returns (TaskRequest[][][] memory requests, bytes memory own) {
        requests = newGroup(_lengths());
        own = sign(keyOf("buyer"), requests);
    }

    /* --------------------------------------------------- cancel ------------------------------------------------- */

    function test_Cancel_RevertWhen_CallerIsNotTheBuyer() external {
        TaskRequest memory request = funded();
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotBuyer.selector, stranger, buyer));
        market.cancel(request);
    }

    function test_Cancel_RevertWhen_AssignedOrFinal() external {
        bytes8 nodeId = goesActive(provider, "node");
        TaskRequest memory request = assigned(nodeId);
        _refusesCancel(request, TaskState.ASSIGNED);
        vm.warp(block.timestamp + 100);
        submitsResult(request, 1);
        _refusesCancel(request, TaskState.SUBMITTED);
        disputes(request);
        _refusesCancel(request, TaskState.DISPUTED);
        votes(request, [Ruling.NONE, Ruling.NONE, Ruling.NONE]);
        resolves(request);
        _refusesCancel(request, TaskState.RESOLVED);
        request = submitted(nodeId);
        approves(request);
        _refusesCancel(request, TaskState.SETTLED);
        request = funded();
        vm.startPrank(buyer);
        market.cancel(request);
        vm.stopPrank();
        _refusesCancel(request, TaskState.CANCELLED);
    }

    function test_Cancel_GivenFunded_CreditsTheBudget() external {
        address[] memory tokens = paymentTokens();
        for (uint256 i; i < tokens.length; ++i) {
            TaskRequest memory request = requestIn(tokens[i]);
            funds(request);
            vm.expectEmit();
            emit ITaskMarketplace.TaskCancelled(idOf(request), buyer, request.budget);
            vm.prank(buyer);
            market.cancel(request);
            if (i == 0) vm.snapshotGasLastCall("gas", "cancel");
            eq(wordOf(request), Wording.word(TaskState.CANCELLED, 0, 0), "word");
            eq(escrow.claimable(tokens[i], buyer), request.budget, "refund");
            eq(escrow.liabilities(tokens[i]), request.budget, "still owed");
        }
    }

    function test_Cancel_GivenAPauseAndADelistedToken_StillRefunds() external {
        TaskRequest memory request = funded();
        vm.prank(address(council));
        market.pause(1 days);
        vm.prank(admin);
        escrow.setTokenAllowed(ETH, false);
        vm.startPrank(buyer);
        market.cancel(request);
        eq(escrow.withdraw(ETH, buyer), BUDGET, "out");
        vm.stopPrank();
    }

    function test_Cancel_GivenReleased_KeepsTheAttempt() external {
        TaskRequest memory request = assigned(goesActive(provider, "node"));
        releases(request);
        vm.prank(buyer);
        market.cancel(request);
        eq(wordOf(request), Wording.word(TaskState.CANCELLED, 1, 0), "word");
        eq(escrow.claimable(ETH, buyer), BUDGET, "refund");
    }

    /// @dev A signed request is out of the buyer's hands; cancelling makes it worthless.
    function test_Cancel_GivenASignedRequestNobodyFunded_VoidsIt() external {
        deposits(ETH, buyer, BUDGET);
        TaskRequest memory request = newRequest();
        bytes memory signature = sign(keyOf("buyer"), request);
        vm.expectEmit();
        emit ITaskMarketplace.TaskCancelled(idOf(request), buyer, 0);
        vm.prank(buyer);
        market.cancel(request);
        checkState(request, TaskState.CANCELLED);
        eq(escrow.claimable(ETH, buyer), BUDGET, "nothing moves");
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_TaskExists.selector, idOf(request)));
        market.submitSignedRequest(request, signature);
    }

    /* --------------------------------------------------- Private ------------------------------------------------ */

    function _refuses(TaskRequest memory request, bytes memory error) private {
        vm.prank(request.buyer);
        vm.expectRevert(error);
        market.submit{ value: request.token == ETH ? request.budget : 0 }(request);
    }

    function _refusesCancel(TaskRequest memory request, TaskState state) private {
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongState.selector, idOf(request), state));
        market.cancel(request);
    }

    function _withoutAllowance() private returns (TaskRequest memory) {
        vm.prank(buyer);
        token.approve(address(escrow), 0);
        return requestIn(address(token));
    }

    function _permit(TaskRequest memory request, uint256 deadline)
        private
        view
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        return vm.sign(
            keyOf("buyer"), Wording.permit(token, buyer, address(escrow), request.budget, token.nonces(buyer), deadline)
        );
    }

    /// @dev Sets the highest bit of the word at `offset`.
    function _dirtied(bytes memory call, uint256 offset) private pure returns (bytes memory) {
        call[offset] = call[offset] | 0x80;
        return call;
    }

    function _prefix(bytes memory from, uint256 length) private pure returns (bytes memory prefix) {
        prefix = new bytes(length);
        for (uint256 i; i < length; ++i) {
            prefix[i] = from[i];
        }
    }
}
