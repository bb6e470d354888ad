// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";

import { PowVerifier } from "../../src/PowVerifier.sol";
import { INodeRegistry } from "../../src/interfaces/INodeRegistry.sol";
import { IPowVerifier } from "../../src/interfaces/IPowVerifier.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";

contract PowVerifierTest is SystemTest {
    /// @dev One hash in 16 solves.
    uint256 private constant TARGET = type(uint256).max / 16;
    bytes32 private constant ID = "challenge";

    bytes8 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = registers(provider, "node", MIN_STAKE);
        vm.roll(1000);
    }

    /* ------------------------------------------------- Constructor ---------------------------------------------- */

    function test_Constructor_RevertWhen_AnAddressIsZero() external {
        address[3] memory parts = [admin, operator, address(registry)];
        for (uint256 i; i < parts.length; ++i) {
            address kept = parts[i];
            parts[i] = address(0);
            vm.expectRevert(Errors.PowVerifier_ZeroAddress.selector);
            this.builds(
                abi.encodePacked(
                    type(PowVerifier).creationCode,
                    abi.encode(parts[0], parts[1], parts[2], 1 days, HEAD_START, uint256(1 << 240))
                )
            );
            parts[i] = kept;
        }
    }

    /* --------------------------------------------------- issue -------------------------------------------------- */

    function test_Issue_RevertWhen_CallerIsNotTheOperator() external {
        vm.prank(provider);
        vm.expectPartialRevert(IAccessControl.AccessControlUnauthorizedAccount.selector);
        pow.issue(ID, nodeId, "seed", TARGET, 64, 60);
    }

    function test_Issue_RevertWhen_OutOfBounds() external {
        _refuses(
            ID,
            (1 << 208) - 1,
            64,
            60,
            abi.encodeWithSelector(Errors.PowVerifier_TargetOutOfBounds.selector, (1 << 208) - 1, 1 << 208)
        );
        uint8[3] memory counts = [0, 63, 129];
        for (uint256 i; i < 3; ++i) {
            _refuses(
                ID,
                TARGET,
                counts[i],
                60,
                abi.encodeWithSelector(Errors.PowVerifier_NonceCountOutOfBounds.selector, counts[i], 64, 128)
            );
        }
        uint32[2] memory durations = [uint32(0), 1 days + 1];
        for (uint256 i; i < 2; ++i) {
            _refuses(
                ID,
                TARGET,
                64,
                durations[i],
                abi.encodeWithSelector(Errors.PowVerifier_DurationOutOfBounds.selector, durations[i], 1 days)
            );
        }
        // The hardest there is, for a node that can solve it.
        vm.prank(address(pow));
        registry.recordPow(nodeId, true, type(uint64).max, "challenge");
        vm.prank(operator);
        pow.issue(ID, nodeId, "seed", 1 << 208, 128, 1 days);
    }

    /// @dev Half of the duration at the power shown last; 50 000 hashes a second before the first challenge, 1 000 at
    /// least.
    function test_Issue_RevertWhen_TheNodeCouldHardlySolveIt() external {
        uint256 hashes = 50_000 * 60 / 2;
        _checkHardest(hashes);
        uint64[3] memory powers = [uint64(1), 1000, 1_000_000];
        uint256[3] memory most = [uint256(30_000), 30_000, 30_000_000];
        for (uint256 i; i < 3; ++i) {
            vm.prank(address(pow));
            registry.recordPow(nodeId, true, powers[i], "challenge");
            _checkHardest(most[i]);
        }
    }

    function test_Issue_RevertWhen_ItIsTooEasy() external {
        PowVerifier strict = new PowVerifier(admin, operator, registry, 0, HEAD_START, 1 << 240);
        vm.startPrank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.PowVerifier_TooEasy.selector, (uint256(1) << 240) + 1, uint256(1) << 240)
        );
        strict.issue(ID, nodeId, "seed", (1 << 240) + 1, 64, 600);
        strict.issue(ID, nodeId, "seed", 1 << 240, 64, 600);
        vm.stopPrank();
    }

    function test_Construction_RevertWhen_AParameterIsOutOfBounds() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_HeadStartOutOfBounds.selector, 61, 60));
        this.builds(_creation(61, 1 << 240));
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_TargetOutOfBounds.selector, (1 << 208) - 1, 1 << 208));
        this.builds(_creation(60, (1 << 208) - 1));
        PowVerifier created = PowVerifier(this.builds(_creation(60, 1 << 208)));
        eq(created.headStartSeconds(), 60, "head start");
        eq(created.maxTarget(), 1 << 208, "easiest");
    }

    function test_Issue_RevertWhen_TheIdIsZeroOrUsed() external {
        _refuses(0, TARGET, 64, 60, abi.encodeWithSelector(Errors.PowVerifier_ChallengeExists.selector, bytes32(0)));
        bytes32 challengeId = issues(nodeId, TARGET);
        _refuses(
            challengeId,
            TARGET,
            64,
            60,
            abi.encodeWithSelector(Errors.PowVerifier_ChallengeExists.selector, challengeId)
        );
    }

    function test_Issue_RevertWhen_OneIsOpen_OrTooRecent() external {
        uint256 issuedAt = block.timestamp;
        bytes32 challengeId = issues(nodeId, type(uint256).max);
        bytes memory open = abi.encodeWithSelector(Errors.PowVerifier_ChallengeOpen.selector, nodeId, challengeId);
        eq(pow.openChallengeOf(nodeId), challengeId, "open");
        _refuses("second", TARGET, 64, 60, open);
        // Expired, but not yet recorded as failed: still open.
        vm.warp(issuedAt + 2 days);
        _refuses("second", TARGET, 64, 60, open);
        vm.warp(issuedAt);
        pow.answer(challengeId, new uint256[](64));
        eq(pow.openChallengeOf(nodeId), 0, "none open");
        vm.warp(issuedAt + 1 days - 1);
        _refuses(
            "second",
            TARGET,
            64,
            60,
            abi.encodeWithSelector(Errors.PowVerifier_TooSoon.selector, nodeId, issuedAt + 1 days)
        );
        vm.warp(issuedAt + 1 days);
        issues(nodeId, TARGET);
    }

    function test_Issue_RevertWhen_OneMayStillStart() external {
        PowVerifier hourly = new PowVerifier(admin, operator, registry, 0, HEAD_START, type(uint256).max);
        vm.startPrank(operator);
        hourly.issue(ID, nodeId, "seed", TARGET, 64, 60);
        vm.warp(block.timestamp + 1 hours);
        eq(hourly.openChallengeOf(nodeId), ID, "may still start");
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_ChallengeOpen.selector, nodeId, ID));
        hourly.issue("second", nodeId, "seed", TARGET, 64, 60);
        vm.stopPrank();
    }

    function test_Issue_GivenTheLastOneLapsed_IssuesAnother() external {
        vm.startPrank(operator);
        pow.issue(ID, nodeId, "seed", TARGET, 64, 60);
        vm.warp(block.timestamp + 1 days);
        eq(pow.openChallengeOf(nodeId), 0, "lapsed");
        pow.issue("second", nodeId, "seed", TARGET, 64, 60);
        vm.stopPrank();
        eq(pow.openChallengeOf(nodeId), "second", "the next");
        eq(registry.node(nodeId).reputation, 5000, "no harm");
    }

    function test_Issue_RevertWhen_TheNodeIsNotEligible() external {
        vm.startPrank(operator);
        vm.expectPartialRevert(Errors.PowVerifier_NodeNotEligible.selector);
        pow.issue(ID, bytes8("unknown"), "seed", TARGET, 64, 60);
        registry.reject(nodeId);
        vm.expectPartialRevert(Errors.PowVerifier_NodeNotEligible.selector);
        pow.issue(ID, nodeId, "seed", TARGET, 64, 60);
    }

    function test_Issue_WaitsForItsStart() external {
        vm.expectEmit();
        emit IPowVerifier.ChallengeIssued(ID, nodeId, provider, TARGET, 65, uint40(block.timestamp + 1 hours));
        vm.prank(operator);
        pow.issue(ID, nodeId, "seed", TARGET, 65, 60);
        vm.snapshotGasLastCall("gas", "issue challenge");
        Challenge memory issued = pow.challenge(ID);
        eq(issued.status, 4, "waits");
        eq(issued.issuedAt, block.timestamp, "issued");
        eq(issued.startedAt, 0, "not started");
        eq(issued.movedIn, 1000, "block");
        eq(issued.seed, "seed", "the platform's");
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_ChallengeNotOpen.selector, ID, 4));
        pow.answer(ID, new uint256[](65));
        vm.warp(block.timestamp + 1 days);
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_ChallengeNotOpen.selector, ID, 4));
        pow.fail(ID);
    }

    /* --------------------------------------------------- start -------------------------------------------------- */

    function test_Start_RevertWhen_NotWaiting() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_NotWaiting.selector, bytes32("none"), 0));
        pow.start("none");
        bytes32 challengeId = issues(nodeId, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_NotWaiting.selector, challengeId, 1));
        pow.start(challengeId);
        pow.answer(challengeId, new uint256[](64));
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_NotWaiting.selector, challengeId, 2));
        pow.start(challengeId);
    }

    function test_Start_RevertWhen_TheBlockIsTheIssues() external {
        _issues(ID);
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_StartTooEarly.selector, ID, 1000));
        vm.warp(block.timestamp + 12);
        pow.start(ID);
    }

    function test_Start_RevertWhen_TheTimeHasPassed() external {
        _issues(ID);
        vm.roll(1001);
        uint256 startBy = block.timestamp + 1 hours;
        vm.warp(startBy + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_StartClosed.selector, ID, startBy));
        pow.start(ID);
        vm.warp(startBy);
        pow.start(ID);
        eq(pow.challenge(ID).status, 1, "the last second");
    }

    function test_Start_BindsTheSeed_AndStartsTheClock_ForAnyone() external {
        _issues(ID);
        vm.warp(block.timestamp + 12);
        vm.roll(1001);
        vm.setBlockhash(1000, "parent");
        vm.prevrandao(bytes32("random"));
        bytes32 seed = keccak256(
            abi.encode(
                bytes32("seed"), uint256(bytes32("random")), bytes32("parent"), block.chainid, address(pow), nodeId, ID
            )
        );
        vm.expectEmit();
        emit IPowVerifier.ChallengeStarted(ID, nodeId, seed, uint40(block.timestamp) + 60);
        vm.prank(stranger);
        pow.start(ID);
        vm.snapshotGasLastCall("gas", "start challenge");
        Challenge memory started = pow.challenge(ID);
        eq(started.seed, seed, "seed");
        eq(started.status, 1, "open");
        eq(started.issuedAt, block.timestamp - 12, "issued");
        eq(started.startedAt, block.timestamp, "started");
        eq(pow.openChallengeOf(nodeId), ID, "open");
    }

    /* -------------------------------------------------- answer -------------------------------------------------- */

    function test_Answer_RevertWhen_NotOpen() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_ChallengeNotOpen.selector, bytes32("none"), 0));
        pow.answer("none", new uint256[](64));
        bytes32 challengeId = issues(nodeId, type(uint256).max);
        pow.answer(challengeId, new uint256[](64));
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_ChallengeNotOpen.selector, challengeId, 2));
        pow.answer(challengeId, new uint256[](64));
    }

    function test_Answer_RevertWhen_Expired() external {
        bytes32 challengeId = issues(nodeId, type(uint256).max);
        uint256 deadline = block.timestamp + 60;
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_Expired.selector, challengeId, deadline));
        pow.answer(challengeId, new uint256[](64));
        vm.warp(deadline);
        pow.answer(challengeId, new uint256[](64));
    }

    function test_Answer_RevertWhen_TheNumberOfNoncesDiffers() external {
        bytes32 challengeId = issues(nodeId, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_WrongNonceCount.selector, 63, 64));
        pow.answer(challengeId, new uint256[](63));
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_WrongNonceCount.selector, 65, 64));
        pow.answer(challengeId, new uint256[](65));
    }

    /// @dev Every index counts: a set that is right but for one is refused by that one.
    function test_Answer_RevertWhen_ANonceDoesNotSolve() external {
        bytes32 challengeId = issues(nodeId, TARGET);
        uint256[] memory nonces = solves(challengeId, nodeId, provider);
        for (uint256 i; i < 64; i += 21) {
            uint256 kept = nonces[i];
            while (_hash(challengeId, provider, i, nonces[i]) < TARGET) {
                ++nonces[i];
            }
            vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_NotSolved.selector, i, nonces[i]));
            pow.answer(challengeId, nonces);
            nonces[i] = kept;
        }
        pow.answer(challengeId, nonces);
    }

    function test_Answer_RevertWhen_TheBlockIsTheStarts() external {
        _issues(ID);
        vm.roll(1001);
        pow.start(ID);
        uint256[] memory nonces = solves(ID, nodeId, provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_AnswerTooEarly.selector, ID, 1001));
        pow.answer(ID, nonces);
        vm.roll(1002);
        pow.answer(ID, nonces);
    }

    /// @dev No head start and the same second: the least that counts.
    function test_Answer_WithinASecond_CountsOneSecond() external {
        PowVerifier exact = new PowVerifier(admin, operator, registry, 0, 0, type(uint256).max);
        vm.prank(operator);
        exact.issue(ID, nodeId, "seed", type(uint256).max, 64, 60);
        vm.roll(1001);
        exact.start(ID);
        vm.roll(1002);
        // The registry knows another verifier.
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_NotPowVerifier.selector, address(exact)));
        exact.answer(ID, new uint256[](64));
        vm.etch(address(pow), address(exact).code);
        vm.prank(operator);
        pow.issue("second", nodeId, "seed", type(uint256).max, 64, 60);
        vm.roll(1003);
        pow.start("second");
        vm.roll(1004);
        vm.expectEmit();
        emit IPowVerifier.ChallengePassed("second", nodeId, 63, 1);
        pow.answer("second", new uint256[](64));
    }

    function test_Answer_FromAnyone_VerifiesAndMeasures() external {
        bytes32 challengeId = issues(nodeId, TARGET);
        uint256[] memory nonces = solves(challengeId, nodeId, provider);
        vm.warp(block.timestamp + 8);
        vm.expectEmit();
        // (64 - 1) nonces x 16 hashes in 8 seconds and the 12 that the builder of the starting block knew the seed
        // before
        emit IPowVerifier.ChallengePassed(challengeId, nodeId, 50, 20);
        vm.prank(stranger);
        pow.answer(challengeId, nonces);
        vm.snapshotGasLastCall("gas", "answer challenge with 64 nonces");

        checkNode(nodeId, NodeState.VERIFIED);
        NodeRecord memory record = registry.record(nodeId);
        eq(record.powPasses, 1, "passes");
        eq(record.hashesPerSecond, 50, "power");
        eq(registry.node(nodeId).reputation, 5100, "reputation");
    }

    /// @dev The largest challenge there is fits a transaction, and the largest estimate its 64 bits.
    function test_Answer_GivenTheLargestChallenge_StaysWithinGas() external {
        vm.prank(operator);
        pow.issue(ID, nodeId, "seed", type(uint256).max, 128, 60);
        vm.roll(block.number + 1);
        pow.start(ID);
        vm.roll(block.number + 1);
        uint256 before = gasleft();
        pow.answer(ID, new uint256[](128));
        check(before - gasleft() < 250_000, "gas");
    }

    /* --------------------------------------------------- fail --------------------------------------------------- */

    function test_Fail_RevertWhen_NotOpen() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_ChallengeNotOpen.selector, bytes32("none"), 0));
        pow.fail("none");
    }

    function test_Fail_RevertWhen_NotExpired() external {
        bytes32 challengeId = issues(nodeId, TARGET);
        uint256 deadline = block.timestamp + 60;
        vm.warp(deadline);
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_NotExpired.selector, challengeId, deadline));
        pow.fail(challengeId);
    }

    function test_Fail_CostsReputation() external {
        bytes32 challengeId = issues(nodeId, TARGET);
        vm.warp(block.timestamp + 61);
        vm.expectEmit();
        emit IPowVerifier.ChallengeFailed(challengeId, nodeId, stranger);
        vm.prank(stranger);
        pow.fail(challengeId);
        eq(registry.node(nodeId).reputation, 4800, "reputation");
        eq(registry.record(nodeId).powFailures, 1, "failures");
        checkNode(nodeId, NodeState.PENDING);
        vm.expectRevert(abi.encodeWithSelector(Errors.PowVerifier_ChallengeNotOpen.selector, challengeId, 3));
        pow.fail(challengeId);
    }

    /* --------------------------------------------------- Private ------------------------------------------------ */

    /// @dev `hashes` are the most that a challenge of 60 seconds may expect.
    function _checkHardest(uint256 hashes) private {
        uint256 target = 64 * (type(uint256).max / hashes);
        vm.prank(operator);
        vm.expectPartialRevert(Errors.PowVerifier_TooHard.selector);
        pow.issue(ID, nodeId, "seed", target - target / 1000, 64, 60);
        uint256 state = vm.snapshotState();
        vm.prank(operator);
        pow.issue(ID, nodeId, "seed", target + 64, 64, 60);
        vm.revertToState(state);
    }

    function _creation(uint40 headStart, uint256 maxTarget) private view returns (bytes memory) {
        return abi.encodePacked(
            type(PowVerifier).creationCode, abi.encode(admin, operator, registry, 1 days, headStart, maxTarget)
        );
    }

    function _issues(bytes32 challengeId) private {
        vm.prank(operator);
        pow.issue(challengeId, nodeId, "seed", TARGET, 64, 60);
    }

    function _hash(bytes32 challengeId, address by, uint256 index, uint256 nonce) private view returns (uint256) {
        return uint256(keccak256(abi.encode(pow.challenge(challengeId).seed, nodeId, by, index, nonce)));
    }

    function _refuses(bytes32 challengeId, uint256 target, uint8 nonceCount, uint32 duration, bytes memory error)
        private
    {
        vm.prank(operator);
        vm.expectRevert(error);
        pow.issue(challengeId, nodeId, "seed", target, nonceCount, duration);
    }
}
