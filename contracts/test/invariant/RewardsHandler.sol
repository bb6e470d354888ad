// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IBonusDistributor } from "../../src/interfaces/IBonusDistributor.sol";
import { MerkleTree } from "../support/MerkleTree.sol";
import { RewardsTest } from "../support/RewardsTest.sol";

/// @notice Stakers, an operator, a guardian, six providers with bonuses and a donor, in any order, through the real
///   entry points. Every action is legal, so a revert is a finding; `triesForbiddenMoves` goes the other way.
contract RewardsHandler is RewardsTest {
    uint256 private constant PROVIDERS = 6;
    address private constant SINK = address(0x5111);

    /* Kept beside the contracts. */
    uint256 public donated;
    uint256 public distributed;
    uint256 public toStaking;
    uint256 public toBonuses;
    uint256 public claimed;
    uint256 public lockId;
    /// @dev Every leaf's amount, 0 for none.
    mapping(uint256 epoch => uint256[6]) private _amounts;
    uint256 private _lowestRate;

    function setUp() public override {
        super.setUp();
        lockId = stakes(alice, 1_000_000e18);
    }

    function provider(uint256 i) public pure returns (address) {
        return address(uint160(0x9000 + i));
    }

    /* --------------------------------------------------- Actions ------------------------------------------------ */

    function passesTime(uint32 elapsed) external {
        vm.warp(block.timestamp + bound(elapsed, 1, 40 days));
    }

    function donates(uint96 amount, bool straightToBonuses) external {
        uint256 gift = bound(amount, 1, 100_000e18);
        if (token.balanceOf(address(this)) < gift) return;
        token.transfer(straightToBonuses ? address(bonuses) : address(rewards), gift);
        donated += gift;
    }

    function movesShare(uint16 bps) external {
        vm.prank(admin);
        rewards.setStakingShare(uint16(bound(bps, 1000, 9000)));
    }

    function distributesRewards() external {
        bool due = rewards.distributedAt() == 0 || block.timestamp >= rewards.distributedAt() + 1 days;
        if (!due || rewards.pending() < 1e18 || locks.totalStaked() == 0) return;
        (uint256 rate, uint256 end) = (locks.rate(), locks.streamEndsAt());
        (uint256 reserve, uint256 held) = (locks.yieldReserve(), token.balanceOf(address(bonuses)));
        distributed += distributes();
        toStaking += locks.yieldReserve() - reserve;
        toBonuses += token.balanceOf(address(bonuses)) - held;
        if (block.timestamp >= end) return;
        check(locks.rate() >= rate, "the rate never falls");
        check(locks.streamEndsAt() >= end, "the stream never shortens");
    }

    function claimsYield() external {
        if (locks.yieldOf(alice) == 0) return;
        vm.prank(alice);
        locks.claim(SINK);
    }

    /// @dev Leaves and comes back, so that there are times without stakers.
    function leavesOrComes() external {
        if (locks.totalStaked() > 0) {
            vm.prank(alice);
            locks.unstake(lockId);
        } else if (token.balanceOf(alice) >= 1e18) {
            lockId = stakes(alice, 1e18);
        }
    }

    function postsEpoch(uint256 seed, uint256 share) external {
        if (block.timestamp < bonuses.nextPostAt()) return;
        uint256 most = bonuses.budget() < bonuses.epochCap() ? bonuses.budget() : bonuses.epochCap();
        uint256 epoch = bonuses.lastEpoch() + 1;
        uint256[6] memory amounts;
        uint256 total;
        for (uint256 i; i < PROVIDERS; ++i) {
            amounts[i] = uint256(keccak256(abi.encode(seed, i))) % (most / PROVIDERS + 1);
            total += amounts[i];
        }
        if (total == 0) return;
        // Sometimes the tree promises more than the total: then the last claims fail, and no other money is touched.
        if (share % 3 == 0 && total > 1) total /= 2;
        _amounts[epoch] = amounts;
        posts(epoch, MerkleTree.root(_leaves(epoch)), total);
    }

    function cancelsEpoch(bool asAdmin) external {
        uint256 epoch = bonuses.lastEpoch();
        IBonusDistributor.Epoch memory posted = bonuses.epochOf(epoch);
        if (posted.state != IBonusDistributor.EpochState.POSTED || block.timestamp >= posted.opensAt) return;
        vm.prank(asAdmin ? admin : guardian);
        bonuses.cancel(epoch);
    }

    function claimsBonus(uint256 seed, uint256 who) external {
        if (bonuses.lastEpoch() == 0) return;
        uint256 epoch = 1 + seed % bonuses.lastEpoch();
        who %= PROVIDERS;
        IBonusDistributor.Epoch memory posted = bonuses.epochOf(epoch);
        uint256 amount = _amounts[epoch][who];
        bool open = posted.state == IBonusDistributor.EpochState.POSTED && block.timestamp >= posted.opensAt
            && block.timestamp < posted.opensAt + 180 days;
        bool may =
            open && amount > 0 && !bonuses.hasClaimed(epoch, provider(who)) && amount <= posted.total - posted.claimed;
        uint256 before = token.balanceOf(provider(who));
        bytes32[] memory proof = proofOf(_leaves(epoch), who);
        (bool done,) = address(bonuses).call(abi.encodeCall(bonuses.claim, (epoch, provider(who), amount, proof)));
        check(done == may, "a claim works exactly when it is due");
        if (done) claimed += amount;
        eq(token.balanceOf(provider(who)), before + (done ? amount : 0), "paid exactly");
    }

    function closesEpoch(uint256 seed) external {
        if (bonuses.lastEpoch() == 0) return;
        uint256 epoch = 1 + seed % bonuses.lastEpoch();
        IBonusDistributor.Epoch memory posted = bonuses.epochOf(epoch);
        bool due = posted.state == IBonusDistributor.EpochState.POSTED && block.timestamp >= posted.opensAt + 180 days;
        if (!due) return;
        eq(bonuses.close(epoch), posted.total - posted.claimed, "what nobody claimed");
    }

    function triesForbiddenMoves(uint256 seed) external {
        uint256 last = bonuses.lastEpoch();
        uint256 epoch = last == 0 ? 1 : 1 + seed % last;
        bytes32[] memory proof = proofOf(_leaves(epoch), 0);
        vm.startPrank(stranger);
        _mustRevert(address(bonuses), abi.encodeCall(bonuses.post, (last + 1, "root", 1)));
        _mustRevert(address(bonuses), abi.encodeCall(bonuses.cancel, (epoch)));
        _mustRevert(address(bonuses), abi.encodeCall(bonuses.claim, (epoch, stranger, 1, proof)));
        _mustRevert(address(rewards), abi.encodeCall(rewards.setStakingShare, (5000)));
        _mustRevert(address(vesting), abi.encodeCall(vesting.transferOwnership, (stranger)));
        vm.stopPrank();
        vm.startPrank(operator);
        _mustRevert(address(bonuses), abi.encodeCall(bonuses.post, (last, "root", 1)));
        _mustRevert(address(bonuses), abi.encodeCall(bonuses.post, (last + 1, "root", bonuses.budget() + 1)));
        _mustRevert(address(bonuses), abi.encodeCall(bonuses.cancel, (epoch)));
        vm.stopPrank();
        bool open = block.timestamp >= bonuses.epochOf(epoch).opensAt;
        vm.startPrank(guardian);
        if (open) _mustRevert(address(bonuses), abi.encodeCall(bonuses.cancel, (epoch)));
        vm.stopPrank();
    }

    /* ---------------------------------------------------- Views ------------------------------------------------- */

    function outstanding() external view returns (uint256 sum) {
        for (uint256 epoch = 1; epoch <= bonuses.lastEpoch(); ++epoch) {
            IBonusDistributor.Epoch memory posted = bonuses.epochOf(epoch);
            if (posted.state == IBonusDistributor.EpochState.POSTED) sum += posted.total - posted.claimed;
        }
    }

    function paidByEpochs() external view returns (uint256 sum) {
        for (uint256 epoch = 1; epoch <= bonuses.lastEpoch(); ++epoch) {
            IBonusDistributor.Epoch memory posted = bonuses.epochOf(epoch);
            require(posted.claimed <= posted.total, "an epoch paid more than its total");
            sum += posted.claimed;
        }
    }

    function reserved() external view returns (uint256) {
        return bonuses.reserved();
    }

    function heldByBonuses() external view returns (uint256) {
        return token.balanceOf(address(bonuses));
    }

    function heldByRewards() external view returns (uint256) {
        return token.balanceOf(address(rewards));
    }

    function heldByVesting() external view returns (uint256) {
        return token.balanceOf(address(vesting));
    }

    function yieldPaid() external view returns (uint256) {
        return token.balanceOf(SINK);
    }

    function yieldReserve() external view returns (uint256) {
        return locks.yieldReserve();
    }

    /// @notice Long after everything: every epoch is closed, the unclaimed rest is budget again.
    function everythingEnds() external {
        vm.warp(block.timestamp + 400 days);
        for (uint256 epoch = 1; epoch <= bonuses.lastEpoch(); ++epoch) {
            if (bonuses.epochOf(epoch).state == IBonusDistributor.EpochState.POSTED) bonuses.close(epoch);
        }
    }

    function _leaves(uint256 epoch) private view returns (bytes32[] memory leaves) {
        leaves = new bytes32[](PROVIDERS);
        for (uint256 i; i < PROVIDERS; ++i) {
            leaves[i] = leafOf(epoch, provider(i), _amounts[epoch][i]);
        }
    }

    function _mustRevert(address target, bytes memory data) private {
        (bool done,) = target.call(data);
        check(!done, "a forbidden move went through");
    }
}
