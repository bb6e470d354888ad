// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AccessControl } from "@openzeppelin/contracts/access/AccessControl.sol";
import { EnumerableSet } from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";

import { IBonusDistributor } from "./interfaces/IBonusDistributor.sol";
import { IGuardianCouncil } from "./interfaces/IGuardianCouncil.sol";
import { ITaskMarketplace } from "./interfaces/ITaskMarketplace.sol";
import { IVetoable } from "./interfaces/IVetoable.sol";
import { Errors } from "./libraries/Errors.sol";

/// @title GuardianCouncil
/// @notice See {IGuardianCouncil}. The admin (the DAO's timelock) names the members and can do nothing else here.
contract GuardianCouncil is IGuardianCouncil, AccessControl {
    using EnumerableSet for EnumerableSet.AddressSet;

    struct Vote {
        uint40 expiresAt;
        EnumerableSet.AddressSet voters;
    }

    uint256 public constant MIN_MEMBERS = 3;
    uint256 public constant MAX_MEMBERS = 15;
    uint256 public constant MIN_THRESHOLD = 2;
    /// @notice From the first vote for something; shorter than the delay of a bonus epoch.
    uint40 public constant VOTE_SECONDS = 1 days;

    ITaskMarketplace public immutable marketplace;
    IBonusDistributor public immutable bonuses;
    IVetoable public immutable governor;

    /// @inheritdoc IGuardianCouncil
    uint256 public threshold;
    /// @dev Part of each vote's key, so that a change of the council voids what was voted before.
    uint256 private _term;
    EnumerableSet.AddressSet private _members;
    mapping(bytes32 action => Vote) private _votes;

    modifier onlyMember() {
        if (!_members.contains(msg.sender)) revert Errors.GuardianCouncil_NotMember(msg.sender);
        _;
    }

    constructor(
        address admin,
        ITaskMarketplace marketplace_,
        IBonusDistributor bonuses_,
        IVetoable governor_,
        address[] memory members_,
        uint256 threshold_
    ) {
        if (
            admin == address(0) || address(marketplace_) == address(0) || address(bonuses_) == address(0)
                || address(governor_) == address(0)
        ) revert Errors.GuardianCouncil_ZeroAddress();
        marketplace = marketplace_;
        bonuses = bonuses_;
        governor = governor_;
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _setCouncil(members_, threshold_);
    }

    /// @inheritdoc IGuardianCouncil
    function votePause(uint40 pauseSeconds) external onlyMember {
        (uint256 votes, uint40 expiresAt) = _vote(_pauseAction(pauseSeconds));
        emit PauseVoted(msg.sender, pauseSeconds, votes, expiresAt);
        if (votes < threshold) return;

        _forget(_pauseAction(pauseSeconds));
        emit PausePassed(pauseSeconds);
        marketplace.pause(pauseSeconds);
    }

    /// @inheritdoc IGuardianCouncil
    function voteUnpause() external onlyMember {
        (uint256 votes, uint40 expiresAt) = _vote(_unpauseAction());
        emit UnpauseVoted(msg.sender, votes, expiresAt);
        if (votes < threshold) return;

        _forget(_unpauseAction());
        emit UnpausePassed();
        marketplace.unpause();
    }

    /// @inheritdoc IGuardianCouncil
    function voteCancelEpoch(uint256 epoch) external onlyMember {
        (uint256 votes, uint40 expiresAt) = _vote(_cancelAction(epoch));
        emit EpochCancelVoted(msg.sender, epoch, votes, expiresAt);
        if (votes < threshold) return;

        _forget(_cancelAction(epoch));
        emit EpochCancelPassed(epoch);
        bonuses.cancel(epoch);
    }

    /// @inheritdoc IGuardianCouncil
    function voteVeto(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas,
        bytes32 descriptionHash
    ) external onlyMember {
        uint256 proposalId = uint256(keccak256(abi.encode(targets, values, calldatas, descriptionHash)));
        (uint256 votes, uint40 expiresAt) = _vote(_vetoAction(proposalId));
        emit VetoVoted(msg.sender, proposalId, votes, expiresAt);
        if (votes < threshold) return;

        _forget(_vetoAction(proposalId));
        emit VetoPassed(proposalId);
        governor.veto(targets, values, calldatas, descriptionHash);
    }

    /// @inheritdoc IGuardianCouncil
    function setCouncil(address[] calldata members_, uint256 threshold_) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _members.clear();
        _setCouncil(members_, threshold_);
    }

    /// @inheritdoc IGuardianCouncil
    function members() external view returns (address[] memory) {
        return _members.values();
    }

    /// @inheritdoc IGuardianCouncil
    function isMember(address account) external view returns (bool) {
        return _members.contains(account);
    }

    /// @inheritdoc IGuardianCouncil
    function pauseVotes(uint40 pauseSeconds) external view returns (uint256) {
        return _count(_pauseAction(pauseSeconds));
    }

    /// @inheritdoc IGuardianCouncil
    function unpauseVotes() external view returns (uint256) {
        return _count(_unpauseAction());
    }

    /// @inheritdoc IGuardianCouncil
    function cancelVotes(uint256 epoch) external view returns (uint256) {
        return _count(_cancelAction(epoch));
    }

    /// @inheritdoc IGuardianCouncil
    function vetoVotes(uint256 proposalId) external view returns (uint256) {
        return _count(_vetoAction(proposalId));
    }

    function _vetoAction(uint256 proposalId) private view returns (bytes32) {
        return keccak256(abi.encode(IVetoable.veto.selector, proposalId, _term));
    }

    function _pauseAction(uint40 pauseSeconds) private view returns (bytes32) {
        return keccak256(abi.encode(ITaskMarketplace.pause.selector, uint256(pauseSeconds), _term));
    }

    function _unpauseAction() private view returns (bytes32) {
        return keccak256(abi.encode(ITaskMarketplace.unpause.selector, uint256(0), _term));
    }

    function _cancelAction(uint256 epoch) private view returns (bytes32) {
        return keccak256(abi.encode(IBonusDistributor.cancel.selector, epoch, _term));
    }

    function _vote(bytes32 action) private returns (uint256 votes, uint40 expiresAt) {
        Vote storage vote = _votes[action];
        if (block.timestamp >= vote.expiresAt) {
            vote.voters.clear();
            vote.expiresAt = uint40(block.timestamp) + VOTE_SECONDS;
        }
        if (!vote.voters.add(msg.sender)) revert Errors.GuardianCouncil_AlreadyVoted(msg.sender, vote.expiresAt);
        return (vote.voters.length(), vote.expiresAt);
    }

    function _forget(bytes32 action) private {
        _votes[action].voters.clear();
        _votes[action].expiresAt = 0;
    }

    function _count(bytes32 action) private view returns (uint256) {
        Vote storage vote = _votes[action];
        return block.timestamp < vote.expiresAt ? vote.voters.length() : 0;
    }

    /// @dev The set has to be empty.
    function _setCouncil(address[] memory members_, uint256 threshold_) private {
        if (members_.length < MIN_MEMBERS || members_.length > MAX_MEMBERS) {
            revert Errors.GuardianCouncil_MembersOutOfBounds(members_.length, MIN_MEMBERS, MAX_MEMBERS);
        }
        if (threshold_ < MIN_THRESHOLD || threshold_ > members_.length) {
            revert Errors.GuardianCouncil_ThresholdOutOfBounds(threshold_, MIN_THRESHOLD, members_.length);
        }
        for (uint256 i; i < members_.length; ++i) {
            if (members_[i] == address(0)) revert Errors.GuardianCouncil_ZeroAddress();
            if (!_members.add(members_[i])) revert Errors.GuardianCouncil_MemberTwice(members_[i]);
        }
        threshold = threshold_;
        ++_term;
        emit CouncilChanged(members_, threshold_);
    }
}
