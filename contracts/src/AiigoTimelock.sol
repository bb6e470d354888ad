// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { TimelockController } from "@openzeppelin/contracts/governance/TimelockController.sol";

import { Errors } from "./libraries/Errors.sol";

/// @title AiigoTimelock
/// @notice The DAO's hands: admin of every contract, also of {DaoTreasury}, which holds the DAO's money and bounds what
/// it spends. Only the governor proposes and cancels; anyone executes what is due. It is its own and only admin, from
/// its first block on.
contract AiigoTimelock is TimelockController {
    /// @notice Bounds of the delay; no vote changes them. Stakers have time to leave, and voters are bound until the
    /// end.
    uint256 public constant MIN_DELAY = 1 days;
    uint256 public constant MAX_DELAY = 5 days;

    /// @param minDelay Seconds between a passed vote and its execution.
    constructor(uint256 minDelay, address governor)
        TimelockController(minDelay, _one(governor), _one(address(0)), address(0))
    {
        _checkDelay(minDelay);
    }

    /// @inheritdoc TimelockController
    function updateDelay(uint256 newDelay) public override {
        super.updateDelay(newDelay);
        _checkDelay(newDelay);
    }

    function _checkDelay(uint256 delay) private pure {
        if (delay < MIN_DELAY || delay > MAX_DELAY) {
            revert Errors.AiigoTimelock_DelayOutOfBounds(delay, MIN_DELAY, MAX_DELAY);
        }
    }

    /// @dev The zero address as executor is OpenZeppelin's "anyone".
    function _one(address account) private pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = account;
    }
}
