import { createHash } from 'node:crypto'
import {
  escrowAbi,
  marketplaceDomain,
  requestTypedData,
  type Submission,
  taskIdOf,
  taskMarketplaceAbi,
} from '@aiigo/chain'
import { ETH_ADDRESS, type TaskRequest, taskRequestCodec } from '@aiigo/domain'
import { parsePayload, queues } from '@aiigo/queue'
import { inTransaction, Job, moveJob, Outbox, taskRequestOf } from '@aiigo/storage'
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { decodeFunctionData, type Hex } from 'viem'
import { storedSpec, submit } from '../../testing/jobs.js'
import { CHAIN_ID, deployment, type Person, startApi, type TestApi } from '../../testing/startApi.js'
import { BOND } from '../../testing/startRemotes.js'

let api: TestApi
let buyer: Person
const domain = marketplaceDomain(CHAIN_ID, deployment.addresses.TaskMarketplace)
const usdc = deployment.addresses.TestUSDC

beforeAll(async () => {
  api = await startApi({}, { subgraph: true })
  buyer = await api.person()
}, 90_000)
afterAll(() => api?.close())
beforeEach(() => api.remotes.balances.clear())

const stored = (id: string) => api.storage.fork().findOneOrFail(Job, { id })

describe('a balance in the escrow', () => {
  const DEPOSIT = `query ($token: Bytes!, $amount: BigInt!) { depositTransaction(token: $token, amount: $amount) {
    to data value approval { token spender amount } } }`

  test('is filled by a transaction of its owner, in ETH or a token that the escrow may take', async () => {
    const eth = await buyer.ask(DEPOSIT, { token: ETH_ADDRESS, amount: '7' })
    expect(eth.data.depositTransaction).toMatchObject({ to: deployment.addresses.Escrow, value: '7', approval: null })
    const call = decodeFunctionData({ abi: escrowAbi, data: eth.data.depositTransaction.data })
    expect([call.functionName, call.args]).toEqual(['deposit', [ETH_ADDRESS, buyer.account.address, 7n]])
    const inToken = await buyer.ask(DEPOSIT, { token: usdc, amount: '7' })
    expect(inToken.data.depositTransaction).toMatchObject({
      value: '0',
      approval: { token: usdc, spender: deployment.addresses.Escrow, amount: '7' },
    })
  })

  test.each([
    ['a token the platform does not take', { token: `0x${'ee'.repeat(20)}`, amount: '7' }],
    ['nothing', { token: ETH_ADDRESS, amount: '0' }],
  ])('does not take %s', async (_, variables) => {
    const { errors } = await buyer.ask(DEPOSIT, variables)
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })
})

describe('a job that is paid out of a balance', () => {
  const FUND =
    'mutation ($id: ID!, $signature: Bytes!) { fundFromBalance(jobId: $id, signature: $signature) { job { state fundingSigned } userErrors { code } } }'
  const sign = (person: Person, request: TaskRequest) => person.account.signTypedData(requestTypedData(domain, request))

  test('is funded by its buyer’s signature of the request, relayed once', async () => {
    const { job } = await submit(buyer, storedSpec(api))
    const request = taskRequestOf(await stored(job.id))
    api.remotes.balances.set(ETH_ADDRESS, request.budget)
    const signature = await sign(buyer, request)
    for (let times = 0; times < 2; times++) {
      const { data } = await buyer.ask(FUND, { id: job.id, signature })
      expect(data.fundFromBalance).toEqual({ job: { state: 'SUBMITTED', fundingSigned: true }, userErrors: [] })
    }
    expect((await stored(job.id)).fundingSignature).toBe(signature)
    const relays = async () => {
      const rows = await api.storage.fork().find(Outbox, { queue: queues.advance.name })
      const payloads = rows.map(({ payload }) => parsePayload(queues.advance, payload))
      return payloads.filter(({ jobId, cause }) => jobId === job.id && cause === 'FUNDED_FROM_BALANCE')
    }
    expect(await relays()).toHaveLength(1)

    // The chain refused it, so it is void; the same signature again is another effect.
    await api.storage.fork().nativeUpdate(Job, { id: job.id }, { fundingSignature: null })
    await buyer.ask(FUND, { id: job.id, signature })
    expect(await relays()).toHaveLength(2)
  })

  test('can be funded by a transaction of its buyer too', async () => {
    const query = `mutation ($input: SubmitJobInput!) { submitJob(input: $input) { taskId fundingFromBalance { to data value approval { token } } } }`
    const { data } = await buyer.ask(query, { input: { spec: storedSpec(api), waitForNode: true } })
    const { taskId, fundingFromBalance } = data.submitJob
    expect(fundingFromBalance).toMatchObject({ to: deployment.addresses.TaskMarketplace, value: '0', approval: null })
    const { functionName, args } = decodeFunctionData({ abi: taskMarketplaceAbi, data: fundingFromBalance.data })
    expect(functionName).toBe('submitSignedRequest')
    const [request, signature] = args as unknown as [TaskRequest, Hex]
    expect([taskIdOf(domain, request), signature]).toEqual([taskId, '0x'])
  })

  test('is refused with another’s signature, too little balance, too late, or when it does not wait for money', async () => {
    const { job } = await submit(buyer, storedSpec(api))
    const request = taskRequestOf(await stored(job.id))
    const fund = async (signature: Hex) =>
      (await buyer.ask(FUND, { id: job.id, signature })).data.fundFromBalance.userErrors
    expect(await fund(await sign(await api.person(), request))).toEqual([{ code: 'BAD_SIGNATURE' }])
    const signature = await sign(buyer, request)
    api.remotes.balances.set(ETH_ADDRESS, request.budget - 1n)
    expect(await fund(signature)).toEqual([{ code: 'BALANCE_TOO_LOW' }])
    await inTransaction(api.storage, async (em) => moveJob(em, await em.findOneOrFail(Job, { id: job.id }), 'QUEUED'))
    expect(await fund(signature)).toEqual([{ code: 'NOT_FUNDABLE' }])
    const stranger = await api.person()
    const { data } = await stranger.ask(FUND, { id: job.id, signature })
    expect(data.fundFromBalance).toEqual({ job: null, userErrors: [{ code: 'JOB_UNKNOWN' }] })
  })
})

describe('a deposit whose deadline has passed', () => {
  const CANCEL =
    'mutation ($id: ID!) { cancelJob(jobId: $id) { job { state } transaction { to data value } userErrors { code } } }'
  const cancel = async (person: Person, id: string) => (await person.ask(CANCEL, { id })).data.cancelJob
  const WAY = ['QUEUED', 'MATCHED', 'ASSIGNED', 'EXECUTING', 'VERIFYING'] as const

  async function inState(last: (typeof WAY)[number]) {
    const { job, taskId } = await submit(buyer, storedSpec(api))
    await inTransaction(api.storage, async (em) => {
      let current = await em.findOneOrFail(Job, { id: job.id })
      for (const state of WAY.slice(0, WAY.indexOf(last) + 1)) current = (await moveJob(em, current, state)) ?? current
    })
    return { id: job.id as string, taskId: taskId as Hex }
  }
  /** The chain and its index show an assignment that is due in so many seconds. */
  async function assigned(id: string, taskId: Hex, dueInSeconds: number): Promise<number> {
    const { token, budget } = taskRequestCodec.toJson(taskRequestOf(await stored(id)))
    const dueAt = Math.floor(Date.now() / 1000) + dueInSeconds
    api.remotes.taskStates.set(taskId, 'ASSIGNED')
    api.remotes.indexedTasks.set(taskId, {
      ...{ id: taskId, state: 'ASSIGNED', attempt: 1, buyer: buyer.account.address, token, budget, maxUsage: '9' },
      ...{ assignBy: '1', windowSeconds: '600', terms: '800', provider: `0x${'c1'.repeat(20)}` },
      ...{ node: { id: '0x0102030405060708' }, rate: '10', unitsPerSecond: 2, assignedAt: '1', dueAt: String(dueAt) },
      ...{ addedBudget: null, addedUsage: null },
      ...{ usage: null, cost: null, resultHash: null, settleAfter: null },
    })
    return dueAt
  }

  test.each(['MATCHED', 'ASSIGNED', 'EXECUTING', 'VERIFYING'] as const)(
    'comes back by the buyer’s own transaction, also of a job that stands at %s',
    async (state) => {
      const { id, taskId } = await inState(state)
      const dueAt = await assigned(id, taskId, -2)
      const { transaction, userErrors } = await cancel(buyer, id)
      expect(userErrors).toEqual([])
      expect(transaction).toMatchObject({ to: deployment.addresses.TaskMarketplace, value: '0' })
      const { functionName, args } = decodeFunctionData({ abi: taskMarketplaceAbi, data: transaction.data })
      expect([functionName, args?.[0]]).toEqual(['expireOverdue', taskId])
      expect(args?.[1]).toMatchObject({ nodeId: '0x0102030405060708', dueAt, attempt: 1 })
      expect((await stored(id)).state).toBe(state)
      const stranger = await api.person()
      expect(await cancel(stranger, id)).toMatchObject({ transaction: null, userErrors: [{ code: 'JOB_UNKNOWN' }] })
    },
  )

  test('stays while its node is in time, and while the index does not show who has it', async () => {
    const { id, taskId } = await inState('EXECUTING')
    await assigned(id, taskId, 60)
    expect(await cancel(buyer, id)).toMatchObject({ transaction: null, userErrors: [{ code: 'NOT_CANCELLABLE' }] })
    api.remotes.indexedTasks.delete(taskId)
    expect(await cancel(buyer, id)).toMatchObject({ transaction: null, userErrors: [{ code: 'NOT_INDEXED' }] })
  })

  test('comes back when no node took the task in time, even while the job is offered', async () => {
    const { id, taskId } = await inState('MATCHED')
    api.remotes.taskStates.set(taskId, 'FUNDED')
    expect(await cancel(buyer, id)).toMatchObject({ transaction: null, userErrors: [{ code: 'JOB_OFFERED' }] })
    // The request is what the buyer signed, so a later moment is shown by a clock that is ahead.
    const { assignBy } = await stored(id)
    const clock = jest.spyOn(Date, 'now').mockReturnValue(assignBy.getTime() + 1_000)
    const { transaction } = await cancel(buyer, id).finally(() => clock.mockRestore())
    const { functionName, args } = decodeFunctionData({ abi: taskMarketplaceAbi, data: transaction.data })
    expect([functionName, taskIdOf(domain, (args as unknown as [TaskRequest])[0])]).toEqual(['expire', taskId])
  })
})

describe('a dispute', () => {
  const DISPUTE = `mutation ($id: ID!, $reason: String!) { openDispute(jobId: $id, reason: $reason) {
    job { state disputeReason } transaction { to data value } deposit { to value approval { amount } } bond reasonHash userErrors { code } } }`
  const REASON = 'the picture is upside down'
  const resultHash = `0x${'ab'.repeat(32)}` as const

  /** A delivered job, on chain and indexed, whose window is open for so many seconds. */
  async function delivered(openSeconds: number, overrides = {}) {
    const { job, taskId } = await submit(buyer, storedSpec(api, overrides))
    const result = {
      manifestCid: 'b',
      manifestSha256: 'ab'.repeat(32),
      usage: 3n,
      exitCode: 0,
      outputs: [],
      cost: 30n,
    }
    await inTransaction(api.storage, async (em) => {
      let current = await em.findOneOrFail(Job, { id: job.id })
      for (const state of ['QUEUED', 'MATCHED', 'ASSIGNED', 'EXECUTING', 'VERIFYING'] as const) {
        const set = state === 'VERIFYING' ? { set: { result, attempts: 1 } } : {}
        current = (await moveJob(em, current, state, set)) ?? current
      }
    })
    const { token, budget } = taskRequestCodec.toJson(taskRequestOf(await stored(job.id)))
    api.remotes.taskStates.set(taskId, 'SUBMITTED')
    const settleAfter = Math.floor(Date.now() / 1000) + openSeconds
    api.remotes.indexedTasks.set(taskId, {
      ...{ id: taskId, state: 'SUBMITTED', attempt: 1, buyer: buyer.account.address, token, budget, maxUsage: '9' },
      ...{ assignBy: '1', windowSeconds: '600', terms: '800', provider: `0x${'c1'.repeat(20)}` },
      ...{ node: { id: '0x0102030405060708' }, rate: '10', unitsPerSecond: 2, assignedAt: '1', dueAt: '2' },
      ...{ addedBudget: null, addedUsage: null },
      ...{ usage: '3', cost: '30', resultHash, settleAfter: String(settleAfter) },
    })
    return { id: job.id as string, taskId: taskId as Hex, token, settleAfter }
  }
  const dispute = async (id: string, reason = REASON) => (await buyer.ask(DISPUTE, { id, reason })).data.openDispute

  test('is opened by a transaction of the buyer, which carries what the balance lacks of the bond', async () => {
    const { id, taskId, settleAfter } = await delivered(600)
    api.remotes.balances.set(ETH_ADDRESS, 120n)
    const reasonHash = `0x${createHash('sha256').update(REASON).digest('hex')}`
    const opened = await dispute(id)
    expect(opened).toMatchObject({
      ...{ job: { state: 'VERIFYING', disputeReason: REASON }, deposit: null, bond: BOND.toString(), reasonHash },
      transaction: { to: deployment.addresses.TaskMarketplace, value: String(BOND - 120n) },
      userErrors: [],
    })
    const { functionName, args } = decodeFunctionData({ abi: taskMarketplaceAbi, data: opened.transaction.data })
    const [disputed, submission, hash] = args as unknown as [Hex, Submission, Hex]
    expect([functionName, disputed, hash]).toEqual(['openDispute', taskId, reasonHash])
    expect(submission).toMatchObject({ attempt: 1, cost: 30n, terms: 800, resultHash, settleAfter })
    expect((await stored(id)).disputeReason).toBe(REASON)
  })

  test('over a token wants the bond in the balance first', async () => {
    const { id, token } = await delivered(600, { budget: { token: 'USDC', amount: '1' } })
    expect(token.toLowerCase()).toBe(usdc.toLowerCase())
    expect(await dispute(id)).toMatchObject({
      transaction: { value: '0' },
      deposit: { to: deployment.addresses.Escrow, value: '0', approval: { amount: BOND.toString() } },
    })
    api.remotes.balances.set(token.toLowerCase(), BOND)
    expect(await dispute(id)).toMatchObject({ transaction: { value: '0' }, deposit: null })
  })

  test.each([
    ['without a reason', 'REASON_INVALID', 600, ' ', null],
    ['with more characters than allowed', 'REASON_INVALID', 600, 'x'.repeat(4_001), null],
    ['after the window', 'WINDOW_CLOSED', -1, REASON, null],
    ['of a result that the chain does not have', 'NOT_ON_CHAIN', 600, REASON, 'ASSIGNED'],
  ] as const)('%s is refused', async (_, code, openSeconds, reason, state) => {
    const { id, taskId } = await delivered(openSeconds)
    if (state) api.remotes.taskStates.set(taskId, state)
    expect(await dispute(id, reason)).toMatchObject({ transaction: null, userErrors: [{ code }] })
  })

  test('is for the buyer alone, and once', async () => {
    const { id } = await delivered(600)
    const stranger = await api.person()
    const { data } = await stranger.ask(DISPUTE, { id, reason: REASON })
    expect(data.openDispute).toMatchObject({ job: null, userErrors: [{ code: 'JOB_UNKNOWN' }] })
    await inTransaction(api.storage, async (em) => moveJob(em, await em.findOneOrFail(Job, { id }), 'DISPUTED'))
    expect(await dispute(id)).toMatchObject({ userErrors: [{ code: 'ALREADY_DISPUTED' }] })
  })
})
