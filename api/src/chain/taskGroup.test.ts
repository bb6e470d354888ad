import { escrowAbi, groupTypedData, hashGroup, marketplaceDomain, taskMarketplaceAbi } from '@aiigo/chain'
import { ETH_ADDRESS, type TaskRequest } from '@aiigo/domain'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Hex, keccak256, pad, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { type LocalChain, startLocalChain } from '../testing/startLocalChain.js'

let chain: LocalChain

beforeAll(async () => {
  chain = await startLocalChain()
}, 120_000)
afterAll(async () => {
  await chain?.stop()
})

const BUDGET = 10n ** 12n

test('one signature of a wallet funds each request of a group, on the chain', async () => {
  const buyer = privateKeyToAccount(generatePrivateKey())
  const { Escrow: escrow, TaskMarketplace: market } = chain.deployment.addresses
  const value = 10n * BUDGET
  const mined = async (hash: Hex) => (await chain.reader.waitForTransactionReceipt({ hash })).gasUsed
  const call = { address: escrow, abi: escrowAbi, functionName: 'deposit', value } as const
  await mined(await chain.sender.writeContract({ ...call, args: [ETH_ADDRESS, buyer.address, value] }))
  const { timestamp } = await chain.reader.getBlock()
  const requests: TaskRequest[] = Array.from({ length: 70 }, (_, index) => ({
    ...{ jobId: pad(toHex(index + 1), { size: 32 }), buyer: buyer.address, token: ETH_ADDRESS },
    ...{ budget: BUDGET, maxRate: 10n ** 9n, maxUsage: 100n, resourceType: 1, units: 1 },
    ...{ workSeconds: 60, windowSeconds: 600, maxFeeBps: 800, matcher: ETH_ADDRESS, specHash: keccak256('0x01') },
    ...{ fundBy: Number(timestamp) + 3_600, assignBy: Number(timestamp) + 7_200 },
  }))
  const domain = marketplaceDomain(chain.deployment.chainId, market)
  const own = await buyer.signTypedData(groupTypedData(domain, requests))
  const signatures = hashGroup(domain, requests).memberSignatures(own)

  for (const index of [0, 9, 63, 64, 69]) {
    const args = [requests[index] as TaskRequest, signatures[index] as Hex] as const
    const submit = { address: market, abi: taskMarketplaceAbi, functionName: 'submitSignedRequest', args } as const
    await mined(await chain.sender.writeContract(submit))
    // The same request is not funded a second time, nor another by this signature.
    await expect(chain.sender.writeContract(submit)).rejects.toThrow('TaskExists')
    const other = [requests[1] as TaskRequest, signatures[index] as Hex] as const
    await expect(chain.sender.writeContract({ ...submit, args: other })).rejects.toThrow('WrongSignature')
  }
  const balance = { address: escrow, abi: escrowAbi, functionName: 'claimable' } as const
  expect(await chain.reader.readContract({ ...balance, args: [ETH_ADDRESS, buyer.address] })).toBe(5n * BUDGET)
}, 120_000)
