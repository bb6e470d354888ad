// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title IGuardianCouncil
/// @notice A small council, named by the DAO, that can act faster than a vote of the DAO and only to stop something:
/// new tasks, for a while, an epoch of bonuses before its claims open, or (until its veto expires) a proposal of the
/// DAO. It acts when `threshold` members want the same within `VOTE_SECONDS`; no single member can do anything. It
/// moves no money and reaches no exit.
interface IGuardianCouncil {
    /// @notice Emitted for each vote for a pause.
    /// @param expiresAt When the vote is void unless it has passed, Unix seconds.
    /// @param votes So far, with this one.
    event PauseVoted(address indexed member, uint40 pauseSeconds, uint256 votes, uint40 expiresAt);
    /// @notice Emitted for each vote for ending a pause.
    event UnpauseVoted(address indexed member, uint256 votes, uint40 expiresAt);
    /// @notice Emitted for each vote for cancelling an epoch of bonuses.
    event EpochCancelVoted(address indexed member, uint256 indexed epoch, uint256 votes, uint40 expiresAt);
    /// @notice Emitted for each vote against a proposal of the DAO.
    event VetoVoted(address indexed member, uint256 indexed proposalId, uint256 votes, uint40 expiresAt);
    /// @notice Emitted when the council pauses new tasks, for so many seconds.
    event PausePassed(uint40 pauseSeconds);
    /// @notice Emitted when the council ends a pause.
    event UnpausePassed();
    /// @notice Emitted when the council cancels an epoch of bonuses.
    event EpochCancelPassed(uint256 indexed epoch);
    /// @notice Emitted when the council stops a proposal of the DAO.
    event VetoPassed(uint256 indexed proposalId);
    /// @notice Emitted when the DAO names the council. Votes that had not passed are void.
    event CouncilChanged(address[] members, uint256 threshold);

    /// @notice Member: votes to pause new tasks for `pauseSeconds`. The vote that reaches the threshold pauses.
    /// @dev Reverts if the caller is no member or has voted for the same already. The last vote also
    /// reverts when the marketplace does (a pause too long, or too soon after the last).
    function votePause(uint40 pauseSeconds) external;

    /// @notice Member: votes to end a pause early. The vote that reaches the threshold ends it.
    /// @dev Reverts if the caller is no member or has voted for the same already. With the last vote, if nothing is
    /// paused, or the pause is the DAO's.
    function voteUnpause() external;

    /// @notice Member: votes to cancel a posted epoch of bonuses. The vote that reaches the threshold cancels it.
    /// @dev Reverts if the caller is no member or has voted for the same already. The last vote also
    /// reverts when the distributor does (an unknown epoch, or one whose claims are open).
    function voteCancelEpoch(uint256 epoch) external;

    /// @notice Member: votes to stop a proposal of the DAO, given as it was proposed. The vote that reaches the
    /// threshold stops it.
    /// @param descriptionHash keccak256 of the proposal's description.
    /// @dev Reverts if the caller is no member or has voted for the same already. The last vote also
    /// reverts when the governor does: the veto has expired, the proposal ended, or more than half of all votes are for
    /// it.
    function voteVeto(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas,
        bytes32 descriptionHash
    ) external;

    /// @notice Admin: names the whole council anew.
    /// @dev Reverts unless there are `MIN_MEMBERS` … `MAX_MEMBERS` members, none zero or twice, and the threshold is at
    /// least `MIN_THRESHOLD` and at most their number.
    function setCouncil(address[] calldata members, uint256 threshold) external;

    /// @notice Accounts that vote.
    function members() external view returns (address[] memory);
    /// @notice Whether the account votes.
    function isMember(address account) external view returns (bool);
    /// @notice Votes that it takes.
    function threshold() external view returns (uint256);
    /// @notice Votes that count now for a pause of that length.
    function pauseVotes(uint40 pauseSeconds) external view returns (uint256);
    /// @notice Votes that count now for ending a pause.
    function unpauseVotes() external view returns (uint256);
    /// @notice Votes that count now for stopping that proposal.
    function vetoVotes(uint256 proposalId) external view returns (uint256);
    /// @notice Votes that count now for cancelling that epoch.
    function cancelVotes(uint256 epoch) external view returns (uint256);
}
