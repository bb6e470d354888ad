import { escrowAbi, permitTypedData, readPermitTerms, taskMarketplaceAbi, testUsdcAbi } from '@aiigo/chain'
import { ETH_ADDRESS, type JobSpec } from '@aiigo/domain'
import { Job, taskRequestOf } from '@aiigo/storage'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { decodeFunctionData, erc20Abi, type Hex, parseEther, parseSignature, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { storedSpec, submit } from '../../testing/jobs.js'
import { CHAIN_ID, type Person, startApi, type TestApi } from '../../testing/startApi.js'
import { type LocalChain, startLocalChain } from '../../testing/startLocalChain.js'

const PERMIT = 'query ($id: ID!) { fundingPermit(jobId: $id) { typedData nonce deadline } }'
const TRANSACTION = `query ($id: ID!, $signature: Bytes!) { permitTransaction(jobId: $id, signature: $signature) {
  to data value approval { token } } }`
const DEPOSIT_PERMIT = `query ($token: Bytes!, $amount: BigInt!) {
  depositPermit(token: $token, amount: $amount) { typedData nonce deadline } }`
const DEPOSIT = `query ($token: Bytes!, $amount: BigInt!, $deadline: DateTime!, $signature: Bytes!) {
  depositPermitTransaction(token: $token, amount: $amount, deadline: $deadline, signature: $signature) {
    to data value approval { token } } }`
const FUNDED = 1

let chain: LocalChain
let api: TestApi
let buyer: Person
let usdc: Hex

beforeAll(async () => {
  chain = await startLocalChain()
  api = await startApi({ ETHEREUM_RPC_URL: chain.rpcUrl }, { contracts: chain.deployment })
  usdc = chain.deployment.addresses.TestUSDC as Hex
}, 120_000)
afterAll(async () => {
  await api?.close()
  await chain?.stop()
})
beforeEach(async () => {
  buyer = await api.person()
  await mined(await chain.sender.sendTransaction({ to: buyer.account.address, value: parseEther('1') }))
  const mint = {
    address: usdc,
    abi: testUsdcAbi,
    functionName: 'mint',
    args: [buyer.account.address, 10n ** 8n],
  } as const
  await mined(await chain.sender.writeContract(mint))
})

const mined = (hash: Hex) => chain.reader.waitForTransactionReceipt({ hash })

/** A job that waits for its deposit. */
async function requested(token: JobSpec['budget']['token'] = 'USDC') {
  const { job, userErrors } = await submit(buyer, storedSpec(api, { budget: { token, amount: '0.5' } }))
  expect(userErrors).toEqual([])
  const id: string = job.id
  return { id, request: taskRequestOf(await api.storage.fork().findOneOrFail(Job, { id })) }
}

const permitOf = async (id: string, person = buyer) => (await person.ask(PERMIT, { id })).data.fundingPermit

/** Signs typed data as it came over the wire, as a wallet does. */
function sign(typedData: { message: Record<string, string> }, account = buyer.account): Promise<Hex> {
  // biome-ignore lint/suspicious/noExplicitAny: JSON of any typed data
  return account.signTypedData(typedData as any)
}

/** Sends a prepared transaction from the buyer's own account. */
async function send({ to, data }: { to: Hex; data: Hex }) {
  const { account } = buyer
  const nonce = await chain.reader.getTransactionCount({ address: account.address })
  const fees = await chain.reader.estimateFeesPerGas()
  const raw = await account.signTransaction({
    ...{ to, data, nonce, chainId: CHAIN_ID, gas: 1_000_000n, type: 'eip1559' },
    ...{ maxFeePerGas: fees.maxFeePerGas, maxPriorityFeePerGas: fees.maxPriorityFeePerGas },
  })
  return mined(await chain.reader.sendRawTransaction({ serializedTransaction: raw }))
}

const taskState = async (taskId: Hex) => {
  const address = chain.deployment.addresses.TaskMarketplace
  return (await chain.reader.readContract({ address, abi: taskMarketplaceAbi, functionName: 'task', args: [taskId] }))
    .state
}
const allowance = () =>
  chain.reader.readContract({
    ...{ address: usdc, abi: erc20Abi, functionName: 'allowance' },
    args: [buyer.account.address, chain.deployment.addresses.Escrow],
  } as const)

const held = () =>
  chain.reader.readContract({
    ...{ address: usdc, abi: erc20Abi, functionName: 'balanceOf', args: [buyer.account.address] },
  } as const)

describe('a job that is paid in a token with permits', () => {
  test('is funded by one signature and one transaction, which leaves no allowance behind', async () => {
    const { id, request } = await requested()
    const { typedData, nonce, deadline } = await permitOf(id)
    expect(nonce).toBe('0')
    expect(Date.parse(deadline)).toBe(request.fundBy * 1_000)
    // The token's own words, read without the API.
    const terms = await readPermitTerms(chain.reader, CHAIN_ID, usdc, buyer.account.address)
    expect(typedData.domain).toEqual({ ...terms?.domain, verifyingContract: usdc.toLowerCase() })
    expect(typedData.message).toMatchObject({
      ...{ spender: chain.deployment.addresses.Escrow, value: `${request.budget}`, deadline: `${request.fundBy}` },
    })
    const { data } = await buyer.ask(TRANSACTION, { id, signature: await sign(typedData) })
    expect(data.permitTransaction).toMatchObject({ value: '0', approval: null })
    const { status } = await send(data.permitTransaction)
    expect(status).toBe('success')
    const { data: call } = data.permitTransaction
    expect(decodeFunctionData({ abi: taskMarketplaceAbi, data: call }).functionName).toBe('submitWithPermit')
    expect(await chain.reader.getTransactionCount({ address: buyer.account.address })).toBe(1)
    expect(await held()).toBe(10n ** 8n - request.budget)
    expect(await allowance()).toBe(0n)
  })

  test('is funded all the same when a stranger has used the permit first', async () => {
    const { id, request } = await requested()
    const { typedData } = await permitOf(id)
    const signature = await sign(typedData)
    const { data } = await buyer.ask(TRANSACTION, { id, signature })
    const { r, s, yParity } = parseSignature(signature)
    const { owner, spender } = typedData.message
    const args = [owner, spender, request.budget, BigInt(request.fundBy), 27 + yParity, r, s] as const
    await mined(await chain.sender.writeContract({ address: usdc, abi: testUsdcAbi, functionName: 'permit', args }))
    expect(await allowance()).toBe(request.budget)
    // The allowance is of use to the buyer alone: a stranger’s deposit comes out of the stranger’s wallet.
    const theft = chain.reader.simulateContract({
      ...{ address: chain.deployment.addresses.Escrow, abi: escrowAbi, functionName: 'deposit' },
      ...{ args: [usdc, chain.sender.account.address, request.budget], account: chain.sender.account },
    } as const)
    await expect(theft).rejects.toThrow(/Insufficient|revert/i)
    // The API says so too: nothing is left to sign.
    expect(await permitOf(id)).toBeNull()
    expect((await send(data.permitTransaction)).status).toBe('success')
    expect(await allowance()).toBe(0n)
    // The same permit a second time gives nothing.
    const again = { address: usdc, abi: testUsdcAbi, functionName: 'permit', args } as const
    await expect(chain.reader.simulateContract({ ...again, account: chain.sender.account })).rejects.toThrow()
  })

  test.each([
    [
      'of another wallet',
      (typed: { message: Record<string, string> }) => sign(typed, privateKeyToAccount(generatePrivateKey())),
    ],
    [
      'over another amount',
      (typed: { message: Record<string, string> }) => sign({ ...typed, message: { ...typed.message, value: '1' } }),
    ],
    ['that is no key’s', async () => toHex('a signature', { size: 40 })],
  ])('gives no transaction for a signature %s', async (_, forge) => {
    const { id } = await requested()
    const { typedData } = await permitOf(id)
    const { errors } = await buyer.ask(TRANSACTION, { id, signature: await forge(typedData) })
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })

  test('shows its permit to its buyer only', async () => {
    const { id, request } = await requested()
    const stranger = await api.person()
    expect(await permitOf(id, stranger)).toBeNull()
    const terms = await readPermitTerms(chain.reader, CHAIN_ID, usdc, buyer.account.address)
    if (!terms) throw new Error('expected a token with permits')
    const message = { owner: buyer.account.address, spender: chain.deployment.addresses.Escrow, value: request.budget }
    const typed = permitTypedData(terms.domain, { ...message, nonce: 0n, deadline: BigInt(request.fundBy) })
    const signature = await buyer.account.signTypedData(typed)
    const { errors } = await stranger.ask(TRANSACTION, { id, signature })
    expect(errors?.[0]?.extensions.code).toBe('JOB_UNKNOWN')
  })
})

test('a job in ETH has no permit, and one in AIIGO has', async () => {
  expect(await permitOf((await requested('ETH')).id)).toBeNull()
  const { typedData } = await permitOf((await requested('AIIGO')).id)
  expect(typedData.domain).toMatchObject({
    name: 'AIIGO',
    verifyingContract: chain.deployment.addresses.AiigoToken.toLowerCase(),
  })
})

test('a funded job has none any more', async () => {
  const { id } = await requested()
  const { typedData } = await permitOf(id)
  const { data } = await buyer.ask(TRANSACTION, { id, signature: await sign(typedData) })
  await send(data.permitTransaction)
  const { taskId } = await api.storage.fork().findOneOrFail(Job, { id })
  expect(await taskState(taskId as Hex)).toBe(FUNDED)
  expect(await permitOf(id)).toBeNull()
})

describe('a deposit into the balance', () => {
  const amount = 5_000_000n
  const permitFor = async (token = usdc, person = buyer) =>
    (await person.ask(DEPOSIT_PERMIT, { token, amount: `${amount}` })).data.depositPermit
  const claimable = () =>
    chain.reader.readContract({
      ...{ address: chain.deployment.addresses.Escrow, abi: escrowAbi, functionName: 'claimable' },
      args: [usdc, buyer.account.address],
    } as const)

  test('takes one signature and one transaction, which leaves no allowance behind', async () => {
    const { typedData, nonce, deadline } = await permitFor()
    expect(nonce).toBe('0')
    const lasts = (Date.parse(deadline) - Date.now()) / 1_000
    expect(lasts).toBeGreaterThan(3_500)
    expect(lasts).toBeLessThanOrEqual(3_600)
    expect(typedData.message).toMatchObject({
      ...{
        spender: chain.deployment.addresses.Escrow,
        value: `${amount}`,
        deadline: `${Date.parse(deadline) / 1_000}`,
      },
    })
    const signature = await sign(typedData)
    const { data } = await buyer.ask(DEPOSIT, { token: usdc, amount: `${amount}`, deadline, signature })
    const { to, data: call, value, approval } = data.depositPermitTransaction
    expect([value, approval]).toEqual(['0', null])
    expect(to.toLowerCase()).toBe(chain.deployment.addresses.Escrow.toLowerCase())
    expect(decodeFunctionData({ abi: escrowAbi, data: call }).functionName).toBe('depositWithPermit')
    expect((await send(data.depositPermitTransaction)).status).toBe('success')
    expect(await chain.reader.getTransactionCount({ address: buyer.account.address })).toBe(1)
    expect([await claimable(), await held(), await allowance()]).toEqual([amount, 10n ** 8n - amount, 0n])
    // The next one has the next nonce.
    expect((await permitFor()).nonce).toBe('1')
  })

  test('has no permit in ETH, nor when the escrow may take the amount already', async () => {
    expect(await permitFor(ETH_ADDRESS)).toBeNull()
    const { typedData, deadline } = await permitFor()
    const signature = await sign(typedData)
    const { r, s, yParity } = parseSignature(signature)
    const { owner, spender } = typedData.message
    const args = [owner, spender, amount, BigInt(typedData.message.deadline), 27 + yParity, r, s] as const
    await mined(await chain.sender.writeContract({ address: usdc, abi: testUsdcAbi, functionName: 'permit', args }))
    expect(await permitFor()).toBeNull()
    const { errors } = await buyer.ask(DEPOSIT, { token: usdc, amount: `${amount}`, deadline, signature })
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('depositTransaction'),
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })

  test('is none of a token that the platform does not take, nor of nothing', async () => {
    for (const variables of [
      { token: chain.deployment.addresses.Escrow, amount: '7' },
      { token: usdc, amount: '0' },
    ]) {
      const { errors } = await buyer.ask(DEPOSIT_PERMIT, variables)
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    }
  })

  test.each([
    ['another amount', { amount: '1' }, 'sign depositPermit.typedData again'],
    ['another end', { deadline: '2100-01-01T00:00:00.000Z' }, 'sign depositPermit.typedData again'],
    ['an end that is over', { deadline: '2020-01-01T00:00:00.000Z' }, 'expected a permit that is good'],
  ])('gives no transaction for a signature with %s', async (_, changes, text) => {
    const { typedData, deadline } = await permitFor()
    const signed = { token: usdc, amount: `${amount}`, deadline, signature: await sign(typedData) }
    const { errors } = await buyer.ask(DEPOSIT, { ...signed, ...changes })
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining(text),
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })

  test('gives no transaction for the signature of another wallet', async () => {
    const { typedData, deadline } = await permitFor()
    const signature = await sign(typedData, privateKeyToAccount(generatePrivateKey()))
    const { errors } = await buyer.ask(DEPOSIT, { token: usdc, amount: `${amount}`, deadline, signature })
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })
})
