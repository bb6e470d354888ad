// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { PowVerifier } from "../../src/PowVerifier.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";

/// @notice Answers from elsewhere, answers prepared before the clock runs, and answers of others.
contract ProofOfWorkAttacksTest is SystemTest {
    /// @dev One hash in 16 solves: 64 of them by luck in 16^64.
    uint256 private constant TARGET = type(uint256).max / 16;
    bytes32 private constant ID = "challenge";

    bytes8 private nodeId;
    bytes8 private sister;

    function setUp() public override {
        super.setUp();
        nodeId = registers(provider, "node", MIN_STAKE);
        sister = registers(provider, "sister", MIN_STAKE);
        vm.roll(1000);
    }

    /// @dev The same platform seed, block and randomness: an answer still belongs to one node, one provider and one
    ///   challenge.
    function test_AnAnswer_IsWorthNothingForAnother() external {
        bytes8 rival = registers(buyer, "rival", MIN_STAKE);
        bytes32 mine = issues(nodeId, TARGET);
        uint256[] memory nonces = solves(mine, nodeId, provider);
        bytes32 sisters = issues(sister, TARGET);
        bytes32 rivals = issues(rival, TARGET);
        vm.expectPartialRevert(Errors.PowVerifier_NotSolved.selector);
        pow.answer(sisters, nonces);
        vm.expectPartialRevert(Errors.PowVerifier_NotSolved.selector);
        pow.answer(rivals, nonces);

        pow.answer(mine, nonces);
        vm.expectPartialRevert(Errors.PowVerifier_ChallengeNotOpen.selector);
        pow.answer(mine, nonces);
        vm.warp(block.timestamp + 1 days);
        bytes32 next = issues(nodeId, TARGET);
        vm.expectPartialRevert(Errors.PowVerifier_NotSolved.selector);
        pow.answer(next, nonces);
        eq(registry.record(nodeId).powPasses, 1, "one pass");
    }

    /// @dev A second verifier, as beside a redeployment: same id, same blocks, another seed.
    function test_AnAnswer_IsWorthNothingForAnotherContract() external {
        PowVerifier other = new PowVerifier(admin, operator, registry, 1 days, HEAD_START, type(uint256).max);
        vm.startPrank(operator);
        pow.issue(ID, nodeId, "seed", TARGET, 64, 60);
        other.issue(ID, nodeId, "seed", TARGET, 64, 60);
        vm.stopPrank();
        vm.roll(1001);
        pow.start(ID);
        other.start(ID);
        uint256[] memory nonces = solves(ID, nodeId, provider);
        vm.roll(1002);
        vm.expectPartialRevert(Errors.PowVerifier_NotSolved.selector);
        other.answer(ID, nonces);
    }

    /// @dev The same contract, block and randomness on a fork of the chain.
    function test_AnAnswer_IsWorthNothingForAnotherChain() external {
        vm.prank(operator);
        pow.issue(ID, nodeId, "seed", TARGET, 64, 60);
        vm.roll(1001);
        uint256 state = vm.snapshotState();
        pow.start(ID);
        uint256[] memory nonces = solves(ID, nodeId, provider);
        vm.revertToState(state);
        vm.chainId(block.chainid + 1);
        pow.start(ID);
        vm.roll(1002);
        vm.expectPartialRevert(Errors.PowVerifier_NotSolved.selector);
        pow.answer(ID, nonces);
    }

    /// @dev The builder of the starting block knows the seed in it and, but for its own randomness, a block before: an
    /// answer in the same block would be measured as one second.
    function test_ABuilder_CannotAnswerInTheStartingBlock() external {
        vm.prank(operator);
        pow.issue(ID, nodeId, "seed", TARGET, 64, 60);
        vm.roll(1001);
        pow.start(ID);
        uint256[] memory nonces = solves(ID, nodeId, provider);
        (bool done,) = address(pow).call(abi.encodeCall(pow.answer, (ID, nonces)));
        check(!done, "answered in the starting block");
    }

    /// @dev Nor does the next block make it fast: the time counts from the parent.
    function test_ABuilder_GainsNoHeadStart() external {
        vm.prank(operator);
        pow.issue(ID, nodeId, "seed", TARGET, 64, 60);
        vm.roll(1001);
        pow.start(ID);
        uint256[] memory nonces = solves(ID, nodeId, provider);
        vm.roll(1002);
        vm.warp(block.timestamp + 1);
        pow.answer(ID, nonces);
        check(registry.record(nodeId).hashesPerSecond <= 77, "thirteen seconds, not one");
    }

    /// @dev An operator whose key was stolen could cost every node its reputation by challenges that no node can solve.
    function test_AnIssuer_CannotAskForTheImpossible() external {
        vm.prank(operator);
        (bool done,) =
            address(pow).call(abi.encodeCall(pow.issue, (ID, nodeId, bytes32("seed"), uint256(1) << 208, 64, 600)));
        check(!done, "unsolvable");
    }

    /// @dev A stranger who copies an answer from the mempool pays gas for the provider whose answer it is.
    function test_AFrontRunner_GainsNothing() external {
        bytes8 rival = registers(buyer, "rival", MIN_STAKE);
        bytes32 challengeId = issues(nodeId, TARGET);
        uint256[] memory nonces = solves(challengeId, nodeId, provider);
        vm.prank(buyer);
        pow.answer(challengeId, nonces);
        eq(registry.record(nodeId).powPasses, 1, "the node's pass");
        eq(registry.record(rival).powPasses, 0, "not the sender's");
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_ChallengeNotOpen.selector, challengeId, 2));
        pow.answer(challengeId, nonces);
    }

    /// @dev The operator would like to hand a friend a seed that was solved beforehand: it chooses everything it can
    ///   choose, and each of the two things that the next block adds changes the seed by itself.
    function test_AnIssuer_CannotPrepareTheAnswer() external {
        (bytes32 random, bytes32 parent) = ("known to the issuer", "known as well");
        bytes32 prepared =
            keccak256(abi.encode(bytes32("seed"), random, parent, block.chainid, address(pow), nodeId, ID));
        vm.prank(operator);
        pow.issue(ID, nodeId, "seed", TARGET, 64, 60);
        vm.expectPartialRevert(Errors.PowVerifier_StartTooEarly.selector);
        pow.start(ID);

        vm.roll(1001);
        uint256 state = vm.snapshotState();
        check(_seedAfter(random, parent) == prepared, "what both together make");
        vm.revertToState(state);
        check(_seedAfter("of the next block", parent) != prepared, "another randomness");
        vm.revertToState(state);
        check(_seedAfter(random, "of the next block") != prepared, "another parent, where randomness is a constant");
    }

    function _seedAfter(bytes32 random, bytes32 parent) private returns (bytes32) {
        vm.prevrandao(random);
        vm.setBlockhash(1000, parent);
        pow.start(ID);
        return pow.challenge(ID).seed;
    }

    /// @dev A seed is fixed once: restarting for a luckier one, or for more time, is refused in every later state.
    function test_ASeed_IsFixedOnce() external {
        bytes32 challengeId = issues(nodeId, TARGET);
        Challenge memory started = pow.challenge(challengeId);
        for (uint256 n; n < 3; ++n) {
            vm.warp(block.timestamp + 12);
            vm.prank(provider);
            vm.expectPartialRevert(Errors.PowVerifier_NotWaiting.selector);
            pow.start(challengeId);
        }
        eq(pow.challenge(challengeId).seed, started.seed, "seed");
        eq(pow.challenge(challengeId).startedAt, started.startedAt, "clock");
        vm.warp(started.startedAt + 61);
        pow.fail(challengeId);
        vm.expectPartialRevert(Errors.PowVerifier_NotWaiting.selector);
        pow.start(challengeId);
    }

    /// @dev A late answer can't undo a failure, and a failure can't be called while an answer is still in time.
    function test_AnExpiredChallenge_HasOneEnd() external {
        bytes32 challengeId = issues(nodeId, TARGET);
        uint256[] memory nonces = solves(challengeId, nodeId, provider);
        vm.warp(block.timestamp + 60);
        vm.prank(stranger);
        vm.expectPartialRevert(Errors.PowVerifier_NotExpired.selector);
        pow.fail(challengeId);
        vm.warp(block.timestamp + 1);
        vm.expectPartialRevert(Errors.PowVerifier_Expired.selector);
        pow.answer(challengeId, nonces);
        vm.prank(stranger);
        pow.fail(challengeId);
        vm.expectPartialRevert(Errors.PowVerifier_ChallengeNotOpen.selector);
        pow.answer(challengeId, nonces);
        eq(registry.node(nodeId).reputation, 4800, "once");
    }

    /// @dev Only the operator can make a node work, at most once a day.
    function test_AFlood_IsRefused() external {
        bytes32 challengeId = issues(nodeId, type(uint256).max);
        pow.answer(challengeId, new uint256[](64));
        for (uint256 hour = 1; hour < 24; ++hour) {
            vm.warp(block.timestamp + 1 hours);
            vm.prank(operator);
            vm.expectPartialRevert(Errors.PowVerifier_TooSoon.selector);
            pow.issue(bytes32(hour), nodeId, "seed", TARGET, 64, 60);
        }
    }
}
