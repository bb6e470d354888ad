import { aiigoTokenAbi } from '@aiigo/chain'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { parseEventLogs } from 'viem'
import { type LocalChain, startLocalChain } from '../testing/startLocalChain.js'

let chain: LocalChain
beforeAll(async () => {
  chain = await startLocalChain()
}, 120_000)
afterAll(() => chain?.stop())

test('two processes with one wallet send at the same time: each call is in one block, once', async () => {
  const wallet = await chain.account()
  const connections = [await chain.connect(wallet), await chain.connect(wallet)]
  const token = { address: chain.deployment.addresses.AiigoToken, abi: aiigoTokenAbi }
  const allow = (amount: bigint) => ({
    ...{ ...token, functionName: 'approve' },
    args: [chain.deployment.addresses.Escrow, amount],
  })
  const amounts = Array.from({ length: 12 }, (_, index) => BigInt(index + 1))
  const hashes = await Promise.all(
    amounts.map((amount) => connections[Number(amount) % 2]?.sender.send(allow(amount), 'an allowance')),
  )
  expect(new Set(hashes).size).toBe(amounts.length)
  const logs = await chain.reader.getLogs({ address: token.address, fromBlock: 0n })
  const approvals = parseEventLogs({ abi: aiigoTokenAbi, logs, eventName: 'Approval' })
  const own = approvals.filter(({ args }) => args.owner === wallet.address).map(({ args }) => args.value)
  expect(own.sort((a, b) => Number(a - b))).toEqual(amounts)
  expect(await chain.reader.getTransactionCount({ address: wallet.address })).toBe(amounts.length)
})
