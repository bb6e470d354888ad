// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Ruling } from "../types/DataTypes.sol";

/// @title IArbitration
/// @notice Decides disputes: three arbitrators drawn by lot, who commit to a vote and then open it. Money stays with
/// the escrow: the marketplace opens a dispute here and asks for the ruling. Times are unix seconds.
///
/// Deadlines are fixed when a dispute opens, so that no party can prolong one:
///   open ──draw──▶ commit ──all three committed, or commitBy──▶ reveal ──all commitments opened, or revealBy──▶ final
/// Not drawn by `drawBy`, or no two votes for the same side at the end: TIMED_OUT.
interface IArbitration {
    enum Phase {
        NONE, // no such dispute
        DRAW, // waits for the hash of the draw block, and for anyone to call `draw`
        COMMIT,
        REVEAL,
        FINAL, // decided; the marketplace hasn't asked yet
        CONCLUDED
    }

    /// @notice A dispute as people want to see it.
    struct DisputeView {
        Phase phase;
        /// The panel's decision; NONE before the conclusion.
        Ruling ruling;
        address buyer;
        address provider;
        /// The block whose hash draws the panel.
        uint256 drawBlock;
        uint40 openedAt;
        uint40 drawBy;
        uint40 commitBy;
        uint40 revealBy;
        /// Zero addresses before the draw.
        address[3] panel;
        /// By seat; zero = not committed.
        bytes32[3] commitments;
        /// By seat; NONE = not revealed.
        Ruling[3] votes;
    }

    /// @notice Emitted when the DAO names an arbitrator.
    event ArbitratorAdded(address indexed arbitrator);
    /// @notice Emitted when an arbitrator loses its office: by the DAO, or for keeping a committed vote back.
    event ArbitratorRemoved(address indexed arbitrator);
    /// @notice Emitted when a result is disputed.
    /// @param drawBlock The block whose hash draws the panel. The other deadlines are Unix seconds.
    event DisputeOpened(
        bytes32 indexed taskId,
        address indexed buyer,
        address indexed provider,
        uint256 drawBlock,
        uint40 drawBy,
        uint40 commitBy,
        uint40 revealBy
    );
    /// @notice Emitted when the chain forgot the hash before a draw: another block draws.
    event DrawRescheduled(bytes32 indexed taskId, uint256 drawBlock);
    /// @notice Emitted when the three seats are taken.
    event PanelDrawn(bytes32 indexed taskId, address[3] panel);
    /// @notice Emitted when an arbitrator seals its vote.
    event VoteCommitted(bytes32 indexed taskId, address indexed arbitrator, bytes32 commitment);
    /// @notice Emitted when an arbitrator opens its vote.
    event VoteRevealed(bytes32 indexed taskId, address indexed arbitrator, Ruling vote);
    /// @notice Emitted at the conclusion for a seat without a vote.
    /// @param silences Number of panels that the arbitrator has left without a vote, this one included.
    event ArbitratorSilent(bytes32 indexed taskId, address indexed arbitrator, uint32 silences);
    /// @notice Emitted when the marketplace takes the ruling.
    /// @param paid Arbitrators who share the fee: voters for the side that won; without a majority, all voters.
    event DisputeConcluded(bytes32 indexed taskId, Ruling ruling, address[] paid);

    /// @notice Admin (the DAO's timelock): adds arbitrators, then removes. Disputes that are open keep the set they
    /// opened with.
    /// @dev Reverts for a zero address, an addition that is one already, a removal that isn't, more than
    /// `MAX_ARBITRATORS`, or a removal that leaves fewer than `MIN_ARBITRATORS`.
    function changeArbitrators(address[] calldata added, address[] calldata removed) external;

    /// @notice Marketplace: opens the dispute of a task. The hash of the next block will draw the panel.
    /// @dev Reverts if fewer than three arbitrators are neither buyer nor provider, or the task was disputed before.
    function open(bytes32 taskId, address buyer, address provider) external;

    /// @notice Anyone: seats the panel. Every caller at every time gets the same three: from the draw block's hash,
    /// among the arbitrators at the end of the block that opened the dispute. When the hash is gone (256 blocks), the
    /// next block becomes the draw block.
    /// @dev Reverts if there is no such dispute, it is drawn, the draw block hasn't passed, or `drawBy` has.
    /// @return seated False when the draw was rescheduled.
    function draw(bytes32 taskId) external returns (bool seated);

    /// @notice Panel member: commits to a vote, for good.
    /// @param commitment keccak256(abi.encode(taskId, arbitrator, vote, salt)), with a random salt: see `commitmentOf`.
    /// @dev Reverts if the caller isn't on the panel or has committed, the commitment is zero, or `commitBy` has
    /// passed.
    function commit(bytes32 taskId, bytes32 commitment) external;

    /// @notice Panel member: opens the vote (PROVIDER, BUYER or MISUSE).
    /// @dev Reverts if the caller isn't on the panel, hasn't committed or has revealed, the vote is none of the three,
    /// it isn't what was committed, others may still commit, or `revealBy` has passed.
    function reveal(bytes32 taskId, Ruling vote, bytes32 salt) external;

    /// @notice Marketplace: takes the ruling, once. Who committed and did not show its vote loses its office, unless
    /// only `MIN_ARBITRATORS` are left. Two votes for the same side rule; MISUSE counts as BUYER, and is the ruling
    /// when two voted for it.
    /// @dev Reverts if there is no such dispute, it was concluded, or isn't final yet.
    /// @return ruling PROVIDER, BUYER, MISUSE or TIMED_OUT.
    /// @return paid Voters for the side that won; for TIMED_OUT, all voters. They share the fee.
    function conclude(bytes32 taskId) external returns (Ruling ruling, address[] memory paid);

    /// @notice Whether there are enough arbitrators for any panel: never false again once true.
    function canSeatPanels() external view returns (bool);
    /// @notice All zero for an unknown dispute.
    function dispute(bytes32 taskId) external view returns (DisputeView memory);
    /// @notice keccak256(abi.encode(taskId, arbitrator, vote, salt)): an arbitrator's commitment.
    function commitmentOf(bytes32 taskId, address arbitrator, Ruling vote, bytes32 salt) external pure returns (bytes32);
    /// @notice All accounts that may be drawn for disputes opened now.
    function arbitrators() external view returns (address[] memory);
    /// @notice Whether the account may be drawn for disputes opened now.
    function isArbitrator(address account) external view returns (bool);
    /// @notice Number of panels that the account sat on, and of those that it left without a vote.
    function serviceOf(address arbitrator) external view returns (uint32 panels, uint32 silences);
    /// @notice From the opening of a dispute until no more votes are committed. A panel is drawn in the first half of
    /// it.
    function commitSeconds() external view returns (uint40);
    /// @notice From then until no more votes are opened.
    function revealSeconds() external view returns (uint40);
    /// @notice The only caller of `open` and `conclude`.
    function marketplace() external view returns (address);
}
