import { pause } from '@aiigo/domain'
import { type Address, type Hex, isAddressEqual, type Transaction } from 'viem'
import { sdkError } from '../errors.js'
import type { ChainReader } from './Connection.js'

/** A transaction as it was handed to the wallet. */
export interface SentTransaction {
  readonly hash: Hex
  readonly from: Address
  readonly to: Address
  readonly data: Hex
  /** Wei. */
  readonly value: bigint
  /** The account's next nonce, and the chain's last block, just before it was sent. */
  readonly nonce: number
  readonly block: bigint
}

/** How long a transaction may take into a block, milliseconds. */
const MINED_MS = 180_000
/** Time between looks for a transaction that is in no block, milliseconds. */
const LOOK_MS = 5_000
/** Looks in a row that find nothing before it may be gone: nodes behind one address do not know the same ones. */
const MISSES = 6

interface MinedWaitDeps {
  readonly reader: ChainReader
  readonly lookMs?: number
  readonly minedMs?: number
}

/**
 * Makes the wait for a transaction's block. It returns the transaction that is in the block: the one that was sent, or
 * the same call at another fee.
 *
 * A wallet replaces a transaction by another one with the same nonce, and a node forgets the first at once. So a
 * transaction counts as dropped only when a node has known it, none knows it any more, and nothing waits at its nonce.
 * One that no node has seen may be on a private way to a block.
 */
export function createMinedWait({ reader, lookMs = LOOK_MS, minedMs = MINED_MS }: MinedWaitDeps) {
  /** Undefined where no node knows it, null where none answered. */
  async function lookFor(hash: Hex): Promise<Transaction | null | undefined> {
    try {
      return await reader.getTransaction({ hash })
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : null
      return (cause as { name?: string } | null)?.name === 'TransactionNotFoundError' ? undefined : null
    }
  }

  /** The transaction of a nonce in the blocks since it was sent, null where none of them has it. */
  async function minedAt(sent: SentTransaction, nonce: number): Promise<Transaction | null> {
    const last = await reader.getBlockNumber()
    for (let blockNumber = sent.block + 1n; blockNumber <= last; blockNumber++) {
      const { transactions } = await reader.getBlock({ blockNumber, includeTransactions: true })
      const found = transactions.find((one) => one.nonce === nonce && isAddressEqual(one.from, sent.from))
      if (found) return found
    }
    return null
  }

  /**
   * Looks at the nonce of a transaction that no node knows. Resolves with the same call at another fee, or null where
   * the transaction may still come.
   * @param known The nonce that a node has told, null where none has seen the transaction.
   */
  async function lookAtNonce(sent: SentTransaction, known: number | null, what: string): Promise<Hex | null> {
    const { hash, from: address } = sent
    const nonce = known ?? sent.nonce
    const [latest, pending] = await Promise.all([
      reader.getTransactionCount({ address, blockTag: 'latest' }),
      reader.getTransactionCount({ address, blockTag: 'pending' }),
    ])
    if (latest > nonce) {
      const mined = await minedAt(sent, nonce)
      if (!mined) return null
      if (mined.hash === hash || isSameCall(mined, sent)) return mined.hash
      throw sdkError(
        'TRANSACTION_REPLACED',
        `${what}: the transaction ${hash} was replaced in the wallet by ${mined.hash}`,
      )
    }
    if (pending > nonce || known === null) return null
    throw sdkError(
      'TRANSACTION_DROPPED',
      `${what}: the network knows the transaction ${hash} no more, and it is in no block; look at the wallet, then send it again`,
    )
  }

  /** Resolves with the transaction in the block where it is not found by its own hash. */
  async function watchNonce(sent: SentTransaction, what: string, over: AbortSignal): Promise<Hex> {
    let known: number | null = null
    for (let misses = 0; ; ) {
      const found = await lookFor(sent.hash)
      if (found) known = found.nonce
      misses = found === undefined ? misses + 1 : 0
      if (misses >= MISSES) {
        misses = 0
        // A node that does not answer tells nothing.
        const end = await lookAtNonce(sent, known, what).catch((error: unknown) => {
          if (isEnd(error)) throw error
          return null
        })
        if (end) return end
      }
      await pause(lookMs, over)
    }
  }

  /** @throws NotRetryableError `TRANSACTION_*`; RetryableError `REVERTED_LATE` */
  return async function untilMined(sent: SentTransaction, what: string): Promise<Hex> {
    const over = new AbortController()
    const timeout = { timeout: minedMs }
    let replacement: string | undefined
    const mining = reader.waitForTransactionReceipt({
      ...{ hash: sent.hash, ...timeout },
      onReplaced: ({ reason }) => {
        if (reason !== 'repriced') replacement = reason
      },
    })
    const elsewhere = watchNonce(sent, what, over.signal).then((hash) =>
      reader.waitForTransactionReceipt({ hash, ...timeout }),
    )
    try {
      const receipt = await Promise.race([mining, elsewhere])
      const { transactionHash, status, blockNumber } = receipt
      if (replacement) {
        throw sdkError(
          'TRANSACTION_REPLACED',
          `${what}: the transaction ${sent.hash} was ${replacement} in the wallet by ${transactionHash}`,
        )
      }
      if (status === 'success') return transactionHash
      throw sdkError('REVERTED_LATE', `${what} was accepted but failed in block ${blockNumber} (${transactionHash})`)
    } catch (error) {
      if ((error as { name?: string }).name !== 'WaitForTransactionReceiptTimeoutError') throw error
      throw sdkError(
        'TRANSACTION_WAITING',
        `${what}: the transaction ${sent.hash} is in no block after ${minedMs / 1_000} s, and may still come into one; look at the wallet before you send it again`,
        { cause: error },
      )
    } finally {
      over.abort()
      // The slower of the two has nobody who waits for it.
      mining.catch(() => undefined)
      elsewhere.catch(() => undefined)
    }
  }
}

const isSameCall = ({ to, input, value }: Transaction, sent: SentTransaction): boolean =>
  to !== null && isAddressEqual(to, sent.to) && input === sent.data && value === sent.value

const isEnd = (error: unknown): boolean =>
  ['TRANSACTION_REPLACED', 'TRANSACTION_DROPPED'].includes((error as { code?: string }).code ?? '')
