import { marketplaceDomain, taskIdOf, taskMarketplaceAbi } from '@aiigo/chain'
import { ETH_ADDRESS, jobIdToBytes32, type ProgramJob, type TaskRequest, taskRequestCodec } from '@aiigo/domain'
import { afterEach, describe, expect, test } from '@jest/globals'
import {
  concat,
  encodeFunctionData,
  encodeFunctionResult,
  type Hex,
  keccak256,
  pad,
  parseTransaction,
  toHex,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { connect } from '../connect/connect.js'
import { codeOf } from '../errors.js'
import { sha256OfText } from '../sha256.js'
import { makeJobSpec, makeTaskRequest } from '../testing/makeOffer.js'
import { CONTRACTS, type FakePlatform, PLATFORM, startFakePlatform, USDC } from '../testing/startFakePlatform.js'
import type { Buyer } from './Buyer.js'
import { createBuyer } from './createBuyer.js'

const account = privateKeyToAccount(generatePrivateKey())
const JOB_ID = '11111111-2222-4333-8444-555555555555'
const now = Math.floor(Date.now() / 1_000)

const spec = makeJobSpec()

/** Keys in order, as the canonical form of a job has them; written here by hand. */
const canonical = (job: unknown): string =>
  JSON.stringify(job, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )

/** The hash of a job's terms, worked out by hand. */
function hashOf(job: ProgramJob) {
  const { version, resources, limits, budget, deadlines, verification, retries, ...rest } = job
  const terms = {
    ...{ version, resources, limits, budget, deadlines, verification, retries },
    program: { kind: 'wasm', size: job.program.size },
    inputs: job.inputs.map((input) => ({ size: 'size' in input ? input.size : input.maxBytes })),
    outputs: job.outputs.length,
    concealed: sha256OfText(canonical(rest)).slice(2),
  }
  return sha256OfText(canonical(terms))
}

/** As an honest API makes it of the specification, at a moment in Unix seconds. */
function requestOf(changes: Partial<TaskRequest> = {}, ofSpec = spec, at = now): TaskRequest {
  const honest = {
    jobId: jobIdToBytes32(JOB_ID),
    buyer: account.address.toLowerCase() as Hex,
    matcher: PLATFORM.matcher,
    specHash: hashOf(ofSpec),
  }
  return makeTaskRequest({ ...honest, ...changes }, ofSpec, at)
}

let platform: FakePlatform | undefined
let buyer: Buyer | undefined
afterEach(async () => {
  await buyer?.close()
  platform?.stop()
})

interface Lies {
  request?: Partial<TaskRequest>
  taskId?: Hex
  funding?: Record<string, unknown>
}

/** A buyer of an API that may lie, on a chain on which the task has a state. */
async function meet(lies: Lies = {}, { taskState = 0, spec: ofSpec = spec, at = now } = {}) {
  const sent: Hex[] = []
  const request = requestOf(lies.request, ofSpec, at)
  const taskId = lies.taskId ?? taskIdOf(marketplaceDomain(31_337, CONTRACTS.taskMarketplace), request)
  const data = encodeFunctionData({ abi: taskMarketplaceAbi, functionName: 'submit', args: [request] })
  const inEth = request.token === ETH_ADDRESS
  const approval = inEth ? null : { token: request.token, spender: CONTRACTS.escrow, amount: request.budget.toString() }
  const funding = {
    ...{ to: CONTRACTS.taskMarketplace, data, value: inEth ? request.budget.toString() : '0', approval },
    ...lies.funding,
  }
  const call = ([{ data: input }]: [{ data: Hex }]): Hex => {
    const feeBps = encodeFunctionData({ abi: taskMarketplaceAbi, functionName: 'feeBps' })
    if (input.startsWith(feeBps)) {
      return encodeFunctionResult({ abi: taskMarketplaceAbi, functionName: 'feeBps', result: 800 })
    }
    // The task's word: a tuple of four fields, the state first.
    return concat([pad(toHex(taskState)), ...Array<Hex>(3).fill(pad('0x00'))])
  }
  platform = await startFakePlatform({
    api: {
      submitJob: {
        ...{
          job: { id: JOB_ID },
          taskId,
          taskRequest: taskRequestCodec.toJson(request),
          funding,
          fundingFromBalance: null,
        },
        warnings: [],
        userErrors: [],
      },
    },
    rpc: {
      eth_call: call,
      eth_getBalance: '0xde0b6b3a7640000',
      eth_estimateGas: '0x10000',
      eth_getTransactionCount: '0x0',
      eth_maxPriorityFeePerGas: '0x1',
      eth_gasPrice: '0x1',
      eth_blockNumber: '0x1',
      eth_getBlockByNumber: { number: '0x1', baseFeePerGas: '0x1', timestamp: '0x1', transactions: [] },
      eth_sendRawTransaction: ([raw]: [Hex]) => {
        sent.push(raw)
        return `0x${'ab'.repeat(32)}`
      },
      eth_getTransactionReceipt: ([hash]: [Hex]) => ({
        ...{ status: '0x1', transactionHash: hash, blockNumber: '0x1', blockHash: `0x${'cd'.repeat(32)}`, logs: [] },
        ...{ gasUsed: '0x1', cumulativeGasUsed: '0x1', effectiveGasPrice: '0x1', transactionIndex: '0x0', type: '0x2' },
      }),
    },
  })
  const { apiUrl, rpcUrl } = platform
  buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet: account }))
  return { buyer, sent, request, taskId }
}

describe('a job that is handed in', () => {
  test('is paid for with the buyer’s own transaction when the API says what was asked for', async () => {
    const { buyer: me, sent, request, taskId } = await meet()
    const job = await me.submit(spec)
    expect(job).toEqual({ jobId: JOB_ID, taskId, request, warnings: [] })
    const purposes: string[] = []
    const hash = await me.fund(job, { onTransaction: ({ what }) => purposes.push(what) })
    expect(hash).toBe(keccak256(sent[0] as Hex))
    expect(purposes).toEqual(['funding the job'])
    const transaction = parseTransaction(sent[0] as Hex)
    expect(transaction).toMatchObject({ to: CONTRACTS.taskMarketplace, value: request.budget, chainId: 31_337 })
    expect(transaction.data).toBe(
      encodeFunctionData({ abi: taskMarketplaceAbi, functionName: 'submit', args: [request] }),
    )
  })

  test('is not paid for twice', async () => {
    const { buyer: me, sent } = await meet({}, { taskState: 1 })
    expect(await me.fund(await me.submit(spec))).toBeNull()
    expect(sent).toEqual([])
  })

  test.each([-600, 600])('is paid for when the platform’s clock is %i s ahead', async (ahead) => {
    const { buyer: me, request } = await meet({}, { at: now + ahead })
    me.client.setServerTime(Date.now() + ahead * 1_000)
    expect((await me.submit(spec)).request.fundBy).toBe(request.fundBy)
  })

  const other = `0x${'ee'.repeat(20)}` as Hex
  test.each<[string, Lies, RegExp]>([
    ['another job', { request: { jobId: jobIdToBytes32('11111111-2222-4333-8444-555555555556') } }, /jobId/],
    ['another buyer', { request: { buyer: other } }, /buyer/],
    ['another token', { request: { token: USDC } }, /token/],
    ['a larger deposit', { request: { budget: 1_200_000_000_000_001n } }, /budget/],
    [
      'a higher rate',
      { request: { maxRate: 10_000_000_000_000_000_001n } },
      /maxRate: asked at most 10000000000000000000/,
    ],
    ['more usage', { request: { maxUsage: 121n } }, /maxUsage/],
    ['more units', { request: { units: 3 } }, /units/],
    ['another type', { request: { resourceType: 0 } }, /resourceType/],
    ['less time for the result', { request: { workSeconds: 1 } }, /workSeconds/],
    ['a shorter window', { request: { windowSeconds: 1 } }, /windowSeconds/],
    ['a later deadline', { request: { fundBy: now + 9_000, assignBy: now + 9_600 } }, /fundBy/],
    ['more time to assign', { request: { assignBy: now + 99_999 } }, /assignBy/],
    ['a higher fee', { request: { maxFeeBps: 801 } }, /maxFeeBps/],
    ['another matcher', { request: { matcher: other } }, /matcher/],
    ['another specification', { request: { specHash: `0x${'00'.repeat(32)}` } }, /specHash/],
    ['another task id', { taskId: `0x${'00'.repeat(32)}` }, /taskId/],
    ['another recipient', { funding: { to: other } }, /goes to 0xee/],
    ['another call', { funding: { data: '0x12345678' } }, /calls 0x12345678/],
    ['more ether', { funding: { value: '1200000000000001' } }, /carries 1200000000000001 wei/],
    [
      'an allowance',
      { funding: { approval: { token: USDC, spender: other, amount: '1' } } },
      /wants the allowance 1 of 0x8+ to 0xee/,
    ],
  ])('is not paid for when the API asks for %s', async (_, lies, message) => {
    const { buyer: me, sent } = await meet(lies)
    const refused = await me.submit(spec).catch((error: unknown) => error)
    expect(codeOf(refused)).toBe('FUNDING_MISMATCH')
    expect((refused as Error).message).toMatch(message)
    expect(sent).toEqual([])
  })

  test('binds the highest rate that the buyer wrote', async () => {
    const capped = { ...spec, budget: { ...spec.budget, maxRate: '0.000000000000000007' } }
    const { buyer: me } = await meet({ request: { maxRate: 7_000_001n } }, { spec: capped })
    await expect(me.submit(capped)).rejects.toThrow(/maxRate: asked at most 7000000, got 7000001/)
  })
})
