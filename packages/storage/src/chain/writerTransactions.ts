import type { EntityManager } from '../db/createStorage.js'
import { ChainTransaction } from './ChainTransaction.js'

export interface WriterTransactions {
  /** In no block yet, in order of their nonces. */
  open: ChainTransaction[]
  /** How many there are. */
  openCount: number
  /** Those of the last nonces that were reverted or replaced, the latest first. */
  failed: ChainTransaction[]
}

/** Nonces in which failures are looked for, so that rare ones do not cost a look at everything. */
const RECENT = 2_000

/** An account's transactions as its operator wants to see them. @param first of each list */
export async function writerTransactions(
  em: EntityManager,
  fromAddress: string,
  first: number,
): Promise<WriterTransactions> {
  const isOpen = { fromAddress, state: { $in: ['PREPARED', 'SENT'] as const } }
  const [last] = await em.find(ChainTransaction, { fromAddress }, { orderBy: { nonce: 'desc' }, limit: 1 })
  const recent = (last?.nonce ?? 0) - RECENT
  const [open, openCount, failed] = [
    await em.find(ChainTransaction, isOpen, { orderBy: { nonce: 'asc' }, limit: first, refresh: true }),
    await em.count(ChainTransaction, isOpen),
    await em.find(
      ChainTransaction,
      { fromAddress, nonce: { $gte: recent }, state: { $in: ['FAILED', 'REPLACED'] } },
      { orderBy: { nonce: 'desc' }, limit: first },
    ),
  ]
  return { open, openCount, failed }
}
