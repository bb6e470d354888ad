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

    function testFuzz_EveryUnitOfTheBudgetReachesSomebody(uint256 budget, uint64 usage, uint120 rate, uint8 kind) external {
        TaskRequest memory request = newRequest();
        request.token = [ETH, address(usdc), address(token)][kind % 3];
        request.budget = uint128(bound(budget, 1, kind % 3 == 1 ? 1e12 : 1e23));
        request.maxRate = uint120(bound(rate, RATE, type(uint120).max));
        funds(request);
        assigns(request, nodeId, 1);
        vm.warp(block.timestamp + 3000);
        submitsResult(request, nodeId, 1, uint64(bound(usage, 0, 3001 * 4)));
        vm.warp(block.timestamp + MIN_WINDOW);
        market.settle(request);

        uint256 earned = escrow.claimable(request.token, provider);
        uint256 fee = escrow.claimable(request.token, treasury);
        uint256 refund = escrow.claimable(request.token, buyer);
        eq(earned + fee + refund, request.budget, "conserved");
        eq(fee, (earned + fee) * 8 / 100, "8 %");
        eq(escrow.claimableTotal(request.token), request.budget, "ledger");
        eq(escrow.lockedTotal(request.token), 0, "lock");
        if (earned > 0) _withdraws(request.token, provider, earned);
        if (fee > 0) _withdraws(request.token, treasury, fee);
        if (refund > 0) _withdraws(request.token, buyer, refund);
        eq(_balance(request.token, address(escrow)), 0, "nothing stays");
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
