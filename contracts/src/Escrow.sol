// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AccessControl } from "@openzeppelin/contracts/access/AccessControl.sol";
import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import { ReentrancyGuardTransient } from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import { IEscrow } from "./interfaces/IEscrow.sol";
import { Errors } from "./libraries/Errors.sol";
import { PaymentMath } from "./libraries/PaymentMath.sol";
import { CreditKind } from "./types/DataTypes.sol";

/// @title Escrow
/// @notice See {IEscrow}. The admin chooses the treasury and the tokens of new tasks; no role reaches a lock or a credit.
contract Escrow is IEscrow, AccessControl, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;

    /// @dev One word per token. A supply above 2^128 base units is refused by the budget's type.
    struct Totals {
        uint128 locked; // bytes 0-15
        uint128 claimable; // bytes 16-31
    }

    address public immutable marketplace;

    /// @inheritdoc IEscrow
    address public treasury;
    /// @inheritdoc IEscrow
    mapping(address token => bool) public isTokenAllowed;
    /// @inheritdoc IEscrow
    mapping(address token => mapping(address account => uint256)) public claimable;
    mapping(address token => Totals) private _totals;

    modifier onlyMarketplace() {
        if (msg.sender != marketplace) revert Errors.Escrow_NotMarketplace(msg.sender);
        _;
    }

    /// @param admin Gets the only role there is: parameters.
    /// @param marketplace_ The only caller that moves locks; its address is known before it is deployed.
    /// @param tokens Payment tokens allowed from the start; the zero address stands for ETH.
    constructor(address admin, address marketplace_, address treasury_, address[] memory tokens) {
        if (admin == address(0) || marketplace_ == address(0)) revert Errors.Escrow_ZeroAddress();
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        marketplace = marketplace_;
        _setTreasury(treasury_);
        for (uint256 i; i < tokens.length; ++i) {
            _setTokenAllowed(tokens[i], true);
        }
    }

    /// @inheritdoc IEscrow
    function lock(bytes32 taskId, address token, address payer, uint256 amount)
        external
        payable
        onlyMarketplace
        nonReentrant
    {
        if (!isTokenAllowed[token]) revert Errors.Escrow_TokenNotAllowed(token);

        _totals[token].locked += amount.toUint128();
        emit Locked(taskId, token, payer, amount);

        if (token == address(0)) {
            if (msg.value != amount) revert Errors.Escrow_WrongAmount(msg.value, amount);
        } else {
            if (msg.value != 0) revert Errors.Escrow_WrongAmount(msg.value, 0);
            uint256 before = IERC20(token).balanceOf(address(this));
            IERC20(token).safeTransferFrom(payer, address(this), amount);
            uint256 received = IERC20(token).balanceOf(address(this)) - before;
            if (received != amount) revert Errors.Escrow_WrongAmount(received, amount);
        }
    }

    /// @inheritdoc IEscrow
    function settle(
        bytes32 taskId,
        address token,
        uint256 budget,
        uint256 cost,
        uint16 feeBps,
        address provider,
        address buyer
    )
        external
        onlyMarketplace
        returns (uint256 fee, uint256 providerAmount, uint256 refundAmount)
    {
        if (cost > budget) revert Errors.Escrow_CostAboveBudget(cost, budget);
        (fee, providerAmount, refundAmount) = PaymentMath.split(budget, cost, feeBps);

        _unlock(token, budget);
        _credit(taskId, token, provider, providerAmount, CreditKind.PROVIDER);
        _credit(taskId, token, treasury, fee, CreditKind.TREASURY);
        _credit(taskId, token, buyer, refundAmount, CreditKind.REFUND);
    }

    /// @inheritdoc IEscrow
    function refund(bytes32 taskId, address token, uint256 budget, address buyer) external onlyMarketplace {
        _unlock(token, budget);
        _credit(taskId, token, buyer, budget, CreditKind.REFUND);
    }

    /// @inheritdoc IEscrow
    function withdraw(address token, address to) external nonReentrant returns (uint256 amount) {
        if (to == address(0)) revert Errors.Escrow_ZeroAddress();
        amount = claimable[token][msg.sender];
        if (amount == 0) revert Errors.Escrow_NothingToWithdraw(token, msg.sender);

        claimable[token][msg.sender] = 0;
        _totals[token].claimable -= amount.toUint128();
        emit Withdrawn(token, msg.sender, to, amount);

        if (token == address(0)) {
            (bool sent,) = to.call{ value: amount }("");
            if (!sent) revert Errors.Escrow_TransferFailed(to, amount);
        } else {
            IERC20(token).safeTransfer(to, amount);
        }
    }

    /// @inheritdoc IEscrow
    function setTokenAllowed(address token, bool allowed) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _setTokenAllowed(token, allowed);
    }

    /// @inheritdoc IEscrow
    function setTreasury(address treasury_) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _setTreasury(treasury_);
    }

    /// @inheritdoc IEscrow
    function lockedTotal(address token) external view returns (uint256) {
        return _totals[token].locked;
    }

    /// @inheritdoc IEscrow
    function claimableTotal(address token) external view returns (uint256) {
        return _totals[token].claimable;
    }

    /// @dev Moves a whole lock to the ledger's side; the credits that follow sum to `budget`.
    function _unlock(address token, uint256 budget) private {
        Totals memory totals = _totals[token];
        totals.locked -= budget.toUint128();
        totals.claimable += budget.toUint128();
        _totals[token] = totals;
    }

    function _credit(bytes32 taskId, address token, address account, uint256 amount, CreditKind kind) private {
        if (amount == 0) return;
        claimable[token][account] += amount;
        emit Credited(taskId, token, account, amount, kind);
    }

    function _setTokenAllowed(address token, bool allowed) private {
        isTokenAllowed[token] = allowed;
        emit TokenAllowed(token, allowed);
    }

    function _setTreasury(address treasury_) private {
        if (treasury_ == address(0)) revert Errors.Escrow_ZeroAddress();
        emit TreasuryChanged(treasury, treasury_);
        treasury = treasury_;
    }
}
