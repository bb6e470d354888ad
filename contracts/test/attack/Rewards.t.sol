// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { BonusDistributor } from "../../src/BonusDistributor.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import { MerkleTree } from "../support/MerkleTree.sol";
import { RewardsTest } from "../support/RewardsTest.sol";

/// @notice Attacks on the Community Rewards and the bonuses. `script/weaken.mjs` removes the defence and runs them
///   again: then they have to fail.
contract RewardsAttacks is RewardsTest {
    uint256 private constant SHARE = 100_000e18;

    address private mallory = account("mallory");

    /* -------------------------------------------------- The stream ---------------------------------------------- */

    /// @dev Slices: each call rounds, and each would push the stream's end by a little.
    function test_DistributingAllDayLong_CountsOnce() external {
        stakes(alice, 1e18);
        vm.warp(START + 30 days);
        uint256 done;
        vm.startPrank(mallory);
        for (uint256 i; i < 24; ++i) {
            (bool success,) = address(rewards).call(abi.encodeCall(rewards.distribute, ()));
            if (success) ++done;
            vm.warp(block.timestamp + 59 minutes);
        }
        eq(done, 1, "once a day");
    }

    /// @dev The pool is empty for a month; Mallory keeps the stream running over it, then takes it all with one unit
    ///   staked.
    function test_FirstStaker_GetsNoMoreThanTheSecondsItStaked() external {
        for (uint256 day = 1; day <= 30; ++day) {
            vm.warp(START + day * 1 days);
            vm.prank(mallory);
            (bool done,) = address(rewards).call(abi.encodeCall(rewards.distribute, ()));
            check(!done, "nothing streams to nobody");
        }
        token.transfer(mallory, 1);
        vm.startPrank(mallory);
        token.approve(address(locks), 1);
        locks.lock(1, 0);
        rewards.distribute();
        vm.stopPrank();
        vm.warp(START + 31 days);
        uint256 daily = (uint256(300_000_000e18) * 1 days) / FOUR_YEARS;
        check(locks.yieldOf(mallory) <= daily, "one day's yield for one day");
    }

    /// @dev Stakes a fortune around the distribution, in one block.
    function test_StakingAroundADistribution_EarnsNothing() external {
        stakes(alice, 1e18);
        vm.warp(START + 300 days);
        uint256 lockId = stakes(bob, 100_000_000e18);
        distributes();
        vm.prank(bob);
        locks.unstake(lockId);
        eq(locks.yieldOf(bob), 0, "no second, no yield");
    }

    /// @dev A gift raises the rate; what follows can't hold it and must not fail for it.
    function test_Donation_DoesNotStopTheStream() external {
        stakes(alice, 1e18);
        token.transfer(mallory, 10_000_000e18);
        for (uint256 day = 20; day <= 60; ++day) {
            vm.warp(START + day * 1 days);
            if (day == 30) {
                vm.prank(mallory);
                token.transfer(address(rewards), 10_000_000e18);
            }
            distributes();
            check(locks.streamEndsAt() > block.timestamp, "streaming");
        }
        eq(vesting.released(address(token)), (ALLOCATION * 60 days) / FOUR_YEARS, "nothing was held up");
    }

    function test_Donation_ToTheLocks_ChangesNoPromise() external {
        stakes(alice, 1e18);
        token.transfer(address(locks), 5e18);
        vm.warp(START + 36.5 days);
        distributes();
        eq(locks.yieldReserve(), 7_500_000e18, "the vested share only");
    }

    /* -------------------------------------------------- The bonuses --------------------------------------------- */

    function test_Claim_Twice_PaysOnce() external {
        bytes32[] memory leaves = _twoLeaves(1);
        _funded(2 * SHARE);
        posts(1, MerkleTree.root(leaves), 2 * SHARE);
        vm.warp(START + 2 days);
        bytes32[] memory proof = proofOf(leaves, 0);
        bonuses.claim(1, mallory, SHARE, proof);
        (bool done,) = address(bonuses).call(abi.encodeCall(bonuses.claim, (1, mallory, SHARE, proof)));
        check(!done, "twice");
        bonuses.claim(1, alice, SHARE, proofOf(leaves, 1));
        eq(token.balanceOf(mallory), SHARE, "once");
    }

    /// @dev The same root posted for two epochs: a leaf belongs to one of them.
    function test_Claim_ReplayedInAnotherEpoch_IsRefused() external {
        bytes32[] memory leaves = _twoLeaves(1);
        _funded(4 * SHARE);
        posts(1, MerkleTree.root(leaves), 2 * SHARE);
        vm.warp(START + 7 days);
        posts(2, MerkleTree.root(leaves), 2 * SHARE);
        vm.warp(START + 9 days);
        bytes32[] memory proof = proofOf(leaves, 0);
        bonuses.claim(1, mallory, SHARE, proof);
        vm.expectRevert(abi.encodeWithSelector(Errors.BonusDistributor_WrongProof.selector, 2, mallory, SHARE));
        bonuses.claim(2, mallory, SHARE, proof);
    }

    /// @dev An inner node offered as a leaf, and a leaf's own root offered with a shortened or lengthened path.
    function test_Claim_WithAnotherPath_IsRefused() external {
        bytes32[] memory leaves = new bytes32[](4);
        for (uint256 i; i < 4; ++i) {
            leaves[i] = leafOf(1, address(uint160(0x9000 + i)), SHARE);
        }
        _funded(4 * SHARE);
        posts(1, MerkleTree.root(leaves), 4 * SHARE);
        vm.warp(START + 2 days);
        bytes32[] memory full = proofOf(leaves, 0);
        eq(full.length, 2, "two levels");
        bytes32[] memory upper = new bytes32[](1);
        upper[0] = full[1];
        bytes32[] memory longer = new bytes32[](3);
        (longer[0], longer[1], longer[2]) = (full[0], full[1], MerkleTree.root(leaves));
        bytes32[] memory root = new bytes32[](1);
        root[0] = MerkleTree.root(leaves);
        bytes32[][4] memory paths = [upper, longer, root, new bytes32[](0)];
        // An inner node's two halves, read as an account and an amount.
        address half = address(uint160(uint256(full[0])));
        for (uint256 i; i < paths.length; ++i) {
            vm.expectPartialRevert(Errors.BonusDistributor_WrongProof.selector);
            bonuses.claim(1, address(0x9000), SHARE, paths[i]);
            vm.expectPartialRevert(Errors.BonusDistributor_WrongProof.selector);
            bonuses.claim(1, half, uint256(leaves[0]), paths[i]);
        }
        bonuses.claim(1, address(0x9000), SHARE, full);
    }

    /// @dev A tree that promises more than its total doesn't reach what another epoch has reserved.
    function test_Claim_OfAnOverpromisingTree_LeavesOtherEpochsWhole() external {
        _funded(3 * SHARE);
        bytes32[] memory honest = new bytes32[](1);
        honest[0] = leafOf(1, alice, 2 * SHARE);
        posts(1, honest[0], 2 * SHARE);
        vm.warp(START + 7 days);
        bytes32[] memory greedy = _twoLeaves(2);
        posts(2, MerkleTree.root(greedy), SHARE);
        vm.warp(START + 9 days);
        bonuses.claim(2, mallory, SHARE, proofOf(greedy, 0));
        (bool done,) = address(bonuses).call(abi.encodeCall(bonuses.claim, (2, alice, SHARE, proofOf(greedy, 1))));
        check(!done, "more than its total");
        bonuses.claim(1, alice, 2 * SHARE, new bytes32[](0));
        eq(token.balanceOf(alice), 100_000_000e18 + 2 * SHARE, "the other epoch pays in full");
    }

    /// @dev Mallory watches the guardian's cancellation come and claims before it: too early, until it is too late to
    ///   cancel.
    function test_Claim_BeforeACancellation_IsTooEarly() external {
        bytes32[] memory leaves = _twoLeaves(1);
        _funded(2 * SHARE);
        posts(1, MerkleTree.root(leaves), 2 * SHARE);
        vm.warp(START + 2 days - 1);
        bytes32[] memory proof = proofOf(leaves, 0);
        vm.prank(mallory);
        (bool done,) = address(bonuses).call(abi.encodeCall(bonuses.claim, (1, mallory, SHARE, proof)));
        check(!done, "too early");
        vm.prank(guardian);
        bonuses.cancel(1);
        eq(token.balanceOf(address(bonuses)), 2 * SHARE, "nothing left");
    }

    /// @dev And the other way: a guardian can't take back what providers may claim already.
    function test_Cancellation_OfOpenClaims_IsTooLate() external {
        bytes32[] memory leaves = _twoLeaves(1);
        _funded(2 * SHARE);
        posts(1, MerkleTree.root(leaves), 2 * SHARE);
        vm.warp(START + 2 days);
        vm.prank(guardian);
        (bool done,) = address(bonuses).call(abi.encodeCall(bonuses.cancel, (1)));
        check(!done, "too late");
        bonuses.claim(1, alice, SHARE, proofOf(leaves, 1));
    }

    /// @dev A thief of the operator's key posts the most it can at once.
    function test_StolenOperatorKey_ReachesOneCapAWeek() external {
        _funded(10 * EPOCH_CAP);
        vm.startPrank(operator);
        for (uint256 epoch = 1; epoch <= 10; ++epoch) {
            (bool done,) = address(bonuses).call(abi.encodeCall(bonuses.post, (epoch, "root", EPOCH_CAP)));
            check(done == (epoch == 1), "one");
        }
        vm.stopPrank();
        eq(bonuses.reserved(), EPOCH_CAP, "a cap");
        vm.prank(guardian);
        bonuses.cancel(1);
        eq(bonuses.reserved(), 0, "and two days to take it back");
    }

    /// @dev The bonus goes to its account for any caller; no parameter sends it elsewhere.
    function test_Claim_ForAnother_PaysTheOther() external {
        bytes32[] memory leaves = _twoLeaves(1);
        _funded(2 * SHARE);
        posts(1, MerkleTree.root(leaves), 2 * SHARE);
        vm.warp(START + 2 days);
        vm.prank(mallory);
        bonuses.claim(1, alice, SHARE, proofOf(leaves, 1));
        eq(token.balanceOf(mallory), 0, "the caller");
        eq(token.balanceOf(alice), 100_000_000e18 + SHARE, "the account");
    }

    /// @dev A donation is budget; it neither opens claims nor blocks them.
    function test_Donation_ToTheBonuses_IsBudget() external {
        _funded(SHARE);
        posts(1, leafOf(1, alice, SHARE), SHARE);
        token.transfer(address(bonuses), 3);
        eq(bonuses.budget(), 3, "budget");
        vm.warp(START + 2 days);
        bonuses.claim(1, alice, SHARE, new bytes32[](0));
        eq(token.balanceOf(address(bonuses)), 3, "the gift is left");
    }

    function _funded(uint256 amount) private {
        token.transfer(address(bonuses), amount);
    }

    /// @dev Mallory's and Alice's, a share each.
    function _twoLeaves(uint256 epoch) private view returns (bytes32[] memory leaves) {
        leaves = new bytes32[](2);
        leaves[0] = leafOf(epoch, mallory, SHARE);
        leaves[1] = leafOf(epoch, alice, SHARE);
    }
}
