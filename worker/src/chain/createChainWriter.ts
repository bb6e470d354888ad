import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { LOCAL_CHAIN_ID, type Reader } from '@aiigo/chain'
import { effectId, RetryableError } from '@aiigo/domain'
import { message, queues } from '@aiigo/queue'
import type { Logger, Metrics } from '@aiigo/service'
import {
  ChainTransaction,
  type EntityManager,
  enqueue,
  hasNonceGap,
  inTransaction,
  Job,
  openTransactions,
  prepareTransaction,
  provisionalTransactions,
  recordTransaction,
  replaceTransaction,
  reviseTransaction,
  reviveTransactions,
  type Storage,
} from '@aiigo/storage'
import {
  encodeFunctionData,
  type Hex,
  keccak256,
  type LocalAccount,
  parseGwei,
  parseTransaction,
  TransactionReceiptNotFoundError,
} from 'viem'
import { type Bid, createBidder } from './createBidder.js'
import type { Call } from './createMarketplace.js'
import { rejectionOf, TransactionRejected } from './TransactionRejected.js'

export interface ChainWriterOptions {
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
  /** Milliseconds between looks for a receipt; default 100 on a local chain, else 1000. */
  pollMs?: number
}

export interface Effect {
  /** The effect's id: sending it twice is sending it once. */
  id: string
  /** For people: `assign`, `expire`… */
  kind: string
  /** Task, challenge or node id. */
  subject: string
  call: Call
}

export interface Mined {
  hash: Hex
  block: bigint
}

export interface ChainWriter {
  /**
   * Sends a call and waits until it is in a block. The transaction is saved, with nonce and hash, before it is sent, so
   * that a process that dies at any point leaves something another one can finish.
   * @throws TransactionRejected when the contract refuses it, before or in a block: read the state again and decide
   * @throws RetryableError when the chain is away or slow; the same call goes on where this one stopped
   */
  send(effect: Effect): Promise<Mined>
  /** Whether a transaction of this effect was prepared or sent and may still be mined. */
  isUnderWay(id: string): Promise<boolean>
  /**
   * Finishes earlier work: sends prepared and lost transactions again, byte by byte, and notes what became
   * of them. Run at start (all) and regularly (those untouched for a while).
   * @returns how many are still on their way
   */
  reconcile(untouchedForMs: number): Promise<number>
}

/** Room above the estimate: state may move between estimate and block. */
const GAS_PERCENT = 130n
const RESEND_MS = 5_000
const DEFAULT_MAX_FEE = parseGwei('500')
const TROUBLE_MS = 60_000

/** The only sender of the platform's transactions. */
export function createChainWriter(options: ChainWriterOptions): ChainWriter {
  const { storage, reader, account, chainId, log } = options
  const { confirmations = 12, waitMs = 60_000, pollMs = chainId === LOCAL_CHAIN_ID ? 100 : 1_000 } = options
  const from = account.address.toLowerCase()
  const bidder = createBidder({ reader, bound: options.maxFeePerGas ?? DEFAULT_MAX_FEE, log, metrics: options.metrics })
  const lastTrouble = new Map<string, number>()

  const nonceOf = (blockTag: 'latest' | 'pending') => reader.getTransactionCount({ address: account.address, blockTag })

  async function simulate({ kind, call }: Effect): Promise<bigint> {
    try {
      return await reader.estimateContractGas({ ...call, account })
    } catch (error) {
      throw rejectionOf(kind, error) ?? away(`the gas of ${kind} could not be estimated`, error)
    }
  }

  async function prepare(effect: Effect): Promise<ChainTransaction> {
    const estimate = await simulate(effect)
    const { call, id, kind, subject } = effect
    const bid = await bidder.first(kind)
    const data = encodeFunctionData(call)
    return prepareTransaction(
      storage,
      { id, kind, subject, fromAddress: from, toAddress: call.address.toLowerCase(), data, value: 0n },
      () => nonceOf('latest'),
      async (nonce) => {
        const raw = await account.signTransaction({
          type: 'eip1559',
          chainId,
          nonce,
          to: call.address,
          data,
          value: 0n,
          gas: (estimate * GAS_PERCENT) / 100n,
          ...bid,
        })
        return { raw, hash: keccak256(raw) }
      },
    )
  }

  /** Takes the place of a transaction that is gone, so that those behind it are mined: nothing, sent to oneself. */
  async function fillGap(nonce: number): Promise<void> {
    if (!(await hasNonceGap(storage.fork(), from, nonce))) return
    const bid = await bidder.first('fillGap')
    const id = effectId('chain', 'gap', from, String(nonce))
    const draft = { id, kind: 'fillGap', subject: from, fromAddress: from, toAddress: from, data: '0x', value: 0n }
    const filler = { type: 'eip1559', chainId, nonce, to: account.address, value: 0n, gas: 21_000n } as const
    const raw = await account.signTransaction({ ...filler, ...bid })
    const signed = { raw, hash: keccak256(raw) }
    log.warn({ nonce }, 'no transaction has the next nonce, and others wait behind it; an empty one takes its place')
    await broadcast(
      await prepareTransaction(
        storage,
        draft,
        async () => nonce,
        async () => signed,
        nonce,
      ),
    )
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
    const { chainId: chain, nonce = 0, to = null, data = '0x', value = 0n, gas } = signed
    const again = { type: 'eip1559', chainId: chain ?? chainId, nonce, to, data, value, gas, ...bid } as const
    const raw = await account.signTransaction(again)
    const replaced = await replaceTransaction(storage, transaction, { raw, hash: keccak256(raw) })
    log.info(
      { kind: replaced.kind, nonce, was: transaction.hash, hash: replaced.hash, maxFee: String(bid.maxFeePerGas) },
      'a waiting transaction bids a higher fee',
    )
    return replaced
  }

  /** Gives it to the chain; that the chain has it already, in its pool or in a block, is no error. */
  async function broadcast(transaction: ChainTransaction): Promise<void> {
    try {
      await reader.sendRawTransaction({ serializedTransaction: transaction.raw as Hex })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      const known = /already (known|imported)|nonce too low|nonce is too low|lower than the current nonce/i.test(
        message,
      )
      // Every kind of node words it differently; whether it has the transaction it can always say.
      if (!known && !(await isThere(transaction.hash as Hex))) {
        throw away(`transaction ${transaction.hash} (${transaction.kind}) could not be sent`, error)
      }
    }
    await recordTransaction(storage.fork(), transaction, 'SENT')
  }

  async function isThere(hash: Hex): Promise<boolean> {
    return reader.getTransaction({ hash }).then(
      () => true,
      () => false,
    )
  }

  /** The receipt of the nonce's transaction that is in a block, or null while none is. */
  async function receiptOf(transaction: ChainTransaction): Promise<Mined | TransactionRejected | null> {
    for (const hash of [transaction.hash, ...transaction.earlierHashes] as Hex[]) {
      try {
        const receipt = await reader.getTransactionReceipt({ hash })
        if (receipt.status === 'success') return { hash, block: receipt.blockNumber }
        const details = `a revert in block ${receipt.blockNumber} (transaction ${hash})`
        return new TransactionRejected(transaction.kind, null, details)
      } catch (error) {
        if (!(error instanceof TransactionReceiptNotFoundError)) throw error
      }
    }
    return null
  }

  /** As `receiptOf`, and noted. */
  async function outcomeOf(transaction: ChainTransaction): Promise<Mined | TransactionRejected | null> {
    const outcome = await receiptOf(transaction)
    if (outcome instanceof TransactionRejected) {
      await recordTransaction(storage.fork(), transaction, 'FAILED', { error: outcome.details })
    } else if (outcome) {
      await recordTransaction(storage.fork(), transaction, 'MINED', { block: Number(outcome.block) })
    }
    return outcome
  }

  /** Whether another transaction has used the nonce. */
  async function isReplaced(transaction: ChainTransaction): Promise<boolean> {
    if ((await nonceOf('latest')) <= transaction.nonce) return false
    if ((await outcomeOf(transaction)) !== null) return false
    // A node may count a transaction a moment before it serves the receipt: what looks replaced is asked for once more.
    await sleep(pollMs)
    if ((await outcomeOf(transaction)) !== null) return false
    return recordTransaction(storage.fork(), transaction, 'REPLACED', {
      error: 'its nonce was used by another transaction',
    })
  }

  /**
   * Looks again at a transaction that was mined: the chain may have moved it, reverted it when it was mined again, or
   * lost it. Its job is looked at again then; what is due for it is built anew from the facts.
   */
  async function review(transaction: ChainTransaction): Promise<Mined | TransactionRejected | null> {
    const outcome = await receiptOf(transaction)
    if (outcome && !(outcome instanceof TransactionRejected)) {
      const block = Number(outcome.block)
      const final = BigInt(block + confirmations) <= (await reader.getBlockNumber({ cacheTime: 0 }))
      const moved = block !== transaction.block
      if (moved) await revise(transaction, { block })
      else if (final && !transaction.final) await reviseTransaction(storage.fork(), transaction, { final })
    } else if (outcome) {
      await revise(transaction, { state: 'FAILED', error: outcome.details })
    } else {
      await revise(transaction, { state: 'SENT', block: null })
    }
    return outcome
  }

  async function revise(transaction: ChainTransaction, now: Parameters<typeof reviseTransaction>[2]): Promise<void> {
    await inTransaction(storage, async (em) => {
      if (await reviseTransaction(em, transaction, now)) await lookAgain(em, transaction)
    })
    log.warn(
      { kind: transaction.kind, subject: transaction.subject, hash: transaction.hash, was: transaction.block, ...now },
      'the chain has changed a transaction that was mined',
    )
  }

  /** Has the transaction's job looked at, if it has one. */
  async function lookAgain(em: EntityManager, { subject }: ChainTransaction): Promise<void> {
    const job = await em.findOne(Job, { taskId: subject }, { fields: ['id'] })
    if (!job) return
    const each = { distinguish: [randomUUID()] }
    await enqueue(em, message(queues.advance, { jobId: job.id, cause: 'CHAIN_CHANGED' }, each))
  }

  async function finish(prepared: ChainTransaction): Promise<Mined> {
    let transaction = prepared
    const end = Date.now() + waitMs
    for (let resendAt = 0; Date.now() < end; await sleep(pollMs)) {
      if (Date.now() >= resendAt) {
        // Another process may have replaced it meanwhile, and have died before it could send that.
        transaction = await storage.fork().findOneOrFail(ChainTransaction, { id: transaction.id })
        if (transaction.nonce !== prepared.nonce) transaction = prepared
        else if (!(await outcomeOf(transaction))) transaction = await repriced(transaction)
        await broadcast(transaction)
        resendAt = Date.now() + RESEND_MS
      }
      const outcome = await outcomeOf(transaction)
      if (outcome instanceof TransactionRejected) throw outcome
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
    async send(effect) {
      const found = await storage.fork().findOne(ChainTransaction, { id: effect.id })
      if (found?.state === 'MINED') {
        // A reorganisation may have taken it out of the chain, or left it there reverted.
        const outcome = await review(found)
        if (outcome && !(outcome instanceof TransactionRejected)) return outcome
      }
      // A transaction that was sent before and reverted met another state of the chain: it is built anew.
      if (found?.state === 'SENT') await outcomeOf(found)
      const seen = found?.state === 'MINED' || found?.state === 'SENT'
      const known = seen ? await storage.fork().findOne(ChainTransaction, { id: effect.id }) : found
      const unfinished = known && known.state !== 'FAILED' && known.state !== 'REPLACED'
      const transaction = unfinished ? known : await prepare(effect)
      const mined = await finish(transaction)
      log.info(
        { kind: effect.kind, subject: effect.subject, hash: mined.hash, block: mined.block },
        'transaction mined',
      )
      return mined
    },

    async isUnderWay(id) {
      return (await storage.fork().count(ChainTransaction, { id, state: { $in: ['PREPARED', 'SENT'] } })) > 0
    },

    async reconcile(untouchedForMs) {
      for (const transaction of await provisionalTransactions(storage.fork(), from)) await review(transaction)
      const next = await nonceOf('latest')
      const revived = await reviveTransactions(storage.fork(), from, next)
      if (revived > 0) log.warn({ revived, nonce: next }, 'the chain has lost transactions; they are sent again')
      await fillGap(next)
      const open = await openTransactions(storage.fork(), from, new Date(Date.now() - untouchedForMs))
      let waiting = 0
      for (const transaction of open) {
        // No caller waits for it any more, so no other code would look at its job.
        if ((await outcomeOf(transaction)) || (await isReplaced(transaction))) {
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

  function away(what: string, error: unknown): RetryableError {
    return new RetryableError('CHAIN_AWAY', `${what}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
