// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";
import { IGovernor } from "@openzeppelin/contracts/governance/IGovernor.sol";
import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import { StakingTest } from "../support/StakingTest.sol";

contract AiigoGovernorTest is StakingTest {
    uint256 private constant QUORUM_FLOOR = 10_000_000e18;
    bytes32 private constant ADMIN_ROLE = 0;

    /// @dev What the test DAO decides: to pay 7 AIIGO from its purse.
    function _payment() private view returns (address[] memory to, uint256[] memory values, bytes[] memory calls) {
        return _call(address(token), abi.encodeCall(IERC20.transfer, (stranger, 7e18)));
    }

    function _call(address target, bytes memory data)
        private
        pure
        returns (address[] memory to, uint256[] memory values, bytes[] memory calls)
    {
        to = new address[](1);
        values = new uint256[](1);
        calls = new bytes[](1);
        (to[0], calls[0]) = (target, data);
    }

    function _proposes(address target, bytes memory data) private returns (uint256 id) {
        (address[] memory to, uint256[] memory values, bytes[] memory calls) = _call(target, data);
        vm.prank(alice);
        return governor.propose(to, values, calls, "why");
    }

    function _proposesPayment() private returns (uint256) {
        token.transfer(address(timelock), 7e18);
        return _proposes(address(token), abi.encodeCall(IERC20.transfer, (stranger, 7e18)));
    }

    function _votes(address voter, uint256 id, uint8 support) private {
        vm.prank(voter);
        governor.castVote(id, support);
    }

    function _carriesOut(address target, bytes memory data) private {
        (address[] memory to, uint256[] memory values, bytes[] memory calls) = _call(target, data);
        governor.queue(to, values, calls, keccak256("why"));
        vm.warp(block.timestamp + 2 days);
        vm.prank(stranger);
        governor.execute(to, values, calls, keccak256("why"));
    }

    function _checkState(uint256 id, IGovernor.ProposalState expected) private view {
        eq(uint256(governor.state(id)), uint256(expected), "state");
    }

    /* --------------------------------------------------- Quorum ------------------------------------------------- */

    function test_Quorum_IsTheGreaterOfShareAndFloor() external {
        locksUp(alice, 250_000_000e18, 0);
        vm.warp(START + 1);
        eq(governor.quorum(START), 10_000_000e18, "4 % of 250 million is the floor");
        locksUp(bob, 250_000_000e18, 0);
        vm.warp(START + 2);
        eq(governor.quorum(START + 1), 20_000_000e18, "4 % of 500 million");
        eq(governor.quorum(START - 1), QUORUM_FLOOR, "nothing staked");
    }

    function test_Propose_GivenEnoughVotes_IsCarriedOut() external {
        locksUp(alice, QUORUM_FLOOR, 0);
        vm.warp(START + 1);
        uint256 id = _proposesPayment();
        _checkState(id, IGovernor.ProposalState.Pending);
        vm.warp(START + 1 + 1 days + 1);
        _votes(alice, id, 1);
        vm.warp(START + 1 + 6 days + 1);
        _checkState(id, IGovernor.ProposalState.Succeeded);

        (address[] memory to, uint256[] memory values, bytes[] memory calls) = _payment();
        governor.queue(to, values, calls, keccak256("why"));
        vm.warp(block.timestamp + 2 days - 1);
        vm.expectPartialRevert(bytes4(keccak256("TimelockUnexpectedOperationState(bytes32,bytes32)")));
        governor.execute(to, values, calls, keccak256("why"));
        vm.warp(block.timestamp + 1);
        vm.prank(bob);
        governor.execute(to, values, calls, keccak256("why"));
        eq(token.balanceOf(stranger), 7e18, "paid");
        _checkState(id, IGovernor.ProposalState.Executed);
    }

    function test_Propose_GivenNoQuorum_IsDefeated() external {
        locksUp(alice, QUORUM_FLOOR - 1, 0);
        vm.warp(START + 1);
        uint256 id = _proposesPayment();
        vm.warp(START + 1 + 1 days + 1);
        _votes(alice, id, 1);
        vm.warp(START + 1 + 6 days + 1);
        _checkState(id, IGovernor.ProposalState.Defeated);
    }

    function test_Propose_GivenAMajorityAgainst_IsDefeated() external {
        locksUp(alice, QUORUM_FLOOR, YEAR);
        locksUp(bob, QUORUM_FLOOR + 1, 0);
        vm.warp(START + 1);
        uint256 id = _proposesPayment();
        vm.warp(START + 1 + 1 days + 1);
        _votes(alice, id, 1);
        _votes(bob, id, 0);
        vm.warp(START + 1 + 6 days + 1);
        _checkState(id, IGovernor.ProposalState.Defeated);
    }

    function test_Vote_GivenUnbondingStake_CountsNothing() external {
        locksUp(alice, QUORUM_FLOOR, 0);
        uint256 bobs = locksUp(bob, QUORUM_FLOOR, 0);
        vm.warp(START + 1);
        uint256 id = _proposesPayment();
        unstakes(bob, bobs);
        vm.warp(START + 1 + 1 days + 1);
        _votes(bob, id, 0);
        (uint256 against, uint256 infavour,) = governor.proposalVotes(id);
        eq(against + infavour, 0, "unbonding doesn't vote");
        eq(governor.getVotes(alice, START + 1 + 1 days), QUORUM_FLOOR, "staked does");
    }

    /// @dev Balances that aren't staked have no voice, however large.
    function test_Propose_RevertWhen_TheProposerHasTooFewVotes() external {
        (address[] memory to, uint256[] memory values, bytes[] memory calls) = _payment();
        vm.prank(bob);
        vm.expectRevert(
            abi.encodeWithSelector(IGovernor.GovernorInsufficientProposerVotes.selector, bob, 0, 100_000e18)
        );
        governor.propose(to, values, calls, "why");
    }

    function test_Rules_ChangeThroughAVoteOnly() external {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorOnlyExecutor.selector, alice));
        governor.setVotingPeriod(1 days);
        locksUp(alice, QUORUM_FLOOR, 0);
        vm.warp(START + 1);
        bytes memory change = abi.encodeCall(governor.setVotingPeriod, (7 days));
        uint256 id = _proposes(address(governor), change);
        vm.warp(START + 1 + 1 days + 1);
        _votes(alice, id, 1);
        vm.warp(START + 1 + 6 days + 1);
        check(governor.proposalNeedsQueuing(id), "through the timelock");
        _carriesOut(address(governor), change);
        eq(governor.votingPeriod(), 7 days, "changed");
    }

    function test_Cancel_ByTheProposer_WhilePending() external {
        locksUp(alice, QUORUM_FLOOR, 0);
        vm.warp(START + 1);
        uint256 id = _proposesPayment();
        (address[] memory to, uint256[] memory values, bytes[] memory calls) = _payment();
        vm.prank(alice);
        governor.cancel(to, values, calls, keccak256("why"));
        _checkState(id, IGovernor.ProposalState.Canceled);
    }

    /// @dev The DAO appoints who funds the yield.
    function test_Locks_ObeyTheDao() external {
        bytes32 role = locks.FUNDER_ROLE();
        locksUp(alice, QUORUM_FLOOR, 0);
        vm.warp(START + 1);
        bytes memory change = abi.encodeCall(IAccessControl.grantRole, (role, bob));
        uint256 id = _proposes(address(locks), change);
        vm.warp(START + 1 + 1 days + 1);
        _votes(alice, id, 1);
        vm.warp(START + 1 + 6 days + 1);
        _carriesOut(address(locks), change);
        vm.prank(bob);
        locks.fund(1e18, uint40(block.timestamp + 100));
        eq(locks.yieldReserve(), 1e18, "funded");
    }

    /* --------------------------------------------------- Timelock ----------------------------------------------- */

    function test_Timelock_HasNoOtherMaster() external {
        check(timelock.hasRole(ADMIN_ROLE, address(timelock)), "its own admin");
        check(!timelock.hasRole(ADMIN_ROLE, address(this)), "not the deployer");
        check(!timelock.hasRole(ADMIN_ROLE, address(governor)), "not the governor");
        check(timelock.hasRole(timelock.PROPOSER_ROLE(), address(governor)), "the governor proposes");
        check(timelock.hasRole(timelock.CANCELLER_ROLE(), address(governor)), "the governor cancels");
        check(timelock.hasRole(timelock.EXECUTOR_ROLE(), address(0)), "anyone executes");
        eq(timelock.getMinDelay(), 2 days, "delay");
        bytes32 role = timelock.PROPOSER_ROLE();
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, address(this), role)
        );
        timelock.schedule(address(token), 0, "", 0, 0, 2 days);
    }
}
