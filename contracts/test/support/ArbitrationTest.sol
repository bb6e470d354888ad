// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Arbitration } from "../../src/Arbitration.sol";
import { IArbitration } from "../../src/interfaces/IArbitration.sol";
import { Ruling } from "../../src/types/DataTypes.sol";
import { TestBase } from "./TestBase.sol";

/// @notice The arbitration with seven arbitrators, and the verbs of marketplace and panel.
abstract contract ArbitrationTest is TestBase {
    uint256 internal constant START = 1_800_000_000;
    uint40 internal constant COMMIT = 2 days;
    uint40 internal constant REVEAL = 1 days;
    bytes32 internal constant TASK = "task";

    Arbitration internal arbitration;
    address internal admin = account("admin");
    address internal market = account("market");
    address internal buyer = account("buyer");
    address internal provider = account("provider");
    address internal stranger = account("stranger");

    function setUp() public virtual {
        vm.warp(START);
        vm.roll(1000);
        arbitration = new Arbitration(admin, market, people(7), COMMIT, REVEAL);
    }

    /// @dev These tests need no signatures, so addresses aren't derived from keys.
    function person(uint256 index) internal pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode("person", index)))));
    }

    function people(uint256 count) internal pure returns (address[] memory list) {
        list = new address[](count);
        for (uint256 i; i < count; ++i) {
            list[i] = person(i);
        }
    }

    function only(address one) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = one;
    }

    function none() internal pure returns (address[] memory) { }

    function adds(address[] memory list) internal {
        vm.prank(admin);
        arbitration.changeArbitrators(list, none());
    }

    function removes(address[] memory list) internal {
        vm.prank(admin);
        arbitration.changeArbitrators(none(), list);
    }

    function opens(bytes32 taskId) internal {
        vm.prank(market);
        arbitration.open(taskId, buyer, provider);
    }

    /// @dev The next two blocks: the draw block, and the first that knows its hash.
    function passesDrawBlock() internal {
        vm.roll(block.number + 2);
    }

    function opensAndDraws(bytes32 taskId) internal returns (address[3] memory panel) {
        opens(taskId);
        passesDrawBlock();
        check(arbitration.draw(taskId), "drawn");
        return arbitration.dispute(taskId).panel;
    }

    function saltOf(address arbitrator) internal pure returns (bytes32) {
        return keccak256(abi.encode("salt", arbitrator));
    }

    /// @dev Written out a second time, independently of the contract.
    function sealedVote(bytes32 taskId, address arbitrator, Ruling vote) internal pure returns (bytes32) {
        return keccak256(abi.encode(taskId, arbitrator, uint8(vote), saltOf(arbitrator)));
    }

    function commits(bytes32 taskId, address arbitrator, Ruling vote) internal {
        vm.prank(arbitrator);
        arbitration.commit(taskId, sealedVote(taskId, arbitrator, vote));
    }

    function reveals(bytes32 taskId, address arbitrator, Ruling vote) internal {
        vm.prank(arbitrator);
        arbitration.reveal(taskId, vote, saltOf(arbitrator));
    }

    function concludes(bytes32 taskId) internal returns (Ruling ruling, address[] memory majority) {
        vm.prank(market);
        return arbitration.conclude(taskId);
    }

    /// @dev NONE stays silent from the start.
    function votes(bytes32 taskId, address[3] memory panel, Ruling[3] memory cast) internal {
        for (uint256 i; i < 3; ++i) {
            if (cast[i] != Ruling.NONE) commits(taskId, panel[i], cast[i]);
        }
        vm.warp(arbitration.dispute(taskId).commitBy + 1);
        for (uint256 i; i < 3; ++i) {
            if (cast[i] != Ruling.NONE) reveals(taskId, panel[i], cast[i]);
        }
    }

    function checkPhase(bytes32 taskId, IArbitration.Phase expected) internal view {
        eq(uint256(arbitration.dispute(taskId).phase), uint256(expected), "phase");
    }

    function eq(Ruling found, Ruling expected, string memory message) internal pure {
        eq(uint256(found), uint256(expected), message);
    }
}
