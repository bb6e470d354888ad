// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";

import { INodeRegistry } from "../../src/interfaces/INodeRegistry.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";
import { Vm } from "../support/Vm.sol";

/// @notice The other contracts' records about nodes: reputation, trust, reviews.
contract NodeRecordTest is SystemTest {
    bytes8 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = goesActive(provider, "node");
    }

    function test_Contracts_RevertWhen_CallerIsAnother() external {
        address[4] memory people = [admin, operator, provider, address(council)];
        for (uint256 i; i < people.length; ++i) {
            bytes memory refused = abi.encodeWithSelector(Errors.NodeRegistry_NotMarketplace.selector, people[i]);
            vm.startPrank(people[i]);
            vm.expectRevert(refused);
            registry.recordRelease(nodeId, 0, 500, true);
            vm.expectRevert(refused);
            registry.recordSuccess(nodeId);
            vm.expectRevert(refused);
            registry.penaliseTimeout(nodeId, 0, 500, true);
            vm.expectRevert(refused);
            registry.penaliseDispute(nodeId, 0, true, true, true);
            vm.expectRevert(refused);
            registry.onDisputeOpened(nodeId);
            vm.expectRevert(refused);
            registry.onDisputeClosed(nodeId);
            vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_NotPowVerifier.selector, people[i]));
            registry.recordPow(nodeId, true, 1, 0);
            vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_NotStakingPool.selector, people[i]));
            registry.onStakeChanged(nodeId, 1);
            vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_NotPartnerBonds.selector, people[i]));
            registry.onPartnerChanged(nodeId);
            vm.stopPrank();
        }
    }

    /* ------------------------------------------------- reputation ----------------------------------------------- */

    function test_Reputation_MovesByWhatHappened() external {
        eq(registry.node(nodeId).reputation, 5100, "a challenge passed");
        vm.prank(address(pow));
        registry.recordPow(nodeId, false, 0, "challenge");
        eq(registry.node(nodeId).reputation, 4900, "a challenge failed");
        vm.startPrank(address(market));
        registry.recordSuccess(nodeId);
        eq(registry.node(nodeId).reputation, 4920, "a task settled");
        vm.expectEmit();
        emit INodeRegistry.NodePenalised(nodeId, PenaltyReason.TASK_RELEASED, "task");
        vm.expectEmit();
        emit INodeRegistry.ReputationChanged(nodeId, 4870, -50);
        registry.recordRelease(nodeId, "task", 0, true);
        eq(registry.node(nodeId).reputation, 4870, "a task given back");
        vm.expectEmit();
        emit INodeRegistry.NodePenalised(nodeId, PenaltyReason.TASK_TIMEOUT, "task");
        registry.penaliseTimeout(nodeId, "task", 0, true);
        eq(registry.node(nodeId).reputation, 4770, "a task timed out");
        vm.expectEmit();
        emit INodeRegistry.NodePenalised(nodeId, PenaltyReason.DISPUTE_LOST, "task");
        registry.penaliseDispute(nodeId, "task", false, false, true);
        eq(registry.node(nodeId).reputation, 4570, "a dispute lost");
        vm.stopPrank();
        NodeRecord memory record = registry.record(nodeId);
        eq(record.powPasses, 1, "passes");
        eq(record.powFailures, 1, "failures");
        eq(record.tasksCompleted, 1, "completed");
        eq(record.tasksFailed, 3, "failed");
    }

    function test_Reputation_GivenItsEndOfTheScale_StaysThere() external {
        _staysAfter(true, 50, 10_000);
        _staysAfter(false, 50, 0);
    }

    function test_RecordSuccess_GivenFiftyInARow_CountsNoMore() external {
        _succeeds(49);
        eq(registry.node(nodeId).streak, 49, "one short");
        _succeeds(1);
        eq(registry.node(nodeId).streak, 50, "full");
        _succeeds(1);
        eq(registry.node(nodeId).streak, 50, "stays");
        eq(registry.record(nodeId).tasksCompleted, 51, "completed");
    }

    /* --------------------------------------------------- review ------------------------------------------------- */

    /// @dev Every outcome goes into a plain list as well; what asks for a review is counted there.
    function test_Review_IsAskedForAboveOneInFive_OfTheLastFifty_AtLeastTen() external {
        string[4] memory histories = [
            "FFFFFFFFF",
            "sssssssFFs",
            "ssssssssFFF",
            "FFsssssssssssssssssssssssssssssssssssssssssssssssssssssFFFFFFFFFFF"
        ];
        bool[4] memory flagged = [false, false, true, true];
        for (uint256 h; h < histories.length; ++h) {
            bytes8 fresh = registers(provider, bytes32(h + 1), MIN_STAKE);
            bytes memory history = bytes(histories[h]);
            for (uint256 i; i < history.length; ++i) {
                _records(fresh, history[i] == "F");
                bool last = i + 1 == history.length;
                if (!last || !flagged[h]) eq(registry.node(fresh).flags, 0, "not yet");
            }
            eq(registry.node(fresh).flags, flagged[h] ? 2 : 0, histories[h]);
        }
    }

    function test_Review_AgreesWithAPlainListOfOutcomes() external {
        for (uint256 seed; seed < 12; ++seed) {
            bytes8 fresh = registers(provider, bytes32(seed + 1), MIN_STAKE);
            bool[] memory failed = new bool[](150);
            bool review;
            // One seed in four fails often, others seldom.
            uint256 percent = seed % 4 == 0 ? 30 : 5 + seed;
            for (uint256 i; i < failed.length; ++i) {
                failed[i] = uint256(keccak256(abi.encode(seed, i))) % 100 < percent;
                _records(fresh, failed[i]);
                review = review || (failed[i] && _asksForReview(failed, i + 1));
                eq(registry.node(fresh).flags, review ? 2 : 0, "flag");
            }
        }
    }

    /// @dev A task that doesn't count toward trust doesn't count against it either: one population on both sides.
    function test_Failures_ThatDoNotCount_MoveReputationOnly() external {
        _succeeds(10);
        NodeRecord memory before = registry.record(nodeId);
        vm.startPrank(address(market));
        for (uint256 i; i < 20; ++i) {
            registry.penaliseTimeout(nodeId, "task", 0, false);
        }
        vm.stopPrank();
        eq(keccak256(abi.encode(registry.record(nodeId))), keccak256(abi.encode(before)), "record");
        eq(registry.node(nodeId).streak, 10, "streak");
        eq(registry.node(nodeId).flags, 0, "no review");
        eq(registry.node(nodeId).reputation, 5100 + 200 - 2000, "reputation");
    }

    /// @dev The flag acts: small tasks only, until the operator has looked.
    function test_Review_MakesANodeBasic_UntilItIsClosed() external {
        _becomesTrusted();
        for (uint256 i; i < 10; ++i) {
            _records(nodeId, true);
        }
        eq(registry.node(nodeId).flags, 0, "10 of 50");
        _checkTrust(TrustLevel.VERIFIED);
        vm.expectEmit();
        emit INodeRegistry.TrustLevelChanged(nodeId, TrustLevel.BASIC);
        _records(nodeId, true);
        eq(registry.node(nodeId).flags, 2, "11 of 50");
        vm.prank(stranger);
        pool.stake(nodeId, 1);
        _checkTrust(TrustLevel.BASIC);
        vm.expectEmit();
        emit INodeRegistry.TrustLevelChanged(nodeId, TrustLevel.VERIFIED);
        vm.prank(operator);
        registry.closeReview(nodeId);
        _checkTrust(TrustLevel.VERIFIED);
    }

    function test_Review_IsAskedForOnce() external {
        for (uint256 i; i < 9; ++i) {
            _records(nodeId, true);
        }
        vm.expectEmit();
        emit INodeRegistry.NodePenalised(nodeId, PenaltyReason.TASK_RELEASED, "task");
        vm.expectEmit();
        emit INodeRegistry.NodePenalised(nodeId, PenaltyReason.REPEATED_FAILURES, "task");
        _records(nodeId, true);
        vm.recordLogs();
        _records(nodeId, true);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 penalties;
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] == INodeRegistry.NodePenalised.selector) ++penalties;
        }
        eq(penalties, 1, "the failure only");
        checkNode(nodeId, NodeState.ACTIVE);
    }

    function test_CloseReview_RevertWhen_CallerIsNotTheOperator() external {
        vm.prank(admin);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector, admin, keccak256("OPERATOR_ROLE")
            )
        );
        registry.closeReview(nodeId);
    }

    function test_CloseReview_RevertWhen_NotUnderReview() external {
        vm.startPrank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_NotUnderReview.selector, nodeId));
        registry.closeReview(nodeId);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_NotUnderReview.selector, bytes8("unknown")));
        registry.closeReview("unknown");
        vm.stopPrank();
    }

    function test_CloseReview_StartsTheCountAnew_KeepsTheRecord() external {
        for (uint256 i; i < 10; ++i) {
            _records(nodeId, i < 8);
        }
        _records(nodeId, true);
        eq(registry.node(nodeId).flags, 2, "under review");
        for (uint256 i; i < 3; ++i) {
            _records(nodeId, false);
        }
        NodeRecord memory before = registry.record(nodeId);
        vm.expectEmit();
        emit INodeRegistry.ReviewClosed(nodeId, operator);
        vm.prank(operator);
        registry.closeReview(nodeId);
        eq(registry.node(nodeId).flags, 0, "closed");
        before.recentAttempts = 0;
        eq(keccak256(abi.encode(registry.record(nodeId))), keccak256(abi.encode(before)), "record");
        // Nine failures are too few again, the successes before the closing don't count.
        for (uint256 i; i < 9; ++i) {
            _records(nodeId, true);
            eq(registry.node(nodeId).flags, 0, "too few");
        }
        _records(nodeId, true);
        eq(registry.node(nodeId).flags, 2, "under review again");
    }

    /* ---------------------------------------------------- trust ------------------------------------------------- */

    function test_Trust_Verified_NeedsTenPassesAndAThousand() external {
        vm.prank(provider);
        pool.stake(nodeId, 1000e18 - MIN_STAKE - 1);
        _passes(8);
        _checkTrust(TrustLevel.BASIC);
        _passes(1);
        _checkTrust(TrustLevel.BASIC);
        vm.expectEmit();
        emit INodeRegistry.TrustLevelChanged(nodeId, TrustLevel.VERIFIED);
        vm.prank(stranger);
        pool.stake(nodeId, 1);
        _checkTrust(TrustLevel.VERIFIED);
        vm.prank(provider);
        pool.unbond(nodeId, 1);
        _checkTrust(TrustLevel.BASIC);
    }

    function test_Trust_Verified_NeedsTheTenthPass() external {
        vm.prank(provider);
        pool.stake(nodeId, 10_000e18);
        _passes(8);
        _checkTrust(TrustLevel.BASIC);
        _passes(1);
        _checkTrust(TrustLevel.VERIFIED);
    }

    function test_Trust_Trusted_NeedsAHundredTasksAndTenThousand() external {
        _passes(9);
        vm.prank(provider);
        pool.stake(nodeId, 10_000e18 - MIN_STAKE - 1);
        _succeeds(99);
        _checkTrust(TrustLevel.VERIFIED);
        vm.prank(provider);
        pool.stake(nodeId, 1);
        _checkTrust(TrustLevel.VERIFIED);
        _succeeds(1);
        _checkTrust(TrustLevel.TRUSTED);
        vm.prank(provider);
        pool.unbond(nodeId, 1);
        _checkTrust(TrustLevel.VERIFIED);
    }

    function test_Trust_Trusted_NeedsNinetyFivePercent() external {
        _becomesTrusted();
        // 100 of 105 is 95.2 %, 100 of 106 is 94.3 %
        for (uint256 i; i < 5; ++i) {
            _records(nodeId, true);
            _checkTrust(TrustLevel.TRUSTED);
        }
        _records(nodeId, true);
        _checkTrust(TrustLevel.VERIFIED);
        // 114 of 120 is 95 % exactly
        _succeeds(13);
        _checkTrust(TrustLevel.VERIFIED);
        _succeeds(1);
        _checkTrust(TrustLevel.TRUSTED);
    }

    function test_Trust_Partner_NeedsABondBesides() external {
        vm.startPrank(provider);
        bonds.commit(nodeId, 9990, MIN_BOND);
        vm.stopPrank();
        _checkTrust(TrustLevel.BASIC);
        _becomesTrusted();
        _checkTrust(TrustLevel.PARTNER);
        vm.prank(provider);
        bonds.requestRelease(nodeId);
        _checkTrust(TrustLevel.TRUSTED);
    }

    function test_OnPartnerChanged_FollowsTheMinimum() external {
        _becomesTrusted();
        vm.prank(provider);
        bonds.commit(nodeId, 9990, MIN_BOND);
        _checkTrust(TrustLevel.PARTNER);
        vm.prank(admin);
        bonds.setMinimumBond(MIN_BOND + 1);
        _checkTrust(TrustLevel.PARTNER);
        bonds.refresh(nodeId);
        _checkTrust(TrustLevel.TRUSTED);
        vm.prank(stranger);
        bonds.topUp(nodeId, 1);
        _checkTrust(TrustLevel.PARTNER);
    }

    function test_OnPartnerChanged_OfABannedNode_StaysNone() external {
        _becomesTrusted();
        vm.prank(provider);
        bonds.commit(nodeId, 9990, MIN_BOND);
        vm.prank(admin);
        registry.ban(nodeId, "report");
        _checkTrust(TrustLevel.NONE);
        bonds.refresh(nodeId);
        _checkTrust(TrustLevel.NONE);
    }

    function test_Trust_GivenTheSameLevel_SaysNothing() external {
        _checkTrust(TrustLevel.BASIC);
        vm.recordLogs();
        vm.prank(provider);
        pool.stake(nodeId, 1);
        _saysNothingOfTrust(TrustLevel.BASIC);
        bonds.refresh(nodeId);
        vm.prank(provider);
        pool.unbond(nodeId, 1);
        _saysNothingOfTrust(TrustLevel.BASIC);
        vm.prank(admin);
        registry.ban(nodeId, "report");
        _checkTrust(TrustLevel.NONE);
        vm.getRecordedLogs();
        vm.prank(stranger);
        pool.stake(nodeId, MIN_STAKE);
        _saysNothingOfTrust(TrustLevel.NONE);
    }

    /* ---------------------------------------------------- slashes ----------------------------------------------- */

    function test_PenaliseTimeout_TakesFivePercent_OfUnbondingToo() external {
        vm.startPrank(provider);
        pool.stake(nodeId, 300e18);
        pool.unbond(nodeId, 200e18);
        vm.stopPrank();
        vm.prank(address(market));
        registry.penaliseTimeout(nodeId, "task", 500, true);
        eq(pool.activeStake(nodeId), 190e18, "active");
        (uint256 unbonding,) = pool.unbondingStake(nodeId);
        eq(unbonding, 190e18, "unbonding");
        checkNode(nodeId, NodeState.ACTIVE);
    }

    function test_PenaliseTimeout_DoesNotReachAPartnersBond() external {
        vm.prank(provider);
        bonds.commit(nodeId, 9990, MIN_BOND);
        vm.startPrank(address(market));
        registry.penaliseTimeout(nodeId, "task", 500, true);
        registry.penaliseDispute(nodeId, "task", false, true, true);
        vm.stopPrank();
        eq(bonds.bondOf(nodeId).amount, MIN_BOND, "bond");
    }

    function test_Slashed_GivenATopUp_IsInactive() external {
        TaskRequest memory request = assigned(nodeId);
        vm.warp(block.timestamp + request.workSeconds + 1);
        reopens(request);
        checkNode(nodeId, NodeState.SLASHED);
        _checkTrust(TrustLevel.NONE);
        vm.startPrank(provider);
        pool.stake(nodeId, 5e18 - 1);
        checkNode(nodeId, NodeState.SLASHED);
        pool.stake(nodeId, 1);
        checkNode(nodeId, NodeState.INACTIVE);
        _checkTrust(TrustLevel.BASIC);
        registry.activate(nodeId);
        checkNode(nodeId, NodeState.ACTIVE);
        vm.stopPrank();
    }

    function test_Slash_OfANodeThatNeverRan_LeavesItsState() external {
        bytes8 pending = registers(provider, "pending", MIN_STAKE);
        vm.prank(address(market));
        registry.penaliseTimeout(pending, "task", 500, true);
        checkNode(pending, NodeState.PENDING);
        eq(pool.activeStake(pending), 95e18, "stake");
    }

    /// @dev Leaving before the penalty: what unbonds is still reached, and the node can't come back as if nothing had
    ///   been.
    function test_Slash_OfANodeThatUnbondedEverything() external {
        TaskRequest memory request = assigned(nodeId);
        vm.prank(provider);
        pool.unbond(nodeId, MIN_STAKE);
        checkNode(nodeId, NodeState.INACTIVE);
        vm.warp(request.assignBy + 1);
        expiresOverdue(request);
        checkNode(nodeId, NodeState.SLASHED);
        (uint256 unbonding,) = pool.unbondingStake(nodeId);
        eq(unbonding, 95e18, "unbonding");
    }

    /* --------------------------------------------------- Private ------------------------------------------------ */

    function _records(bytes8 id, bool failed) private {
        vm.prank(address(market));
        if (failed) registry.recordRelease(id, "task", 0, true);
        else registry.recordSuccess(id);
    }

    /// @dev More than 20 % of the last 50 of the first `count` outcomes, at least 10.
    function _asksForReview(bool[] memory failed, uint256 count) private pure returns (bool) {
        uint256 from = count > 50 ? count - 50 : 0;
        uint256 failures;
        for (uint256 i = from; i < count; ++i) {
            if (failed[i]) ++failures;
        }
        return count - from >= 10 && failures * 5 > count - from;
    }

    function _passes(uint256 times) private {
        for (uint256 i; i < times; ++i) {
            provesPower(nodeId);
        }
    }

    function _succeeds(uint256 times) private {
        for (uint256 i; i < times; ++i) {
            _records(nodeId, false);
        }
    }

    function _becomesTrusted() private {
        _passes(9);
        vm.prank(provider);
        pool.stake(nodeId, 10_000e18);
        _succeeds(100);
    }

    function _checkTrust(TrustLevel expected) private view {
        eq(uint256(registry.node(nodeId).trustLevel), uint256(expected), "trust level");
    }

    /// @dev Of the events since the logs were last taken.
    function _saysNothingOfTrust(TrustLevel expected) private {
        _checkTrust(expected);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        check(logs.length > 0, "something happened");
        for (uint256 i; i < logs.length; ++i) {
            check(logs[i].topics[0] != INodeRegistry.TrustLevelChanged.selector, "no event without a change");
        }
    }

    /// @dev The last of one more record is no change: no event about one.
    function _staysAfter(bool passed, uint256 records, uint256 end) private {
        vm.startPrank(address(pow));
        for (uint256 i; i < records; ++i) {
            registry.recordPow(nodeId, passed, 1, "challenge");
        }
        eq(registry.node(nodeId).reputation, end, "reached");
        vm.recordLogs();
        registry.recordPow(nodeId, passed, 1, "challenge");
        vm.stopPrank();
        eq(registry.node(nodeId).reputation, end, "stays");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        check(logs.length > 0, "the record changes");
        for (uint256 i; i < logs.length; ++i) {
            check(logs[i].topics[0] != INodeRegistry.ReputationChanged.selector, "no event without a change");
        }
    }
}
