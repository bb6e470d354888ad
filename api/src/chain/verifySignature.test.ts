import { escrowAbi, marketplaceDomain, requestTypedData, taskMarketplaceAbi } from '@aiigo/chain'
import { signatureForms } from '@aiigo/chain/testing'
import { ETH_ADDRESS, type TaskRequest } from '@aiigo/domain'
import { Job, taskRequestOf } from '@aiigo/storage'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Hex, parseEther, serializeErc6492Signature } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { storedSpec, submit } from '../testing/jobs.js'
import { CHAIN_ID, type Person, type SiweAccount, startApi, type TestApi, VERIFY } from '../testing/startApi.js'
import { type LocalChain, startLocalChain } from '../testing/startLocalChain.js'
import { createWalletData, walletAddressOf, walletFactoryBytecode } from '../testing/walletFactory.js'

const FUND = `mutation ($id: ID!, $signature: Bytes!) { fundFromBalance(jobId: $id, signature: $signature) {
  userErrors { code field message } } }`

let chain: LocalChain
let api: TestApi
let factory: Hex

beforeAll(async () => {
  chain = await startLocalChain()
  api = await startApi({ ETHEREUM_RPC_URL: chain.rpcUrl }, { contracts: chain.deployment })
  const hash = await chain.sender.sendTransaction({ data: walletFactoryBytecode })
  const { contractAddress } = await chain.reader.waitForTransactionReceipt({ hash })
  if (!contractAddress) throw new Error('expected the address of the factory')
  factory = contractAddress
}, 120_000)
afterAll(async () => {
  await api?.close()
  await chain?.stop()
})

const owner = () => privateKeyToAccount(generatePrivateKey())
const mined = (hash: Hex) => chain.reader.waitForTransactionReceipt({ hash })

async function deposit(account: Hex): Promise<void> {
  const value = parseEther('1')
  const escrow = { address: chain.deployment.addresses.Escrow, abi: escrowAbi } as const
  await mined(
    await chain.sender.writeContract({
      ...escrow,
      functionName: 'deposit',
      args: [ETH_ADDRESS, account, value],
      value,
    }),
  )
}

/** A job of the caller's, and the request that it is to sign. */
async function requested(person: Pick<Person, 'ask'>) {
  const { job, userErrors } = await submit(person, storedSpec(api))
  expect(userErrors).toEqual([])
  const id: string = job.id
  const stored = () => api.storage.fork().findOneOrFail(Job, { id })
  const request = taskRequestOf(await stored())
  const typed = requestTypedData(marketplaceDomain(CHAIN_ID, chain.deployment.addresses.TaskMarketplace), request)
  const fund = async (signature: Hex) => (await person.ask(FUND, { id, signature })).data.fundFromBalance.userErrors
  return { request, typed, fund, stored }
}

/** Whether the contract takes a signed request, in which case it is funded. */
async function contractTakes(request: TaskRequest, signature: Hex): Promise<boolean> {
  const address = chain.deployment.addresses.TaskMarketplace
  const args = [request, signature] as const
  const call = { address, abi: taskMarketplaceAbi, functionName: 'submitSignedRequest', args } as const
  const simulated = await chain.reader.simulateContract({ ...call, account: chain.sender.account }).catch(() => null)
  if (!simulated) return false
  return (await mined(await chain.sender.writeContract(call))).status === 'success'
}

describe('a signature by a key', () => {
  test('is stored in the form that the contract takes, in whatever form it came', async () => {
    const buyer = await api.person()
    await deposit(buyer.account.address)
    for (const form of ['plain', 'ledger', 'highS', 'ledgerHighS', 'compact'] as const) {
      const { request, typed, fund, stored } = await requested(buyer)
      const given = signatureForms(await buyer.account.signTypedData(typed))[form]
      // Twice: the answer to the first call may get lost.
      expect([form, await fund(given), await fund(given)]).toEqual([form, [], []])
      // As it came the contract would refuse it.
      if (form !== 'plain') expect([form, await contractTakes(request, given)]).toEqual([form, false])
      const relayed = (await stored()).fundingSignature as Hex
      expect([form, await contractTakes(request, relayed)]).toEqual([form, true])
    }
  }, 60_000)

  test('is refused at once, with the reason, when it is not of the form or not of the account', async () => {
    const buyer = await api.person()
    const { typed, fund, stored } = await requested(buyer)
    const refused = async (signature: Hex, reason: string) =>
      expect(await fund(signature)).toMatchObject([{ code: 'BAD_SIGNATURE', message: expect.stringContaining(reason) }])
    await refused(`0x${'11'.repeat(64)}25`, 'this has 37')
    await refused('0x', 'this has 0')
    await refused(await owner().signTypedData(typed), `or of ${buyer.address} over something else`)
    expect((await stored()).fundingSignature).toBeNull()
  })
})

describe('a contract wallet', () => {
  /** A wallet by its owner's signature. @param undeployed in the form of ERC-6492 */
  function walletOf(key: PrivateKeyAccount, { undeployed = false } = {}) {
    const address = walletAddressOf(factory, key.address)
    const data = createWalletData(key.address)
    const wrap = (signature: Hex) =>
      undeployed ? serializeErc6492Signature({ address: factory, data, signature }) : signature
    const account: SiweAccount = {
      address,
      signMessage: async ({ message }) => wrap(await key.signMessage({ message })),
    }
    const deploy = async () => mined(await chain.sender.sendTransaction({ to: factory, data }))
    return { account, deploy, wrap }
  }

  async function signIn(account: SiweAccount) {
    const { data, errors } = await api.ask(VERIFY, await api.siwe(account))
    const session = data?.siweVerify.session
    const ask: Person['ask'] = (query, variables) => api.ask(query, variables, `Bearer ${session.accessToken}`)
    return { session, ask, problem: data?.siweVerify.userErrors[0], error: errors?.[0] }
  }

  test('signs in and funds a job by what its code takes (ERC-1271), passed on as it is', async () => {
    const key = owner()
    const { account, deploy } = walletOf(key)
    await deploy()
    await deposit(account.address)
    const { session, ask } = await signIn(account)
    expect(session.address).toBe(account.address.toLowerCase())
    const { request, typed, fund, stored } = await requested({ ask })
    const stranger = await owner().signTypedData(typed)
    expect(await fund(stranger)).toMatchObject([{ code: 'BAD_SIGNATURE' }])
    const signature = await key.signTypedData(typed)
    // This wallet's code knows v 27 and 28 only, and nobody may say otherwise for it.
    const [refused] = await fund(signatureForms(signature).ledger)
    expect(refused.message).toContain(`the contract wallet ${account.address.toLowerCase()} does not take`)
    expect(await fund(signature)).toEqual([])
    expect((await stored()).fundingSignature).toBe(signature)
    expect(await contractTakes(request, signature)).toBe(true)
  }, 60_000)

  test('signs in before it is deployed (ERC-6492); contracts take its signatures afterwards', async () => {
    const key = owner()
    const { account, deploy, wrap } = walletOf(key, { undeployed: true })
    const { session, ask } = await signIn(account)
    expect(session.address).toBe(account.address.toLowerCase())
    const { request, typed, fund, stored } = await requested({ ask })
    const signature = await key.signTypedData(typed)
    await deposit(account.address)
    expect(await fund(wrap(signature))).toMatchObject([
      { code: 'BAD_SIGNATURE', message: expect.stringContaining(`deploy ${account.address.toLowerCase()} first`) },
    ])
    await deploy()
    expect(await fund(wrap(signature))).toEqual([])
    expect((await stored()).fundingSignature).toBe(signature)
    expect(await contractTakes(request, signature)).toBe(true)
    expect((await signIn(account)).session.address).toBe(account.address.toLowerCase())
  }, 60_000)

  test('is not signed in by anybody else', async () => {
    const { account, deploy } = walletOf(owner())
    const by = (key: PrivateKeyAccount, options = {}): SiweAccount => ({
      ...walletOf(key, options).account,
      address: account.address,
    })
    expect((await signIn(by(owner()))).problem.code).toBe('BAD_SIGNATURE')
    // The factory deploys another wallet than the one that is to sign in.
    expect((await signIn(by(owner(), { undeployed: true }))).problem.code).toBe('BAD_SIGNATURE')
    await deploy()
    expect((await signIn(by(owner()))).problem.code).toBe('BAD_SIGNATURE')
    expect((await signIn(by(owner(), { undeployed: true }))).problem.code).toBe('BAD_SIGNATURE')
    // Code that knows no signatures.
    const token = { ...by(owner()), address: chain.deployment.addresses.AiigoToken }
    expect((await signIn(token)).problem.code).toBe('BAD_SIGNATURE')
  })

  // Last: it stops the chain.
  test('is told to try again while the chain is away, and a key is not', async () => {
    const { account, deploy } = walletOf(owner())
    await deploy()
    await chain.stop()
    const { error } = await signIn(account)
    expect(error?.extensions.code).toBe('CHAIN_UNAVAILABLE')
    expect(error?.message).toContain('try again later')
    expect((await signIn(owner())).session).not.toBeNull()
  }, 30_000)
})
