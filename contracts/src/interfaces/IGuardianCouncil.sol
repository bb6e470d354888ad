// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title IGuardianCouncil
/// @notice A small council, named by the DAO, that can act faster than a vote of the DAO and only to stop something: new tasks,
/// for a while, or an epoch of bonuses before its claims open. It acts when `threshold` members want the same within
/// `VOTE_SECONDS`; no single member can do anything. It moves no money and reaches no exit.
interface IGuardianCouncil {
    /// @param expiresAt When the vote is void unless it has passed, Unix seconds.
    /// @param votes So far, with this one.
    event PauseVoted(address indexed member, uint40 pauseSeconds, uint256 votes, uint40 expiresAt);
    event UnpauseVoted(address indexed member, uint256 votes, uint40 expiresAt);
    event EpochCancelVoted(address indexed member, uint256 indexed epoch, uint256 votes, uint40 expiresAt);
    event PausePassed(uint40 pauseSeconds);
    event UnpausePassed();
    event EpochCancelPassed(uint256 indexed epoch);
    /// @notice Votes that had not passed are void.
    event CouncilChanged(address[] members, uint256 threshold);

    /// @notice Member: votes to pause new tasks for `pauseSeconds`. The vote that reaches the threshold pauses.
    /// @dev Reverts if the caller is no member or has voted for the same already. With the last vote, whatever the marketplace
    /// refuses (a pause too long, or too soon after the last).
    function votePause(uint40 pauseSeconds) external;

    /// @notice Member: votes to end a pause early. The vote that reaches the threshold ends it.
    /// @dev Reverts if the caller is no member or has voted for the same already. With the last vote, if nothing is paused.
    function voteUnpause() external;

    /// @notice Member: votes to cancel a posted epoch of bonuses. The vote that reaches the threshold cancels it.
    /// @dev Reverts if the caller is no member or has voted for the same already. With the last vote, whatever the distributor
    /// refuses (an unknown epoch, or one whose claims are open).
    function voteCancelEpoch(uint256 epoch) external;

    /// @notice Admin: names the whole council anew.
    /// @dev Reverts unless there are `MIN_MEMBERS` … `MAX_MEMBERS` members, none zero or twice, and the threshold is at least
    /// `MIN_THRESHOLD` and at most their number.
    function setCouncil(address[] calldata members, uint256 threshold) external;

    function members() external view returns (address[] memory);
    function isMember(address account) external view returns (bool);
    function threshold() external view returns (uint256);
    /// @notice Votes that count now for a pause of that length.
    function pauseVotes(uint40 pauseSeconds) external view returns (uint256);
    /// @notice Votes that count now for ending a pause.
    function unpauseVotes() external view returns (uint256);
    /// @notice Votes that count now for cancelling that epoch.
    function cancelVotes(uint256 epoch) external view returns (uint256);
}
