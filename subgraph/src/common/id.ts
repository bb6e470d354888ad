import { Address, BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'

/** Id of the one Protocol row: `0x01`. */
export function protocolId(): Bytes {
  return Bytes.fromHexString('0x01')
}

/**
 * Id of anything recorded once per event: transaction hash, then the log index as 4 bytes, little-endian.
 * Example: transaction `0xab…cd` (32 bytes), log 3 → `0xab…cd03000000`.
 */
export function eventId(event: ethereum.Event): Bytes {
  return event.transaction.hash.concatI32(event.logIndex.toI32())
}

/**
 * Id of one of several things recorded for one event: the event's id, then its position as 1 byte.
 * Example: transaction `0xab…cd`, log 3, second movement → `0xab…cd0300000001`.
 */
export function eventPartId(event: ethereum.Event, position: u8): Bytes {
  const part = new Bytes(1)
  part[0] = position
  return eventId(event).concat(part)
}

/**
 * Id of something the contracts number: 32 bytes, big-endian.
 * Example: 7 → `0x00…07`.
 */
export function numberId(number: BigInt): Bytes {
  const id = new Bytes(32)
  // A BigInt's bytes are little-endian, and end with a sign byte where the highest bit is set.
  for (let i = 0; i < number.length && i < 32; i++) id[31 - i] = number[i]
  return id
}

/**
 * Id of an ask: node id (8 bytes), then token (20 bytes).
 * Example: node `0x0102030405060708` in ETH → `0x01020304050607080000000000000000000000000000000000000000`.
 */
export function askId(nodeId: Bytes, token: Address): Bytes {
  return nodeId.concat(token)
}

/**
 * Id of an escrow balance: account (20 bytes), then token (20 bytes).
 * Example: account `0xaa…aa` in ETH → `0xaa…aa00…00`.
 */
export function escrowBalanceId(account: Address, token: Address): Bytes {
  return account.concat(token)
}

/**
 * Id of an account's or node's day: owner (20 or 8 bytes), token (20 bytes), day since 1970 (4 bytes, little-endian).
 * Example: node `0x0102030405060708` in ETH on 1970-01-02 → `0x01020304050607080000…000001000000`.
 */
export function dayId(owner: Bytes, token: Bytes, day: i32): Bytes {
  return owner.concat(token).concatI32(day)
}

/**
 * Id of a link between two wallets: the lower address (20 bytes), then the higher one, so that the order given does not
 * matter. Example: `0xbb…bb` and `0xaa…aa` → `0xaa…aabb…bb`.
 */
export function walletLinkId(one: Address, other: Address): Bytes {
  return isLower(one, other) ? one.concat(other) : other.concat(one)
}

function isLower(one: Address, other: Address): boolean {
  for (let i = 0; i < one.length; i++) {
    if (one[i] != other[i]) return one[i] < other[i]
  }
  return false
}
