// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Arbitration } from "../../src/Arbitration.sol";
import { IArbitration } from "../../src/interfaces/IArbitration.sol";
import { PanelRules } from "../../src/libraries/PanelRules.sol";
import { Ruling } from "../../src/types/DataTypes.sol";
import { ArbitrationTest } from "../support/ArbitrationTest.sol";

contract ArbitrationFuzzTest is ArbitrationTest {
    uint256[5] private sizes = [uint256(5), 6, 9, 40, 128];
    Arbitration[5] private arbitrations;
    Arbitration private other;

    function setUp() public override {
        super.setUp();
        for (uint256 i; i < sizes.length; ++i) {
            arbitrations[i] = new Arbitration(admin, market, people(sizes[i]), COMMIT, REVEAL);
        }
        other = new Arbitration(admin, market, people(9), COMMIT, REVEAL);
    }

    /// @dev Any set, any parties inside it or not, any hash, any caller's moment: three different arbitrators, never a
    ///   party.
    function testFuzz_Draw_SeatsThreeDistinctArbitrators_NeverAParty(
        bytes32 drawHash,
        uint256 which,
        uint256 buyerAt,
        uint256 providerAt,
        uint256 moment
    ) external {
        arbitration = arbitrations[which % sizes.length];
        uint256 size = sizes[which % sizes.length];
        // Twice as many as there are arbitrators: some parties are none.
        buyer = person(buyerAt % (2 * size));
        provider = person(providerAt % (2 * size));
        opens(TASK);
        vm.roll(1001 + bound(moment, 1, 256));
        vm.setBlockhash(1001, drawHash == 0 ? bytes32("no hash is zero") : drawHash);
        check(arbitration.draw(TASK), "drawn");
        address[3] memory panel = arbitration.dispute(TASK).panel;
        for (uint256 i; i < 3; ++i) {
            check(arbitration.isArbitrator(panel[i]), "an arbitrator");
            check(panel[i] != buyer && panel[i] != provider, "no party");
            check(panel[i] != panel[(i + 1) % 3], "distinct");
        }
    }

    /// @dev Neither the moment of the call nor a change of the set, once the hash is known, changes who is drawn.
    function testFuzz_Draw_IsTheSame_WheneverAndWhateverHappensBefore(
        bytes32 drawHash,
        uint256 moment,
        uint256 removed,
        uint256 added
    ) external {
        arbitration = arbitrations[2];
        opens(TASK);
        vm.prank(market);
        other.open(TASK, buyer, provider);
        vm.roll(1002);
        vm.setBlockhash(1001, drawHash == 0 ? bytes32("no hash is zero") : drawHash);
        check(other.draw(TASK), "at once");

        vm.roll(1001 + bound(moment, 1, 256));
        vm.setBlockhash(1001, drawHash == 0 ? bytes32("no hash is zero") : drawHash);
        for (uint256 i; i < added % 4; ++i) {
            adds(only(person(20 + i)));
        }
        for (uint256 i; i < removed % 5; ++i) {
            removes(only(person((removed % 9 + i) % 9)));
        }
        check(arbitration.draw(TASK), "later");
        eq(
            keccak256(abi.encode(arbitration.dispute(TASK).panel)),
            keccak256(abi.encode(other.dispute(TASK).panel)),
            "the same three"
        );
    }

    /// @dev Distinct positions in range, for any seed.
    function testFuzz_Positions_AreDistinctAndInRange(bytes32 seed, uint256 count, uint256 wanted) external pure {
        count = bound(count, 1, 128);
        wanted = bound(wanted, 1, count < 5 ? count : 5);
        uint256[] memory picked = PanelRules.positions(seed, count, wanted);
        uint256 seen;
        for (uint256 i; i < wanted; ++i) {
            check(picked[i] < count, "in range");
            check(seen & (1 << picked[i]) == 0, "distinct");
            seen |= 1 << picked[i];
        }
    }

    /// @dev The 60 ordered panels of five arbitrators beside two parties, by 1 200 hashes: chi squared with 59 degrees
    ///   of freedom stays below its 99.99 % quantile. The hashes are fixed, so the answer is too.
    function test_Draw_IsUniform() external {
        (buyer, provider) = (person(0), person(4));
        uint256[343] memory counts;
        uint256 draws = 1200;
        for (uint256 n; n < draws; ++n) {
            bytes32 taskId = keccak256(abi.encode("uniform", n));
            opens(taskId);
            vm.roll(block.number + 2);
            vm.setBlockhash(block.number - 1, keccak256(abi.encode("hash", n)));
            arbitration.draw(taskId);
            address[3] memory panel = arbitration.dispute(taskId).panel;
            ++counts[_indexOf(panel[0]) * 49 + _indexOf(panel[1]) * 7 + _indexOf(panel[2])];
        }
        uint256 kinds;
        uint256 squares;
        for (uint256 i; i < 343; ++i) {
            if (counts[i] > 0) ++kinds;
            squares += counts[i] * counts[i];
        }
        eq(kinds, 60, "every ordered panel, and no other");
        uint256 chiSquared = (squares * 60) / draws - draws;
        check(chiSquared < 108, "chi squared of 59 degrees of freedom");
    }

    /// @dev One position among the full set of 128: every place is as likely in every seat.
    function test_Positions_AreUniform_WithTheFullSet() external pure {
        uint256[128] memory counts;
        for (uint256 n; n < 2560; ++n) {
            uint256[] memory picked = PanelRules.positions(keccak256(abi.encode(n)), 128, 5);
            for (uint256 i; i < 5; ++i) {
                ++counts[picked[i]];
            }
        }
        uint256 squares;
        for (uint256 i; i < 128; ++i) {
            squares += counts[i] * counts[i];
        }
        // 12 800 picks, 100 expected each; without replacement chi squared is a little smaller. 99.99 % of 127 degrees:
        // 192.
        check(squares / 100 - 12_800 < 192, "chi squared of 127 degrees of freedom");
    }

    /// @dev Three votes, any of them missing: one alone never rules, and two for a side always do.
    function testFuzz_Decide_TakesTwo(uint8 a, uint8 b, uint8 c) external pure {
        Ruling[3] memory cast = [Ruling(a % 4), Ruling(b % 4), Ruling(c % 4)];
        uint256 forProvider;
        uint256 forBuyer;
        for (uint256 i; i < 3; ++i) {
            if (cast[i] == Ruling.PROVIDER) ++forProvider;
            else if (cast[i] != Ruling.NONE) ++forBuyer;
        }
        Ruling ruling = PanelRules.decide(cast);
        check((ruling == Ruling.PROVIDER) == (forProvider >= 2), "provider");
        check((ruling == Ruling.BUYER || ruling == Ruling.MISUSE) == (forBuyer >= 2), "buyer");
        check((ruling == Ruling.TIMED_OUT) == (forProvider < 2 && forBuyer < 2), "timeout");
    }

    function _indexOf(address who) private pure returns (uint256 index) {
        while (person(index) != who) {
            ++index;
        }
    }
}
