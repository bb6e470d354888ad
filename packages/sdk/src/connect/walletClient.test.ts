import { acceptanceTypedData, escrowAbi, marketplaceDomain } from '@aiigo/chain'
import { ETH_ADDRESS } from '@aiigo/domain'
import { afterEach, describe, expect, test } from '@jest/globals'
import { createWalletClient, custom, decodeFunctionData, type Hex, pad, toHex, verifyTypedData } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { createBuyer } from '../buyer/createBuyer.js'
import { createProvider } from '../provider/createProvider.js'
import { makeOffer } from '../testing/makeOffer.js'
import { CONTRACTS, type FakePlatform, startFakePlatform } from '../testing/startFakePlatform.js'
import type { Connection } from './Connection.js'
import { connect } from './connect.js'

/** The account inside the wallet: only the wallet signs with it. */
const account = privateKeyToAccount(generatePrivateKey())
const TRANSACTION = `0x${'ab'.repeat(32)}`

let platform: FakePlatform | undefined
let connection: Connection | undefined
afterEach(async () => {
  await connection?.close()
  platform?.stop()
})

/** Each answer knows the parameters of its own method. */
type Answer = { answer(params: unknown): unknown }['answer']
interface Sent {
  from: Hex
  to: Hex
  data: Hex
  value: Hex
  chainId?: Hex
}

/**
 * A wallet of a browser (EIP-1193) as a WalletClient.
 * @param changes Methods that it answers in another way.
 */
function openWallet(changes: Record<string, Answer> = {}) {
  const asked: string[] = []
  const sent: Sent[] = []
  const methods: Record<string, Answer> = {
    eth_chainId: () => '0x7a69',
    eth_getBalance: () => toHex(10n ** 18n),
    eth_estimateGas: () => '0x10000',
    // `claimable` of the escrow.
    eth_call: () => pad(toHex(7n)),
    eth_blockNumber: () => '0x1',
    eth_getTransactionCount: () => '0x0',
    eth_getTransactionReceipt: () => ({
      ...{ status: '0x1', transactionHash: TRANSACTION, blockNumber: '0x1', blockHash: pad('0x01'), logs: [] },
      ...{ gasUsed: '0x1', cumulativeGasUsed: '0x1', effectiveGasPrice: '0x1', transactionIndex: '0x0', type: '0x2' },
    }),
    personal_sign: ([message]: [Hex]) => account.signMessage({ message: { raw: message } }),
    eth_signTypedData_v4: ([, typed]: [Hex, string]) => account.signTypedData(JSON.parse(typed)),
    eth_sendTransaction: ([transaction]: [Sent]) => {
      sent.push(transaction)
      return TRANSACTION
    },
    ...changes,
  }
  const request = async ({ method, params }: { method: string; params?: unknown }): Promise<unknown> => {
    asked.push(method)
    const answer = methods[method]
    if (!answer) throw new Error(`the test's wallet does not answer ${method}`)
    return answer(params)
  }
  const wallet = createWalletClient({ account: account.address, transport: custom({ request }, { retryCount: 0 }) })
  return { wallet, asked, sent }
}

/** As wallets throw it when their owner says no (EIP-1193). */
const refuse = () => {
  throw Object.assign(new Error('User rejected the request.'), { code: 4001 })
}

describe('a wallet of a browser', () => {
  test('signs in, and is not asked to sign when the session has ended', async () => {
    const session = { accessToken: 'a', refreshToken: 'r', expiresAt: '2020-01-01T00:00:00Z', address: '0x01' }
    const now = new Date().toISOString()
    platform = await startFakePlatform({
      api: {
        siweNonce: {
          ...{ nonce: 'abcdefgh12345678', domain: 'market.example', uri: 'https://market.example', chainId: 31_337 },
          ...{ statement: 'Sign in', expiresAt: now, serverTime: now },
        },
        siweVerify: ({ message }: { message: string }) => {
          expect(message).toContain(account.address)
          return { session, userErrors: [] }
        },
        refreshSession: { session: null },
      },
    })
    const { wallet, asked } = openWallet()
    connection = await connect({ apiUrl: platform.apiUrl, wallet })
    await connection.signIn()
    expect(asked.filter((method) => method === 'personal_sign')).toHaveLength(1)
    // The session has ended and can't be refreshed.
    expect(await connection.client.accessToken()).toBeNull()
    expect(asked.filter((method) => method === 'personal_sign')).toHaveLength(1)
  })

  test('reads, estimates and sends through its own transport, without an RPC URL', async () => {
    platform = await startFakePlatform()
    const { wallet, sent } = openWallet()
    connection = await connect({ apiUrl: platform.apiUrl, wallet })
    const hashes: string[] = []
    const withdrawal = await createBuyer(connection).withdraw(ETH_ADDRESS, {
      onTransaction: ({ hash }) => hashes.push(hash),
    })
    expect(withdrawal).toEqual({ amount: 7n, transaction: TRANSACTION })
    expect(hashes).toEqual([TRANSACTION])
    expect(sent).toMatchObject([{ from: account.address, to: CONTRACTS.escrow, value: '0x0' }])
    expect(decodeFunctionData({ abi: escrowAbi, data: sent[0]?.data ?? '0x' })).toMatchObject({
      ...{ functionName: 'withdraw', args: [ETH_ADDRESS, account.address] },
    })
    // The chain itself was not asked: there is no URL of one.
    expect(platform.asked).toEqual(['platform'])
  })

  test('signs typed data that the contract accepts', async () => {
    let signature: Hex = '0x'
    platform = await startFakePlatform({
      api: {
        acceptOffer: (variables: { signature: Hex }) => {
          signature = variables.signature
          return { offer: null, userErrors: [] }
        },
      },
    })
    connection = await connect({ apiUrl: platform.apiUrl, wallet: openWallet().wallet })
    const domain = marketplaceDomain(31_337, CONTRACTS.taskMarketplace)
    const offer = makeOffer({}, { domain })
    await createProvider(connection).accept(offer, { expiry: 1_900_000_000 })
    const { taskId, attempt, nodeId, rate } = offer
    const typed = acceptanceTypedData(domain, { taskId, attempt, nodeId, rate, expiry: 1_900_000_000 })
    expect(await verifyTypedData({ ...typed, address: account.address, signature })).toBe(true)
  })

  test('is refused when it is on another chain', async () => {
    platform = await startFakePlatform()
    const { apiUrl, rpcUrl } = platform
    const elsewhere = () => openWallet({ eth_chainId: () => '0x1' }).wallet
    await expect(connect({ apiUrl, wallet: elsewhere() })).rejects.toMatchObject({ code: 'WRONG_CHAIN' })
    // The RPC URL leads to the right chain, the wallet does not.
    await expect(connect({ apiUrl, rpcUrl, wallet: elsewhere() })).rejects.toMatchObject({ code: 'WRONG_CHAIN' })
  })

  test('sends nothing after its owner has changed the network', async () => {
    platform = await startFakePlatform()
    let chainId = '0x7a69'
    const { wallet, sent } = openWallet({ eth_chainId: () => chainId })
    connection = await connect({ apiUrl: platform.apiUrl, wallet })
    chainId = '0x1'
    await expect(createBuyer(connection).withdraw(ETH_ADDRESS)).rejects.toMatchObject({ code: 'WRONG_CHAIN' })
    expect(sent).toEqual([])
  })

  test('may say no to a transaction or a signature', async () => {
    platform = await startFakePlatform()
    const { wallet } = openWallet({ eth_sendTransaction: refuse, eth_signTypedData_v4: refuse })
    connection = await connect({ apiUrl: platform.apiUrl, wallet })
    const rejected = { code: 'WALLET_REJECTED', retryable: false }
    await expect(createBuyer(connection).withdraw(ETH_ADDRESS)).rejects.toMatchObject(rejected)
    const offer = makeOffer({}, { domain: marketplaceDomain(31_337, CONTRACTS.taskMarketplace) })
    await expect(createProvider(connection).accept(offer)).rejects.toMatchObject(rejected)
  })
})
