// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import { ERC20Permit } from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title TestUSDC
/// @notice A dollar with 6 decimals that anyone can mint, with permits (EIP-2612) as USDC has them. Deployed on local
/// chains only.
contract TestUSDC is ERC20, ERC20Permit {
    constructor() ERC20("Test USD Coin", "USDC") ERC20Permit("Test USD Coin") { }

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    /// @param amount In base units (6 decimals).
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
