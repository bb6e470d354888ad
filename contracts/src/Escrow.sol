// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AccessControl } from "@openzeppelin/contracts/access/AccessControl.sol";
import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { IERC20Permit } from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import { ReentrancyGuardTransient } from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import { IEscrow } from "./interfaces/IEscrow.sol";
import { Errors } from "./libraries/Errors.sol";
import { PaymentMath } from "./libraries/PaymentMath.sol";

/// @title Escrow
/// @notice See {IEscrow}. The admin chooses the treasury and the tokens of new tasks; no role reaches a lock or a
/// ledger.
contract Escrow is IEscrow, AccessControl, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;

    /// @dev One word per token: settling a task changes the fees only, since what was locked is owed to others
    /// afterwards.
    struct Book {
        uint120 liabilities; // bytes 0-14, base units
        uint120 fees; // bytes 15-29, part of the liabilities
        bool allowed; // byte 30: new tasks may be paid in it
        bool known; // byte 31: was allowed once, so tasks in it may still need bonds
    }

    address public immutable marketplace;

    /// @inheritdoc IEscrow
    address public treasury;
    /// @inheritdoc IEscrow
    mapping(address token => mapping(address account => uint256)) public claimable;
    mapping(address token => Book) private _books;

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

    /* -------------------------------------------------- Coming in ----------------------------------------------- */

    /// @inheritdoc IEscrow
    function deposit(address token, address account, uint256 amount) external payable nonReentrant {
        _deposit(token, account, amount);
    }

    /// @inheritdoc IEscrow
    /// @dev A stranger may have used the permit first; the allowance decides.
    function depositWithPermit(
        address token,
        address account,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant {
        if (token.code.length > 0) {
            try IERC20Permit(token).permit(msg.sender, address(this), amount, deadline, v, r, s) { } catch { }
        }
        _deposit(token, account, amount);
    }

    /// @inheritdoc IEscrow
    function lock(address token, address payer, uint256 amount) external payable onlyMarketplace nonReentrant {
        _receive(token, payer, amount, true);
    }

    /* ----------------------------------------------- Moving inside ---------------------------------------------- */

    /// @inheritdoc IEscrow
    function lockFromBalance(address token, address account, uint256 amount, bool newTask) external onlyMarketplace {
        if (newTask && !_books[token].allowed) revert Errors.Escrow_TokenNotAllowed(token);
        uint256 balance = claimable[token][account];
        if (balance < amount) revert Errors.Escrow_BalanceTooLow(token, account, balance, amount);
        unchecked {
            claimable[token][account] = balance - amount;
        }
    }

    /// @inheritdoc IEscrow
    function settle(
        address token,
        uint256 budget,
        uint256 cost,
        uint16 feeBps,
        uint16 rebateBps,
        address provider,
        address buyer
    ) external onlyMarketplace returns (uint256 treasuryAmount, uint256 providerAmount, uint256 buyerAmount) {
        if (cost > budget) revert Errors.Escrow_CostAboveBudget(cost, budget);
        (treasuryAmount, providerAmount, buyerAmount) = PaymentMath.split(budget, cost, feeBps, rebateBps);

        _books[token].fees += treasuryAmount.toUint120();
        _credit(token, provider, providerAmount);
        _credit(token, buyer, buyerAmount);
    }

    /// @inheritdoc IEscrow
    function credit(address token, address account, uint256 amount) external onlyMarketplace {
        _credit(token, account, amount);
    }

    /* -------------------------------------------------- Going out ----------------------------------------------- */

    /// @inheritdoc IEscrow
    function withdraw(address token, address to) external nonReentrant returns (uint256 amount) {
        amount = claimable[token][msg.sender];
        _withdraw(token, to, amount, amount);
    }

    /// @inheritdoc IEscrow
    function withdrawAmount(address token, address to, uint256 amount) external nonReentrant {
        _withdraw(token, to, amount, claimable[token][msg.sender]);
    }

    /// @inheritdoc IEscrow
    function withdrawFees(address token) external nonReentrant returns (uint256 amount) {
        Book memory book = _books[token];
        amount = book.fees;
        address to = treasury;
        if (amount == 0) revert Errors.Escrow_NothingToWithdraw(token, to);

        book.liabilities -= book.fees;
        book.fees = 0;
        _books[token] = book;
        emit FeesWithdrawn(token, to, amount);
        _send(token, to, amount);
    }

    /* ---------------------------------------------------- Admin ------------------------------------------------- */

    /// @inheritdoc IEscrow
    function setTokenAllowed(address token, bool allowed) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _setTokenAllowed(token, allowed);
    }

    /// @inheritdoc IEscrow
    function setTreasury(address treasury_) external onlyRole(DEFAULT_ADMIN_ROLE) {
        if (treasury_ != address(0) && treasury_.code.length == 0) revert Errors.Escrow_NoCode(treasury_);
        _setTreasury(treasury_);
    }

    /* ---------------------------------------------------- Views ------------------------------------------------- */

    /// @inheritdoc IEscrow
    function liabilities(address token) external view returns (uint256) {
        return _books[token].liabilities;
    }

    /// @inheritdoc IEscrow
    function fees(address token) external view returns (uint256) {
        return _books[token].fees;
    }

    /// @inheritdoc IEscrow
    function isTokenAllowed(address token) external view returns (bool) {
        return _books[token].allowed;
    }

    /* --------------------------------------------------- Private ------------------------------------------------ */

    function _deposit(address token, address account, uint256 amount) private {
        if (account == address(0)) revert Errors.Escrow_ZeroAddress();
        if (amount == 0) revert Errors.Escrow_ZeroAmount();
        claimable[token][account] += amount;
        emit Deposited(token, account, msg.sender, amount);
        _receive(token, msg.sender, amount, false);
    }

    /// @dev Books the amount first and reverts unless exactly that arrives: a token that calls back finds the books
    /// closed.
    function _receive(address token, address payer, uint256 amount, bool newTask) private {
        Book memory book = _books[token];
        if (newTask && !book.allowed) revert Errors.Escrow_TokenNotAllowed(token);
        if (!book.known) revert Errors.Escrow_TokenUnknown(token);
        book.liabilities += amount.toUint120();
        _books[token] = book;

        if (token == address(0)) {
            if (msg.value != amount) revert Errors.Escrow_WrongAmount(msg.value, amount);
        } else {
            if (msg.value != 0) revert Errors.Escrow_WrongAmount(msg.value, 0);
            uint256 before = IERC20(token).balanceOf(address(this));
            IERC20(token).safeTransferFrom(payer, address(this), amount);
            uint256 held = IERC20(token).balanceOf(address(this));
            if (held < before || held - before != amount) {
                revert Errors.Escrow_WrongAmount(held < before ? 0 : held - before, amount);
            }
        }
    }

    function _credit(address token, address account, uint256 amount) private {
        if (amount != 0) claimable[token][account] += amount;
    }

    function _withdraw(address token, address to, uint256 amount, uint256 balance) private {
        if (to == address(0)) revert Errors.Escrow_ZeroAddress();
        if (amount == 0) revert Errors.Escrow_NothingToWithdraw(token, msg.sender);
        if (balance < amount) revert Errors.Escrow_BalanceTooLow(token, msg.sender, balance, amount);

        claimable[token][msg.sender] = balance - amount;
        _books[token].liabilities -= uint120(amount);
        emit Withdrawn(token, msg.sender, to, amount);
        _send(token, to, amount);
    }

    function _send(address token, address to, uint256 amount) private {
        if (token == address(0)) {
            (bool sent,) = to.call{ value: amount }("");
            if (!sent) revert Errors.Escrow_TransferFailed(to, amount);
        } else {
            IERC20(token).safeTransfer(to, amount);
        }
    }

    function _setTokenAllowed(address token, bool allowed) private {
        if (allowed && token != address(0) && token.code.length == 0) revert Errors.Escrow_NoCode(token);
        _books[token].allowed = allowed;
        if (allowed) _books[token].known = true;
        emit TokenAllowed(token, allowed);
    }

    function _setTreasury(address treasury_) private {
        if (treasury_ == address(0)) revert Errors.Escrow_ZeroAddress();
        emit TreasuryChanged(treasury, treasury_);
        treasury = treasury_;
    }
}
