// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import { IEscrow } from "./interfaces/IEscrow.sol";
import { INodeRegistry } from "./interfaces/INodeRegistry.sol";
import { IStakerLocks } from "./interfaces/IStakerLocks.sol";
import { IStakingPool } from "./interfaces/IStakingPool.sol";
import { Errors } from "./libraries/Errors.sol";
import { PaymentMath } from "./libraries/PaymentMath.sol";
import { PenaltyReason } from "./types/DataTypes.sol";

/// @title StakingPool
/// @notice See {IStakingPool}. Has no roles: parameters are fixed at deployment, slashing is the registry's rule book.
/// AIIGO has no transfer hooks, so no call from here reaches foreign code.
contract StakingPool is IStakingPool {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;

    /// @dev One storage word per node. The whole supply fits 90 bits.
    struct Collateral {
        uint96 active; // bytes 0-11
        uint96 unbonding; // bytes 12-23
        uint40 availableAt; // bytes 24-28, Unix seconds, of the whole unbonding amount
    }

    IERC20 public immutable token;
    INodeRegistry public immutable registry;
    IEscrow public immutable escrow;
    /// @notice The contract of the stakers' yield, in which active collateral has its share.
    IStakerLocks public immutable locks;
    /// @inheritdoc IStakingPool
    uint256 public immutable minimumStake;
    /// @inheritdoc IStakingPool
    uint40 public immutable unbondingSeconds;

    mapping(bytes8 nodeId => Collateral) private _collateral;

    modifier onlyRegistry() {
        if (msg.sender != address(registry)) revert Errors.StakingPool_NotRegistry(msg.sender);
        _;
    }

    /// @param token_ AIIGO.
    /// @param registry_ Knows who owns a node; the only caller that registers stake and slashes.
    /// @param escrow_ Knows the treasury, where slashed stake goes.
    /// @param locks_ Told about every change of active collateral.
    /// @param minimumStake_ In AIIGO base units.
    /// @param unbondingSeconds_ Must outlast the longest task, its challenge window and a dispute.
    constructor(
        IERC20 token_,
        INodeRegistry registry_,
        IEscrow escrow_,
        IStakerLocks locks_,
        uint256 minimumStake_,
        uint40 unbondingSeconds_
    ) {
        if (
            address(token_) == address(0) || address(registry_) == address(0) || address(escrow_) == address(0)
                || address(locks_) == address(0)
        ) revert Errors.StakingPool_ZeroAddress();
        token = token_;
        registry = registry_;
        escrow = escrow_;
        locks = locks_;
        minimumStake = minimumStake_;
        unbondingSeconds = unbondingSeconds_;
    }

    /// @inheritdoc IStakingPool
    function stake(bytes8 nodeId, uint256 amount) external {
        address provider = registry.providerOf(nodeId);
        if (provider == address(0)) revert Errors.StakingPool_UnknownNode(nodeId);
        _stake(nodeId, provider, msg.sender, amount);
    }

    /// @inheritdoc IStakingPool
    function stakeFor(bytes8 nodeId, address provider, uint256 amount) external onlyRegistry {
        _stake(nodeId, provider, provider, amount);
    }

    /// @inheritdoc IStakingPool
    function unbond(bytes8 nodeId, uint256 amount) external {
        _checkProvider(nodeId);
        Collateral memory collateral = _collateral[nodeId];
        if (amount == 0) revert Errors.StakingPool_ZeroAmount();
        if (amount > collateral.active) revert Errors.StakingPool_AmountAboveStake(amount, collateral.active);

        collateral.active -= uint96(amount);
        collateral.unbonding += uint96(amount);
        collateral.availableAt = uint40(block.timestamp) + unbondingSeconds;

        _collateral[nodeId] = collateral;
        emit UnbondingStarted(nodeId, msg.sender, amount, collateral.active, collateral.availableAt);
        locks.onCollateralChanged(nodeId, msg.sender, collateral.active);
        registry.onStakeChanged(nodeId, collateral.active);
    }

    /// @inheritdoc IStakingPool
    function withdrawUnbonded(bytes8 nodeId, address to) external returns (uint256 amount) {
        _checkProvider(nodeId);
        if (to == address(0)) revert Errors.StakingPool_ZeroAddress();
        Collateral memory collateral = _collateral[nodeId];
        amount = collateral.unbonding;
        if (amount == 0) revert Errors.StakingPool_NothingUnbonding(nodeId);
        if (block.timestamp < collateral.availableAt) revert Errors.StakingPool_StillUnbonding(collateral.availableAt);
        uint16 openDisputes = registry.openDisputesOf(nodeId);
        if (openDisputes > 0) revert Errors.StakingPool_DisputeOpen(nodeId, openDisputes);

        collateral.unbonding = 0;
        collateral.availableAt = 0;
        _collateral[nodeId] = collateral;
        emit UnbondingWithdrawn(nodeId, msg.sender, to, amount);
        token.safeTransfer(to, amount);
    }

    /// @inheritdoc IStakingPool
    /// @dev Doesn't call the registry back: the registry is the caller and draws the consequences itself.
    function slash(bytes8 nodeId, uint16 bps, PenaltyReason reason, bytes32 refId)
        external
        onlyRegistry
        returns (uint256 amount)
    {
        Collateral memory collateral = _collateral[nodeId];
        uint256 fromActive = PaymentMath.slashed(collateral.active, bps);
        uint256 fromUnbonding = PaymentMath.slashed(collateral.unbonding, bps);
        amount = fromActive + fromUnbonding;

        collateral.active -= uint96(fromActive);
        collateral.unbonding -= uint96(fromUnbonding);
        _collateral[nodeId] = collateral;
        address provider = registry.providerOf(nodeId);
        emit Slashed(nodeId, provider, fromActive, fromUnbonding, collateral.active, reason, refId);
        locks.onCollateralChanged(nodeId, provider, collateral.active);
        if (amount > 0) token.safeTransfer(escrow.treasury(), amount);
    }

    /// @inheritdoc IStakingPool
    function activeStake(bytes8 nodeId) external view returns (uint256) {
        return _collateral[nodeId].active;
    }

    /// @inheritdoc IStakingPool
    function unbondingStake(bytes8 nodeId) external view returns (uint256 amount, uint40 availableAt) {
        Collateral memory collateral = _collateral[nodeId];
        return (collateral.unbonding, collateral.availableAt);
    }

    function _stake(bytes8 nodeId, address provider, address payer, uint256 amount) private {
        if (amount == 0) revert Errors.StakingPool_ZeroAmount();
        Collateral memory collateral = _collateral[nodeId];
        collateral.active += amount.toUint96();

        _collateral[nodeId] = collateral;
        emit Staked(nodeId, provider, amount, collateral.active);
        locks.onCollateralChanged(nodeId, provider, collateral.active);
        token.safeTransferFrom(payer, address(this), amount);
        registry.onStakeChanged(nodeId, collateral.active);
    }

    function _checkProvider(bytes8 nodeId) private view {
        if (msg.sender != registry.providerOf(nodeId)) revert Errors.StakingPool_NotProvider(nodeId, msg.sender);
    }
}
