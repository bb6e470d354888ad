// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Batch } from "../../src/libraries/Batch.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { AttackTest } from "../support/AttackTest.sol";
import { Burner } from "../support/Signers.sol";
import { Bomb, BombToken, Delegator, Forcer } from "./Hostile.sol";

/// @notice One poisoned item, a stingy relayer, a value that many items would spend, and foreign delegate calls.
contract BatchAttacksTest is AttackTest {
    TaskRequest private first;
    TaskRequest private second;
    bytes private settlesFirst;
    bytes private settlesSecond;

    function setUp() public override {
        super.setUp();
        (first, second) = (submitted(nodeId), submitted(nodeId));
        settlesFirst = abi.encodeCall(market.settleWhenDue, (idOf(first), submissionOf(first)));
        settlesSecond = abi.encodeCall(market.settleWhenDue, (idOf(second), submissionOf(second)));
        vm.warp(block.timestamp + MIN_WINDOW);
    }

    function test_PoisonedItems_StopNobodyElse() external {
        BombToken bombToken = new BombToken();
        vm.prank(admin);
        escrow.setTokenAllowed(address(bombToken), true);
        bytes[] memory calls = new bytes[](8);
        calls[0] = _signedBy(address(new Burner()));
        calls[1] = settlesFirst;
        calls[2] = _signedBy(address(new Bomb()));
        calls[3] = settlesFirst;
        TaskRequest memory request = requestIn(address(bombToken));
        request.buyer = stranger;
        calls[4] = abi.encodeCall(market.submit, (request));
        calls[5] = hex"01020304";
        calls[6] = "";
        calls[7] = settlesSecond;
        vm.prank(stranger);
        eq(market.batch{ gas: 5_000_000 }(packed(calls)), 2, "the two good ones");
        checkState(first, TaskState.SETTLED);
        checkState(second, TaskState.SETTLED);
        eq(escrow.claimable(ETH, provider), 2 * 92e12, "each paid once");
    }

    /// @dev An account that burns all it gets costs the batch one item's gas.
    function test_Burner_CostsOneItemsShare() external {
        bytes[] memory calls = new bytes[](2);
        (calls[0], calls[1]) = (_signedBy(address(new Burner())), settlesFirst);
        bytes memory items = packed(calls);
        uint256 before = gasleft();
        market.batch(items);
        check(before - gasleft() < 850_000, "half a million and the rest");
        checkState(first, TaskState.SETTLED);
    }

    /// @dev With too little gas an item would fail for everybody to see, though nothing is wrong with it.
    function test_StingyRelayer_CannotMakeAnItemFail() external {
        bytes[] memory calls = new bytes[](1);
        calls[0] = settlesFirst;
        bytes memory items = abi.encodeCall(market.batch, (packed(calls)));
        for (uint256 gasGiven = 20_000; gasGiven < 600_000; gasGiven += 20_000) {
            uint256 id = history.snapshotState();
            (bool done,) = address(market).call{ gas: gasGiven }(items);
            check(!done || stateOf(first) == TaskState.SETTLED, "failed for want of gas");
            history.revertToState(id);
        }
    }

    /// @dev A long item's copy costs gas as well: after the check, it would come out of the item's share.
    function test_StingyRelayer_CannotStarveALongItem() external {
        Hungry hungry = new Hungry();
        bytes[] memory calls = new bytes[](1);
        calls[0] = bytes.concat(abi.encodeCall(hungry.eats, ()), new bytes(62_000));
        bytes memory call = abi.encodeCall(hungry.batch, (packed(calls)));
        for (uint256 gasGiven = 480_000; gasGiven < 800_000; gasGiven += 1000) {
            uint256 id = history.snapshotState();
            vm.recordLogs();
            (bool done,) = address(hungry).call{ gas: gasGiven }(call);
            if (done) eq(vm.getRecordedLogs().length, 0, "reported as its own failure");
            history.revertToState(id);
        }
    }

    function test_Batch_InABatch_IsRefused() external {
        bytes[] memory calls = new bytes[](1);
        calls[0] = settlesFirst;
        bytes memory inner = abi.encodeCall(market.batch, (packed(calls)));
        calls[0] = inner;
        eq(market.batch(packed(calls)), 0, "an item's gas is too little for a batch");
    }

    /// @dev The classic: one value, and every item of the batch sees it.
    function test_OneValue_FundsNoTwoTasks() external {
        new Forcer{ value: 10 * BUDGET }(address(market));
        TaskRequest memory request = newRequest();
        TaskRequest memory another = newRequest();
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(market.submit, (request));
        calls[1] = abi.encodeCall(market.submit, (another));
        bytes memory items = abi.encodeCall(market.batch, (packed(calls)));
        vm.prank(buyer);
        (bool done,) = address(market).call{ value: BUDGET }(items);
        check(!done, "a batch takes no value");
        vm.prank(buyer);
        eq(market.batch(packed(calls)), 0, "and without value nothing is funded");
        eq(escrow.liabilities(ETH), PREY + 2 * BUDGET, "nothing new");
    }

    /// @dev The batch's caller is every item's caller: no item acts for another account.
    function test_Batch_LendsNobodysName() external {
        bytes[] memory calls = new bytes[](3);
        TaskRequest memory request = funded();
        calls[0] = abi.encodeCall(market.cancel, (request));
        calls[1] = abi.encodeCall(market.setFees, (0, 0));
        calls[2] = abi.encodeCall(market.approve, (idOf(first), submissionOf(first), ""));
        vm.prank(stranger);
        eq(market.batch(packed(calls)), 0, "nobody's name");
    }

    /// @dev Foreign delegate calls run the code on foreign storage, and the escrow doesn't know that caller.
    function test_DelegateCall_MovesNothing() external {
        Delegator delegator = new Delegator();
        TaskRequest memory request = newRequest();
        request.buyer = stranger;
        vm.prank(stranger);
        (bool done,) = delegator.runs(address(market), abi.encodeCall(market.submit, (request)));
        check(!done, "funded from foreign storage");
        vm.prank(stranger);
        (done,) = delegator.runs(address(market), settlesFirst);
        check(!done, "settled from foreign storage");
        vm.prank(victim);
        (done,) = delegator.runs(address(escrow), abi.encodeCall(escrow.withdraw, (ETH, stranger)));
        check(!done, "paid from foreign storage");
        checkPrey(ETH);
    }

    /// @dev A prepaid task of an account that answers for itself, as a relayer brings it.
    function _signedBy(address account) private returns (bytes memory) {
        deposits(ETH, buyer, BUDGET);
        TaskRequest memory request = newRequest();
        request.buyer = account;
        return abi.encodeCall(market.submitSignedRequest, (request, "signature"));
    }
}

/// @notice Needs nearly all of an item's share.
contract Hungry is Batch {
    function eats() external view {
        uint256 before = gasleft();
        require(before > MAX_ITEM_GAS - 1000, "starved");
    }
}
