// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { Errors } from "./Errors.sol";

/// @title Batch
/// @notice Many calls of the contract's own functions in one transaction, each on its own: an item that fails undoes
/// nothing but itself and is reported. The caller of the batch is the caller of every item.
/// @dev Not payable, so no item can spend a value twice.
abstract contract Batch {
    /// @notice Most gas an item may use: an account that checks its own signature can't burn the others' share.
    uint256 public constant MAX_ITEM_GAS = 500_000;
    /// @dev The 63/64 rule: what must be left so that a call can be given MAX_ITEM_GAS, and its report be written.
    uint256 private constant GAS_PER_ITEM = MAX_ITEM_GAS + MAX_ITEM_GAS / 63 + 5000;
    uint256 private constant MAX_REASON_BYTES = 228;

    /// @notice The item at `index` had no effect.
    /// @param reason Its revert data, cut after 228 bytes; empty when it ran out of its gas.
    event BatchItemFailed(uint256 indexed index, bytes reason);

    /// @param items Calls of this contract's functions, one after the other: two bytes of length (big endian), then so
    /// many bytes of ABI-encoded call. Packed, because padding is paid for.
    /// @return succeeded Number of items that took effect.
    /// @dev Reverts when an item is cut off, or when too little gas is left to give an item its share: a relayer can't
    /// make items fail by sending little gas.
    function batch(bytes calldata items) external returns (uint256 succeeded) {
        uint256 at;
        for (uint256 index; at < items.length; ++index) {
            uint256 start = at + 2;
            // Behind the end of calldata there are zeroes: a cut length reads as a length, and fails the check all the
            // same.
            uint256 size;
            assembly ("memory-safe") {
                size := shr(240, calldataload(add(items.offset, at)))
            }
            at = start + size;
            if (at > items.length) revert Errors.Batch_ItemCutOff(index, at, items.length);
            if (_run(items, start, size, index)) ++succeeded;
            else emit BatchItemFailed(index, _reason());
        }
    }

    /// @dev The call's bytes go to free memory that is not kept, so that a long batch doesn't pay for growing memory.
    /// Its cost grows with the item, so the gas is checked after it.
    function _run(bytes calldata items, uint256 start, uint256 size, uint256 index) private returns (bool success) {
        uint256 itemGas = MAX_ITEM_GAS;
        assembly ("memory-safe") {
            calldatacopy(mload(0x40), add(items.offset, start), size)
        }
        if (gasleft() < GAS_PER_ITEM) revert Errors.Batch_GasTooLow(index, gasleft(), GAS_PER_ITEM);
        assembly ("memory-safe") {
            success := delegatecall(itemGas, address(), mload(0x40), size, 0, 0)
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
