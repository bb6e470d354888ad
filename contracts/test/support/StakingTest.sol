// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AiigoGovernor } from "../../src/AiigoGovernor.sol";
import { AiigoTimelock } from "../../src/AiigoTimelock.sol";
import { AiigoToken } from "../../src/AiigoToken.sol";
import { StakerLocks } from "../../src/StakerLocks.sol";
import { TestBase } from "./TestBase.sol";

/// @notice The token, the stakers' locks, the governor and its timelock, deployed the way the deployment does it.
abstract contract StakingTest is TestBase {
    uint256 internal constant START = 1_800_000_000;
    uint40 internal constant YEAR = 365 days;
    uint40 internal constant STAKER_UNBONDING = 14 days;

    AiigoToken internal token;
    StakerLocks internal locks;
    AiigoTimelock internal timelock;
    AiigoGovernor internal governor;
    address internal guardian = account("guardian");
    address internal funder = account("funder");
    address internal alice = account("alice");
    address internal bob = account("bob");
    address internal stranger = account("stranger");

    function setUp() public virtual {
        vm.warp(START);
        address[] memory holders = new address[](1);
        uint256[] memory amounts = new uint256[](1);
        (holders[0], amounts[0]) = (address(this), 1_000_000_000e18);
        token = new AiigoToken(holders, amounts);
        uint256 nonce = vm.getNonce(address(this));
        address timelockAt = vm.computeCreateAddress(address(this), nonce + 1);
        address governorAt = vm.computeCreateAddress(address(this), nonce + 2);
        locks = new StakerLocks(token, timelockAt, funder, address(this), STAKER_UNBONDING);
        timelock = new AiigoTimelock(2 days, governorAt);
        governor = new AiigoGovernor(locks, timelock, 1 days, 5 days, 100_000e18, guardian);
        address[3] memory people = [funder, alice, bob];
        for (uint256 i; i < people.length; ++i) {
            token.transfer(people[i], 300_000_000e18);
            vm.prank(people[i]);
            token.approve(address(locks), type(uint256).max);
        }
    }

    function locksUp(address staker, uint256 amount, uint40 term) internal returns (uint256 lockId) {
        vm.prank(staker);
        return locks.lock(amount, term);
    }

    function unstakes(address staker, uint256 lockId) internal returns (uint256 burnt) {
        vm.prank(staker);
        return locks.unstake(lockId);
    }

    function fundsYield(uint256 amount, uint256 endsAt) internal {
        vm.prank(funder);
        locks.fund(amount, uint40(endsAt));
    }
}
