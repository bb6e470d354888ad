import type { EntityManager, Storage } from '../db/createStorage.js'
import { ChainTransaction } from './ChainTransaction.js'
import type { ChainTransactionState } from './ChainTransactionState.js'

/** The transaction to send. */
export interface TransactionDraft {
  /** The effect's id. */
  id: string
  kind: string
  subject: string
  /** Lower case. */
  fromAddress: string
  toAddress: string
  data: string
  /** Wei. */
  value: bigint
}

/**
 * Gives a transaction its nonce, signs and saves it, before anyone may send it. One at a time per account over all
 * processes (an advisory lock until the SQL transaction ends), so nonces have neither gaps nor doubles. A transaction
 * that was prepared before is returned as it is; one that failed or was replaced gets a new nonce.
 * @param chainNonce the account's next nonce, as the chain sees it
 * @param sign signs for a nonce; gives the raw transaction and its hash
 * @param fixedNonce instead of the next one; refused by the database when another transaction has it
 */
export async function prepareTransaction(
  storage: Storage,
  draft: TransactionDraft,
  chainNonce: () => Promise<number>,
  sign: (nonce: number) => Promise<{ raw: string; hash: string }>,
  fixedNonce?: number,
): Promise<ChainTransaction> {
  return storage.fork().transactional(async (em) => {
    await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`chain-writer ${draft.fromAddress}`])
    const found = await em.findOne(ChainTransaction, { id: draft.id })
    if (found && found.state !== 'FAILED' && found.state !== 'REPLACED') return found
    const rows = await em.execute<{ last: string | null }[]>(
      'select max(nonce) as last from chain_transaction where from_address = ?',
      [draft.fromAddress],
    )
    const last = rows[0]?.last ?? null
    const nonce = fixedNonce ?? Math.max(await chainNonce(), last === null ? 0 : Number(last) + 1)
    const signed = await sign(nonce)
    await em.upsert(ChainTransaction, {
      ...draft,
      nonce,
      hash: signed.hash,
      raw: signed.raw,
      state: 'PREPARED',
      earlierHashes: [],
      block: null,
      final: false,
      error: null,
      createdAt: found?.createdAt ?? new Date(),
      updatedAt: new Date(),
    })
    return em.findOneOrFail(ChainTransaction, { id: draft.id }, { refresh: true })
  })
}

/**
 * Whether transactions of an account wait behind a nonce that no row has: its row was given a new nonce, and a
 * reorganisation took the transaction it had before out of the chain.
 * @param next the account's next nonce, as the chain sees it
 */
export async function hasNonceGap(em: EntityManager, fromAddress: string, next: number): Promise<boolean> {
  const rows = await em.execute<{ waiting: boolean; there: boolean }[]>(
    `select coalesce(bool_or(nonce > ? and state in ('PREPARED', 'SENT')), false) as waiting, coalesce(bool_or(nonce = ?), false) as there
     from chain_transaction where from_address = ? and nonce >= ?`,
    [next, next, fromAddress, next],
  )
  return rows[0]?.waiting === true && !rows[0].there
}

/**
 * Saves another transaction of the same nonce, with higher fees, in the place of one that waits. The hash before is
 * kept. A process that dies before it sends leaves a PREPARED row, which the reconcile loop of any worker sends.
 * @returns the row as it is now: with another process's replacement when that was faster, or settled meanwhile
 */
export async function replaceTransaction(
  storage: Storage,
  transaction: ChainTransaction,
  signed: { raw: string; hash: string },
): Promise<ChainTransaction> {
  const em = storage.fork()
  await em.nativeUpdate(
    ChainTransaction,
    { id: transaction.id, hash: transaction.hash ?? null, state: { $in: ['PREPARED', 'SENT'] } },
    {
      ...signed,
      earlierHashes: [...transaction.earlierHashes, ...(transaction.hash ? [transaction.hash] : [])],
      state: 'PREPARED',
      updatedAt: new Date(),
    },
  )
  return em.findOneOrFail(ChainTransaction, { id: transaction.id })
}

/**
 * Records the outcome of a transaction that has none yet. A block settles the row's nonce, whichever of its hashes is
 * in it; any other outcome is recorded only while the row still has the hash that the caller knows.
 * @returns whether it was recorded
 */
export async function recordTransaction(
  em: EntityManager,
  transaction: { id: string; nonce: number; hash?: string | null | undefined },
  state: ChainTransactionState,
  details: { block?: number | null; error?: string | null } = {},
): Promise<boolean> {
  const mined = state === 'MINED' || state === 'FAILED'
  const changed = await em.nativeUpdate(
    ChainTransaction,
    {
      id: transaction.id,
      ...(mined ? { nonce: transaction.nonce } : { hash: transaction.hash ?? null }),
      state: { $in: ['PREPARED', 'SENT'] },
    },
    { ...details, state, updatedAt: new Date() },
  )
  return changed > 0
}

/**
 * Transactions of an account whose fate is not known, in order of nonce.
 * @param before only those untouched since
 */
export async function openTransactions(
  em: EntityManager,
  fromAddress: string,
  before: Date,
): Promise<ChainTransaction[]> {
  return em.find(
    ChainTransaction,
    { fromAddress, state: { $in: ['PREPARED', 'SENT'] }, updatedAt: { $lte: before } },
    { orderBy: { nonce: 'asc' } },
  )
}

/** Transactions of an account in blocks that the chain may still take back. */
export async function provisionalTransactions(
  em: EntityManager,
  fromAddress: string,
  limit = 500,
): Promise<ChainTransaction[]> {
  return em.find(ChainTransaction, { fromAddress, state: 'MINED', final: false }, { orderBy: { block: 'asc' }, limit })
}

/**
 * Records the present state of a mined transaction, unless another process did so first.
 * @returns whether it was recorded
 */
export async function reviseTransaction(
  em: EntityManager,
  { id, nonce, block }: Pick<ChainTransaction, 'id' | 'nonce' | 'block'>,
  now: Pick<Partial<ChainTransaction>, 'state' | 'block' | 'final' | 'error'>,
): Promise<boolean> {
  const known = { id, nonce, block: block ?? null, state: 'MINED', final: false } as const
  return (await em.nativeUpdate(ChainTransaction, known, { ...now, updatedAt: new Date() })) > 0
}

/**
 * The chain has forgotten blocks (a reorganisation, a restored older state): transactions at or above the account's
 * next nonce are no longer in a block, also those that were recorded as mined. They become SENT, to be sent again.
 * @returns how many
 */
export async function reviveTransactions(em: EntityManager, fromAddress: string, nextNonce: number): Promise<number> {
  return em.nativeUpdate(
    ChainTransaction,
    { fromAddress, nonce: { $gte: nextNonce }, state: { $in: ['MINED', 'FAILED'] } },
    { state: 'SENT', block: null, final: false, error: null, updatedAt: new Date(0) },
  )
}
