// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { VestingWallet } from "@openzeppelin/contracts/finance/VestingWallet.sol";
import { VestingWalletCliff } from "@openzeppelin/contracts/finance/VestingWalletCliff.sol";

import { Errors } from "./libraries/Errors.sol";

/// @title TokenVesting
/// @notice One allocation of the token distribution: released to the second, linearly from its start to its end, and
/// nothing before its cliff (at the cliff, everything since the start comes at once). Anyone may call `release(token)`;
/// it pays the owner. The owner is the beneficiary and may hand the wallet on, for instance to a distributor. No
/// role can take an allocation back or change its calendar.
contract TokenVesting is VestingWalletCliff {
    /// @notice A twelfth of 365 days, so that 12, 24, 36 and 48 months are whole years of 365 days.
    uint64 public constant MONTH = 365 days / 12;
    /// @notice A start further away than this is a mistake (milliseconds, a wrong year), and would lock or free
    /// everything.
    uint64 public constant MAX_START_DISTANCE = 365 days;

    /// @param beneficiary The first owner.
    /// @param start Unix seconds; 0 means the block this wallet is created in.
    /// @param months From start to end. Reverts if 0.
    /// @param cliffMonths From start to the first release; 0 means none. Reverts if above `months`.
    constructor(address beneficiary, uint64 start, uint16 months, uint16 cliffMonths)
        VestingWallet(beneficiary, start == 0 ? uint64(block.timestamp) : start, months * MONTH)
        VestingWalletCliff(cliffMonths * MONTH)
    {
        if (months == 0) revert Errors.TokenVesting_NoDuration();
        if (
            start != 0 && (start > block.timestamp + MAX_START_DISTANCE || start + MAX_START_DISTANCE < block.timestamp)
        ) {
            revert Errors.TokenVesting_StartOutOfBounds(start, block.timestamp, MAX_START_DISTANCE);
        }
    }
}
