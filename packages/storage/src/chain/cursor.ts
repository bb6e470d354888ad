import type { EntityManager } from '../db/createStorage.js'
import { ChainCursor } from './ChainCursor.js'

/** How far a reader of the chain has got; null before its first time. */
export async function readCursor(
  em: EntityManager,
  id: string,
): Promise<{ block: number; blockHash: string | null } | null> {
  const row = await em.findOne(ChainCursor, { id }, { refresh: true })
  return row ? { block: row.block, blockHash: row.blockHash ?? null } : null
}

/** Keeps how far a reader has got. */
export async function writeCursor(
  em: EntityManager,
  id: string,
  block: number,
  blockHash: string | null,
): Promise<void> {
  await em.execute(
    `insert into chain_cursor (id, block, block_hash, updated_at) values (?, ?, ?, now())
     on conflict (id) do update set block = excluded.block, block_hash = excluded.block_hash, updated_at = now()`,
    [id, block, blockHash],
    'run',
  )
}
