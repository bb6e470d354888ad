import { randomUUID } from 'node:crypto'
import type { EntityManager, Storage } from '../db/createStorage.js'
import { ChainEffect } from './ChainEffect.js'
import { ChainTransaction } from './ChainTransaction.js'
import type { ChainTransactionState } from './ChainTransactionState.js'

/** An effect that a transaction is to have. */
export interface EffectDraft {
  /** The effect's id. */
  id: string
  kind: string
  subject: string
}

/** A transaction of one account, signed. */
export interface SignedTransaction {
  raw: string
  hash: string
  kind: string
  subject: string
  /** Lower case. */
  toAddress: string
}

/** A transaction with the effects that it carries, in their order. */
export interface PreparedTransaction<E extends EffectDraft> {
  transaction: ChainTransaction
  carried: readonly E[]
}

/**
 * Gives a transaction its nonce, signs and saves it with its effects, before anyone may send it. One at a time per
 * account over all processes (an advisory lock until the SQL transaction ends), so nonces have neither gaps nor
 * doubles. Effects that another transaction carries are left out, and those that were given up; those of one that
 * failed or was replaced are not.
 * @param effects none for a transaction that only uses a nonce
 * @param chainNonce the account's next nonce, as the chain sees it
 * @param sign signs the effects that are left for a nonce
 * @param fixedNonce instead of the next one; refused by the database when another transaction has it
 * @returns null when none of the effects is left
 */
export async function prepareTransaction<E extends EffectDraft>(
  storage: Storage,
  { fromAddress, effects }: { fromAddress: string; effects: readonly E[] },
  chainNonce: () => Promise<number>,
  sign: (nonce: number, effects: readonly E[]) => Promise<SignedTransaction>,
  fixedNonce?: number,
): Promise<PreparedTransaction<E> | null> {
  return storage.fork().transactional(async (em) => {
    // Another account may be about to take the same effects to the chain. In one order: none waits for the other.
    await lockNames(em, [`chain-writer ${fromAddress}`, ...effects.map(lockOf).sort()])
    const found = await lastOf(
      em,
      effects.map(({ id }) => id),
    )
    const notWanted = new Set(found.filter((last) => isGivenUp(last) || isCarried(last)).map(({ effect }) => effect.id))
    const carried = effects.filter(({ id }) => !notWanted.has(id))
    if (carried.length === 0 && effects.length > 0) return null
    const rows = await em.execute<{ last: string | null }[]>(
      'select max(nonce) as last from chain_transaction where from_address = ?',
      [fromAddress],
    )
    const last = rows[0]?.last ?? null
    const nonce = fixedNonce ?? Math.max(await chainNonce(), last === null ? 0 : Number(last) + 1)
    const signed = await sign(nonce, carried)
    const transaction = em.create(ChainTransaction, {
      ...{ ...signed, id: randomUUID(), fromAddress, nonce, state: 'PREPARED' },
      ...{ earlierHashes: [], block: null, final: false, error: null },
    })
    await em.flush()
    if (carried.length > 0) {
      const rows = carried.map(({ id, kind, subject }, index) => ({
        ...{ id, kind, subject, transactionId: transaction.id, error: null },
        position: carried.length > 1 ? index : null,
      }))
      // In the order in which `recordRefused` locks them.
      await em.upsertMany(
        ChainEffect,
        rows.sort((a, b) => (a.id < b.id ? -1 : 1)),
      )
    }
    return { transaction, carried }
  })
}

const lockOf = ({ id }: Pick<EffectDraft, 'id'>): string => `chain-effect ${id}`

/** Takes advisory locks one after the other, until the transaction ends. */
async function lockNames(em: EntityManager, names: readonly string[]): Promise<void> {
  await em.execute(
    'select pg_advisory_xact_lock(hashtextextended(name, 0)) from jsonb_array_elements_text(?::jsonb) as locks (name)',
    [JSON.stringify(names)],
  )
}

/**
 * Gives an effect up for good, unless its transaction may still be mined: no process sends it any more, also one that
 * has gathered it already. The effect stays locked until the transaction ends, so call this before rows are locked.
 * @param em of a transaction
 * @returns whether it is given up, or has been in a block before
 */
export async function giveUpEffect(em: EntityManager, effect: EffectDraft): Promise<boolean> {
  const { id, kind, subject } = effect
  await lockNames(em, [lockOf(effect)])
  const [last] = await findEffects(em, [id])
  if (last && isCarried(last)) return last.transaction.state === 'MINED'
  const givenUp = { transactionId: null, position: null, error: null, givenUpAt: new Date() }
  await em.upsert(ChainEffect, { id, kind, subject, ...givenUp })
  return true
}

/** An effect with the transaction that carries it. */
export interface SentEffect {
  effect: ChainEffect
  transaction: ChainTransaction
}

/** Effects that have a transaction; in no order. */
export async function findEffects(em: EntityManager, ids: readonly string[]): Promise<SentEffect[]> {
  return (await lastOf(em, ids)).filter((last): last is SentEffect => last.transaction !== undefined)
}

type LastEffect = Pick<SentEffect, 'effect'> & Partial<SentEffect>

const isGivenUp = ({ effect }: LastEffect): boolean => effect.transactionId == null

/** Effects with the transactions that carry them, and those that were given up; in no order. */
async function lastOf(em: EntityManager, ids: readonly string[]): Promise<LastEffect[]> {
  if (ids.length === 0) return []
  const effects = await em.find(ChainEffect, { id: { $in: [...ids] } }, { refresh: true })
  const wanted = [...new Set(effects.flatMap(({ transactionId }) => transactionId ?? []))]
  if (wanted.length === 0) return effects.map((effect) => ({ effect }))
  const transactions = await em.find(ChainTransaction, { id: { $in: wanted } }, { refresh: true })
  const byId = new Map(transactions.map((transaction) => [transaction.id, transaction]))
  return effects.flatMap((effect) => {
    const transaction = byId.get(effect.transactionId ?? '')
    if (transaction) return [{ effect, transaction }]
    return isGivenUp({ effect }) ? [{ effect }] : []
  })
}

/** Whether an effect is in the chain, or on its way there. */
export function isCarried({ transaction, effect }: LastEffect): boolean {
  const state = transaction?.state
  return state === 'PREPARED' || state === 'SENT' || (state === 'MINED' && !effect.error)
}

/** The effects of a transaction, in their order. */
export async function effectsOf(em: EntityManager, transactionId: string): Promise<ChainEffect[]> {
  return em.find(ChainEffect, { transactionId }, { orderBy: { position: 'asc' }, refresh: true })
}

/** The items of a mined transaction that the chain refused: the reason for each index of the batch. */
export type Refused = ReadonlyMap<number, string>

/**
 * Records what the chain refused, and that it took the rest.
 * @returns whether the record said something else
 */
export async function recordRefused(em: EntityManager, transactionId: string, refused: Refused): Promise<boolean> {
  const reasons = JSON.stringify(Object.fromEntries(refused))
  const { affectedRows } = await em.execute<{ affectedRows: number }>(
    `with other as (
       select id from chain_effect where transaction_id = ? and error is distinct from (?::jsonb ->> position::text)
       order by id for no key update)
     update chain_effect e set error = ?::jsonb ->> position::text from other where e.id = other.id`,
    [transactionId, reasons, reasons],
    'run',
  )
  return affectedRows > 0
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
 * Replaces a transaction that no node takes by another of the same nonce, and frees its effects. Without effect on one
 * that was settled or replaced meanwhile.
 */
export async function abandonTransaction(
  storage: Storage,
  { id, hash }: Pick<ChainTransaction, 'id' | 'hash'>,
  filler: SignedTransaction,
): Promise<void> {
  await storage.fork().transactional(async (em) => {
    const changed = await em.nativeUpdate(
      ChainTransaction,
      { id, hash: hash ?? null, state: { $in: ['PREPARED', 'SENT'] } },
      { ...filler, state: 'PREPARED', updatedAt: new Date() },
    )
    if (changed > 0) await em.nativeDelete(ChainEffect, { transactionId: id })
  })
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
  details: { block?: number | null; error?: string | null; spent?: bigint } = {},
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

/** Wei that transactions of all accounts paid for gas since an instant, as far as their blocks are known. */
export async function gasSpentSince(em: EntityManager, since: Date): Promise<bigint> {
  const [row] = await em.execute<{ spent: string | null }[]>(
    'select sum(spent) as spent from chain_transaction where spent is not null and updated_at > ?::timestamptz',
    [since.toISOString()],
  )
  return BigInt(row?.spent ?? 0)
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
 * next nonce are no longer in a block, also those that were recorded as mined. They become SENT, to be sent again. So
 * does one whose nonce another transaction had used, for that one is gone as well.
 * @returns how many
 */
export async function reviveTransactions(em: EntityManager, fromAddress: string, nextNonce: number): Promise<number> {
  const { affectedRows } = await em.execute<{ affectedRows: number }>(
    `with lost as (
       select id from chain_transaction
       where from_address = ? and nonce >= ? and state in ('MINED', 'FAILED', 'REPLACED') order by nonce for no key update)
     update chain_transaction t set state = 'SENT', block = null, final = false, error = null, updated_at = to_timestamp(0)
     from lost where t.id = lost.id`,
    [fromAddress, nextNonce],
    'run',
  )
  return affectedRows
}
