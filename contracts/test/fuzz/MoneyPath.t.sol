// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";
import { Wording } from "../support/Wording.sol";

/// @notice The whole path of a task's money, through the real entry points, for any budget, rate, usage and token.
contract MoneyPathTest is SystemTest {
    bytes8 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = goesActive(provider, "node");
    }

    function testFuzz_EveryUnitOfTheBudgetReachesSomebody(
        uint256 budget,
        uint64 usage,
        uint96 rate,
        uint8 kind,
        bool prepaid
    ) external {
        TaskRequest memory request = _requestOf(kind, budget, rate);
        if (prepaid) {
            deposits(request.token, buyer, request.budget);
            fundsFromBalance(request);
        } else {
            funds(request);
        }
        Submission memory submission = _submits(request, usage);
        vm.warp(submission.settleAfter);
        settles(request);

        uint256 earned = escrow.claimable(request.token, provider);
        uint256 fee = escrow.fees(request.token);
        uint256 refund = escrow.claimable(request.token, buyer);
        uint256 cost = submission.cost;
        uint256 rebate = request.token == address(token) ? (cost * 2 + 50) / 100 : 0;
        uint256 gross = (cost * 8 + 50) / 100;
        eq(earned, cost - gross, "92 %");
        eq(fee, gross - rebate, "8 %, or 6 %");
        eq(refund, request.budget - cost + rebate, "rest and rebate");
        eq(earned + fee + refund, request.budget, "conserved");
        eq(escrow.liabilities(request.token), request.budget, "owed");
        if (earned > 0) _withdraws(request.token, provider, earned);
        if (refund > 0) _withdraws(request.token, buyer, refund);
        if (fee > 0) escrow.withdrawFees(request.token);
        eq(_balance(request.token, address(escrow)), 0, "nothing stays");
        eq(escrow.liabilities(request.token), 0, "nothing is owed");
    }

    function testFuzz_ADisputeConservesLockAndBond(
        uint256 budget,
        uint64 usage,
        uint8 kind,
        uint256 outcome,
        uint96 floor,
        bool small
    ) external {
        TaskRequest memory request = _requestOf(kind, budget, uint96(RATE));
        floor = uint96(bound(floor, 0, kind % 3 == 1 ? 1e9 : 1e20));
        uint256 ceiling = kind % 3 == 0 ? 100e18 : kind % 3 == 1 ? 100_000e6 : 100_000e18;
        if (request.budget >= ceiling) request.budget = uint128(ceiling - 1);
        limits(request.token, TokenPolicy(0, 0, small ? uint96(request.budget) + 1 : 0, floor));
        funds(request);
        Submission memory submission = _submits(request, usage);
        uint256 bond = uint256(submission.cost) / 50 > floor ? uint256(submission.cost) / 50 : floor;
        if (bond > uint256(submission.cost) / 50 && bond > request.budget) {
            bond = request.budget > uint256(submission.cost) / 50 ? request.budget : uint256(submission.cost) / 50;
        }
        disputes(request);
        uint256 staked = _staked();
        Ruling[3] memory cast = _outcome(outcome);
        address[3] memory panel = votes(request, cast);
        resolves(request);
        checkState(request, TaskState.RESOLVED);

        uint256 shared;
        uint256 paidInStake;
        for (uint256 i; i < 3; ++i) {
            shared += escrow.claimable(request.token, panel[i]);
            paidInStake += token.balanceOf(panel[i]);
        }
        uint256 everybody = escrow.claimable(request.token, provider) + escrow.claimable(request.token, buyer)
            + escrow.fees(request.token) + shared;
        eq(everybody, uint256(request.budget) + bond, "lock and bond");
        eq(escrow.liabilities(request.token), everybody, "owed");
        eq(_balance(request.token, address(escrow)), everybody, "held");
        eq(paidInStake, 0, "no arbitrator is paid in stake");
        eq(staked - _staked(), token.balanceOf(treasury), "stake");
        bool voted = cast[0] != Ruling.NONE || cast[1] != Ruling.NONE || cast[2] != Ruling.NONE;
        eq(shared, voted ? uint256(submission.cost) / 50 : 0, "2 % of the cost in its token, whatever the ruling");
    }

    /// @dev Any one bit of the 14 and 10 words.
    function testFuzz_ACommitmentBindsEveryBit(uint256 bit) external {
        TaskRequest memory request = assigned(nodeId);
        bytes memory words = abi.encode(assignmentOf(request));
        bytes32 taskId = idOf(request);
        check(_holds(market.isAssigned.selector, taskId, words), "as it is");
        _flip(words, bit % (words.length * 8));
        check(!_holds(market.isAssigned.selector, taskId, words), "flipped");
        words = abi.encode(submitsResult(request, 1));
        check(_holds(market.isSubmitted.selector, taskId, words), "as it is");
        _flip(words, bit % (words.length * 8));
        check(!_holds(market.isSubmitted.selector, taskId, words), "flipped");
    }

    function testFuzz_TaskIdIsTheEip712Digest(bytes32 words, uint128 budget, uint120 rate, uint64 usage, uint40 time)
        external
        view
    {
        TaskRequest memory request = TaskRequest({
            jobId: words,
            buyer: address(uint160(uint256(words))),
            token: address(uint160(uint256(words) >> 8)),
            budget: budget,
            maxRate: rate,
            maxUsage: usage,
            resourceType: ResourceType(usage % 5),
            units: uint16(budget),
            workSeconds: uint32(time),
            windowSeconds: uint32(usage),
            fundBy: time,
            assignBy: time / 2,
            maxFeeBps: uint16(usage),
            matcher: address(uint160(uint256(words) >> 96)),
            specHash: keccak256(abi.encode(words))
        });
        eq(market.taskIdOf(request), Wording.digest(address(market), Wording.hash(request)), "digest");
    }

    /* --------------------------------------------------- Private ------------------------------------------------ */

    function _requestOf(uint8 kind, uint256 budget, uint96 rate) private returns (TaskRequest memory request) {
        request = requestIn([ETH, address(usdc), address(token)][kind % 3]);
        request.budget = uint128(bound(budget, 1, kind % 3 == 1 ? 1e11 : 1e23));
        request.maxRate = uint120(bound(rate, 1, type(uint96).max));
    }

    function _submits(TaskRequest memory request, uint64 usage) private returns (Submission memory) {
        assigns(request, nodeId);
        vm.warp(block.timestamp + 3000);
        return submitsResult(request, uint64(bound(usage, 0, 3001 * 4)));
    }

    function _outcome(uint256 outcome) private pure returns (Ruling[3] memory cast) {
        Ruling[4] memory choices = [Ruling.NONE, Ruling.PROVIDER, Ruling.BUYER, Ruling.MISUSE];
        for (uint256 i; i < 3; ++i) {
            cast[i] = choices[uint8(outcome >> (8 * i)) % 4];
        }
    }

    function _staked() private view returns (uint256) {
        (uint256 unbonding,) = pool.unbondingStake(nodeId);
        return pool.activeStake(nodeId) + unbonding;
    }

    /// @dev A word with dirty bits may be refused instead of answered.
    function _holds(bytes4 view_, bytes32 taskId, bytes memory words) private view returns (bool) {
        (bool success, bytes memory answer) = address(market).staticcall(bytes.concat(view_, taskId, words));
        return success && abi.decode(answer, (bool));
    }

    function _flip(bytes memory words, uint256 bit) private pure {
        words[bit / 8] = words[bit / 8] ^ bytes1(uint8(1 << (bit % 8)));
    }

    function _withdraws(address paymentToken, address who, uint256 amount) private {
        uint256 before = _balance(paymentToken, who);
        vm.prank(who);
        escrow.withdraw(paymentToken, who);
        eq(_balance(paymentToken, who) - before, amount, "withdrawn");
    }

    function _balance(address paymentToken, address who) private view returns (uint256) {
        return paymentToken == ETH ? who.balance : IERC20(paymentToken).balanceOf(who);
    }
}
