// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Governor } from "@openzeppelin/contracts/governance/Governor.sol";
import { TimelockController } from "@openzeppelin/contracts/governance/TimelockController.sol";
import { GovernorCountingSimple } from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import { GovernorSettings } from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import { GovernorTimelockControl } from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import { GovernorVotes } from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {
    GovernorVotesQuorumFraction
} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";

import { StakerLocks } from "./StakerLocks.sol";
import { IVetoable } from "./interfaces/IVetoable.sol";
import { Errors } from "./libraries/Errors.sol";

/// @title AiigoGovernor
/// @notice The DAO: OpenZeppelin's Governor over staked balances (StakerLocks) alone, executing through the timelock. A
/// vote counts with at least 20 % of what was staked and never fewer than 10 000 000 AIIGO. A vote weighs what its
/// staker had at the snapshot and still has; a staker who unstakes in between has no vote. Unbonding outlasts vote and
/// timelock, and no vote can change that. Until `vetoEndsAt` the guardian may stop a proposal that not half of all
/// votes support. Times are seconds.
contract AiigoGovernor is
    IVetoable,
    Governor,
    GovernorSettings,
    GovernorCountingSimple,
    GovernorVotes,
    GovernorVotesQuorumFraction,
    GovernorTimelockControl
{
    /// @notice 1 % of the supply, in base units: while little is staked, a fifth of it must not be able to rule.
    uint256 public constant QUORUM_FLOOR = 10_000_000e18;
    /// @notice Bounds of the quorum for votes that change it, in percent of the stake.
    uint256 public constant MIN_QUORUM_PERCENT = 10;
    uint256 public constant MAX_QUORUM_PERCENT = 50;
    uint48 public constant MIN_VOTING_DELAY = 1 days;
    uint48 public constant MAX_VOTING_DELAY = 7 days;
    uint32 public constant MIN_VOTING_PERIOD = 3 days;
    uint32 public constant MAX_VOTING_PERIOD = 7 days;
    uint256 public constant MIN_PROPOSAL_THRESHOLD = 10_000e18;
    uint256 public constant MAX_PROPOSAL_THRESHOLD = 10_000_000e18;
    /// @notice Time that a passed proposal may wait to be queued; then it has expired.
    uint256 public constant QUEUE_SECONDS = 2 days;
    /// @notice The longest timelock ({AiigoTimelock}).
    uint256 public constant MAX_TIMELOCK_DELAY = 5 days;
    uint48 public constant VETO_SECONDS = 2 * 365 days;

    /// @notice The council: may stop proposals until `vetoEndsAt`.
    address public immutable guardian;
    /// @notice Unix seconds.
    uint48 public immutable vetoEndsAt;

    /// @param votes The contract of stakers' locks.
    /// @param guardian_ The council.
    /// @param votingDelay_ Seconds from the proposal to the moment that voting power is counted at.
    /// @param votingPeriod_ Seconds.
    /// @param proposalThreshold_ Votes that a proposer needs, in base units.
    constructor(
        StakerLocks votes,
        TimelockController timelock_,
        uint48 votingDelay_,
        uint32 votingPeriod_,
        uint256 proposalThreshold_,
        address guardian_
    )
        Governor("AIIGO Governor")
        GovernorSettings(votingDelay_, votingPeriod_, proposalThreshold_)
        GovernorVotes(votes)
        GovernorVotesQuorumFraction(20)
        GovernorTimelockControl(timelock_)
    {
        uint256 least = MAX_VOTING_PERIOD + QUEUE_SECONDS + MAX_TIMELOCK_DELAY;
        uint256 unbonding = votes.unbondingSeconds();
        if (unbonding < least) revert Errors.AiigoGovernor_UnbondingTooShort(unbonding, least);
        if (guardian_ == address(0)) revert Errors.AiigoGovernor_NotGuardian(guardian_);
        guardian = guardian_;
        vetoEndsAt = uint48(block.timestamp) + VETO_SECONDS;
    }

    /// @inheritdoc IVetoable
    function veto(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas,
        bytes32 descriptionHash
    ) external returns (uint256 proposalId) {
        if (msg.sender != guardian) revert Errors.AiigoGovernor_NotGuardian(msg.sender);
        if (block.timestamp >= vetoEndsAt) revert Errors.AiigoGovernor_VetoExpired(vetoEndsAt);
        proposalId = getProposalId(targets, values, calldatas, descriptionHash);
        (, uint256 forVotes,) = proposalVotes(proposalId);
        if (forVotes > 0) {
            uint256 supply = token().getPastTotalSupply(proposalSnapshot(proposalId));
            if (forVotes * 2 > supply) revert Errors.AiigoGovernor_VetoOverruled(proposalId, forVotes, supply);
        }
        emit ProposalVetoed(proposalId);
        _cancel(targets, values, calldatas, descriptionHash);
    }

    /// @inheritdoc GovernorVotesQuorumFraction
    function quorum(uint256 timepoint) public view override(Governor, GovernorVotesQuorumFraction) returns (uint256) {
        return Math.max(super.quorum(timepoint), QUORUM_FLOOR);
    }

    /* Solidity wants each function that two parents have to be named: these keep what the parents do. */

    function proposalThreshold() public view override(Governor, GovernorSettings) returns (uint256) {
        return super.proposalThreshold();
    }

    /// @dev A passed proposal has to be queued soon: its voters are bound for a time only.
    function state(uint256 proposalId) public view override(Governor, GovernorTimelockControl) returns (ProposalState) {
        ProposalState current = super.state(proposalId);
        bool late = block.timestamp > proposalDeadline(proposalId) + QUEUE_SECONDS;
        return current == ProposalState.Succeeded && late ? ProposalState.Expired : current;
    }

    /// @dev A staker who unstaked since then has no weight.
    function _getVotes(address account, uint256 timepoint, bytes memory params)
        internal
        view
        override(Governor, GovernorVotes)
        returns (uint256)
    {
        return Math.min(super._getVotes(account, timepoint, params), token().getVotes(account));
    }

    function _setVotingDelay(uint48 value) internal override {
        _checkBounds(value, MIN_VOTING_DELAY, MAX_VOTING_DELAY);
        super._setVotingDelay(value);
    }

    function _setVotingPeriod(uint32 value) internal override {
        _checkBounds(value, MIN_VOTING_PERIOD, MAX_VOTING_PERIOD);
        super._setVotingPeriod(value);
    }

    function _setProposalThreshold(uint256 value) internal override {
        _checkBounds(value, MIN_PROPOSAL_THRESHOLD, MAX_PROPOSAL_THRESHOLD);
        super._setProposalThreshold(value);
    }

    function _updateQuorumNumerator(uint256 value) internal override {
        _checkBounds(value, MIN_QUORUM_PERCENT, MAX_QUORUM_PERCENT);
        super._updateQuorumNumerator(value);
    }

    function _checkBounds(uint256 value, uint256 minimum, uint256 maximum) private pure {
        if (value < minimum || value > maximum) {
            revert Errors.AiigoGovernor_ParameterOutOfBounds(value, minimum, maximum);
        }
    }

    function proposalNeedsQueuing(uint256 proposalId)
        public
        view
        override(Governor, GovernorTimelockControl)
        returns (bool)
    {
        return super.proposalNeedsQueuing(proposalId);
    }

    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint48) {
        return super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) {
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint256) {
        return super._cancel(targets, values, calldatas, descriptionHash);
    }

    function _executor() internal view override(Governor, GovernorTimelockControl) returns (address) {
        return super._executor();
    }
}
