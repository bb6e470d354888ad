import { acceptanceTypedData, marketplaceDomain, nodeRegistryAbi } from '@aiigo/chain'
import { ETH_ADDRESS } from '@aiigo/domain'
import { afterEach, describe, expect, test } from '@jest/globals'
import {
  concat,
  decodeFunctionData,
  type Hex,
  pad,
  parseTransaction,
  toFunctionSelector,
  toHex,
  verifyTypedData,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { connect } from '../connect/connect.js'
import { makeJobSpec, makeOffer } from '../testing/makeOffer.js'
import { CONTRACTS, type FakePlatform, startFakePlatform } from '../testing/startFakePlatform.js'
import { createProvider } from './createProvider.js'
import type { Offer, Provider } from './Provider.js'

const account = privateKeyToAccount(generatePrivateKey())
const domain = marketplaceDomain(31_337, CONTRACTS.taskMarketplace)
const salt: Hex = `0x${'5a'.repeat(32)}`

let platform: FakePlatform | undefined
let provider: Provider | undefined
afterEach(async () => {
  await provider?.close()
  platform?.stop()
})

const spec = makeJobSpec()
const offerOf = (changes: Partial<Offer> = {}) => makeOffer({ attempt: 3, ...changes }, { domain, spec })

describe('accepting an offer', () => {
  async function meet() {
    const accepted: { attempt: number; expiry: number; signature: Hex }[] = []
    platform = await startFakePlatform({
      api: {
        acceptOffer: (variables: (typeof accepted)[number]) => {
          accepted.push(variables)
          return { offer: null, userErrors: [] }
        },
      },
    })
    provider = createProvider(await connect({ apiUrl: platform.apiUrl, rpcUrl: platform.rpcUrl, wallet: account }))
    return { provider, accepted }
  }

  test('signs task, attempt, node, rate and expiry of what the buyer signed', async () => {
    const { provider: me, accepted } = await meet()
    const offer = offerOf()
    await me.accept(offer, { expiry: 1_900_000_000 })
    const { taskId, attempt, nodeId, rate } = offer
    const typed = acceptanceTypedData(domain, { taskId, attempt, nodeId, rate, expiry: 1_900_000_000 })
    const [{ signature, ...answer }] = accepted as [(typeof accepted)[number]]
    expect(answer).toMatchObject({ attempt: 3, expiry: 1_900_000_000 })
    expect(await verifyTypedData({ ...typed, address: account.address, signature })).toBe(true)
  })

  test.each([-600, 0, 600])('lasts five minutes by the platform’s clock, which is %i s ahead', async (ahead) => {
    const { provider: me, accepted } = await meet()
    me.client.setServerTime(Date.now() + ahead * 1_000)
    await me.accept(offerOf())
    const lasts = (accepted[0]?.expiry ?? 0) - (Date.now() / 1_000 + ahead)
    expect(Math.abs(lasts - 300)).toBeLessThan(5)
    expect(Math.abs(me.now() - Date.now() - ahead * 1_000)).toBeLessThan(5_000)
  })

  test.each<[string, Partial<Offer>]>([
    ['names another task', { taskId: `0x${'00'.repeat(32)}` }],
    ['carries another specification', { spec: { ...spec, name: 'other' } }],
    ['is above the task’s own limit', { rate: 10n ** 19n + 1n }],
    ['has an id that could name a folder', { id: '../../../home' }],
  ])('signs nothing when the offer %s', async (_, changes) => {
    const { provider: me, accepted } = await meet()
    await expect(me.accept(offerOf(changes))).rejects.toMatchObject({ code: 'BAD_OFFER', retryable: false })
    expect(accepted).toEqual([])
  })
})

describe('registering a node', () => {
  /** A chain that knows the node or not, and a wallet with some AIIGO. */
  async function meet({ registered = false, aiigo = 10n ** 21n } = {}) {
    const sent: Hex[] = []
    const words: Record<string, () => Hex> = {
      // The node's word: thirteen fields, the provider first and the state second; zero for a node that is not there.
      [toFunctionSelector('node(bytes8)')]: () => concat(Array<Hex>(16).fill(pad(registered ? '0x01' : '0x00'))),
      [toFunctionSelector('registrationFee()')]: () => pad(toHex(10n ** 17n)),
      [toFunctionSelector('balanceOf(address)')]: () => pad(toHex(aiigo)),
      [toFunctionSelector('allowance(address,address)')]: () => pad('0x00'),
    }
    const receipt = ([hash]: [Hex]) => ({
      ...{ status: '0x1', transactionHash: hash, blockNumber: '0x1', blockHash: `0x${'cd'.repeat(32)}`, logs: [] },
      ...{ gasUsed: '0x1', cumulativeGasUsed: '0x1', effectiveGasPrice: '0x1', transactionIndex: '0x0', type: '0x2' },
    })
    platform = await startFakePlatform({
      rpc: {
        eth_call: ([{ data }]: [{ data: Hex }]) => words[data.slice(0, 10)]?.(),
        eth_getBalance: toHex(10n ** 18n),
        eth_estimateGas: '0x10000',
        eth_getTransactionCount: () => toHex(sent.length),
        eth_maxPriorityFeePerGas: '0x1',
        eth_blockNumber: '0x1',
        eth_getBlockByNumber: { number: '0x1', baseFeePerGas: '0x1', timestamp: '0x1', transactions: [] },
        eth_sendRawTransaction: ([raw]: [Hex]) => {
          sent.push(raw)
          return `0x${String(sent.length).repeat(64)}`
        },
        eth_getTransactionReceipt: receipt,
      },
    })
    provider = createProvider(await connect({ apiUrl: platform.apiUrl, rpcUrl: platform.rpcUrl, wallet: account }))
    return { provider, sent }
  }

  const nodeSpec = { resourceType: 1, units: 4, region: '0x4555000000000000', specHash: salt } as const
  const registration = { salt, spec: nodeSpec, asks: [{ token: ETH_ADDRESS, rate: 5n }], stake: 10n ** 21n }

  test('allows exactly the stake and pays exactly the fee', async () => {
    const { provider: me, sent } = await meet()
    await me.register(registration)
    const [approve, register] = sent.map((raw) => parseTransaction(raw))
    expect(approve).toMatchObject({ to: CONTRACTS.aiigoToken })
    expect(approve?.data?.endsWith(pad(toHex(10n ** 21n)).slice(2))).toBe(true)
    expect(register).toMatchObject({ to: CONTRACTS.nodeRegistry, value: 10n ** 17n, nonce: 1 })
    const call = decodeFunctionData({ abi: nodeRegistryAbi, data: register?.data ?? '0x' })
    expect(call).toMatchObject({ functionName: 'register', args: [salt, nodeSpec, registration.asks, 10n ** 21n] })
  })

  test('does nothing for a node that is registered', async () => {
    const { provider: me, sent } = await meet({ registered: true })
    expect(await me.register(registration)).toBeNull()
    expect(sent).toEqual([])
  })

  test('sends nothing when the wallet has too little', async () => {
    const { provider: me, sent } = await meet({ aiigo: 10n ** 21n - 1n })
    await expect(me.register(registration)).rejects.toMatchObject({ code: 'NOT_ENOUGH_MONEY' })
    expect(sent).toEqual([])
  })
})
