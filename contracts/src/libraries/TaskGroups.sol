// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title TaskGroups
/// @notice One signature for many requests. The buyer signs the EIP-712 struct `TaskGroup`, lists of lists of lists, so
/// a wallet shows each request in full. An account that funds one of them adds the hashes of its neighbours.
/// @dev The depth of the arrays is part of the type: no hash of a list can stand for a request.
library TaskGroups {
    bytes32 internal constant TASK_GROUP_TYPEHASH = keccak256(
        "TaskGroup(TaskRequest[][][] requests)TaskRequest(bytes32 jobId,address buyer,address token,uint128 budget,uint120 maxRate,uint64 maxUsage,uint8 resourceType,uint16 units,uint32 workSeconds,uint32 windowSeconds,uint40 fundBy,uint40 assignBy,uint16 maxFeeBps,address matcher,bytes32 specHash)"
    );
    /// @dev Two counts for each of the three lists.
    uint256 private constant COUNTS = 6;

    /// @notice The struct hash of the group that a request is in, as `signature` says.
    /// @param request Struct hash of the request.
    /// @param signature The group's signature; then for each list, the innermost first, the hashes before and behind;
    /// at the end one byte for each of these six counts.
    /// @return group Meaningless unless `signed` is above zero.
    /// @return signed Bytes of the group's own signature; zero: no such form.
    function groupOf(bytes32 request, bytes calldata signature) internal pure returns (bytes32 group, uint256 signed) {
        if (signature.length <= COUNTS) return (0, 0);
        bytes32 typeHash = TASK_GROUP_TYPEHASH;
        assembly ("memory-safe") {
            let counts := add(signature.offset, sub(signature.length, COUNTS))
            let packed := calldataload(counts)
            let hashes := 0
            for { let i := 0 } lt(i, COUNTS) { i := add(i, 1) } { hashes := add(hashes, byte(i, packed)) }
            let size := add(shl(5, hashes), COUNTS)
            if gt(signature.length, size) {
                signed := sub(signature.length, size)
                let from := add(signature.offset, signed)
                let at := mload(0x40)
                group := request
                for { let i := 0 } lt(i, COUNTS) { i := add(i, 2) } {
                    let before := shl(5, byte(i, packed))
                    let behind := shl(5, byte(add(i, 1), packed))
                    calldatacopy(at, from, before)
                    mstore(add(at, before), group)
                    calldatacopy(add(add(at, before), 0x20), add(from, before), behind)
                    let length := add(before, behind)
                    group := keccak256(at, add(length, 0x20))
                    from := add(from, length)
                }
                mstore(0x00, typeHash)
                mstore(0x20, group)
                group := keccak256(0x00, 0x40)
            }
        }
    }
}
