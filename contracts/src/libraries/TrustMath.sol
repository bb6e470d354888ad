// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { NodeRecord, TrustLevel } from "../types/DataTypes.sol";

/// @title TrustMath
/// @notice Reputation steps and trust levels. Reputation runs from 0 to 10 000; stake is in AIIGO base units.
library TrustMath {
    uint16 internal constant REPUTATION_START = 5000;
    uint16 internal constant REPUTATION_MAX = 10_000;
    int32 internal constant POW_PASSED = 100;
    int32 internal constant POW_FAILED = -200;
    int32 internal constant TASK_SUCCEEDED = 20;
    int32 internal constant TASK_FAILED = -50;
    int32 internal constant TASK_TIMED_OUT = -100;
    int32 internal constant DISPUTE_LOST = -200;

    uint256 internal constant VERIFIED_STAKE = 1000e18;
    uint256 internal constant TRUSTED_STAKE = 10_000e18;
    uint32 internal constant VERIFIED_POW_PASSES = 10;
    uint32 internal constant TRUSTED_TASKS = 100;
    uint256 internal constant TRUSTED_SUCCESS_PERCENT = 95;

    /// @notice `reputation + change`, kept within 0 … 10 000.
    function moved(uint16 reputation, int32 change) internal pure returns (uint16) {
        int32 next = int32(uint32(reputation)) + change;
        if (next < 0) return 0;
        if (next > int32(uint32(REPUTATION_MAX))) return REPUTATION_MAX;
        return uint16(uint32(next));
    }

    /// @notice The highest level the record allows. PARTNER is TRUSTED with an SLA commitment and an insurance bond.
    function byRecord(NodeRecord memory record) internal pure returns (TrustLevel) {
        if (record.powPasses < VERIFIED_POW_PASSES) return TrustLevel.BASIC;
        if (record.tasksCompleted < TRUSTED_TASKS) return TrustLevel.VERIFIED;
        uint256 attempts = uint256(record.tasksCompleted) + record.tasksFailed;
        bool reliable = uint256(record.tasksCompleted) * 100 >= attempts * TRUSTED_SUCCESS_PERCENT;
        return reliable ? TrustLevel.TRUSTED : TrustLevel.VERIFIED;
    }

    /// @notice The highest level the active stake allows.
    function byStake(uint256 activeStake, uint256 minimumStake) internal pure returns (TrustLevel) {
        if (activeStake < minimumStake) return TrustLevel.NONE;
        if (activeStake < VERIFIED_STAKE) return TrustLevel.BASIC;
        if (activeStake < TRUSTED_STAKE) return TrustLevel.VERIFIED;
        return TrustLevel.TRUSTED;
    }

    function min(TrustLevel a, TrustLevel b) internal pure returns (TrustLevel) {
        return a < b ? a : b;
    }
}
