// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { SignatureChecker } from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title Signatures
/// @notice Accepts a key's signature first and asks the account's code (ERC-1271) after: under EIP-7702 an account with
/// code still signs with its key.
library Signatures {
    /// @dev Half the order of secp256k1. Every signature has a second form with a higher s, which any account can
    /// compute; only the lower one counts.
    uint256 private constant MAX_S = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

    /// @dev Recovers by itself instead of by OpenZeppelin's ECDSA, because three of a task's four steps pay for it.
    function isValid(address signer, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        if (signature.length == 65) {
            uint256 r;
            uint256 s;
            uint8 v;
            assembly ("memory-safe") {
                r := calldataload(signature.offset)
                s := calldataload(add(signature.offset, 0x20))
                v := byte(0, calldataload(add(signature.offset, 0x40)))
            }
            // ecrecover returns the zero address for an invalid signature.
            if (s <= MAX_S && signer != address(0) && ecrecover(digest, v, bytes32(r), bytes32(s)) == signer) {
                return true;
            }
        }
        return signer.code.length > 0 && SignatureChecker.isValidERC1271SignatureNowCalldata(signer, digest, signature);
    }
}
