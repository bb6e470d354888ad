// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { CouncilTest } from "../support/CouncilTest.sol";

/// @notice Attacks on the council. `script/weaken.mjs` removes the defence and runs them again: then they have to fail.
contract CouncilAttacks is CouncilTest {
    /// @dev One member, or two, call every function.
    function test_AMinority_NeverActs() external {
        for (uint256 round; round < 5; ++round) {
            for (uint256 member; member < 2; ++member) {
                vm.startPrank(people[member]);
                for (uint256 i; i < 4; ++i) {
                    (bool paused,) = address(council).call(abi.encodeCall(council.votePause, (1 days)));
                    (bool cancelled,) = address(council).call(abi.encodeCall(council.voteCancelEpoch, (1)));
                    check(paused == cancelled && paused == (i == 0), "each says it once");
                }
                vm.stopPrank();
            }
            vm.warp(block.timestamp + 1 days);
        }
        eq(market.pauses(), 0, "no pause");
        eq(bonuses.reserved(), 1e18, "no epoch cancelled");
    }

    /// @dev Votes collected over weeks, never two within a day of the first.
    function test_OldVotes_DoNotAddUp() external {
        for (uint256 i; i < 5; ++i) {
            votesToPause(i, 1 days);
            vm.warp(block.timestamp + 1 days);
        }
        eq(market.pauses(), 0, "no pause");
    }

    /// @dev The DAO removes members who were about to act; what they said is gone with them.
    function test_RemovedMembers_LeaveNoVotes() external {
        votesToPause(0, 1 days);
        votesToPause(1, 1 days);
        people[0] = address(0xbeef0);
        people[1] = address(0xbeef1);
        vm.prank(admin);
        council.setCouncil(people, THRESHOLD);
        votesToPause(2, 1 days);
        eq(market.pauses(), 0, "one vote of three");
    }
}
