// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";
import { CallbackToken, ReentrantBuyer, Refuser, TaxedToken, Wallet } from "./Attackers.sol";

contract AttacksTest is SystemTest {
    /// @dev Order of secp256k1.
    uint256 private constant N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    bytes8 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = goesActive(provider, "node");
    }

    function test_ReentrantReceiver_IsPaidOnce() external {
        funded();
        ReentrantBuyer attacker = new ReentrantBuyer(escrow);
        TaskRequest memory request = newRequest();
        request.buyer = address(attacker);
        attacker.submits{ value: BUDGET }(market, request);
        attacker.cancels(market, request);
        attacker.withdraws();
        check(!attacker.reentered(), "reentered");
        eq(address(attacker).balance, BUDGET, "paid once");
        eq(address(escrow).balance, BUDGET, "the other buyer's money stays");
    }

    function test_RefusingBuyer_CannotBlockSettlement() external {
        Refuser griefer = new Refuser();
        TaskRequest memory request = newRequest();
        request.buyer = address(griefer);
        griefer.submits{ value: BUDGET }(market, request);
        assigns(request, nodeId, 1);
        vm.warp(block.timestamp + 100);
        submitsResult(request, nodeId, 1, 100);
        vm.warp(block.timestamp + MIN_WINDOW);
        market.settle(request);
        vm.prank(provider);
        eq(escrow.withdraw(ETH, provider), 92e12, "the provider is paid");
    }

    function test_RefusingTreasury_CannotBlockSettlement() external {
        vm.etch(treasury, hex"5f5ffd");
        TaskRequest memory request = submitted(nodeId);
        vm.prank(buyer);
        market.approve(request, keccak256("result"), "");
        vm.prank(provider);
        eq(escrow.withdraw(ETH, provider), 92e12, "the provider is paid");
    }

    function test_TokenWithFeeOnTransfer_IsRefused() external {
        TaxedToken taxed = new TaxedToken();
        TaskRequest memory request = _requestIn(address(taxed));
        taxed.transfer(buyer, 1e20);
        vm.startPrank(buyer);
        taxed.approve(address(escrow), 1e20);
        vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_WrongAmount.selector, 99e13, BUDGET));
        market.submit(request);
    }

    function test_TokenWithCallback_CannotReenter() external {
        CallbackToken callback = new CallbackToken(escrow);
        TaskRequest memory request = _requestIn(address(callback));
        callback.transfer(buyer, BUDGET);
        vm.startPrank(buyer);
        callback.approve(address(escrow), BUDGET);
        vm.expectPartialRevert(bytes4(keccak256("ReentrancyGuardReentrantCall()")));
        market.submit(request);
    }

    function test_AcceptanceOfOneAttempt_DoesNotFitTheNext() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, 1, nodeId);
        bytes memory signature = sign(keyOf("provider"), accepted);
        market.assign(request, accepted, signature);
        vm.prank(provider);
        market.release(request);
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongAttempt.selector);
        market.assign(request, accepted, signature);
        accepted.attempt = 2;
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongSignature.selector);
        market.assign(request, accepted, signature);
    }

    function test_AcceptanceOfOneTask_DoesNotFitAnother() external {
        TaskRequest memory first = funded();
        TaskRequest memory second = funded();
        Acceptance memory accepted = acceptance(first, 1, nodeId);
        bytes memory signature = sign(keyOf("provider"), accepted);
        accepted.taskId = market.taskIdOf(second);
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongSignature.selector);
        market.assign(second, accepted, signature);
    }

    function test_ChangedRequest_IsAnotherTask() external {
        TaskRequest memory request = assigned(nodeId);
        request.budget *= 2;
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongState.selector);
        market.expire(request);
        request.budget /= 2;
        request.buyer = stranger;
        vm.prank(stranger);
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongState.selector);
        market.expire(request);
    }

    function test_ApprovalOfAnEarlierAttempt_DoesNotFit() external {
        TaskRequest memory request = assigned(nodeId);
        bytes memory signature = sign(keyOf("buyer"), Approval(market.taskIdOf(request), 1, keccak256("result")));
        vm.prank(provider);
        market.release(request);
        assigns(request, nodeId, 2);
        submitsResult(request, nodeId, 2, 1);
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongSignature.selector);
        market.approve(request, keccak256("result"), signature);
    }

    function test_ApprovalGivenEarly_DoesNotFitAnotherResult() external {
        TaskRequest memory request = assigned(nodeId);
        bytes memory signature = sign(keyOf("buyer"), Approval(market.taskIdOf(request), 1, keccak256("good")));
        submitsResult(request, nodeId, 1, 4);
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongResult.selector);
        market.approve(request, keccak256("good"), signature);
    }

    function test_MalleableSignature_IsRefused() external {
        TaskRequest memory request = funded();
        Acceptance memory accepted = acceptance(request, 1, nodeId);
        bytes memory signature = sign(keyOf("provider"), accepted);
        bytes32 r;
        bytes32 s;
        assembly {
            r := mload(add(signature, 32))
            s := mload(add(signature, 64))
        }
        uint8 flipped = uint8(signature[64]) == 27 ? 28 : 27;
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongSignature.selector);
        market.assign(request, accepted, abi.encodePacked(r, bytes32(N - uint256(s)), flipped));
    }

    function test_LateProvider_CannotEscapeThePenalty() external {
        TaskRequest memory request = assigned(nodeId);
        vm.startPrank(provider);
        registry.deactivate(nodeId);
        vm.expectPartialRevert(Errors.StakingPool_OpenAssignments.selector);
        pool.unbond(nodeId, MIN_STAKE);
        vm.warp(block.timestamp + request.workSeconds + 1);
        vm.expectPartialRevert(Errors.TaskMarketplace_Overdue.selector);
        market.release(request);
        vm.stopPrank();
        market.reopen(request);
        eq(token.balanceOf(treasury), 5e18, "slashed");
    }

    function test_UnbondingStake_IsStillSlashed() external {
        vm.prank(provider);
        pool.stake(nodeId, 100e18);
        TaskRequest memory request = assigned(nodeId);
        vm.prank(provider);
        pool.unbond(nodeId, 100e18);
        vm.warp(block.timestamp + request.workSeconds + 1);
        market.reopen(request);
        eq(token.balanceOf(treasury), 10e18, "5 % of both");
    }

    /// @dev A wallet contract owns a node and another one buys: signatures by ERC-1271.
    function test_WalletContracts_CanProvideAndBuy() external {
        Wallet seller = new Wallet(provider);
        Wallet client = new Wallet(buyer);
        fundAccount(address(seller));
        vm.deal(address(client), 1 ether);
        bytes8 walletNode = goesActive(address(seller), "wallet");
        TaskRequest memory request = newRequest();
        request.buyer = address(client);
        vm.prank(buyer);
        client.call(address(market), BUDGET, abi.encodeCall(market.submit, (request)));

        Acceptance memory accepted = acceptance(request, 1, walletNode);
        bytes memory wrong = sign(keyOf("stranger"), accepted);
        vm.expectPartialRevert(Errors.TaskMarketplace_WrongSignature.selector);
        market.assign(request, accepted, wrong);
        assigns(request, walletNode, 1);
        submitsResult(request, walletNode, 1, 4);
        bytes memory approval = sign(keyOf("buyer"), Approval(market.taskIdOf(request), 1, keccak256("result")));
        market.approve(request, keccak256("result"), approval);
        checkState(request, TaskState.SETTLED);
    }

    /// @dev Under EIP-7702 an account with code still signs with its key.
    function test_AccountWithForeignCode_StillSignsWithItsKey() external {
        vm.etch(provider, address(new Refuser()).code);
        assigned(nodeId);
    }

    /// @dev The operator's powers are tiers, rejections and challenges: none of them moves money.
    function test_Operator_HasNoAdminRole() external view {
        check(!market.hasRole(0, operator), "market");
        check(!escrow.hasRole(0, operator), "escrow");
        check(!registry.hasRole(0, operator), "registry");
        check(!pow.hasRole(0, operator), "pow");
        check(!escrow.hasRole(keccak256("OPERATOR_ROLE"), operator), "the escrow knows no operator");
        check(!market.hasRole(keccak256("OPERATOR_ROLE"), operator), "nor does the marketplace");
    }

    function _requestIn(address paymentToken) private returns (TaskRequest memory request) {
        vm.prank(admin);
        escrow.setTokenAllowed(paymentToken, true);
        request = newRequest();
        request.token = paymentToken;
    }
}
