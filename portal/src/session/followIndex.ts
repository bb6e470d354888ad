import { pause } from '@aiigo/domain'
import type { Hex } from 'viem'

/** Where a transaction is, and how far the subgraph has read. */
export interface ChainIndex {
  /** Number of the transaction's block; null while it is in none. */
  blockOf(hash: Hex): Promise<bigint | null>
  /** Number of the last block that the subgraph has read; null where it does not tell. */
  head(): Promise<bigint | null>
}

interface FollowOptions {
  /** How long the subgraph may take, milliseconds. */
  readonly indexedMs?: number
  /** Between two looks, milliseconds. */
  readonly lookMs?: number
}

/**
 * Waits until the subgraph has read a transaction's block. A reorganisation may move the transaction to a later block
 * meanwhile, or take it out of the chain.
 * @returns DONE; where that takes too long, BEHIND with the transaction in a block, and TAKEN_BACK with it in none
 */
export async function followIndex(
  hash: Hex,
  index: ChainIndex,
  { indexedMs = 60_000, lookMs = 400 }: FollowOptions = {},
): Promise<'DONE' | 'BEHIND' | 'TAKEN_BACK'> {
  let block = await index.blockOf(hash)
  for (const until = Date.now() + indexedMs; Date.now() < until; await pause(lookMs)) {
    const head = await index.head()
    if (head === null || (block !== null && head < block)) continue
    const now = await index.blockOf(hash)
    if (now !== null && now <= head) return 'DONE'
    block = now
  }
  return (await index.blockOf(hash)) === null ? 'TAKEN_BACK' : 'BEHIND'
}
