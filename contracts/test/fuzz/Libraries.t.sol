// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { NodeWords } from "../../src/libraries/NodeWords.sol";
import { PaymentMath } from "../../src/libraries/PaymentMath.sol";
import { TaskRules } from "../../src/libraries/TaskRules.sol";
import { TaskWords } from "../../src/libraries/TaskWords.sol";
import { TrustMath } from "../../src/libraries/TrustMath.sol";
import "../../src/types/DataTypes.sol";
import { TestBase } from "../support/TestBase.sol";

/// @notice The pure parts, for any input.
contract LibrariesTest is TestBase {
    TaskWord private solidityTaskWord;
    NodeWord private solidityNodeWord;
    NodeRecord private solidityRecord;

    function testFuzz_MoneyIsConserved(uint64 usage, uint120 rate, uint120 budget, uint16 feeBps) external pure {
        feeBps = uint16(bound(feeBps, 0, 10_000));
        uint256 cost = PaymentMath.cost(usage, rate, budget);
        check(cost <= budget, "cost within budget");
        check(cost == budget || cost == uint256(usage) * rate, "cost is usage times rate, or the budget");
        (uint256 fee, uint256 providerAmount, uint256 refund) = PaymentMath.split(budget, cost, feeBps);
        eq(fee + providerAmount + refund, budget, "sum");
        eq(fee, cost * feeBps / 10_000, "fee rounds down");
        check(fee <= cost, "fee within cost");
    }

    function testFuzz_TaskWordRoundTrips_InSoliditysLayout(uint256 packed, uint8 state) external {
        packed = _withByte(packed, 0, state % 9);
        TaskWord memory word = TaskWords.unpack(packed);
        eq(TaskWords.pack(word), packed, "round trip");
        solidityTaskWord = word;
        eq(vm.load(address(this), bytes32(uint256(0))), bytes32(packed), "layout");
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
        solidityNodeWord = word;
        eq(vm.load(address(this), bytes32(uint256(1))), bytes32(packed), "layout");
    }

    function testFuzz_RecordRoundTrips_InSoliditysLayout(uint224 packed) external {
        NodeRecord memory record = NodeWords.unpackRecord(packed);
        eq(NodeWords.packRecord(record), packed, "round trip");
        solidityRecord = record;
        eq(vm.load(address(this), bytes32(uint256(2))), bytes32(uint256(packed)), "layout");
    }

    function testFuzz_ReputationStaysInBounds(uint16 reputation, int32 change) external pure {
        reputation = uint16(bound(reputation, 0, 10_000));
        vm.assume(change > -1_000_000 && change < 1_000_000);
        uint16 next = TrustMath.moved(reputation, change);
        check(next <= 10_000, "at most 10 000");
        if (next != 0 && next != 10_000) check(int256(uint256(next)) == int256(uint256(reputation)) + change, "sum");
        check(change >= 0 ? next >= reputation : next <= reputation, "direction");
    }

    function testFuzz_TrustNeverRisesByLessStakeOrMoreFailures(NodeRecord memory record, uint96 stake) external pure {
        TrustLevel level = TrustMath.min(TrustMath.byRecord(record), TrustMath.byStake(stake, 100e18));
        check(level <= TrustLevel.TRUSTED, "PARTNER is not computed");
        check(TrustMath.byStake(stake / 2, 100e18) <= TrustMath.byStake(stake, 100e18), "stake");
        TrustLevel before = TrustMath.byRecord(record);
        if (record.tasksFailed < type(uint32).max) ++record.tasksFailed;
        check(TrustMath.byRecord(record) <= before, "failures");
    }

    function testFuzz_UsageBound(uint40 elapsed, uint16 units, uint64 maxUsage, uint8 resourceType) external view {
        TaskRequest memory request;
        request.maxUsage = maxUsage;
        request.resourceType = ResourceType(resourceType % 5);
        uint256 bound = this.usageBound(request, elapsed, units);
        check(bound <= maxUsage, "what the buyer signed");
        bool timed = request.resourceType <= ResourceType.CPU;
        if (timed) check(bound <= (uint256(elapsed) + 1) * units, "what the units worked");
        else eq(bound, maxUsage, "only what the buyer signed");
    }

    function usageBound(TaskRequest calldata request, uint256 elapsed, uint16 units) external pure returns (uint256) {
        return TaskRules.usageBound(request, elapsed, units);
    }

    function _withByte(uint256 word, uint256 index, uint256 value) private pure returns (uint256) {
        return (word & ~(uint256(0xff) << (index * 8))) | (value << (index * 8));
    }
}
