import { expect, test } from '@jest/globals'
import { type Hex, parseAbi, TransactionNotFoundError } from 'viem'
import type { ChainReader, Signer } from './Connection.js'
import { createSender } from './createSender.js'

const HASH: Hex = `0x${'ab'.repeat(32)}`
const ADDRESS: Hex = `0x${'12'.repeat(20)}`
const CALL = { address: ADDRESS, abi: parseAbi(['function ping()']), functionName: 'ping', args: [] }

/** A chain on which one transaction waits. @param look Whether a node knows it, at each look. */
function waiting(look: (count: number) => boolean) {
  let looks = 0
  let mine: (receipt: object) => void = () => undefined
  const reader = {
    getBalance: async () => 10n ** 18n,
    estimateContractGas: async () => 21_000n,
    waitForTransactionReceipt: () =>
      new Promise((resolve) => {
        mine = resolve
      }),
    async getTransaction() {
      looks += 1
      if (!look(looks)) throw new TransactionNotFoundError({ hash: HASH })
      return {}
    },
  } as unknown as ChainReader
  const signer = { address: ADDRESS, send: async () => HASH } as unknown as Signer
  const sender = createSender({ reader, signer, checkChain: async () => undefined, lookMs: 1 })
  return { sender, looks: () => looks, mine: () => mine({ status: 'success', transactionHash: HASH }) }
}

test('a transaction that the network has forgotten counts as dropped', async () => {
  const { sender } = waiting(() => false)
  await expect(sender.send(CALL, 'the lock')).rejects.toMatchObject({
    code: 'TRANSACTION_DROPPED',
    message: expect.stringContaining(`the lock: the network knows the transaction ${HASH} no more`),
  })
})

test('a node that does not know it now and then drops nothing', async () => {
  const chain = waiting((count) => count % 3 === 0)
  const sent = chain.sender.send(CALL, 'the lock')
  while (chain.looks() < 30) await new Promise((resolve) => setTimeout(resolve, 1))
  chain.mine()
  expect(await sent).toBe(HASH)
})
