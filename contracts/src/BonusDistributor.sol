// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AccessControl } from "@openzeppelin/contracts/access/AccessControl.sol";
import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import { MerkleProof } from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

import { IBonusDistributor } from "./interfaces/IBonusDistributor.sol";
import { Errors } from "./libraries/Errors.sol";

/// @title BonusDistributor
/// @notice See {IBonusDistributor}. The operator announces, the guardian and the admin may object before anything is
/// paid; no role moves tokens. AIIGO has no transfer hooks, so no call from here reaches foreign code.
contract BonusDistributor is IBonusDistributor, AccessControl {
    using SafeERC20 for IERC20;

    bytes32 public constant OPERATOR_ROLE = keccak256("OPERATOR_ROLE");
    bytes32 public constant GUARDIAN_ROLE = keccak256("GUARDIAN_ROLE");
    /// @notice From an epoch's announcement to its first claim: time to object.
    uint40 public constant CLAIM_DELAY = 2 days;
    uint40 public constant CLAIM_PERIOD = 180 days;
    /// @notice From one epoch to the next, so that the cap bounds what a week can cost.
    uint40 public constant EPOCH_INTERVAL = 7 days;
    uint256 public constant MAX_EPOCH_CAP = 10_000_000e18;

    IERC20 public immutable token;

    /// @inheritdoc IBonusDistributor
    uint256 public lastEpoch;
    /// @inheritdoc IBonusDistributor
    uint40 public nextPostAt;
    /// @inheritdoc IBonusDistributor
    uint256 public epochCap;
    /// @inheritdoc IBonusDistributor
    uint256 public reserved;
    /// @inheritdoc IBonusDistributor
    mapping(uint256 epoch => mapping(address account => bool)) public hasClaimed;
    mapping(uint256 epoch => Epoch) private _epochs;

    /// @param guardian May cancel what the operator announced.
    /// @param epochCap_ In base units.
    constructor(IERC20 token_, address admin, address operator, address guardian, uint256 epochCap_) {
        if (address(token_) == address(0) || admin == address(0) || operator == address(0) || guardian == address(0)) {
            revert Errors.BonusDistributor_ZeroAddress();
        }
        token = token_;
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(OPERATOR_ROLE, operator);
        _grantRole(GUARDIAN_ROLE, guardian);
        _setEpochCap(epochCap_);
    }

    /// @inheritdoc IBonusDistributor
    function post(uint256 epoch, bytes32 root, uint256 total) external onlyRole(OPERATOR_ROLE) {
        if (epoch != lastEpoch + 1) revert Errors.BonusDistributor_WrongEpoch(epoch, lastEpoch + 1);
        if (root == 0 || total == 0) revert Errors.BonusDistributor_EmptyEpoch(epoch, root, total);
        if (total > epochCap) revert Errors.BonusDistributor_AboveCap(total, epochCap);
        if (total > budget()) revert Errors.BonusDistributor_AboveBudget(total, budget());
        if (block.timestamp < nextPostAt) revert Errors.BonusDistributor_TooSoon(block.timestamp, nextPostAt);

        lastEpoch = epoch;
        nextPostAt = uint40(block.timestamp) + EPOCH_INTERVAL;
        reserved += total;
        uint40 opensAt = uint40(block.timestamp) + CLAIM_DELAY;
        _epochs[epoch] = Epoch(root, uint96(total), 0, opensAt, EpochState.POSTED);
        emit EpochPosted(epoch, root, total, opensAt, opensAt + CLAIM_PERIOD);
    }

    /// @inheritdoc IBonusDistributor
    function cancel(uint256 epoch) external {
        if (!hasRole(GUARDIAN_ROLE, msg.sender)) _checkRole(DEFAULT_ADMIN_ROLE);
        Epoch storage posted = _posted(epoch);
        if (block.timestamp >= posted.opensAt) {
            revert Errors.BonusDistributor_ClaimsOpen(epoch, posted.opensAt);
        }

        posted.state = EpochState.CANCELLED;
        reserved -= posted.total;
        // Claims open before the next epoch may be posted, so what is cancelled is the last one: it may be replaced at
        // once.
        nextPostAt = 0;
        emit EpochCancelled(epoch, msg.sender, posted.total);
    }

    /// @inheritdoc IBonusDistributor
    function claim(uint256 epoch, address account, uint256 amount, bytes32[] calldata proof) external {
        Epoch storage posted = _posted(epoch);
        uint40 closesAt = posted.opensAt + CLAIM_PERIOD;
        if (block.timestamp < posted.opensAt || block.timestamp >= closesAt) {
            revert Errors.BonusDistributor_ClaimsNotOpen(epoch, posted.opensAt, closesAt);
        }
        if (hasClaimed[epoch][account]) revert Errors.BonusDistributor_AlreadyClaimed(epoch, account);
        if (amount == 0) revert Errors.BonusDistributor_ZeroAmount(epoch, account);
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(epoch, account, amount))));
        if (!MerkleProof.verifyCalldata(proof, posted.root, leaf)) {
            revert Errors.BonusDistributor_WrongProof(epoch, account, amount);
        }
        uint256 left = posted.total - posted.claimed;
        if (amount > left) revert Errors.BonusDistributor_AboveTotal(epoch, amount, left);

        hasClaimed[epoch][account] = true;
        posted.claimed += uint96(amount);
        reserved -= amount;
        emit BonusClaimed(epoch, account, amount);
        token.safeTransfer(account, amount);
    }

    /// @inheritdoc IBonusDistributor
    function close(uint256 epoch) external returns (uint256 returned) {
        Epoch storage posted = _posted(epoch);
        uint40 closesAt = posted.opensAt + CLAIM_PERIOD;
        if (block.timestamp < closesAt) revert Errors.BonusDistributor_ClaimsNotOver(epoch, closesAt);

        posted.state = EpochState.CLOSED;
        returned = posted.total - posted.claimed;
        reserved -= returned;
        emit EpochClosed(epoch, returned);
    }

    /// @inheritdoc IBonusDistributor
    function setEpochCap(uint256 cap) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _setEpochCap(cap);
    }

    /// @inheritdoc IBonusDistributor
    function epochOf(uint256 epoch) external view returns (Epoch memory) {
        return _epochs[epoch];
    }

    /// @inheritdoc IBonusDistributor
    function budget() public view returns (uint256) {
        return token.balanceOf(address(this)) - reserved;
    }

    function _setEpochCap(uint256 cap) private {
        if (cap == 0 || cap > MAX_EPOCH_CAP) revert Errors.BonusDistributor_CapOutOfBounds(cap, MAX_EPOCH_CAP);
        epochCap = cap;
        emit EpochCapChanged(cap);
    }

    function _posted(uint256 epoch) private view returns (Epoch storage posted) {
        posted = _epochs[epoch];
        if (posted.state != EpochState.POSTED) revert Errors.BonusDistributor_NotPosted(epoch, uint8(posted.state));
    }
}
