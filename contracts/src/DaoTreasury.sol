// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AccessControl } from "@openzeppelin/contracts/access/AccessControl.sol";
import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import { ReentrancyGuardTransient } from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import { IDaoTreasury } from "./interfaces/IDaoTreasury.sol";
import { Errors } from "./libraries/Errors.sol";

/// @title DaoTreasury
/// @notice See {IDaoTreasury}. The limits are constants: no vote moves them.
contract DaoTreasury is IDaoTreasury, AccessControl, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    struct Period {
        uint40 endsAt;
        uint216 left;
    }

    /// @notice Takes the allowance, nothing else.
    bytes32 public constant OPERATOR_ROLE = keccak256("OPERATOR_ROLE");
    /// @notice 2 % of what there is, in basis points.
    uint256 public constant LIMIT_BPS = 200;
    uint40 public constant PERIOD = 30 days;
    uint256 public constant MAX_ALLOWANCE = 5 ether;
    uint256 private constant BPS = 10_000;

    /// @inheritdoc IDaoTreasury
    uint256 public allowance;
    uint256 private _day;
    uint256 private _takenToday;
    mapping(address token => Period) private _periods;

    /// @param admin The DAO's timelock.
    constructor(address admin, address operator, uint256 allowance_) {
        if (admin == address(0) || operator == address(0)) revert Errors.DaoTreasury_ZeroAddress();
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(OPERATOR_ROLE, operator);
        _setAllowance(allowance_);
    }

    /// @notice Registration fees and platform fees in ETH.
    receive() external payable { }

    /// @inheritdoc IDaoTreasury
    function spend(address token, address to, uint256 amount) external onlyRole(DEFAULT_ADMIN_ROLE) nonReentrant {
        if (to == address(0)) revert Errors.DaoTreasury_ZeroAddress();
        if (amount == 0) revert Errors.DaoTreasury_ZeroAmount();
        uint256 left = spendable(token);
        if (amount > left) revert Errors.DaoTreasury_AboveLimit(token, amount, left);

        Period storage period = _periods[token];
        if (block.timestamp >= period.endsAt) period.endsAt = uint40(block.timestamp) + PERIOD;
        period.left = uint216(left - amount);
        emit Spent(token, to, amount, left - amount);
        if (token == address(0)) _send(to, amount);
        else IERC20(token).safeTransfer(to, amount);
    }

    /// @inheritdoc IDaoTreasury
    function takeAllowance(uint256 amount) external onlyRole(OPERATOR_ROLE) nonReentrant {
        if (amount == 0) revert Errors.DaoTreasury_ZeroAmount();
        uint256 today = block.timestamp / 1 days;
        uint256 taken = today == _day ? _takenToday : 0;
        uint256 left = taken < allowance ? allowance - taken : 0;
        if (amount > left) revert Errors.DaoTreasury_AboveAllowance(amount, left);

        _day = today;
        _takenToday = taken + amount;
        emit AllowanceTaken(msg.sender, amount, left - amount);
        _send(msg.sender, amount);
    }

    /// @inheritdoc IDaoTreasury
    function setAllowance(uint256 allowance_) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _setAllowance(allowance_);
    }

    /// @inheritdoc IDaoTreasury
    function spendable(address token) public view returns (uint256) {
        Period memory period = _periods[token];
        if (block.timestamp < period.endsAt) return period.left;
        uint256 held = token == address(0) ? address(this).balance : IERC20(token).balanceOf(address(this));
        return (held * LIMIT_BPS) / BPS;
    }

    function _setAllowance(uint256 allowance_) private {
        if (allowance_ > MAX_ALLOWANCE) revert Errors.DaoTreasury_AllowanceOutOfBounds(allowance_, MAX_ALLOWANCE);
        allowance = allowance_;
        emit AllowanceChanged(allowance_);
    }

    function _send(address to, uint256 amount) private {
        (bool sent,) = to.call{ value: amount }("");
        if (!sent) revert Errors.DaoTreasury_TransferFailed(to, amount);
    }
}
