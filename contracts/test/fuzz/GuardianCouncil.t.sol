// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { CouncilTest } from "../support/CouncilTest.sol";

contract GuardianCouncilFuzz is CouncilTest {
    /// @dev Any members in any order over any time: the council acts exactly when three different members voted within
    ///   a day.
    function testFuzz_Pause_NeedsThreeMembersWithinADay(uint8[14] calldata who, uint24[14] calldata waits) external {
        uint256 since;
        uint256 voted;
        uint256 expected;
        for (uint256 i; i < who.length; ++i) {
            vm.warp(block.timestamp + bound(waits[i], 0, 12 hours));
            if (block.timestamp >= since + 1 days) (since, voted) = (block.timestamp, 0);
            uint256 member = who[i] % 5;
            vm.prank(people[member]);
            (bool done,) = address(council).call(abi.encodeCall(council.votePause, (1 hours)));
            check(done == (voted & (1 << member) == 0), "everyone once");
            voted |= 1 << member;
            if (_ones(voted) == THRESHOLD) {
                ++expected;
                (since, voted) = (0, 0);
            }
            eq(market.pauses(), expected, "pauses");
            eq(council.pauseVotes(1 hours), _ones(voted), "votes");
        }
    }

    function _ones(uint256 bits) private pure returns (uint256 count) {
        for (; bits != 0; bits &= bits - 1) {
            ++count;
        }
    }
}
