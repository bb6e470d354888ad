// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title TestUSDC
/// @notice A dollar with 6 decimals that anyone can mint. Deployed on local chains only.
contract TestUSDC is ERC20 {
    constructor() ERC20("Test USD Coin", "USDC") { }

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    /// @param amount In base units (6 decimals).
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
