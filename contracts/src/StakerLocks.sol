// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AccessControl } from "@openzeppelin/contracts/access/AccessControl.sol";
import { Votes } from "@openzeppelin/contracts/governance/utils/Votes.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import { EIP712 } from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";
import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import { AiigoToken } from "./AiigoToken.sol";
import { IStakerLocks } from "./interfaces/IStakerLocks.sol";
import { Errors } from "./libraries/Errors.sol";
import { YieldMath } from "./libraries/YieldMath.sol";

/// @title StakerLocks
/// @notice See {IStakerLocks}. Providers' collateral is elsewhere (StakingPool), earns and doesn't vote. The admin
/// appoints the funder; no role reaches a lock or a yield. AIIGO has no transfer hooks, so no call from here reaches
/// foreign code.
contract StakerLocks is IStakerLocks, Votes, AccessControl {
    using SafeERC20 for AiigoToken;
    using SafeCast for uint256;

    struct Staker {
        uint128 staked;
        uint128 shares;
        /// `_yieldPerShare` up to which `owed` counts.
        uint256 settledAt;
        uint256 owed;
    }

    bytes32 public constant FUNDER_ROLE = keccak256("FUNDER_ROLE");
    uint40 public constant MAX_TERM = YieldMath.MAX_TERM;
    uint40 public constant MAX_STREAM = 4 * 365 days;
    /// @notice 5 %, in basis points.
    uint256 public constant EARLY_UNSTAKE_BPS = YieldMath.EARLY_UNSTAKE_BPS;

    AiigoToken public immutable token;
    /// @notice The only one who tells about collateral.
    address public immutable pool;
    /// @inheritdoc IStakerLocks
    uint40 public immutable unbondingSeconds;

    /// @inheritdoc IStakerLocks
    uint256 public totalStaked;
    /// @inheritdoc IStakerLocks
    uint256 public totalShares;
    /// @inheritdoc IStakerLocks
    uint256 public totalUnbonding;
    /// @inheritdoc IStakerLocks
    uint256 public yieldReserve;
    /// @inheritdoc IStakerLocks
    uint256 public rate;
    /// @inheritdoc IStakerLocks
    uint40 public streamEndsAt;
    uint40 private _accruedAt;
    uint256 private _yieldPerShare;
    /// @dev Yield of seconds in which nothing was staked, and remainders of divisions: joins the next funding.
    uint256 private _undistributed;
    uint256 private _lastLockId;
    mapping(uint256 lockId => Lock) private _locks;
    /// @inheritdoc IStakerLocks
    mapping(bytes8 nodeId => uint256) public collateralOf;
    mapping(address staker => Staker) private _stakers;

    /// @param admin Appoints funders.
    /// @param funder The first funder: who holds the Community Rewards.
    /// @param unbondingSeconds_ Should outlast a vote and its delay, so that voters' stake is still bound when the
    /// decision takes effect.
    /// @param pool_ The staking pool of providers' collateral.
    constructor(AiigoToken token_, address admin, address funder, address pool_, uint40 unbondingSeconds_)
        EIP712("AIIGO Staker Locks", "1")
    {
        if (address(token_) == address(0) || admin == address(0) || funder == address(0) || pool_ == address(0)) {
            revert Errors.StakerLocks_ZeroAddress();
        }
        token = token_;
        pool = pool_;
        unbondingSeconds = unbondingSeconds_;
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(FUNDER_ROLE, funder);
    }

    /* --------------------------------------------------- Stakers ------------------------------------------------ */

    /// @inheritdoc IStakerLocks
    function lock(uint256 amount, uint40 termSeconds) external returns (uint256 lockId) {
        if (amount == 0) revert Errors.StakerLocks_ZeroAmount();
        if (termSeconds > MAX_TERM) revert Errors.StakerLocks_TermTooLong(termSeconds, MAX_TERM);
        Staker storage staker = _settle(msg.sender);
        uint256 shares = YieldMath.shares(amount.toUint96(), termSeconds);
        lockId = ++_lastLockId;
        uint40 endsAt = uint40(block.timestamp) + termSeconds;
        _locks[lockId] = Lock(msg.sender, amount.toUint96(), shares.toUint96(), endsAt, 0);
        staker.staked += uint128(amount);
        staker.shares += uint128(shares);
        totalStaked += amount;
        totalShares += shares;

        // Votes count through a delegate only: without a choice, stakers speak for themselves. The units are moved by
        // hand, so the new delegate doesn't get them twice.
        _transferVotingUnits(address(0), msg.sender, amount);
        emit Locked(lockId, msg.sender, amount, shares, endsAt);
        token.safeTransferFrom(msg.sender, address(this), amount);
        if (delegates(msg.sender) == address(0)) _delegate(msg.sender, msg.sender);
    }

    /// @inheritdoc IStakerLocks
    function unstake(uint256 lockId) external returns (uint256 burnt) {
        Lock memory taken = _owned(lockId);
        if (taken.availableAt != 0) revert Errors.StakerLocks_AlreadyUnbonding(lockId, taken.availableAt);
        Staker storage staker = _settle(msg.sender);
        staker.staked -= taken.amount;
        staker.shares -= taken.shares;
        totalStaked -= taken.amount;
        totalShares -= taken.shares;
        _transferVotingUnits(msg.sender, address(0), taken.amount);

        if (block.timestamp < taken.endsAt) burnt = YieldMath.earlyBurn(taken.amount);
        taken.amount -= uint96(burnt);
        taken.shares = 0;
        taken.availableAt = uint40(block.timestamp) + unbondingSeconds;
        totalUnbonding += taken.amount;
        _locks[lockId] = taken;
        emit UnstakeStarted(lockId, msg.sender, taken.amount, burnt, taken.availableAt);
        if (burnt > 0) token.burn(burnt);
    }

    /// @inheritdoc IStakerLocks
    function withdraw(uint256 lockId, address to) external returns (uint256 amount) {
        Lock memory taken = _owned(lockId);
        if (to == address(0)) revert Errors.StakerLocks_ZeroAddress();
        if (taken.availableAt == 0) revert Errors.StakerLocks_NotUnbonding(lockId);
        if (block.timestamp < taken.availableAt) revert Errors.StakerLocks_StillUnbonding(lockId, taken.availableAt);
        amount = taken.amount;
        totalUnbonding -= amount;
        delete _locks[lockId];
        emit Withdrawn(lockId, msg.sender, to, amount);
        token.safeTransfer(to, amount);
    }

    /// @inheritdoc IStakerLocks
    function claim(address to) external returns (uint256 amount) {
        if (to == address(0)) revert Errors.StakerLocks_ZeroAddress();
        Staker storage staker = _settle(msg.sender);
        amount = staker.owed;
        if (amount == 0) revert Errors.StakerLocks_NothingToClaim(msg.sender);
        staker.owed = 0;
        yieldReserve -= amount;
        emit YieldClaimed(msg.sender, to, amount);
        token.safeTransfer(to, amount);
    }

    /// @inheritdoc IStakerLocks
    function renew(uint256 lockId, uint40 termSeconds) external {
        Lock memory kept = _owned(lockId);
        if (kept.availableAt != 0) revert Errors.StakerLocks_AlreadyUnbonding(lockId, kept.availableAt);
        if (termSeconds > MAX_TERM) revert Errors.StakerLocks_TermTooLong(termSeconds, MAX_TERM);
        uint40 endsAt = uint40(block.timestamp) + termSeconds;
        if (endsAt < kept.endsAt) revert Errors.StakerLocks_TermWouldShorten(lockId, endsAt, kept.endsAt);
        kept.endsAt = endsAt;
        _weigh(lockId, kept, YieldMath.shares(kept.amount, termSeconds).toUint96());
    }

    /// @inheritdoc IStakerLocks
    function endTerm(uint256 lockId) external {
        Lock memory ended = _locks[lockId];
        if (ended.shares <= ended.amount) revert Errors.StakerLocks_NothingToEnd(lockId);
        if (block.timestamp < ended.endsAt) revert Errors.StakerLocks_TermNotOver(lockId, ended.endsAt);
        _weigh(lockId, ended, ended.amount);
    }

    /// @inheritdoc IStakerLocks
    function onCollateralChanged(bytes8 nodeId, address provider, uint256 amount) external {
        if (msg.sender != pool) revert Errors.StakerLocks_NotPool(msg.sender);
        Staker storage staker = _settle(provider);
        uint256 before = collateralOf[nodeId];
        if (amount == before) return;
        collateralOf[nodeId] = amount;
        staker.shares = uint128(staker.shares + amount - before);
        totalShares = totalShares + amount - before;
        emit CollateralChanged(nodeId, provider, amount);
    }

    /* --------------------------------------------------- Funding ------------------------------------------------ */

    /// @inheritdoc IStakerLocks
    function fund(uint256 amount, uint40 endsAt) external onlyRole(FUNDER_ROLE) {
        if (amount == 0) revert Errors.StakerLocks_ZeroAmount();
        if (endsAt <= block.timestamp || endsAt > block.timestamp + MAX_STREAM) {
            revert Errors.StakerLocks_StreamEndOutOfBounds(endsAt, block.timestamp, MAX_STREAM);
        }
        _accrue();
        uint256 promised;
        uint256 budget = amount + _undistributed;
        if (block.timestamp < streamEndsAt) {
            if (endsAt < streamEndsAt) revert Errors.StakerLocks_StreamWouldShorten(endsAt, streamEndsAt);
            promised = rate;
            budget += rate * (streamEndsAt - block.timestamp);
        }
        (uint256 newRate, uint256 rest) = YieldMath.stream(budget, endsAt - block.timestamp);
        if (newRate == 0 || newRate < promised) revert Errors.StakerLocks_RateTooLow(newRate, promised);

        // While nothing fell due, nothing was written: the new stream begins now.
        _accruedAt = uint40(block.timestamp);
        rate = newRate;
        streamEndsAt = endsAt;
        _undistributed = rest;
        yieldReserve += amount;
        emit YieldFunded(msg.sender, amount, newRate, endsAt);
        token.safeTransferFrom(msg.sender, address(this), amount);
    }

    /* ---------------------------------------------------- Views ------------------------------------------------- */

    /// @inheritdoc IStakerLocks
    function lockOf(uint256 lockId) external view returns (Lock memory) {
        return _locks[lockId];
    }

    /// @inheritdoc IStakerLocks
    function stakedOf(address staker) external view returns (uint256) {
        return _stakers[staker].staked;
    }

    /// @inheritdoc IStakerLocks
    function yieldOf(address staker) external view returns (uint256) {
        Staker memory state = _stakers[staker];
        uint256 perShare = _yieldPerShare;
        if (totalShares > 0) perShare += YieldMath.perShare(_accruing(), totalShares);
        return state.owed + YieldMath.earned(state.shares, perShare - state.settledAt);
    }

    /// @notice Votes are counted by time, so that the DAO's delays are seconds on any chain.
    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /* --------------------------------------------------- Private ------------------------------------------------ */

    function _getVotingUnits(address staker) internal view override returns (uint256) {
        return _stakers[staker].staked;
    }

    /// @dev Gives an active lock another share in the yield.
    function _weigh(uint256 lockId, Lock memory changed, uint96 shares) private {
        Staker storage staker = _settle(changed.owner);
        staker.shares = staker.shares - changed.shares + shares;
        totalShares = totalShares - changed.shares + shares;
        changed.shares = shares;
        _locks[lockId] = changed;
        emit TermChanged(lockId, changed.owner, shares, changed.endsAt);
    }

    function _owned(uint256 lockId) private view returns (Lock memory taken) {
        taken = _locks[lockId];
        if (taken.owner != msg.sender) revert Errors.StakerLocks_NotOwner(lockId, msg.sender);
    }

    /// @dev Yield since the last accrual, in base units.
    function _accruing() private view returns (uint256) {
        uint256 until = Math.min(block.timestamp, streamEndsAt);
        return until > _accruedAt ? rate * (until - _accruedAt) : 0;
    }

    function _accrue() private {
        uint256 amount = _accruing();
        if (amount == 0) return;
        _accruedAt = uint40(block.timestamp);
        if (totalShares == 0) _undistributed += amount;
        else _yieldPerShare += YieldMath.perShare(amount, totalShares);
    }

    /// @dev Books the staker's yield up to now; every change of shares starts with it.
    function _settle(address account) private returns (Staker storage staker) {
        _accrue();
        staker = _stakers[account];
        staker.owed += YieldMath.earned(staker.shares, _yieldPerShare - staker.settledAt);
        staker.settledAt = _yieldPerShare;
    }
}
