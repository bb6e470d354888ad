// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AiigoToken } from "../../src/AiigoToken.sol";
import { BonusDistributor } from "../../src/BonusDistributor.sol";
import { CommunityRewards } from "../../src/CommunityRewards.sol";
import { StakerLocks } from "../../src/StakerLocks.sol";
import { TokenVesting } from "../../src/TokenVesting.sol";
import { MerkleTree } from "./MerkleTree.sol";
import { TestBase } from "./TestBase.sol";

/// @notice The Community Rewards on their way from the vesting wallet to stakers and to the providers' bonuses,
///   deployed the way the deployment does it.
abstract contract RewardsTest is TestBase {
    uint256 internal constant START = 1_800_000_000;
    uint256 internal constant FOUR_YEARS = 126_144_000;
    uint256 internal constant ALLOCATION = 400_000_000e18;
    uint256 internal constant EPOCH_CAP = 1_000_000e18;

    AiigoToken internal token;
    TokenVesting internal vesting;
    StakerLocks internal locks;
    BonusDistributor internal bonuses;
    CommunityRewards internal rewards;
    address internal admin = account("admin");
    address internal operator = account("operator");
    address internal guardian = account("guardian");
    address internal alice = account("alice");
    address internal bob = account("bob");
    address internal stranger = account("stranger");

    function setUp() public virtual {
        vm.warp(START);
        uint256 nonce = vm.getNonce(address(this));
        address vestingAt = vm.computeCreateAddress(address(this), nonce + 1);
        address rewardsAt = vm.computeCreateAddress(address(this), nonce + 4);
        address[] memory holders = new address[](2);
        uint256[] memory amounts = new uint256[](2);
        (holders[0], amounts[0]) = (vestingAt, ALLOCATION);
        (holders[1], amounts[1]) = (address(this), 600_000_000e18);
        token = new AiigoToken(holders, amounts);
        vesting = new TokenVesting(rewardsAt, 0, 48, 0);
        locks = new StakerLocks(token, admin, rewardsAt, address(this), 14 days);
        bonuses = new BonusDistributor(token, admin, operator, guardian, EPOCH_CAP);
        rewards = new CommunityRewards(token, admin, vesting, locks, address(bonuses), 7500);
        address[2] memory people = [alice, bob];
        for (uint256 i; i < people.length; ++i) {
            token.transfer(people[i], 100_000_000e18);
            vm.prank(people[i]);
            token.approve(address(locks), type(uint256).max);
        }
    }

    function stakes(address staker, uint256 amount) internal returns (uint256 lockId) {
        vm.prank(staker);
        return locks.lock(amount, 0);
    }

    function distributes() internal returns (uint256 amount) {
        vm.prank(stranger);
        return rewards.distribute();
    }

    function posts(uint256 epoch, bytes32 root, uint256 total) internal {
        vm.prank(operator);
        bonuses.post(epoch, root, total);
    }

    /// @dev The documented leaf, written out a second time.
    function leafOf(uint256 epoch, address account_, uint256 amount) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(keccak256(abi.encode(epoch, account_, amount))));
    }

    function proofOf(bytes32[] memory leaves, uint256 index) internal pure returns (bytes32[] memory) {
        return MerkleTree.proof(leaves, index);
    }
}
