// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title IBonusDistributor
/// @notice Providers' bonuses (referral, uptime, performance), computed off chain and paid by Merkle proofs, epoch by
/// epoch. AIIGO held beyond the claims of posted epochs is the budget of the next ones.
/// Amounts are in AIIGO base units (18 decimals), times in Unix seconds.
///
/// A leaf is keccak256(bytes.concat(keccak256(abi.encode(uint256 epoch, address account, uint256 amount)))), one per
/// account and epoch; pairs are hashed in sorted order (OpenZeppelin's standard tree).
interface IBonusDistributor {
    enum EpochState {
        NONE,
        /// Posted: claims from `opensAt` until `closesAt`; may be cancelled before.
        POSTED,
        CANCELLED,
        /// The unclaimed rest went back to the budget.
        CLOSED
    }

    struct Epoch {
        bytes32 root;
        /// The sum of all claims.
        uint96 total;
        uint96 claimed;
        uint40 opensAt;
        EpochState state;
    }

    event EpochPosted(uint256 indexed epoch, bytes32 root, uint256 total, uint40 opensAt, uint40 closesAt);
    event EpochCancelled(uint256 indexed epoch, address indexed caller, uint256 returned);
    /// @param returned The unclaimed rest.
    event EpochClosed(uint256 indexed epoch, uint256 returned);
    event BonusClaimed(uint256 indexed epoch, address indexed account, uint256 amount);
    event EpochCapChanged(uint256 cap);

    /// @notice Operator: announces an epoch. Claims open after `CLAIM_DELAY`.
    /// @param epoch The last one's number plus one, the first is 1; cancelled numbers are not used again.
    /// @param root Of the tree of leaves.
    /// @param total Sum of the leaves' amounts. The epoch never pays more, even if its leaves sum to more.
    /// @dev Reverts on another number, a zero root or total, a total above the cap or the budget, or less than
    /// `EPOCH_INTERVAL` after the last epoch that was not cancelled.
    function post(uint256 epoch, bytes32 root, uint256 total) external;

    /// @notice Guardian or admin: takes back an epoch whose claims have not opened. Its total returns to the budget.
    /// @dev Reverts if the epoch is not posted, or its claims are open.
    function cancel(uint256 epoch) external;

    /// @notice Pays `account` its bonus. Anyone may call for it.
    /// @dev Reverts if the epoch is not posted, claims are not open or over, the account has claimed, the amount is
    /// zero, the proof does not lead to the root, or the epoch's total would be exceeded.
    function claim(uint256 epoch, address account, uint256 amount, bytes32[] calldata proof) external;

    /// @notice Returns to the budget what was not claimed within `CLAIM_PERIOD`. Anyone may call.
    /// @dev Reverts if the epoch is not posted, or its claims are not over.
    /// @return returned In base units.
    function close(uint256 epoch) external returns (uint256 returned);

    /// @notice Admin: the most that a new epoch may pay.
    /// @dev Reverts on zero or above `MAX_EPOCH_CAP`.
    function setEpochCap(uint256 cap) external;

    function epochOf(uint256 epoch) external view returns (Epoch memory);
    function lastEpoch() external view returns (uint256);
    /// @notice When the next epoch may be posted.
    function nextPostAt() external view returns (uint40);
    function hasClaimed(uint256 epoch, address account) external view returns (bool);
    function epochCap() external view returns (uint256);
    /// @notice The sum of claims left in posted epochs.
    function reserved() external view returns (uint256);
    /// @notice The highest total of the next epoch.
    function budget() external view returns (uint256);
}
