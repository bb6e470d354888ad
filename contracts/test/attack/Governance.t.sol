// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IGovernor } from "@openzeppelin/contracts/governance/IGovernor.sol";

import { DaoTreasury } from "../../src/DaoTreasury.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import { StakingTest } from "../support/StakingTest.sol";

/// @notice An attacker wins a vote with little stake and no opposition: the limits of its gain, and its cost.
contract GovernanceAttacksTest is StakingTest {
    uint256 private constant HELD = 250_000_000e18;

    DaoTreasury private treasury;
    address private mallory = account("mallory");

    function setUp() public override {
        super.setUp();
        treasury = new DaoTreasury(address(timelock), account("operator"), 1 ether);
        token.transfer(address(treasury), 100_000_000e18);
        locksUp(alice, 10_000_000e18, 0);
        vm.warp(START + 1);
    }

    /// @dev The whole treasury in one proposal, and then as much as one allows.
    function test_AWonVote_SpendsNoMoreThanItsShare() external {
        _passes(abi.encodeCall(treasury.spend, (address(token), mallory, 2_000_000e18 + 1)));
        (address[] memory to, uint256[] memory values, bytes[] memory calls) =
            _one(abi.encodeCall(treasury.spend, (address(token), mallory, 2_000_000e18 + 1)));
        vm.expectRevert(
            abi.encodeWithSelector(
                Errors.DaoTreasury_AboveLimit.selector, address(token), 2_000_000e18 + 1, 2_000_000e18
            )
        );
        governor.execute(to, values, calls, keccak256("why"));
        eq(token.balanceOf(mallory), 0, "nothing");
    }

    /// @dev Snapshot, unstake, vote: who leaves has no voice.
    function test_AVoterWhoUnstakesAfterTheSnapshot_HasNoVote() external {
        (address[] memory to, uint256[] memory values, bytes[] memory calls) = _one("");
        vm.prank(alice);
        uint256 id = governor.propose(to, values, calls, "why");
        vm.warp(block.timestamp + 1 days + 1);
        unstakes(alice, 1);
        vm.prank(alice);
        governor.castVote(id, 1);
        (, uint256 forVotes,) = governor.proposalVotes(id);
        eq(forVotes, 0, "no weight");
    }

    /// @dev A vote won long ago, kept until its voters are gone.
    function test_APassedProposal_CannotWaitForItsVotersToLeave() external {
        (address[] memory to, uint256[] memory values, bytes[] memory calls) = _one("");
        vm.prank(alice);
        uint256 id = governor.propose(to, values, calls, "why");
        vm.warp(block.timestamp + 1 days + 1);
        vm.prank(alice);
        governor.castVote(id, 1);
        vm.warp(block.timestamp + 5 days + 2 days + 1);
        eq(uint256(governor.state(id)), uint256(IGovernor.ProposalState.Expired), "expired");
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        governor.queue(to, values, calls, keccak256("why"));
    }

    /// @dev A tenth of the stake votes yes, the rest doesn't vote.
    function test_AFewPercentOfWhatIsStaked_DoNotRule() external {
        locksUp(bob, 90_000_000e18, 0);
        vm.warp(block.timestamp + 1);
        (address[] memory to, uint256[] memory values, bytes[] memory calls) = _one("");
        vm.prank(alice);
        uint256 id = governor.propose(to, values, calls, "why");
        vm.warp(block.timestamp + 1 days + 1);
        vm.prank(alice);
        governor.castVote(id, 1);
        vm.warp(block.timestamp + 5 days + 1);
        eq(uint256(governor.state(id)), uint256(IGovernor.ProposalState.Defeated), "no quorum");
    }

    /// @dev The guardian stops what a minority passed, in the timelock too.
    function test_ARaid_IsStoppedInTheTimelock() external {
        locksUp(bob, 20_000_000e18, 0);
        vm.warp(block.timestamp + 1);
        bytes memory raid = abi.encodeCall(treasury.spend, (address(token), mallory, 1e18));
        uint256 id = _passes(raid);
        (address[] memory to, uint256[] memory values, bytes[] memory calls) = _one(raid);
        vm.prank(guardian);
        governor.veto(to, values, calls, keccak256("why"));
        eq(uint256(governor.state(id)), uint256(IGovernor.ProposalState.Canceled), "stopped");
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        governor.execute(to, values, calls, keccak256("why"));
        bytes32 salt = bytes20(address(governor)) ^ keccak256("why");
        vm.expectPartialRevert(bytes4(keccak256("TimelockUnexpectedOperationState(bytes32,bytes32)")));
        timelock.executeBatch(to, values, calls, 0, salt);
    }

    /// @dev A guardian that turned against the DAO: more than half of all votes overrule it, and two years end it.
    function test_AGuardian_CannotHoldTheDao() external {
        bytes memory change = abi.encodeCall(governor.setVotingPeriod, (7 days));
        uint256 id = _passes(change);
        (address[] memory to, uint256[] memory values, bytes[] memory calls) = _one(change);
        vm.prank(guardian);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.AiigoGovernor_VetoOverruled.selector, id, 10_000_000e18, 10_000_000e18)
        );
        governor.veto(to, values, calls, keccak256("why"));
        vm.warp(START + 2 * 365 days);
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(Errors.AiigoGovernor_VetoExpired.selector, START + 2 * 365 days));
        governor.veto(to, values, calls, keccak256("why"));
    }

    function _one(bytes memory call)
        private
        view
        returns (address[] memory to, uint256[] memory values, bytes[] memory calls)
    {
        to = new address[](1);
        values = new uint256[](1);
        calls = new bytes[](1);
        to[0] = bytes4(call) == governor.setVotingPeriod.selector ? address(governor) : address(treasury);
        calls[0] = call;
    }

    /// @dev Alice alone, until it waits in the timelock and is due.
    function _passes(bytes memory call) private returns (uint256 id) {
        (address[] memory to, uint256[] memory values, bytes[] memory calls) = _one(call);
        vm.prank(alice);
        id = governor.propose(to, values, calls, "why");
        vm.warp(block.timestamp + 1 days + 1);
        vm.prank(alice);
        governor.castVote(id, 1);
        vm.warp(block.timestamp + 5 days + 1);
        governor.queue(to, values, calls, keccak256("why"));
        vm.warp(block.timestamp + 2 days);
    }
}
