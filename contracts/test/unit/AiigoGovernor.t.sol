// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";
import { IGovernor } from "@openzeppelin/contracts/governance/IGovernor.sol";
import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import { AiigoGovernor } from "../../src/AiigoGovernor.sol";
import { StakerLocks } from "../../src/StakerLocks.sol";
import { IVetoable } from "../../src/interfaces/IVetoable.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import { StakingTest } from "../support/StakingTest.sol";

contract AiigoGovernorTest is StakingTest {
    uint256 private constant QUORUM_FLOOR = 10_000_000e18;
    bytes32 private constant ADMIN_ROLE = 0;

    /// @dev The test DAO decides to pay 7 AIIGO from its purse.
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
        locksUp(alice, 50_000_000e18, 0);
        vm.warp(START + 1);
        eq(governor.quorum(START), 10_000_000e18, "20 % of 50 million is the floor");
        locksUp(bob, 250_000_000e18, 0);
        vm.warp(START + 2);
        eq(governor.quorum(START + 1), 60_000_000e18, "20 % of 300 million");
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

    /// @dev No vote moves the rules beyond what outlasts the voters' unbonding.
    function test_Rules_HaveBounds() external {
        _refusesRules(1 days - 1, 5 days, 100_000e18, 1 days - 1, 1 days, 7 days);
        _refusesRules(7 days + 1, 5 days, 100_000e18, 7 days + 1, 1 days, 7 days);
        _refusesRules(1 days, 3 days - 1, 100_000e18, 3 days - 1, 3 days, 7 days);
        _refusesRules(1 days, 7 days + 1, 100_000e18, 7 days + 1, 3 days, 7 days);
        _refusesRules(1 days, 5 days, 10_000e18 - 1, 10_000e18 - 1, 10_000e18, 10_000_000e18);
        _refusesRules(1 days, 5 days, 10_000_000e18 + 1, 10_000_000e18 + 1, 10_000e18, 10_000_000e18);
        vm.startPrank(address(timelock));
        vm.expectRevert(
            abi.encodeWithSelector(Errors.AiigoTimelock_DelayOutOfBounds.selector, 1 days - 1, 1 days, 5 days)
        );
        timelock.updateDelay(1 days - 1);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.AiigoTimelock_DelayOutOfBounds.selector, 5 days + 1, 1 days, 5 days)
        );
        timelock.updateDelay(5 days + 1);
        timelock.updateDelay(5 days);
        vm.stopPrank();
        eq(timelock.getMinDelay(), 5 days, "delay");
    }

    function test_Constructor_RevertWhen_VotersCouldBeGone() external {
        StakerLocks short = new StakerLocks(token, alice, bob, address(this), 14 days - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.AiigoGovernor_UnbondingTooShort.selector, 14 days - 1, 14 days));
        this.builds(
            abi.encodePacked(
                type(AiigoGovernor).creationCode, abi.encode(short, timelock, 1 days, 5 days, 100_000e18, guardian)
            )
        );
    }

    function test_Veto_RevertWhen_TheCallerIsNotTheGuardian() external {
        locksUp(alice, QUORUM_FLOOR, 0);
        vm.warp(START + 1);
        uint256 id = _proposesPayment();
        (address[] memory to, uint256[] memory values, bytes[] memory calls) = _payment();
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.AiigoGovernor_NotGuardian.selector, bob));
        governor.veto(to, values, calls, keccak256("why"));
        vm.expectEmit();
        emit IVetoable.ProposalVetoed(id);
        vm.prank(guardian);
        eq(governor.veto(to, values, calls, keccak256("why")), id, "the proposal");
        _checkState(id, IGovernor.ProposalState.Canceled);
    }

    function test_Quorum_HasBounds() external {
        locksUp(alice, QUORUM_FLOOR, 0);
        vm.warp(START + 1);
        uint256[2] memory absurd = [uint256(9), 51];
        for (uint256 i; i < 2; ++i) {
            bytes memory change = abi.encodeCall(governor.updateQuorumNumerator, (absurd[i]));
            uint256 id = _proposes(address(governor), change);
            vm.warp(block.timestamp + 1 days + 1);
            _votes(alice, id, 1);
            vm.warp(block.timestamp + 5 days + 1);
            (address[] memory to, uint256[] memory values, bytes[] memory calls) = _call(address(governor), change);
            governor.queue(to, values, calls, keccak256("why"));
            vm.warp(block.timestamp + 2 days);
            vm.expectRevert(
                abi.encodeWithSelector(Errors.AiigoGovernor_ParameterOutOfBounds.selector, absurd[i], 10, 50)
            );
            governor.execute(to, values, calls, keccak256("why"));
        }
        eq(governor.quorumNumerator(), 20, "as it was");
    }

    function _refusesRules(
        uint48 delay,
        uint32 period,
        uint256 threshold,
        uint256 value,
        uint256 minimum,
        uint256 maximum
    ) private {
        vm.expectRevert(
            abi.encodeWithSelector(Errors.AiigoGovernor_ParameterOutOfBounds.selector, value, minimum, maximum)
        );
        this.builds(
            abi.encodePacked(
                type(AiigoGovernor).creationCode, abi.encode(locks, timelock, delay, period, threshold, guardian)
            )
        );
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
