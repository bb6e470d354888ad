import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { LOCAL_CHAIN_ID, type Reader, taskMarketplaceAbi } from '@aiigo/chain'
import { RetryableError } from '@aiigo/domain'
import { message, queues } from '@aiigo/queue'
import { createMetrics, type Logger, type Metrics } from '@aiigo/service'
import {
  abandonTransaction,
  ChainTransaction,
  type EffectDraft,
  type EntityManager,
  effectsOf,
  enqueue,
  hasNonceGap,
  inTransaction,
  Job,
  openTransactions,
  type PreparedTransaction,
  prepareTransaction,
  provisionalTransactions,
  type Refused,
  recordRefused,
  recordTransaction,
  replaceTransaction,
  reviseTransaction,
  reviveTransactions,
  type Storage,
} from '@aiigo/storage'
import {
  type Address,
  type Hex,
  keccak256,
  type LocalAccount,
  type Log,
  parseEventLogs,
  parseGwei,
  parseTransaction,
  TransactionReceiptNotFoundError,
} from 'viem'
import { type Bid, createBidder } from './createBidder.js'
import { createChainMeter } from './createChainMeter.js'
import type { GasBudget } from './createGasBudget.js'
import { refusalWords } from './TransactionRejected.js'

export interface SenderOptions {
  storage: Storage
  reader: Reader
  account: LocalAccount
  chainId: number
  log: Logger
  /** Blocks after which a transaction is not looked at again; default 12. */
  confirmations?: number
  /** How long a call waits for its block before its queue job is tried again. Milliseconds, default 60 000. */
  waitMs?: number
  /** The most that a transaction bids, wei for each unit of gas; default 500 gwei. */
  maxFeePerGas?: bigint
  metrics?: Metrics
  /** Default: none. */
  budget?: GasBudget
  /** Milliseconds between looks for a receipt; default 100 on a local chain, else 1000. */
  pollMs?: number
}

/** A transaction that is to be made. */
export interface Draft<E extends EffectDraft> {
  effects: readonly E[]
  to: Address
  /** Of the effects that no other transaction carries. */
  encode(effects: readonly E[]): Hex
  /** Units of gas that it may use. */
  gas: bigint
}

/** The fate of a transaction that is in a block. */
export interface Outcome {
  hash: Hex
  block: bigint
  blockHash: Hex
  /** Why the whole of it was reverted; null when it was not. */
  reverted: string | null
  /** The items of a batch that the chain refused. */
  refused: Refused
  /** Events of it. */
  logs: readonly Log[]
  /** Units of gas that it used, and wei that it paid for each. */
  gasUsed: bigint
  gasPrice: bigint
}

/** Sends the transactions of one account, each saved before it is sent, and looks after them until they are final. */
export interface Sender {
  /** @returns null when other transactions carry all the effects */
  prepare<E extends EffectDraft>(draft: Draft<E>): Promise<PreparedTransaction<E> | null>
  /** Gives it to the chain; that the chain has it already, in its pool or in a block, is no error. */
  broadcast(transaction: ChainTransaction): Promise<void>
  /** Waits for its block, and sends it again meanwhile. @param sentAt of the last time, milliseconds */
  finish(transaction: ChainTransaction, sentAt?: number): Promise<Outcome>
  /** Looks at a transaction that waits, and records its outcome. @returns null while it is in no block */
  look(transaction: ChainTransaction): Promise<Outcome | null>
  /** Looks again at a transaction that was mined, and records what the chain changed. */
  review(transaction: ChainTransaction): Promise<Outcome | null>
  /** @returns how many transactions are still on their way */
  reconcile(untouchedForMs: number): Promise<number>
}

const RESEND_MS = 5_000
/** Answers of nodes that mean this transaction, and not this moment. */
const NEVER_TAKEN =
  /oversized|exceeds block gas limit|gas limit (is )?too high|exceeds.* gas (limit|cap)|intrinsic gas/i
/** Kind and gas of an empty transaction, sent to oneself. */
const FILLER = 'fillGap'
const FILLER_GAS = 21_000n
/** Kind of a transaction with several effects. */
const BATCH = 'batch'
const DEFAULT_MAX_FEE = parseGwei('500')
const TROUBLE_MS = 60_000

export function createSender(options: SenderOptions): Sender {
  const { storage, reader, account, chainId, log } = options
  const { metrics = createMetrics({ runtime: false }) } = options
  const { confirmations = 12, waitMs = 60_000, pollMs = chainId === LOCAL_CHAIN_ID ? 100 : 1_000 } = options
  const from = account.address.toLowerCase()
  const bidder = createBidder({ reader, bound: options.maxFeePerGas ?? DEFAULT_MAX_FEE, log, metrics })
  const meter = createChainMeter(metrics)
  const lastTrouble = new Map<string, number>()

  const nonceOf = (blockTag: 'latest' | 'pending') => reader.getTransactionCount({ address: account.address, blockTag })

  async function prepare<E extends EffectDraft>(
    { effects, to, encode, gas }: Draft<E>,
    fixedNonce?: number,
  ): Promise<PreparedTransaction<E> | null> {
    const named = (carried: readonly E[]) => {
      const [only, ...others] = carried
      if (!only) return { kind: FILLER, subject: to.toLowerCase() }
      return others.length > 0 ? { kind: BATCH, subject: to.toLowerCase() } : { kind: only.kind, subject: only.subject }
    }
    // An empty one lets those behind it be mined.
    if (effects.length > 0) await options.budget?.check(named(effects).kind)
    const bid = await bidder.first(named(effects).kind)
    return prepareTransaction(
      storage,
      { fromAddress: from, effects },
      async () => fixedNonce ?? nonceOf('latest'),
      async (nonce, carried) => {
        const signed = await sign({ nonce, to, data: encode(carried), gas, ...bid })
        return { ...signed, toAddress: to.toLowerCase(), ...named(carried) }
      },
      fixedNonce,
    )
  }

  /** @returns the signed transaction, and the hash that it will have on chain */
  async function sign(
    call: { nonce: number; to: Address | null; data?: Hex; gas: bigint | undefined; value?: bigint } & Bid,
  ): Promise<{ raw: Hex; hash: Hex }> {
    const raw = await account.signTransaction({ type: 'eip1559', chainId, value: 0n, ...call })
    return { raw, hash: keccak256(raw) }
  }

  /** Takes the place of a transaction that is gone, so that those behind it are mined: nothing, sent to oneself. */
  async function fillGap(nonce: number): Promise<void> {
    if (!(await hasNonceGap(storage.fork(), from, nonce))) return
    log.warn({ nonce }, 'no transaction has the next nonce, and others wait behind it; an empty one takes its place')
    const filler = { effects: [], to: account.address, encode: (): Hex => '0x', gas: FILLER_GAS }
    const prepared = await prepare(filler, nonce)
    if (prepared) await broadcast(prepared.transaction)
  }

  /**
   * A waiting transaction, with a higher fee when the next block would not take it: one below the market's price holds
   * up every nonce behind it. The replacement is saved before anyone may send it.
   */
  async function repriced(transaction: ChainTransaction): Promise<ChainTransaction> {
    if (!transaction.raw) return transaction
    const signed = parseTransaction(transaction.raw as Hex)
    const { maxFeePerGas = 0n, maxPriorityFeePerGas = 0n } = signed as Partial<Bid>
    const bid = await bidder.higher(transaction.kind, { maxFeePerGas, maxPriorityFeePerGas })
    if (!bid) return transaction
    const { nonce = 0, to = null, data = '0x', value = 0n, gas } = signed
    const again = await sign({ nonce, to, data, value, gas, ...bid })
    const replaced = await replaceTransaction(storage, transaction, again)
    log.info(
      { kind: replaced.kind, nonce, was: transaction.hash, hash: replaced.hash, maxFee: String(bid.maxFeePerGas) },
      'a waiting transaction bids a higher fee',
    )
    return replaced
  }

  async function broadcast(transaction: ChainTransaction): Promise<void> {
    try {
      await reader.sendRawTransaction({ serializedTransaction: transaction.raw as Hex })
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      const known = /already (known|imported)|nonce too low|nonce is too low|lower than the current nonce/i.test(words)
      // Every kind of node words it differently; whether it has the transaction it can always say.
      if (!known && !(await isThere(transaction.hash as Hex))) {
        if (NEVER_TAKEN.test(words)) await abandon(transaction, words)
        throw chainAway(`transaction ${transaction.hash} (${transaction.kind}) could not be sent`, error)
      }
    }
    await recordTransaction(storage.fork(), transaction, 'SENT')
  }

  /**
   * Gives up a transaction that no node will ever take: an empty one gets its nonce, so that those behind it are mined,
   * and its effects are free for another.
   */
  async function abandon(transaction: ChainTransaction, words: string): Promise<void> {
    log.error(
      { kind: transaction.kind, hash: transaction.hash, words },
      'no node takes this transaction; it is given up',
    )
    const bid = await bidder.first(FILLER)
    const signed = await sign({ nonce: transaction.nonce, to: account.address, gas: FILLER_GAS, ...bid })
    meter.abandoned(transaction)
    await abandonTransaction(storage, transaction, { ...signed, kind: FILLER, subject: from, toAddress: from })
  }

  async function isThere(hash: Hex): Promise<boolean> {
    return reader.getTransaction({ hash }).then(
      () => true,
      () => false,
    )
  }

  /** The receipt of the nonce's transaction that is in a block, or null while none is. */
  async function receiptOf(transaction: ChainTransaction): Promise<Outcome | null> {
    for (const hash of [transaction.hash, ...transaction.earlierHashes] as Hex[]) {
      try {
        const receipt = await reader.getTransactionReceipt({ hash })
        const { status, blockNumber: block, blockHash, logs, gasUsed, effectiveGasPrice: gasPrice } = receipt
        const reverted = status === 'success' ? null : `a revert in block ${block} (transaction ${hash})`
        const own = logs.filter(({ address }) => address.toLowerCase() === transaction.toAddress)
        return { hash, block, blockHash, reverted, refused: refusedIn(own), logs, gasUsed, gasPrice }
      } catch (error) {
        if (!(error instanceof TransactionReceiptNotFoundError)) throw error
      }
    }
    return null
  }

  async function look(transaction: ChainTransaction): Promise<Outcome | null> {
    const outcome = await receiptOf(transaction)
    if (!outcome) return null
    const { block, reverted, refused } = outcome
    const state = reverted === null ? 'MINED' : 'FAILED'
    const spent = outcome.gasUsed * outcome.gasPrice
    const details = reverted === null ? { block: Number(block), spent } : { error: reverted, spent }
    const record = (em: EntityManager) => recordTransaction(em, transaction, state, details)
    const recordBatch = async (em: EntityManager) => {
      if (!(await record(em))) return false
      await recordRefused(em, transaction.id, refused)
      return true
    }
    const isRecorded =
      transaction.kind === BATCH ? await storage.fork().transactional(recordBatch) : await record(storage.fork())
    if (isRecorded) meter.settled(transaction, outcome)
    return outcome
  }

  /** Whether another transaction has used the nonce. */
  async function isReplaced(transaction: ChainTransaction): Promise<boolean> {
    if ((await nonceOf('latest')) <= transaction.nonce) return false
    if ((await look(transaction)) !== null) return false
    // A node may count a transaction a moment before it serves the receipt: what looks replaced is asked for once more.
    await sleep(pollMs)
    if ((await look(transaction)) !== null) return false
    const error = 'its nonce was used by another transaction'
    if (await recordTransaction(storage.fork(), transaction, 'REPLACED', { error })) meter.replaced(transaction)
    return (await storage.fork().count(ChainTransaction, { id: transaction.id, state: 'REPLACED' })) > 0
  }

  /**
   * The chain may have moved a mined transaction, reverted it when it was mined again, or lost it. Its jobs are looked
   * at again then; what is due for them is built anew from the facts.
   */
  async function review(transaction: ChainTransaction): Promise<Outcome | null> {
    const outcome = await receiptOf(transaction)
    if (!outcome) await revise(transaction, { state: 'SENT', block: null })
    else if (outcome.reverted !== null) await revise(transaction, { state: 'FAILED', error: outcome.reverted })
    else {
      const block = Number(outcome.block)
      const moved = block !== transaction.block
      const final = BigInt(block + confirmations) <= (await reader.getBlockNumber({ cacheTime: 0 }))
      if (moved) await revise(transaction, { block }, outcome.refused)
      else if (transaction.kind === BATCH) await reviewItems(transaction, outcome.refused)
      if (!moved && final && !transaction.final) await reviseTransaction(storage.fork(), transaction, { final })
    }
    return outcome
  }

  /** Mined again at the same height, a batch may have met another state of the chain. */
  async function reviewItems(transaction: ChainTransaction, refused: Refused): Promise<void> {
    await inTransaction(storage, async (em) => {
      if (await recordRefused(em, transaction.id, refused)) await lookAgain(em, transaction)
    })
  }

  async function revise(
    transaction: ChainTransaction,
    now: Parameters<typeof reviseTransaction>[2],
    refused?: Refused,
  ): Promise<void> {
    await inTransaction(storage, async (em) => {
      if (!(await reviseTransaction(em, transaction, now))) return
      if (refused) await recordRefused(em, transaction.id, refused)
      await lookAgain(em, transaction)
    })
    log.warn(
      { kind: transaction.kind, subject: transaction.subject, hash: transaction.hash, was: transaction.block, ...now },
      'the chain has changed a transaction that was mined',
    )
  }

  /** Has the jobs of a transaction looked at. */
  async function lookAgain(em: EntityManager, { id }: ChainTransaction): Promise<void> {
    const subjects = (await effectsOf(em, id)).map(({ subject }) => subject)
    const jobs = await em.find(Job, { taskId: { $in: subjects } }, { fields: ['id'] })
    const messages = jobs.map((job) =>
      message(queues.advance, { jobId: job.id, cause: 'CHAIN_CHANGED' }, { distinguish: [randomUUID()] }),
    )
    enqueue(em, ...messages)
  }

  async function finish(prepared: ChainTransaction, sentAt = 0): Promise<Outcome> {
    let transaction = prepared
    const end = Date.now() + waitMs
    for (let resendAt = sentAt + RESEND_MS; Date.now() < end; await sleep(pollMs)) {
      if (Date.now() >= resendAt) {
        // Another process may have replaced it meanwhile, and have died before it could send that.
        transaction = await storage.fork().findOneOrFail(ChainTransaction, { id: transaction.id })
        if (!(await look(transaction))) transaction = await repriced(transaction)
        await broadcast(transaction)
        resendAt = Date.now() + RESEND_MS
      }
      const outcome = await look(transaction)
      if (outcome) return outcome
      if (await isReplaced(transaction)) {
        throw new RetryableError(
          'TRANSACTION_REPLACED',
          `nonce ${transaction.nonce} of ${from} was used by another transaction; ${transaction.kind} gets a new one`,
        )
      }
    }
    throw new RetryableError(
      'TRANSACTION_PENDING',
      `expected transaction ${transaction.hash} (${transaction.kind}) in a block within ${waitMs} ms; it is waited for again`,
    )
  }

  return {
    prepare: (draft) => prepare(draft),
    broadcast,
    finish,
    look,
    review,

    async reconcile(untouchedForMs) {
      for (const transaction of await provisionalTransactions(storage.fork(), from)) await review(transaction)
      const next = await nonceOf('latest')
      const revived = await reviveTransactions(storage.fork(), from, next)
      if (revived > 0) log.warn({ revived, nonce: next }, 'the chain has lost transactions; they are sent again')
      await fillGap(next)
      const open = await openTransactions(storage.fork(), from, new Date(Date.now() - untouchedForMs))
      let waiting = 0
      for (const transaction of open) {
        // No caller waits for it any more, so no other code would look at its jobs.
        if ((await look(transaction)) || (await isReplaced(transaction))) {
          await inTransaction(storage, (em) => lookAgain(em, transaction))
          continue
        }
        waiting++
        // One that no node takes must not keep the others from being sent.
        try {
          const priced = await repriced(transaction)
          await broadcast(priced)
          const { kind, hash, nonce } = priced
          log.info({ kind, hash, nonce }, 'unfinished transaction sent again')
        } catch (error) {
          trouble(transaction.kind, error)
        }
      }
      return waiting
    },
  }

  /** One line for each kind and interval. */
  function trouble(kind: string, error: unknown): void {
    if (Date.now() - (lastTrouble.get(kind) ?? 0) < TROUBLE_MS) return
    lastTrouble.set(kind, Date.now())
    log.warn({ err: error, kind }, 'an unfinished transaction could not be sent again')
  }
}

/** The reasons of a batch's items that failed, by their index. */
function refusedIn(logs: Log[]): Refused {
  const failed = parseEventLogs({ abi: taskMarketplaceAbi, logs, eventName: 'BatchItemFailed' })
  return new Map(failed.map(({ args }) => [Number(args.index), refusalWords(args.reason)]))
}

export function chainAway(what: string, error: unknown): RetryableError {
  return new RetryableError('CHAIN_AWAY', `${what}: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
  })
}
