// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Errors } from "../../src/libraries/Errors.sol";
import { MerkleTree } from "../support/MerkleTree.sol";
import { RewardsTest } from "../support/RewardsTest.sol";

contract RewardsFuzz is RewardsTest {
    /// @dev For any calls, donations and shares: a distribution never reverts
    ///   when it is due, never lowers the rate nor shortens the stream, and splits everything to the last unit.
    function testFuzz_Distribute_KeepsEveryPromise(
        uint32[12] calldata waits,
        uint96[12] calldata gifts,
        uint16[12] calldata shares
    ) external {
        stakes(alice, 1e18);
        uint256 given;
        uint256 passedOn;
        for (uint256 i; i < waits.length; ++i) {
            vm.warp(block.timestamp + bound(waits[i], 1 days, 300 days));
            if (gifts[i] % 4 == 0) {
                uint256 gift = bound(gifts[i], 1e18, 10_000_000e18);
                token.transfer(address(rewards), gift);
                given += gift;
            }
            if (shares[i] % 3 == 0) {
                vm.prank(admin);
                rewards.setStakingShare(uint16(bound(shares[i], 1000, 9000)));
            }
            if (rewards.pending() < 1e18) continue;
            (uint256 promisedRate, uint256 promisedEnd) = (locks.rate(), locks.streamEndsAt());
            (uint256 reserve, uint256 budget) = (locks.yieldReserve(), bonuses.budget());
            uint256 amount = distributes();
            passedOn += amount;
            uint256 toStaking = locks.yieldReserve() - reserve;
            eq(toStaking, (amount * rewards.stakingShareBps()) / 10_000, "the stakers' share");
            eq(bonuses.budget() - budget, amount - toStaking, "the rest");
            eq(token.balanceOf(address(rewards)), 0, "nothing stays");
            if (block.timestamp < promisedEnd) {
                check(locks.rate() >= promisedRate, "never lower");
                check(locks.streamEndsAt() >= promisedEnd, "never shorter");
            }
        }
        eq(passedOn, vesting.released(address(token)) + given, "all that was released and given");
    }

    /// @dev Regular calls of any rhythm give one rate, as high as the rewards vest.
    function testFuzz_Distribute_GivesOneRate(uint32 rhythm) external {
        uint256 every = bound(rhythm, 1 days, 120 days);
        stakes(alice, 1e18);
        for (uint256 i; i < 10; ++i) {
            vm.warp(block.timestamp + every);
            distributes();
            uint256 rate = locks.rate();
            check(
                rate >= 2_378234398782343986 && rate <= 2_378234398782343988, "75 % of the allocation over four years"
            );
            check(locks.streamEndsAt() + 12 >= block.timestamp + every, "until the next call");
        }
    }

    /// @dev Every leaf of any tree can be claimed once, by anyone, and no other amount or account.
    function testFuzz_Claim_EveryLeafOnce(uint8 count, uint256 seed, uint64 wrong) external {
        uint256 size = bound(count, 1, 40);
        token.transfer(address(bonuses), EPOCH_CAP);
        bytes32[] memory leaves = new bytes32[](size);
        uint256 total;
        for (uint256 i; i < size; ++i) {
            (address who, uint256 amount) = _entry(seed, i);
            leaves[i] = leafOf(1, who, amount);
            total += amount;
        }
        posts(1, MerkleTree.root(leaves), total);
        vm.warp(START + 2 days);
        for (uint256 i; i < size; ++i) {
            (address who, uint256 amount) = _entry(seed, i);
            bytes32[] memory proof = proofOf(leaves, i);
            uint256 lie = amount + 1 + wrong;
            vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_WrongProof.selector, 1, who, lie));
            bonuses.claim(1, who, lie, proof);
            vm.prank(stranger);
            bonuses.claim(1, who, amount, proof);
            eq(token.balanceOf(who), amount, "paid");
            vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_AlreadyClaimed.selector, 1, who));
            bonuses.claim(1, who, amount, proof);
        }
        eq(bonuses.reserved(), 0, "all of it");
        eq(token.balanceOf(address(bonuses)), EPOCH_CAP - total, "and no more");
    }

    function _entry(uint256 seed, uint256 i) private pure returns (address who, uint256 amount) {
        who = address(uint160(uint256(keccak256(abi.encode(seed, i, "who"))) | 1 << 159));
        amount = 1 + uint256(keccak256(abi.encode(seed, i, "amount"))) % 20_000e18;
    }
}
