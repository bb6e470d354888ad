// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Batch } from "../../src/libraries/Batch.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";
import { Burner, Limiter } from "../support/Signers.sol";
import { Vm } from "../support/Vm.sol";

contract BatchTest is SystemTest {
    /// @dev 500 000 for the item, 1/63 that the caller keeps, 5 000 for the report.
    uint256 private constant GAS_PER_ITEM = 500_000 + 7936 + 5000;
    bytes8 private nodeId;
    Limiter private limiter;

    function setUp() public override {
        super.setUp();
        limiter = new Limiter();
        nodeId = goesActive(provider, "node");
    }

    function test_Batch_GivenNoItems_DoesNothing() external {
        eq(market.batch(""), 0, "succeeded");
    }

    function test_Batch_RunsDifferentCalls_EachWithItsOwnParties() external {
        deposits(ETH, buyer, BUDGET);
        deposits(ETH, stranger, BUDGET);
        TaskRequest memory first = newRequest();
        TaskRequest memory second = newRequest();
        second.buyer = stranger;
        TaskRequest memory third = submitted(nodeId);
        vm.warp(submissionOf(third).settleAfter);
        bytes[] memory calls = new bytes[](4);
        calls[0] = _funding(first, "buyer");
        calls[1] = _funding(second, "stranger");
        calls[2] = _assigning(second);
        calls[3] = abi.encodeCall(market.settleWhenDue, (idOf(third), submissionOf(third)));
        vm.prank(operator);
        eq(market.batch(packed(calls)), 4, "succeeded");
        checkState(first, TaskState.FUNDED);
        checkState(second, TaskState.ASSIGNED);
        checkState(third, TaskState.SETTLED);
    }

    function test_Batch_GivenItemsThatFail_ReportsThem_AndKeepsTheRest() external {
        deposits(ETH, buyer, 2 * uint256(BUDGET));
        TaskRequest memory good = newRequest();
        TaskRequest memory poor = newRequest();
        poor.budget = 5 * BUDGET;
        TaskRequest memory late = newRequest();
        bytes[] memory calls = new bytes[](6);
        calls[0] = _funding(poor, "buyer");
        calls[1] = _funding(good, "buyer");
        calls[2] = calls[1];
        // Not a function of the contract, and no call at all.
        calls[3] = hex"01020304";
        calls[5] = _funding(late, "buyer");
        vm.expectEmit();
        emit Batch.BatchItemFailed(
            0,
            abi.encodeWithSelector(
                Errors.Escrow_BalanceTooLow.selector, ETH, buyer, 2 * uint256(BUDGET), 5 * uint256(BUDGET)
            )
        );
        vm.expectEmit();
        emit Batch.BatchItemFailed(2, abi.encodeWithSelector(Errors.TaskMarketplace_TaskExists.selector, idOf(good)));
        vm.expectEmit();
        emit Batch.BatchItemFailed(3, "");
        vm.expectEmit();
        emit Batch.BatchItemFailed(4, "");
        eq(market.batch(packed(calls)), 2, "succeeded");
        checkState(poor, TaskState.NONE);
        checkState(good, TaskState.FUNDED);
        checkState(late, TaskState.FUNDED);
    }

    function test_Batch_KeepsTheCaller() external {
        TaskRequest memory mine = funded();
        TaskRequest memory other = newRequest();
        other.buyer = stranger;
        funds(other);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(market.cancel, (mine));
        calls[1] = abi.encodeCall(market.cancel, (other));
        vm.expectEmit();
        emit Batch.BatchItemFailed(1, abi.encodeWithSelector(Errors.TaskMarketplace_NotBuyer.selector, buyer, stranger));
        vm.prank(buyer);
        eq(market.batch(packed(calls)), 1, "succeeded");
        checkState(mine, TaskState.CANCELLED);
        checkState(other, TaskState.FUNDED);
    }

    function test_Batch_TakesNoValue() external {
        TaskRequest memory request = newRequest();
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(market.submit, (request));
        bytes memory call = abi.encodeCall(market.batch, (packed(calls)));
        vm.prank(buyer);
        (bool success,) = address(market).call{ value: BUDGET }(call);
        check(!success, "with value");
        // And an item that needs value finds none.
        vm.expectEmit();
        emit Batch.BatchItemFailed(0, abi.encodeWithSelector(Errors.Escrow_WrongAmount.selector, 0, BUDGET));
        vm.prank(buyer);
        eq(market.batch(packed(calls)), 0, "without");
    }

    function test_Batch_GivenAnItemWithoutValue_SubmitsInTokens() external {
        TaskRequest memory request = requestIn(address(usdc));
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(market.submit, (request));
        vm.prank(buyer);
        eq(market.batch(packed(calls)), 1, "succeeded");
        checkState(request, TaskState.FUNDED);
    }

    function test_Batch_RevertWhen_AnItemIsCutOff() external {
        TaskRequest memory request = funded();
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(market.cancel, (request));
        bytes memory items = packed(calls);
        uint256 length = items.length;
        vm.startPrank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.Batch_ItemCutOff.selector, 1, length + 2 + 9, length + 2 + 8));
        market.batch(bytes.concat(items, bytes2(uint16(9)), bytes8(0)));
        // Half a length.
        vm.expectRevert(abi.encodeWithSelector(Errors.Batch_ItemCutOff.selector, 1, length + 2, length + 1));
        market.batch(bytes.concat(items, bytes1(0)));
        vm.expectRevert(abi.encodeWithSelector(Errors.Batch_ItemCutOff.selector, 0, 2 + 65_535, 2));
        market.batch(hex"ffff");
        vm.stopPrank();
        checkState(request, TaskState.FUNDED);
    }

    function test_Batch_RevertWhen_TheGasIsTooLowForAnItemsShare() external {
        deposits(ETH, buyer, BUDGET);
        TaskRequest memory request = newRequest();
        bytes[] memory calls = new bytes[](1);
        calls[0] = _funding(request, "buyer");
        bytes memory call = abi.encodeCall(market.batch, (packed(calls)));
        (bool success, bytes memory answer) = limiter.run(address(market), GAS_PER_ITEM, call);
        check(!success, "too little");
        _checkGasTooLow(answer, 0);
        checkState(request, TaskState.NONE);
        (success, answer) = limiter.run(address(market), GAS_PER_ITEM + 5000, call);
        check(success, "enough");
        checkState(request, TaskState.FUNDED);
    }

    function test_Batch_RevertWhen_TheGasEndsInBetween_UndoesAll() external {
        deposits(ETH, buyer, 2 * uint256(BUDGET));
        bytes[] memory calls = new bytes[](2);
        TaskRequest[2] memory requests = [newRequest(), newRequest()];
        for (uint256 i; i < 2; ++i) {
            calls[i] = _funding(requests[i], "buyer");
        }
        bytes memory call = abi.encodeCall(market.batch, (packed(calls)));
        (bool success, bytes memory answer) = limiter.run(address(market), GAS_PER_ITEM + 5000, call);
        check(!success, "too little for the second");
        _checkGasTooLow(answer, 1);
        checkState(requests[0], TaskState.NONE);
    }

    function test_Batch_GivenAnAccountThatBurnsGas_TheOthersGoOn() external {
        address burner = address(new Burner());
        vm.startPrank(stranger);
        escrow.deposit{ value: BUDGET }(ETH, burner, BUDGET);
        escrow.deposit{ value: BUDGET }(ETH, buyer, BUDGET);
        vm.stopPrank();
        TaskRequest memory burning = newRequest();
        burning.buyer = burner;
        TaskRequest memory good = newRequest();
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(market.submitSignedRequest, (burning, new bytes(65)));
        calls[1] = _funding(good, "buyer");
        bytes memory call = abi.encodeCall(market.batch, (packed(calls)));
        vm.recordLogs();
        // The burner's share, and what the other item needs to be given its own.
        (bool success, bytes memory answer) = limiter.run(address(market), 500_000 + GAS_PER_ITEM + 20_000, call);
        check(success, "the batch");
        eq(abi.decode(answer, (uint256)), 1, "succeeded");
        checkState(burning, TaskState.NONE);
        checkState(good, TaskState.FUNDED);
        // Events of failing items are recorded, too.
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 reports;
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] != Batch.BatchItemFailed.selector) continue;
            eq(uint256(logs[i].topics[1]), 0, "index");
            ++reports;
        }
        eq(reports, 1, "reported");
    }

    function test_Batch_GivenALongReason_CutsIt() external {
        LongReasons long = new LongReasons();
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(long.fail, (1000));
        vm.expectEmit();
        emit Batch.BatchItemFailed(0, _ones(228));
        long.batch(packed(calls));
        calls[0] = abi.encodeCall(long.fail, (228));
        vm.expectEmit();
        emit Batch.BatchItemFailed(0, _ones(228));
        long.batch(packed(calls));
        calls[0] = abi.encodeCall(long.fail, (3));
        vm.expectEmit();
        emit Batch.BatchItemFailed(0, _ones(3));
        long.batch(packed(calls));
    }

    /// @dev An item's share is too small for another batch with items: batches don't nest.
    function test_Batch_GivenABatchAsItem_ReportsIt() external {
        TaskRequest memory request = funded();
        bytes[] memory inner = new bytes[](1);
        inner[0] = abi.encodeCall(market.cancel, (request));
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(market.batch, (packed(inner)));
        calls[1] = abi.encodeCall(market.batch, (""));
        vm.recordLogs();
        vm.prank(buyer);
        eq(market.batch(packed(calls)), 1, "the empty one");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        eq(logs.length, 1, "one report");
        eq(logs[0].topics[0], Batch.BatchItemFailed.selector, "of a failure");
        _checkGasTooLow(abi.decode(logs[0].data, (bytes)), 0);
        checkState(request, TaskState.FUNDED);
    }

    function _funding(TaskRequest memory request, string memory signer) private view returns (bytes memory) {
        return abi.encodeCall(market.submitSignedRequest, (request, sign(keyOf(signer), request)));
    }

    function _assigning(TaskRequest memory request) private view returns (bytes memory) {
        Acceptance memory accepted =
            Acceptance(idOf(request), 1, nodeId, request.maxRate, uint40(block.timestamp + 1 hours));
        bytes memory signature = sign(keyOf("provider"), accepted);
        return abi.encodeCall(market.assign, (request, nodeId, request.maxRate, accepted.expiry, signature));
    }

    function _checkGasTooLow(bytes memory answer, uint256 index) private pure {
        eq(bytes32(bytes4(answer)), bytes32(Errors.Batch_GasTooLow.selector), "error");
        bytes memory values = new bytes(answer.length - 4);
        for (uint256 i; i < values.length; ++i) {
            values[i] = answer[i + 4];
        }
        (uint256 at, uint256 gasLeft, uint256 needed) = abi.decode(values, (uint256, uint256, uint256));
        eq(at, index, "index");
        eq(needed, GAS_PER_ITEM, "needed");
        check(gasLeft < needed, "left");
    }

    function _ones(uint256 length) private pure returns (bytes memory ones) {
        ones = new bytes(length);
        for (uint256 i; i < length; ++i) {
            ones[i] = 0x01;
        }
    }
}

/// @notice A batch of calls that fail with as many bytes as one likes.
contract LongReasons is Batch {
    function fail(uint256 length) external pure {
        bytes memory reason = new bytes(length);
        for (uint256 i; i < length; ++i) {
            reason[i] = 0x01;
        }
        assembly {
            revert(add(reason, 0x20), length)
        }
    }
}
