// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Errors } from "./Errors.sol";

/// @title Batch
/// @notice Many calls of the contract's own functions in one transaction, each on its own: an item that fails undoes nothing but
/// itself and is reported. The caller of the batch is the caller of every item.
/// @dev Not payable, so no item can spend a value twice.
abstract contract Batch {
    /// @notice Most gas an item may use: an account that checks its own signature can't burn the others' share.
    uint256 public constant MAX_ITEM_GAS = 500_000;
    uint256 private constant MAX_REASON_BYTES = 228;

    /// @notice The item at `index` had no effect.
    /// @param reason What it reverted with, cut after 228 bytes; empty when it ran out of its gas.
    event BatchItemFailed(uint256 indexed index, bytes reason);

    /// @param calls ABI-encoded calls of this contract's functions.
    /// @return succeeded How many items took effect.
    /// @dev Reverts when too little gas is left to give an item its share: a relayer can't make items fail by sending little gas.
    function batch(bytes[] calldata calls) external returns (uint256 succeeded) {
        for (uint256 i; i < calls.length; ++i) {
            // The 63/64 rule: what a call may be given at most.
            uint256 gasNeeded = MAX_ITEM_GAS + MAX_ITEM_GAS / 63 + 5000;
            if (gasleft() < gasNeeded) revert Errors.Batch_GasTooLow(i, gasleft(), gasNeeded);
            if (_run(calls[i])) ++succeeded;
            else emit BatchItemFailed(i, _reason());
        }
    }

    /// @dev The call's bytes go to free memory that is not kept, so that a long batch doesn't pay for growing memory.
    function _run(bytes calldata call) private returns (bool success) {
        uint256 itemGas = MAX_ITEM_GAS;
        assembly ("memory-safe") {
            let at := mload(0x40)
            calldatacopy(at, call.offset, call.length)
            success := delegatecall(itemGas, address(), at, call.length, 0, 0)
        }
    }

    function _reason() private pure returns (bytes memory reason) {
        uint256 maxBytes = MAX_REASON_BYTES;
        assembly ("memory-safe") {
            let size := returndatasize()
            if gt(size, maxBytes) { size := maxBytes }
            reason := mload(0x40)
            mstore(reason, size)
            returndatacopy(add(reason, 0x20), 0, size)
            mstore(0x40, and(add(add(reason, 0x3f), size), not(0x1f)))
        }
    }
}
