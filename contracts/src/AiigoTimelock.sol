// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { TimelockController } from "@openzeppelin/contracts/governance/TimelockController.sol";

/// @title AiigoTimelock
/// @notice The DAO's hands and its purse: admin of every contract, holder of the treasury and the ecosystem fund. Only the
/// governor proposes and cancels; anyone executes what is due. It is its own and only admin, from its first block on.
contract AiigoTimelock is TimelockController {
    /// @param minDelay Seconds between a passed vote and its execution.
    constructor(uint256 minDelay, address governor) TimelockController(minDelay, _one(governor), _one(address(0)), address(0)) { }

    /// @dev The zero address as executor is OpenZeppelin's "anyone".
    function _one(address account) private pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = account;
    }
}
