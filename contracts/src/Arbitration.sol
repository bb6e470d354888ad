// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AccessControl } from "@openzeppelin/contracts/access/AccessControl.sol";
import { Checkpoints } from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

import { IArbitration } from "./interfaces/IArbitration.sol";
import { Errors } from "./libraries/Errors.sol";
import { PanelRules } from "./libraries/PanelRules.sol";
import { Ruling } from "./types/DataTypes.sol";

/// @title Arbitration
/// @notice See {IArbitration}. Holds no money and calls no other contract.
/// @dev Arbitrators are kept with their history by block: the panel of a dispute is a function of the set at the end of
/// the block that opened it and of the next block's hash, so no change of the set (which anyone may execute when its
/// vote has passed) can be timed to change a draw. A removal takes effect for disputes opened later; who was drawn
/// before keeps one vote of three.
contract Arbitration is IArbitration, AccessControl {
    using Checkpoints for Checkpoints.Trace160;

    struct Dispute {
        address buyer; // slot 0
        uint40 openedAt;
        uint8 commits;
        uint8 reveals;
        bool drawn;
        Ruling ruling; // NONE until concluded
        address provider; // slot 1
        uint48 openedIn; // block
        uint48 drawBlock;
    }

    struct Seat {
        address arbitrator; // slot 0
        Ruling vote;
        bytes32 commitment; // slot 1
    }

    struct Service {
        uint32 panels;
        uint32 silences;
    }

    uint256 public constant MAX_ARBITRATORS = 128;
    /// @notice A panel of three, and both parties.
    uint256 public constant MIN_ARBITRATORS = 5;
    uint40 public constant MAX_PERIOD = 7 days;
    /// @dev Half of it is for the draw.
    uint40 private constant MIN_PERIOD = 2;

    address public immutable marketplace;
    /// @inheritdoc IArbitration
    uint40 public immutable commitSeconds;
    /// @inheritdoc IArbitration
    uint40 public immutable revealSeconds;

    Checkpoints.Trace160 private _count;
    mapping(uint256 position => Checkpoints.Trace160) private _at;
    /// @dev Position plus one; 0 = no arbitrator.
    mapping(address arbitrator => uint256) private _placeOf;
    mapping(address arbitrator => Service) private _serviceOf;
    mapping(bytes32 taskId => Dispute) private _disputes;
    mapping(bytes32 taskId => Seat[3]) private _panels;

    /// @param arbitrators_ The first set; may be empty: then the market doesn't open until the admin has added enough.
    constructor(
        address admin,
        address marketplace_,
        address[] memory arbitrators_,
        uint40 commitSeconds_,
        uint40 revealSeconds_
    ) {
        if (admin == address(0) || marketplace_ == address(0)) {
            revert Errors.Arbitration_ZeroAddress();
        }
        _checkPeriod(commitSeconds_);
        _checkPeriod(revealSeconds_);
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        marketplace = marketplace_;
        commitSeconds = commitSeconds_;
        revealSeconds = revealSeconds_;
        for (uint256 i; i < arbitrators_.length; ++i) {
            _add(arbitrators_[i]);
        }
    }

    modifier onlyMarketplace() {
        if (msg.sender != marketplace) revert Errors.Arbitration_NotMarketplace(msg.sender);
        _;
    }

    /* ------------------------------------------------- Arbitrators ---------------------------------------------- */

    /// @inheritdoc IArbitration
    function changeArbitrators(address[] calldata added, address[] calldata removed)
        external
        onlyRole(DEFAULT_ADMIN_ROLE)
    {
        for (uint256 i; i < added.length; ++i) {
            _add(added[i]);
        }
        for (uint256 i; i < removed.length; ++i) {
            _remove(removed[i]);
        }
    }

    function _add(address arbitrator) private {
        if (arbitrator == address(0)) revert Errors.Arbitration_ZeroAddress();
        if (_placeOf[arbitrator] != 0) revert Errors.Arbitration_AlreadyArbitrator(arbitrator);
        uint256 count = _count.latest() + 1;
        if (count > MAX_ARBITRATORS) revert Errors.Arbitration_TooManyArbitrators(count, MAX_ARBITRATORS);
        _put(count - 1, arbitrator);
        _count.push(uint96(block.number), uint160(count));
        emit ArbitratorAdded(arbitrator);
    }

    /// @dev The last one takes the place of the one who goes.
    function _remove(address arbitrator) private {
        uint256 place = _placeOf[arbitrator];
        if (place == 0) revert Errors.Arbitration_NotArbitrator(arbitrator);
        uint256 count = _count.latest() - 1;
        if (count < MIN_ARBITRATORS) revert Errors.Arbitration_TooFewArbitrators(count, MIN_ARBITRATORS);
        address last = address(_at[count].latest());
        if (last != arbitrator) _put(place - 1, last);
        delete _placeOf[arbitrator];
        _count.push(uint96(block.number), uint160(count));
        emit ArbitratorRemoved(arbitrator);
    }

    function _put(uint256 position, address arbitrator) private {
        _placeOf[arbitrator] = position + 1;
        _at[position].push(uint96(block.number), uint160(arbitrator));
    }

    /* --------------------------------------------------- Disputes ----------------------------------------------- */

    /// @inheritdoc IArbitration
    function open(bytes32 taskId, address buyer, address provider) external onlyMarketplace {
        if (_disputes[taskId].openedAt != 0) revert Errors.Arbitration_DisputeExists(taskId);
        // A removal later in this block leaves MIN_ARBITRATORS, so three remain in any case.
        uint256 eligible = _count.latest();
        if (_placeOf[buyer] != 0) --eligible;
        if (_placeOf[provider] != 0 && provider != buyer) --eligible;
        if (eligible < PanelRules.SEATS) revert Errors.Arbitration_TooFewEligible(eligible, PanelRules.SEATS);

        Dispute memory opened;
        opened.buyer = buyer;
        opened.provider = provider;
        opened.openedAt = uint40(block.timestamp);
        opened.openedIn = uint48(block.number);
        opened.drawBlock = uint48(block.number) + 1;
        _disputes[taskId] = opened;
        emit DisputeOpened(
            taskId, buyer, provider, opened.drawBlock, _drawBy(opened), _commitBy(opened), _revealBy(opened)
        );
    }

    /// @inheritdoc IArbitration
    function draw(bytes32 taskId) external returns (bool seated) {
        Dispute memory found = _known(taskId);
        if (found.drawn) revert Errors.Arbitration_AlreadyDrawn(taskId);
        if (block.timestamp > _drawBy(found)) {
            revert Errors.Arbitration_DrawClosed(taskId, _drawBy(found), block.timestamp);
        }
        if (block.number <= found.drawBlock) {
            revert Errors.Arbitration_DrawTooEarly(taskId, found.drawBlock, block.number);
        }
        bytes32 drawHash = blockhash(found.drawBlock);
        if (drawHash == 0) {
            found.drawBlock = uint48(block.number) + 1;
            _disputes[taskId].drawBlock = found.drawBlock;
            emit DrawRescheduled(taskId, found.drawBlock);
            return false;
        }

        _disputes[taskId].drawn = true;
        address[3] memory panel = _panelOf(found, keccak256(abi.encode(drawHash, taskId)));
        for (uint256 i; i < PanelRules.SEATS; ++i) {
            _panels[taskId][i].arbitrator = panel[i];
            ++_serviceOf[panel[i]].panels;
        }
        emit PanelDrawn(taskId, panel);
        return true;
    }

    /// @inheritdoc IArbitration
    function commit(bytes32 taskId, bytes32 commitment) external {
        Dispute memory found = _known(taskId);
        Seat storage seat = _seatOf(taskId, msg.sender);
        if (seat.commitment != 0) revert Errors.Arbitration_AlreadyCommitted(taskId, msg.sender);
        if (block.timestamp > _commitBy(found)) {
            revert Errors.Arbitration_CommitClosed(taskId, _commitBy(found), block.timestamp);
        }
        if (commitment == 0) revert Errors.Arbitration_EmptyCommitment();

        seat.commitment = commitment;
        _disputes[taskId].commits = found.commits + 1;
        emit VoteCommitted(taskId, msg.sender, commitment);
    }

    /// @inheritdoc IArbitration
    function reveal(bytes32 taskId, Ruling vote, bytes32 salt) external {
        Dispute memory found = _known(taskId);
        Seat storage seat = _seatOf(taskId, msg.sender);
        bytes32 commitment = seat.commitment;
        if (commitment == 0) revert Errors.Arbitration_NotCommitted(taskId, msg.sender);
        if (seat.vote != Ruling.NONE) revert Errors.Arbitration_AlreadyRevealed(taskId, msg.sender);
        if (!_commitsClosed(found)) {
            revert Errors.Arbitration_RevealTooEarly(taskId, _commitBy(found), block.timestamp);
        }
        if (block.timestamp > _revealBy(found)) {
            revert Errors.Arbitration_RevealClosed(taskId, _revealBy(found), block.timestamp);
        }
        if (vote == Ruling.NONE || vote == Ruling.TIMED_OUT) revert Errors.Arbitration_InvalidVote(vote);
        bytes32 revealed = commitmentOf(taskId, msg.sender, vote, salt);
        if (revealed != commitment) revert Errors.Arbitration_WrongReveal(commitment, revealed);

        seat.vote = vote;
        _disputes[taskId].reveals = found.reveals + 1;
        emit VoteRevealed(taskId, msg.sender, vote);
    }

    /// @inheritdoc IArbitration
    function conclude(bytes32 taskId) external onlyMarketplace returns (Ruling ruling, address[] memory paid) {
        Dispute memory found = _known(taskId);
        if (found.ruling != Ruling.NONE) revert Errors.Arbitration_AlreadyConcluded(taskId, found.ruling);
        if (!_isFinal(found)) {
            uint40 finalAt = found.drawn ? _revealBy(found) : _drawBy(found);
            revert Errors.Arbitration_NotFinal(taskId, finalAt, block.timestamp);
        }

        Seat[3] memory panel = _panels[taskId];
        ruling = PanelRules.decide([panel[0].vote, panel[1].vote, panel[2].vote]);
        _disputes[taskId].ruling = ruling;
        paid = _votersFor(panel, ruling);
        if (found.drawn) _recordSilence(taskId, panel);
        emit DisputeConcluded(taskId, ruling, paid);
    }

    /* ---------------------------------------------------- Views ------------------------------------------------- */

    /// @inheritdoc IArbitration
    function dispute(bytes32 taskId) external view returns (DisputeView memory shown) {
        Dispute memory found = _disputes[taskId];
        if (found.openedAt == 0) return shown;
        shown.phase = _phaseOf(found);
        shown.ruling = found.ruling;
        shown.buyer = found.buyer;
        shown.provider = found.provider;
        shown.drawBlock = found.drawBlock;
        shown.openedAt = found.openedAt;
        shown.drawBy = _drawBy(found);
        shown.commitBy = _commitBy(found);
        shown.revealBy = _revealBy(found);
        Seat[3] memory panel = _panels[taskId];
        for (uint256 i; i < PanelRules.SEATS; ++i) {
            shown.panel[i] = panel[i].arbitrator;
            shown.commitments[i] = panel[i].commitment;
            shown.votes[i] = panel[i].vote;
        }
    }

    /// @inheritdoc IArbitration
    function commitmentOf(bytes32 taskId, address arbitrator, Ruling vote, bytes32 salt) public pure returns (bytes32) {
        return keccak256(abi.encode(taskId, arbitrator, vote, salt));
    }

    /// @inheritdoc IArbitration
    function arbitrators() external view returns (address[] memory list) {
        list = new address[](_count.latest());
        for (uint256 i; i < list.length; ++i) {
            list[i] = address(_at[i].latest());
        }
    }

    /// @inheritdoc IArbitration
    function canSeatPanels() external view returns (bool) {
        return _count.latest() >= MIN_ARBITRATORS;
    }

    /// @inheritdoc IArbitration
    function isArbitrator(address account) external view returns (bool) {
        return _placeOf[account] != 0;
    }

    /// @inheritdoc IArbitration
    function serviceOf(address arbitrator) external view returns (uint32 panels, uint32 silences) {
        Service memory service = _serviceOf[arbitrator];
        return (service.panels, service.silences);
    }

    /* --------------------------------------------------- Private ------------------------------------------------ */

    function _known(bytes32 taskId) private view returns (Dispute memory found) {
        found = _disputes[taskId];
        if (found.openedAt == 0) revert Errors.Arbitration_UnknownDispute(taskId);
    }

    function _seatOf(bytes32 taskId, address account) private view returns (Seat storage seat) {
        for (uint256 i; i < PanelRules.SEATS; ++i) {
            seat = _panels[taskId][i];
            // An empty seat holds the zero address, which sends no calls.
            if (seat.arbitrator == account) return seat;
        }
        revert Errors.Arbitration_NotOnPanel(taskId, account);
    }

    /// @dev The first three of a random order who are no party: at most two are passed over.
    function _panelOf(Dispute memory found, bytes32 seed) private view returns (address[3] memory panel) {
        uint256 count = _count.upperLookupRecent(found.openedIn);
        uint256 wanted = count < MIN_ARBITRATORS ? count : MIN_ARBITRATORS;
        uint256[] memory order = PanelRules.positions(seed, count, wanted);
        uint256 seats;
        for (uint256 i; seats < PanelRules.SEATS; ++i) {
            address arbitrator = address(_at[order[i]].upperLookupRecent(found.openedIn));
            if (arbitrator != found.buyer && arbitrator != found.provider) panel[seats++] = arbitrator;
        }
    }

    /// @dev Arbitrators to pay: voters for the side that won or, without a majority, all voters.
    function _votersFor(Seat[3] memory panel, Ruling ruling) private pure returns (address[] memory voters) {
        uint256 count;
        for (uint256 i; i < PanelRules.SEATS; ++i) {
            if (PanelRules.earns(panel[i].vote, ruling)) ++count;
        }
        voters = new address[](count);
        for (uint256 i = PanelRules.SEATS; i > 0; --i) {
            if (PanelRules.earns(panel[i - 1].vote, ruling)) voters[--count] = panel[i - 1].arbitrator;
        }
    }

    /// @dev An arbitrator who committed and kept the vote back has seen the others' votes and can turn a ruling over:
    /// it loses the office. While only MIN_ARBITRATORS are left, the DAO replaces it.
    function _recordSilence(bytes32 taskId, Seat[3] memory panel) private {
        for (uint256 i; i < PanelRules.SEATS; ++i) {
            if (panel[i].vote != Ruling.NONE) continue;
            address silent = panel[i].arbitrator;
            emit ArbitratorSilent(taskId, silent, ++_serviceOf[silent].silences);
            if (panel[i].commitment == 0 || _placeOf[silent] == 0 || _count.latest() <= MIN_ARBITRATORS) continue;
            _remove(silent);
        }
    }

    function _phaseOf(Dispute memory found) private view returns (Phase) {
        if (found.ruling != Ruling.NONE) return Phase.CONCLUDED;
        if (_isFinal(found)) return Phase.FINAL;
        if (!found.drawn) return Phase.DRAW;
        return _commitsClosed(found) ? Phase.REVEAL : Phase.COMMIT;
    }

    function _isFinal(Dispute memory found) private view returns (bool) {
        if (!found.drawn) return block.timestamp > _drawBy(found);
        return block.timestamp > _revealBy(found) || (_commitsClosed(found) && found.reveals == found.commits);
    }

    /// @dev From here on no commitment can come, so that a vote can be shown without anyone copying it.
    function _commitsClosed(Dispute memory found) private view returns (bool) {
        return found.commits == PanelRules.SEATS || block.timestamp > _commitBy(found);
    }

    function _drawBy(Dispute memory found) private view returns (uint40) {
        return found.openedAt + commitSeconds / 2;
    }

    function _commitBy(Dispute memory found) private view returns (uint40) {
        return found.openedAt + commitSeconds;
    }

    function _revealBy(Dispute memory found) private view returns (uint40) {
        return found.openedAt + commitSeconds + revealSeconds;
    }

    function _checkPeriod(uint40 period) private pure {
        if (period < MIN_PERIOD || period > MAX_PERIOD) {
            revert Errors.Arbitration_PeriodOutOfBounds(period, MIN_PERIOD, MAX_PERIOD);
        }
    }
}
