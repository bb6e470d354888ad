// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";

import { IPowVerifier } from "../../src/interfaces/IPowVerifier.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";

contract PowVerifierTest is SystemTest {
    /// @dev One hash in 16 solves.
    uint256 private constant TARGET = type(uint256).max / 16;

    bytes8 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = registers(provider, "node", MIN_STAKE);
    }

    /* --------------------------------------------------- issue -------------------------------------------------- */

    function test_Issue_RevertWhen_CallerIsNotTheOperator() external {
        vm.prank(provider);
        vm.expectPartialRevert(IAccessControl.AccessControlUnauthorizedAccount.selector);
        pow.issue("challenge", nodeId, "seed", TARGET, 1, 60);
    }

    function test_Issue_RevertWhen_OutOfBounds() external {
        _refuses("challenge", (1 << 208) - 1, 1, 60, Errors.PowVerifier_TargetOutOfBounds.selector);
        _refuses("challenge", TARGET, 0, 60, Errors.PowVerifier_NonceCountOutOfBounds.selector);
        _refuses("challenge", TARGET, 33, 60, Errors.PowVerifier_NonceCountOutOfBounds.selector);
        _refuses("challenge", TARGET, 1, 0, Errors.PowVerifier_DurationOutOfBounds.selector);
        _refuses("challenge", TARGET, 1, 1 days + 1, Errors.PowVerifier_DurationOutOfBounds.selector);
    }

    function test_Issue_RevertWhen_TheIdIsZeroOrUsed() external {
        _refuses(0, TARGET, 1, 60, Errors.PowVerifier_ChallengeExists.selector);
        bytes32 challengeId = issues(nodeId, TARGET);
        _refuses(challengeId, TARGET, 1, 60, Errors.PowVerifier_ChallengeExists.selector);
    }

    function test_Issue_RevertWhen_OneIsOpen_OrTooRecent() external {
        bytes32 challengeId = issues(nodeId, type(uint256).max);
        eq(pow.openChallengeOf(nodeId), challengeId, "open");
        _refuses("second", TARGET, 1, 60, Errors.PowVerifier_ChallengeOpen.selector);
        pow.answer(challengeId, new uint256[](1));
        eq(pow.openChallengeOf(nodeId), 0, "none open");
        vm.warp(block.timestamp + 1 days - 1);
        _refuses("second", TARGET, 1, 60, Errors.PowVerifier_TooSoon.selector);
        vm.warp(block.timestamp + 1);
        issues(nodeId, TARGET);
    }

    function test_Issue_RevertWhen_TheNodeIsNotEligible() external {
        vm.startPrank(operator);
        vm.expectPartialRevert(Errors.PowVerifier_NodeNotEligible.selector);
        pow.issue("challenge", bytes8("unknown"), "seed", TARGET, 1, 60);
        registry.reject(nodeId);
        vm.expectPartialRevert(Errors.PowVerifier_NodeNotEligible.selector);
        pow.issue("challenge", nodeId, "seed", TARGET, 1, 60);
    }

    function test_Issue_BindsTheSeed() external {
        vm.prevrandao(bytes32("random"));
        bytes32 seed = keccak256(
            abi.encode(
                bytes32("seed"),
                uint256(bytes32("random")),
                block.chainid,
                address(pow),
                nodeId,
                bytes32("challenge")
            )
        );
        vm.expectEmit();
        emit IPowVerifier.ChallengeIssued(
            "challenge", nodeId, provider, seed, TARGET, 2, uint40(block.timestamp) + 60
        );
        vm.prank(operator);
        pow.issue("challenge", nodeId, "seed", TARGET, 2, 60);
        vm.snapshotGasLastCall("gas", "issue challenge");
        eq(pow.challenge("challenge").seed, seed, "seed");
    }

    /* -------------------------------------------------- answer -------------------------------------------------- */

    function test_Answer_RevertWhen_NotOpen() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_ChallengeNotOpen.selector, bytes32("none"), 0));
        pow.answer("none", new uint256[](1));
        bytes32 challengeId = issues(nodeId, type(uint256).max);
        pow.answer(challengeId, new uint256[](1));
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_ChallengeNotOpen.selector, challengeId, 2));
        pow.answer(challengeId, new uint256[](1));
    }

    function test_Answer_RevertWhen_Expired() external {
        bytes32 challengeId = issues(nodeId, type(uint256).max);
        vm.warp(block.timestamp + 61);
        vm.expectPartialRevert(Errors.PowVerifier_Expired.selector);
        pow.answer(challengeId, new uint256[](1));
    }

    function test_Answer_RevertWhen_TheNumberOfNoncesDiffers() external {
        bytes32 challengeId = issues(nodeId, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_WrongNonceCount.selector, 2, 1));
        pow.answer(challengeId, new uint256[](2));
    }

    function test_Answer_RevertWhen_ANonceDoesNotSolve() external {
        bytes32 challengeId = issues(nodeId, 1 << 208);
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_NotSolved.selector, 0, 0));
        pow.answer(challengeId, new uint256[](1));
    }

    function test_Answer_FromAnyone_VerifiesAndMeasures() external {
        vm.prank(operator);
        pow.issue("challenge", nodeId, "seed", TARGET, 2, 60);
        bytes32 seed = pow.challenge("challenge").seed;
        uint256[] memory nonces = new uint256[](2);
        for (uint256 i; i < 2; ++i) {
            while (uint256(keccak256(abi.encode(seed, nodeId, provider, i, nonces[i]))) >= TARGET) {
                ++nonces[i];
            }
        }
        vm.warp(block.timestamp + 8);
        vm.expectEmit();
        // 2 nonces × 16 hashes in 8 seconds
        emit IPowVerifier.ChallengePassed("challenge", nodeId, 4, 8);
        vm.prank(stranger);
        pow.answer("challenge", nonces);
        vm.snapshotGasLastCall("gas", "answer challenge with 2 nonces");

        checkNode(nodeId, NodeState.VERIFIED);
        NodeRecord memory record = registry.record(nodeId);
        eq(record.powPasses, 1, "passes");
        eq(record.hashesPerSecond, 4, "power");
        eq(registry.node(nodeId).reputation, 5100, "reputation");
    }

    /* --------------------------------------------------- fail --------------------------------------------------- */

    function test_Fail_RevertWhen_NotOpen() external {
        vm.expectPartialRevert(Errors.PowVerifier_ChallengeNotOpen.selector);
        pow.fail("none");
    }

    function test_Fail_RevertWhen_NotExpired() external {
        bytes32 challengeId = issues(nodeId, TARGET);
        vm.warp(block.timestamp + 60);
        vm.expectPartialRevert(Errors.PowVerifier_NotExpired.selector);
        pow.fail(challengeId);
    }

    function test_Fail_CostsReputation() external {
        bytes32 challengeId = issues(nodeId, TARGET);
        vm.warp(block.timestamp + 61);
        vm.prank(stranger);
        pow.fail(challengeId);
        eq(registry.node(nodeId).reputation, 4800, "reputation");
        eq(registry.record(nodeId).powFailures, 1, "failures");
        checkNode(nodeId, NodeState.PENDING);
    }

    function _refuses(bytes32 challengeId, uint256 target, uint8 nonceCount, uint40 duration, bytes4 error) private {
        vm.prank(operator);
        vm.expectPartialRevert(error);
        pow.issue(challengeId, nodeId, "seed", target, nonceCount, duration);
    }
}
