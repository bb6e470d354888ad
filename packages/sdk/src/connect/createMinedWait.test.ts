import { expect, test } from '@jest/globals'
import { type Hex, type Transaction, TransactionNotFoundError, WaitForTransactionReceiptTimeoutError } from 'viem'
import type { ChainReader } from './Connection.js'
import { createMinedWait, type SentTransaction } from './createMinedWait.js'

const HASH: Hex = `0x${'ab'.repeat(32)}`
const OTHER: Hex = `0x${'cd'.repeat(32)}`
const WALLET: Hex = `0x${'12'.repeat(20)}`
const SENT: SentTransaction = {
  ...{ hash: HASH, from: WALLET, to: `0x${'34'.repeat(20)}`, data: '0x5c36b186', value: 7n, nonce: 3, block: 10n },
}
const same = { hash: OTHER, from: WALLET, to: SENT.to, input: SENT.data, value: 7n, nonce: 3 } as unknown as Transaction

/** The receipts, the pool and the blocks of a chain, each of them as a test wants them at its look. */
interface Chain {
  /** Whether a node knows the transaction, at each look, from 1. */
  knows(look: number): boolean
  /** The account's next nonce in the last block, and with what waits. */
  counts: { latest: number; pending: number }
  /** Transactions of block 11. */
  mined: readonly Transaction[]
}

function waitOn(chain: Chain, minedMs = 5_000) {
  let looks = 0
  const waiting = new Map<Hex, (receipt: object) => void>()
  const receiptOf = (hash: Hex) => ({ status: 'success', transactionHash: hash, blockNumber: 11n })
  const reader = {
    waitForTransactionReceipt({ hash, timeout }: { hash: Hex; timeout: number }) {
      if (chain.mined.some((one) => one.hash === hash)) return Promise.resolve(receiptOf(hash))
      return new Promise((resolve, reject) => {
        waiting.set(hash, resolve)
        setTimeout(() => reject(new WaitForTransactionReceiptTimeoutError({ hash })), timeout).unref()
      })
    },
    async getTransaction() {
      looks += 1
      if (!chain.knows(looks)) throw new TransactionNotFoundError({ hash: HASH })
      return { nonce: 3 }
    },
    getTransactionCount: async ({ blockTag }: { blockTag: 'latest' | 'pending' }) => chain.counts[blockTag],
    getBlockNumber: async () => 11n,
    getBlock: async () => ({ transactions: chain.mined }),
  } as unknown as ChainReader
  const untilMined = createMinedWait({ reader, lookMs: 1, minedMs })
  return {
    mined: untilMined(SENT, 'the lock'),
    /** Resolves after so many more looks. */
    async looked(more: number) {
      for (const until = looks + more; looks < until; ) await new Promise((resolve) => setTimeout(resolve, 1))
    },
    mine: (hash: Hex) => waiting.get(hash)?.(receiptOf(hash)),
  }
}

test('a transaction that was known, with nothing left at its nonce, counts as dropped', async () => {
  const { mined } = waitOn({ knows: (look) => look < 3, counts: { latest: 3, pending: 3 }, mined: [] })
  await expect(mined).rejects.toMatchObject({
    code: 'TRANSACTION_DROPPED',
    message: expect.stringContaining(`the lock: the network knows the transaction ${HASH} no more`),
  })
})

test('a node that does not know it now and then drops nothing', async () => {
  const chain = waitOn({ knows: (look) => look % 3 === 0, counts: { latest: 3, pending: 3 }, mined: [] })
  await chain.looked(30)
  chain.mine(HASH)
  expect(await chain.mined).toBe(HASH)
})

test('a transaction that no node has seen may come by a private way', async () => {
  const chain = waitOn({ knows: () => false, counts: { latest: 3, pending: 3 }, mined: [] })
  await chain.looked(30)
  chain.mine(HASH)
  expect(await chain.mined).toBe(HASH)
})

test('while its replacement waits, it is not dropped; the same call at another fee is the transaction', async () => {
  const state: Chain = { knows: (look) => look < 3, counts: { latest: 3, pending: 4 }, mined: [] }
  const chain = waitOn(state)
  await chain.looked(30)
  Object.assign(state, { counts: { latest: 4, pending: 4 }, mined: [same] })
  expect(await chain.mined).toBe(OTHER)
})

test('another call at its nonce has replaced it, also where no node has seen it', async () => {
  const mined = [{ ...same, value: 0n } as Transaction]
  const chain = waitOn({ knows: () => false, counts: { latest: 4, pending: 4 }, mined })
  await expect(chain.mined).rejects.toMatchObject({
    code: 'TRANSACTION_REPLACED',
    message: expect.stringContaining(`${HASH} was replaced in the wallet by ${OTHER}`),
  })
})

test('a transaction that takes too long may still come, and the error says so', async () => {
  const { mined } = waitOn({ knows: () => true, counts: { latest: 3, pending: 4 }, mined: [] }, 20)
  await expect(mined).rejects.toMatchObject({ code: 'TRANSACTION_WAITING', retryable: false })
})
