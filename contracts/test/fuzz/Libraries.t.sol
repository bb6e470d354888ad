// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { NodeWords } from "../../src/libraries/NodeWords.sol";
import { PaymentMath } from "../../src/libraries/PaymentMath.sol";
import { RecentAttempts } from "../../src/libraries/RecentAttempts.sol";
import { TaskGroups } from "../../src/libraries/TaskGroups.sol";
import { TaskRules } from "../../src/libraries/TaskRules.sol";
import { TaskWords } from "../../src/libraries/TaskWords.sol";
import { TrustMath } from "../../src/libraries/TrustMath.sol";
import "../../src/types/DataTypes.sol";
import { TestBase } from "../support/TestBase.sol";
import { Wording } from "../support/Wording.sol";

/// @notice The pure parts, for any input.
contract LibrariesTest is TestBase {
    NodeWord private solidityNodeWord;
    NodeRecord private solidityRecord;
    TaskWord private solidityTaskWord;

    /* ---------------------------------------------------- groups ------------------------------------------------ */

    /// @notice From each place of lists of any length, the way leads to the same hash, which EIP-712 gives them.
    function testFuzz_GroupOf_IsWhatAWalletHashes(uint256 seed, bytes calldata own) external view {
        TaskRequest[][][] memory requests = new TaskRequest[][][](1 + seed % 4);
        uint256 number = seed >> 128;
        for (uint256 i; i < requests.length; ++i) {
            requests[i] = new TaskRequest[][](1 + (seed >> (16 + i * 8)) % 4);
            for (uint256 j; j < requests[i].length; ++j) {
                requests[i][j] = new TaskRequest[](1 + (seed >> (48 + i * 16 + j * 4)) % 4);
                for (uint256 k; k < requests[i][j].length; ++k) {
                    requests[i][j][k].jobId = bytes32(++number);
                }
            }
        }
        uint256 at = (seed >> 8) % requests.length;
        uint256 list = (seed >> 9) % requests[at].length;
        uint256 place = (seed >> 10) % requests[at][list].length;
        bytes memory signature = Wording.memberSignature(own, requests, at, list, place);
        (bytes32 group, uint256 signed) = this.groupOf(Wording.hash(requests[at][list][place]), signature);
        eq(signed, own.length, "its own signature");
        if (signed > 0) eq(group, Wording.hash(requests), "the group");
    }

    function groupOf(bytes32 request, bytes calldata signature) external pure returns (bytes32, uint256) {
        return TaskGroups.groupOf(request, signature);
    }

    /* ---------------------------------------------------- money ------------------------------------------------- */

    function testFuzz_MoneyIsConserved(uint64 usage, uint96 rate, uint96 budget, uint16 feeBps, uint16 rebateBps)
        external
        pure
    {
        feeBps = uint16(bound(feeBps, 0, 10_000));
        rebateBps = uint16(bound(rebateBps, 0, feeBps));
        uint256 cost = PaymentMath.cost(usage, rate, budget);
        check(cost <= budget, "cost within budget");
        uint256 exact = uint256(usage) * rate;
        uint256 near = cost * 1e6 > exact ? cost * 1e6 - exact : exact - cost * 1e6;
        check(near <= 5e5 || cost == budget, "half a base unit off usage times rate at most, or the budget");
        check(cost != budget || exact + 5e5 >= uint256(budget) * 1e6, "the budget only where it is reached");
        (uint256 treasuryAmount, uint256 providerAmount, uint256 buyerAmount) =
            PaymentMath.split(budget, cost, feeBps, rebateBps);
        eq(treasuryAmount + providerAmount + buyerAmount, budget, "sum");
        uint256 fee = _nearest(cost * feeBps, 10_000);
        eq(providerAmount, cost - fee, "provider gets all but the fee");
        eq(buyerAmount, budget - cost + _nearest(cost * rebateBps, 10_000), "rest and rebate");
        check(treasuryAmount <= fee, "never more than the fee");
    }

    /// @notice The same number is in packages/domain/src/money/money.test.ts, of the fees that `splitDeposit` takes.
    function test_FeesOfSmallCosts() external pure {
        uint256[] memory fees = new uint256[](1000);
        for (uint256 cost = 1; cost <= 1000; cost++) {
            (uint256 treasuryAmount, uint256 providerAmount, uint256 buyerAmount) =
                PaymentMath.split(2000, cost, 800, 0);
            fees[cost - 1] = treasuryAmount;
            eq(providerAmount, cost - treasuryAmount, "provider gets all but the fee");
            eq(buyerAmount, 2000 - cost, "the rest");
        }
        bytes32 digest = sha256(abi.encodePacked(fees));
        check(
            digest == 0xdb8e5dfb66e0d8cb89777709535b00c6a2baeaeed31ac584ff5b978c8e73c6ba,
            "the fees that the platform shows"
        );
    }

    function testFuzz_Shares92To8_AndTheRebate_ToTheLastUnit(uint96 cost, uint96 rest) external pure {
        uint256 budget = uint256(cost) + rest;
        (uint256 treasuryAmount, uint256 providerAmount, uint256 buyerAmount) = PaymentMath.split(budget, cost, 800, 0);
        // No integers are nearer to 92 and 8 parts of a hundred.
        eq(providerAmount + treasuryAmount, cost, "all of the cost");
        uint256 parts = treasuryAmount * 100;
        uint256 exact = uint256(cost) * 8;
        check(parts > exact ? parts - exact <= 50 : exact - parts < 50, "8 %, half a base unit off at most");
        eq(buyerAmount, rest, "rest");
        (uint256 withRebate, uint256 sameProvider, uint256 rebated) = PaymentMath.split(budget, cost, 800, 200);
        eq(sameProvider, providerAmount, "the provider gets the same");
        eq(rebated - rest, _nearest(uint256(cost) * 2, 100), "2 %");
        eq(withRebate + (rebated - rest), treasuryAmount, "out of the fee");
    }

    function testFuzz_SharesSumUp_TheFirstTakesTheRemainder(uint256 amount, uint8 parts) external pure {
        uint256 count = bound(parts, 1, 200);
        uint256 sum;
        for (uint256 i; i < count; ++i) {
            uint256 part = PaymentMath.share(amount, count, i);
            sum += part;
            if (i > 0) eq(part, amount / count, "equal");
            else check(part - amount / count < count, "and what does not divide");
        }
        eq(sum, amount, "sum");
    }

    function testFuzz_DisputeBondCoversTheFee(uint96 cost, uint96 floor, uint96 budget) external pure {
        uint256 fee = PaymentMath.disputeFee(cost);
        uint256 bond = PaymentMath.disputeBond(cost, floor, budget);
        eq(fee, uint256(cost) / 50, "2 %, rounded down");
        uint256 least = floor > budget ? budget : floor;
        check(bond == (fee > least ? fee : least), "the greater, and no floor above the budget");
        check(fee <= cost, "never above the cost");
    }

    function testFuzz_SlashedIsAShare(uint96 active, uint96 unbonding, uint16 bps) external pure {
        bps = uint16(bound(bps, 0, 10_000));
        uint256 taken = PaymentMath.slashed(active, bps) + PaymentMath.slashed(unbonding, bps);
        uint256 exact = (uint256(active) + unbonding) * bps / 10_000;
        check(taken <= exact && exact - taken <= 1, "rounded down, twice");
    }

    /* ---------------------------------------------------- words ------------------------------------------------- */

    function testFuzz_TaskWordRoundTrips_InSoliditysLayout(uint8 rawState, uint8 attempt, bytes32 digest, uint40 now_)
        external
    {
        vm.warp(now_);
        TaskState state = TaskState(rawState % 9);
        uint256 word = TaskWords.committed(state, attempt, digest);
        TaskWord memory shown = TaskWords.unpack(word);
        eq(uint256(shown.state), uint256(state), "state");
        eq(uint256(TaskWords.stateOf(word)), uint256(state), "state alone");
        eq(shown.attempt, attempt, "attempt");
        eq(TaskWords.attemptOf(word), attempt, "attempt alone");
        eq(shown.since, now_, "since");
        eq(shown.terms, uint256(digest) >> 56, "terms");
        check(TaskWords.commits(word, digest), "commits");
        solidityTaskWord = shown;
        bytes32 slot;
        assembly {
            slot := solidityTaskWord.slot
        }
        eq(vm.load(address(this), slot), bytes32(word), "layout");
    }

    function testFuzz_TermsRoundTrip(uint16 feeBps, uint16 rebateBps, uint16 policy, uint8 attempt, uint40 now_)
        external
    {
        vm.warp(now_);
        uint256 word = TaskWords.funded(attempt, TaskWords.terms(feeBps, rebateBps, policy));
        uint48 terms = TaskWords.termsOf(word);
        eq(terms, uint256(feeBps) + uint256(rebateBps) * 2 ** 16 + uint256(policy) * 2 ** 32, "layout");
        eq(TaskWords.feeBpsOf(terms), feeBps, "fee");
        eq(TaskWords.rebateBpsOf(terms), rebateBps, "rebate");
        eq(TaskWords.policyOf(terms), policy, "policy");
        eq(TaskWords.attemptOf(word), attempt, "attempt");
        eq(uint256(TaskWords.stateOf(word)), uint256(TaskState.FUNDED), "state");
        eq(TaskWords.closed(TaskState.EXPIRED, attempt) >> 56, 0, "a final state keeps no terms");
    }

    function testFuzz_CommitsTo200Bits(bytes32 digest, uint8 bit) external view {
        uint256 word = TaskWords.committed(TaskState.ASSIGNED, 1, digest);
        bytes32 other = digest ^ bytes32(uint256(1) << bit);
        check(TaskWords.commits(word, other) == (bit < 56), "the upper 200 bits");
    }

    function testFuzz_CommitmentsAreTheHashOfTheEncoding(Assignment calldata a, Submission calldata s) external pure {
        eq(TaskWords.commitmentOf(a), keccak256(abi.encode(a)), "assignment");
        eq(TaskWords.commitmentOf(s), keccak256(abi.encode(s)), "submission");
        eq(TaskWords.commitmentOf(a), TaskWords.commitment(a), "from memory, too");
        eq(TaskWords.commitmentOf(s), TaskWords.commitment(s), "from memory, too");
        eq(TaskWords.commitmentOf(a), Wording.hash(a), "written out");
        eq(TaskWords.commitmentOf(s), Wording.hash(s), "written out");
    }

    function testFuzz_NodeWordRoundTrips_InSoliditysLayout(uint256 packed, uint8 state, uint8 resourceType, uint8 tier)
        external
    {
        packed = _withByte(packed >> 16, 20, state % 7);
        packed = _withByte(packed, 21, resourceType % 5);
        packed = _withByte(packed, 22, tier % 3);
        packed = _withByte(packed, 23, state % 5);
        NodeWord memory word = NodeWords.unpack(packed);
        eq(NodeWords.pack(word), packed, "round trip");
        eq(NodeWords.providerOf(packed), word.provider, "provider");
        eq(uint256(NodeWords.stateOf(packed)), uint256(word.state), "state");
        eq(uint256(NodeWords.resourceTypeOf(packed)), uint256(word.resourceType), "type");
        eq(uint256(NodeWords.trustLevelOf(packed)), uint256(word.trustLevel), "trust");
        eq(NodeWords.unitsOf(packed), word.units, "units");
        solidityNodeWord = word;
        bytes32 slot;
        assembly {
            slot := solidityNodeWord.slot
        }
        eq(vm.load(address(this), slot), bytes32(packed), "layout");
    }

    function testFuzz_RecordRoundTrips_InSoliditysLayout(uint256 packed) external {
        NodeRecord memory record = NodeWords.unpackRecord(packed);
        eq(NodeWords.packRecord(record), packed, "round trip");
        solidityRecord = record;
        bytes32 slot;
        assembly {
            slot := solidityRecord.slot
        }
        eq(vm.load(address(this), slot), bytes32(packed), "layout");
    }

    /* ------------------------------------------------- the node's record ---------------------------------------- */

    /// @dev The contract keeps bits and a streak; here, a list of everything that ever happened.
    function testFuzz_RecentAttemptsAgreeWithAPlainList(uint256 seed, uint8 rawCount, uint8 rawPercent) external pure {
        uint256 count = bound(rawCount, 1, 160);
        uint256 percent = bound(rawPercent, 0, 100);
        bool[] memory list = new bool[](count);
        uint64 recent;
        uint8 streak;
        for (uint256 i; i < count; ++i) {
            list[i] = uint256(keccak256(abi.encode(seed, i))) % 100 < percent;
            if (!list[i]) {
                if (streak < RecentAttempts.WINDOW) ++streak;
                continue;
            }
            recent = RecentAttempts.failed(recent, streak);
            streak = 0;
            (uint256 attempts, uint256 failures) = _lastFifty(list, i + 1);
            eq(RecentAttempts.attempts(recent), attempts, "attempts");
            eq(RecentAttempts.failures(recent), failures, "failures");
            check(RecentAttempts.needsReview(recent) == (attempts >= 10 && failures * 5 > attempts), "review");
        }
    }

    function testFuzz_ReputationStaysInBounds(uint16 reputation, int32 change) external pure {
        reputation = uint16(bound(reputation, 0, 10_000));
        vm.assume(change > -1_000_000 && change < 1_000_000);
        uint16 next = TrustMath.moved(reputation, change);
        int256 exact = int256(uint256(reputation)) + change;
        eq(next, exact < 0 ? 0 : exact > 10_000 ? 10_000 : uint256(exact), "sum, cut at both ends");
    }

    function testFuzz_TrustNeverRisesByLessStakeOrMoreFailures(NodeRecord memory record, uint96 stake) external pure {
        TrustLevel level = TrustMath.min(TrustMath.byRecord(record), TrustMath.byStake(stake, 100e18));
        check(level <= TrustLevel.TRUSTED, "PARTNER is not computed");
        check(TrustMath.byStake(stake / 2, 100e18) <= TrustMath.byStake(stake, 100e18), "stake");
        TrustLevel before = TrustMath.byRecord(record);
        if (record.tasksFailed < type(uint32).max) ++record.tasksFailed;
        check(TrustMath.byRecord(record) <= before, "failures");
    }

    function testFuzz_TrustByTheDocumentsThresholds(uint32 passes, uint32 completed, uint32 failed, uint96 stake)
        external
        pure
    {
        // Around the thresholds as often as anywhere.
        passes = passes % 2 == 0 ? passes % 20 : passes;
        completed = completed % 2 == 0 ? completed % 200 : completed;
        failed = failed % 2 == 0 ? failed % 12 : failed;
        uint256 level = 1;
        if (passes >= 10) level = 2;
        if (passes >= 10 && completed >= 100 && uint256(failed) * 95 <= uint256(completed) * 5) level = 3;
        NodeRecord memory record;
        (record.powPasses, record.tasksCompleted, record.tasksFailed) = (passes, completed, failed);
        eq(uint256(TrustMath.byRecord(record)), level, "record");
        uint256 byStake = stake >= 10_000e18 ? 3 : stake >= 1000e18 ? 2 : stake >= 100e18 ? 1 : 0;
        eq(uint256(TrustMath.byStake(stake, 100e18)), byStake, "stake");
    }

    /* ---------------------------------------------------- usage ------------------------------------------------- */

    function testFuzz_UsageBound(uint40 elapsed, uint16 declared, uint16 signed_, uint64 maxUsage, uint8 rawType)
        external
        pure
    {
        uint16 units = declared > signed_ ? signed_ : declared;
        ResourceType resourceType = ResourceType(rawType % 5);
        bool timed = resourceType == ResourceType.GPU || resourceType == ResourceType.CPU;
        uint16 perSecond = TaskRules.unitsPerSecond(resourceType, signed_, declared);
        eq(perSecond, timed ? units : 0, "units count where time is metered");
        uint256 limit = TaskRules.usageBound(maxUsage, perSecond, elapsed);
        check(limit <= maxUsage, "what the buyer signed");
        uint256 worked = (uint256(elapsed) + 1) * units;
        if (perSecond != 0) eq(limit, worked < maxUsage ? worked : maxUsage, "what the units can have worked");
        else eq(limit, maxUsage, "no bound by time");
    }

    /* --------------------------------------------------- Private ------------------------------------------------ */

    /// @dev With a remainder of half of the divisor or more, the next one.
    function _nearest(uint256 product, uint256 divisor) private pure returns (uint256) {
        return product / divisor + (product % divisor * 2 >= divisor ? 1 : 0);
    }

    function _lastFifty(bool[] memory list, uint256 count) private pure returns (uint256 attempts, uint256 failures) {
        uint256 from = count > 50 ? count - 50 : 0;
        for (uint256 i = from; i < count; ++i) {
            if (list[i]) ++failures;
        }
        return (count - from, failures);
    }

    function _withByte(uint256 word, uint256 index, uint256 value) private pure returns (uint256) {
        return (word & ~(uint256(0xff) << (index * 8))) | (value << (index * 8));
    }
}
