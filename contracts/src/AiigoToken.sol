// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import { ERC20Burnable } from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import { ERC20Permit } from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

import { Errors } from "./libraries/Errors.sol";

/// @title AiigoToken
/// @notice The fixed supply of 1 000 000 000 AIIGO (18 decimals), minted once by the distribution table. No
/// account can mint more.
contract AiigoToken is ERC20, ERC20Permit, ERC20Burnable {
    uint256 public constant MAX_SUPPLY = 1_000_000_000e18;

    /// @param holders Accounts that get the initial supply.
    /// @param amounts In base units, one per holder. Reverts unless they sum to `MAX_SUPPLY` exactly.
    constructor(address[] memory holders, uint256[] memory amounts) ERC20("AIIGO", "AIIGO") ERC20Permit("AIIGO") {
        if (holders.length != amounts.length) revert Errors.AiigoToken_TableMismatch(holders.length, amounts.length);
        for (uint256 i; i < holders.length; ++i) {
            _mint(holders[i], amounts[i]);
        }
        if (totalSupply() != MAX_SUPPLY) revert Errors.AiigoToken_SupplyMismatch(totalSupply(), MAX_SUPPLY);
    }
}
