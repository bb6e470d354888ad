// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { AttackTest } from "../support/AttackTest.sol";
import { DoubleCountingToken, HookToken, Reenterer } from "./Hostile.sol";

/// @notice Foreign code runs in four places: an ETH receiver, the treasury, a token's hooks and an account's signature
///   check (a static call). From each of them the attacker tries every entry.
contract ReentrancyAttacksTest is AttackTest {
    bytes4 private constant REENTERED = bytes4(keccak256("ReentrancyGuardReentrantCall()"));

    Reenterer private attacker = new Reenterer();

    function test_EtherReceiver_ThatReentersEverywhere_GetsItsOwnMoneyOnce() external {
        vm.deal(address(attacker), 10 * BUDGET);
        TaskRequest memory open = _funds(ETH);
        deposits(ETH, address(attacker), 2 * BUDGET);
        TaskRequest memory another = _requestIn(ETH);
        TaskRequest memory third = _requestIn(ETH);
        attacker.plans(address(escrow), 0, abi.encodeCall(escrow.withdraw, (ETH, address(attacker))));
        attacker.plans(address(escrow), 0, abi.encodeCall(escrow.withdrawAmount, (ETH, address(attacker), 1)));
        attacker.plans(address(escrow), 1, abi.encodeCall(escrow.deposit, (ETH, address(attacker), 1)));
        attacker.plans(address(escrow), 0, abi.encodeCall(escrow.withdrawFees, (ETH)));
        attacker.plans(address(market), BUDGET, abi.encodeCall(market.submit, (another)));
        attacker.plans(address(market), 0, abi.encodeCall(market.submitSignedRequest, (third, "")));
        attacker.plans(address(market), 0, abi.encodeCall(market.cancel, (open)));
        attacker.runs(address(escrow), 0, abi.encodeCall(escrow.withdraw, (ETH, address(attacker))));
        for (uint256 i; i < 6; ++i) {
            check(!attacker.succeeded(i), "reentered");
        }
        check(attacker.succeeded(6), "an exit stays open: it moves books only");
        attacker.runs(address(escrow), 0, abi.encodeCall(escrow.withdraw, (ETH, address(attacker))));
        eq(address(attacker).balance, 10 * BUDGET, "what it brought");
        checkPrey(ETH);
        eq(held(ETH), escrow.liabilities(ETH), "the books");
    }

    /// @dev The moment between the books and the payment: what is being paid can't fund a task as well.
    function test_EtherReceiver_CannotSpendWhatItIsBeingPaid() external {
        vm.deal(address(attacker), BUDGET);
        deposits(ETH, address(attacker), BUDGET);
        TaskRequest memory request = _requestIn(ETH);
        attacker.plans(address(market), 0, abi.encodeCall(market.submitSignedRequest, (request, "")));
        attacker.runs(address(escrow), 0, abi.encodeCall(escrow.withdraw, (ETH, address(attacker))));
        check(!attacker.succeeded(0), "spent twice");
        eq(address(attacker).balance, BUDGET, "what it brought");
    }

    function test_ReenteringTreasury_GetsFeesOnce() external {
        TaskRequest memory request = submitted(nodeId);
        approves(request);
        vm.prank(admin);
        escrow.setTreasury(address(attacker));
        attacker.plans(address(escrow), 0, abi.encodeCall(escrow.withdrawFees, (ETH)));
        escrow.withdrawFees(ETH);
        check(!attacker.succeeded(0), "reentered");
        eq(address(attacker).balance, 8e12, "8 % of 100e12");
    }

    /// @dev Funding pulls the token, and the buyer's hook runs before the pull: even cancelling the very task that is
    ///   being paid for leaves the books right.
    function test_TokenHook_WhileFunding_ReachesNothing() external {
        HookToken hooked = _hookToken();
        hooked.transfer(address(attacker), 5 * BUDGET);
        attacker.runs(address(hooked), 0, abi.encodeCall(hooked.approve, (address(escrow), type(uint256).max)));
        TaskRequest memory open = _funds(address(hooked));
        TaskRequest memory request = _requestIn(address(hooked));
        hooked.setHook(address(attacker));
        attacker.plans(address(escrow), 0, abi.encodeCall(escrow.withdraw, (address(hooked), address(attacker))));
        attacker.plans(address(escrow), 0, abi.encodeCall(escrow.deposit, (address(hooked), address(attacker), 1)));
        attacker.plans(address(market), 0, abi.encodeCall(market.submit, (_requestIn(address(hooked)))));
        attacker.plans(address(market), 0, abi.encodeCall(market.submit, (request)));
        attacker.plans(address(market), 0, abi.encodeCall(market.cancel, (open)));
        attacker.plans(address(market), 0, abi.encodeCall(market.cancel, (request)));
        attacker.runs(address(market), 0, abi.encodeCall(market.submit, (request)));
        for (uint256 i; i < 4; ++i) {
            check(!attacker.succeeded(i), "reentered");
        }
        eq(escrow.liabilities(address(hooked)), 2 * BUDGET, "booked once");
        attacker.runs(address(escrow), 0, abi.encodeCall(escrow.withdraw, (address(hooked), address(attacker))));
        eq(hooked.balanceOf(address(attacker)), 5 * BUDGET, "what it brought");
        eq(held(address(hooked)), 0, "nothing is left");
    }

    function test_TokenHook_WhileBeingPaid_ReachesNothing() external {
        HookToken hooked = _hookToken();
        hooked.transfer(address(attacker), BUDGET);
        attacker.runs(address(hooked), 0, abi.encodeCall(hooked.approve, (address(escrow), type(uint256).max)));
        attacker.runs(address(escrow), 0, abi.encodeCall(escrow.deposit, (address(hooked), address(attacker), BUDGET)));
        hooked.setHook(address(attacker));
        attacker.plans(address(escrow), 0, abi.encodeCall(escrow.withdraw, (address(hooked), address(attacker))));
        attacker.plans(
            address(market), 0, abi.encodeCall(market.submitSignedRequest, (_requestIn(address(hooked)), ""))
        );
        attacker.runs(address(escrow), 0, abi.encodeCall(escrow.withdraw, (address(hooked), address(attacker))));
        check(!attacker.succeeded(0) && !attacker.succeeded(1), "reentered");
        eq(hooked.balanceOf(address(attacker)), BUDGET, "what it brought");
    }

    function test_HostileToken_CannotCountOneArrivalTwice() external {
        DoubleCountingToken hostile = new DoubleCountingToken(escrow);
        _allows(address(hostile));
        vm.prank(address(hostile));
        hostile.approve(address(escrow), type(uint256).max);
        TaskRequest memory request = _requestIn(address(hostile));
        request.buyer = buyer;
        vm.prank(buyer);
        vm.expectRevert(REENTERED);
        market.submit(request);
    }

    /// @dev An account asked for its signature is called statically, so its answer is all it can give.
    function test_SignatureCheck_CannotReenter() external {
        Signatory signatory = new Signatory();
        vm.deal(address(signatory), BUDGET);
        deposits(ETH, address(signatory), BUDGET);
        TaskRequest memory request = _requestIn(ETH);
        request.buyer = address(signatory);
        signatory.plans(address(escrow), abi.encodeCall(escrow.withdraw, (ETH, address(signatory))));
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_WrongSignature.selector, address(signatory)));
        market.submitSignedRequest(request, "");
        eq(escrow.claimable(ETH, address(signatory)), BUDGET, "untouched");
    }

    function _funds(address paymentToken) private returns (TaskRequest memory request) {
        request = _requestIn(paymentToken);
        attacker.runs(address(market), paymentToken == ETH ? BUDGET : 0, abi.encodeCall(market.submit, (request)));
    }

    function _requestIn(address paymentToken) private returns (TaskRequest memory request) {
        request = newRequest();
        request.token = paymentToken;
        request.buyer = address(attacker);
    }

    function _hookToken() private returns (HookToken hooked) {
        hooked = new HookToken();
        _allows(address(hooked));
    }

    function _allows(address paymentToken) private {
        vm.prank(admin);
        escrow.setTokenAllowed(paymentToken, true);
    }
}

/// @notice Asked for a signature, it tries to withdraw, and says yes if that worked.
contract Signatory {
    address private _target;
    bytes private _call;

    function plans(address target, bytes calldata call) external {
        (_target, _call) = (target, call);
    }

    function isValidSignature(bytes32, bytes calldata) external returns (bytes4 answer) {
        (bool done,) = _target.call(_call);
        if (done) return this.isValidSignature.selector;
    }

    receive() external payable { }
}
