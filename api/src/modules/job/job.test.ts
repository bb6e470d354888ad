import { approvalTypedData, marketplaceDomain, taskIdOf, taskMarketplaceAbi } from '@aiigo/chain'
import { signatureForms } from '@aiigo/chain/testing'
import { contentIdOf, ETH_ADDRESS, type TaskRequest, taskRequestCodec } from '@aiigo/domain'
import { type Payload, queues } from '@aiigo/queue'
import { inTransaction, Job, moveJob, Outbox } from '@aiigo/storage'
import { makeJobSpec, makeNode, until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { decodeFunctionData, type Hex } from 'viem'
import { SUBMIT, storedSpec, submit } from '../../testing/jobs.js'
import { CHAIN_ID, deployment, type Person, startApi, type TestApi } from '../../testing/startApi.js'

let api: TestApi
let buyer: Person
const domain = marketplaceDomain(CHAIN_ID, deployment.addresses.TaskMarketplace)

beforeAll(async () => {
  api = await startApi()
  buyer = await api.person()
}, 90_000)
afterAll(() => api?.close())

const NODE_ID = '0x0102030405060708' as const
const RESULT_HASH = `0x${'ab'.repeat(32)}` as const

/** Moves a job to VERIFYING, with a result that costs 30. */
async function deliver(jobId: string): Promise<void> {
  const result = {
    manifestCid: 'b',
    manifestSha256: 'ab'.repeat(32),
    usage: 3n,
    exitCode: 0,
    outputs: [],
    cost: 30n,
  }
  await inTransaction(api.storage, async (em) => {
    let current = await em.findOneOrFail(Job, { id: jobId })
    for (const state of ['QUEUED', 'MATCHED', 'ASSIGNED', 'EXECUTING', 'VERIFYING'] as const) {
      const set = state === 'VERIFYING' ? { set: { result, attempts: 1, nodeId: NODE_ID } } : {}
      current = (await moveJob(em, current, state, set)) ?? current
    }
  })
}

/** Statements that wait for another one's row. */
const WAITING = 'select 1 from pg_locks where not granted'

interface Page {
  edges: { node: { id: string } }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

describe('submitting a job', () => {
  test('a price per hour becomes the highest rate that it allows for all its units, never more', async () => {
    const hourly = async (maxPricePerHour: string, more: object = {}, units = 2) => {
      const budget = { token: 'USDC', amount: '100', maxPricePerHour, ...more }
      const spec = storedSpec(api, { budget, resources: { type: 'CPU', units, memoryMiB: 128 } })
      return submit(buyer, spec)
    }
    // 0.0719 USDC an hour on two cores are 9.986 111 base units a core-second, so many for a million.
    expect((await hourly('0.0719')).taskRequest).toMatchObject({ maxRate: '9986111' })
    expect((await hourly('0.072')).taskRequest).toMatchObject({ maxRate: '10000000' })
    expect((await hourly('0.072', { maxRate: '0.000004' })).taskRequest).toMatchObject({ maxRate: '4000000' })
    expect((await hourly('0.0001')).taskRequest).toMatchObject({ maxRate: '13888' })
    expect((await hourly('0.000001', {}, 300)).userErrors).toMatchObject([
      { code: 'MAX_PRICE_PER_HOUR_TOO_SMALL', field: 'spec.budget.maxPricePerHour' },
    ])
    const counted = storedSpec(api, {
      budget: { token: 'USDC', amount: '1', maxPricePerHour: '1' },
      resources: { type: 'NETWORK', units: 1, memoryMiB: 128 },
    })
    expect((await submit(buyer, counted)).userErrors).toMatchObject([{ code: 'MAX_PRICE_PER_HOUR_UNUSABLE' }])
  })

  test('answers with exact amounts, the task id and the funding transaction', async () => {
    const spec = storedSpec(api, { budget: { token: 'ETH', amount: '0.0000000000000001' } })
    const { job, taskId, taskRequest, funding, userErrors } = await submit(buyer, spec)
    expect(userErrors).toEqual([])
    // 100 wei over 10 seconds on one core; 15 seconds more for transfers.
    expect(job).toMatchObject({
      state: 'SUBMITTED',
      budget: '100',
      maxRate: '10000000',
      maxUsage: '10',
      workSeconds: 25,
      buyer: buyer.address,
    })
    const request = taskRequestCodec.fromJson(taskRequest)
    expect(taskIdOf(domain, request)).toBe(taskId)
    expect(request).toMatchObject({
      maxFeeBps: 800,
      resourceType: 1,
      token: ETH_ADDRESS,
      matcher: `0x${'9'.repeat(40)}`,
    })
    expect(request.assignBy - request.fundBy).toBe(spec.deadlines.assignSeconds)
    expect(funding).toMatchObject({ to: deployment.addresses.TaskMarketplace, value: '100', approval: null })
    const call = decodeFunctionData({ abi: taskMarketplaceAbi, data: funding.data })
    expect(call.functionName).toBe('submit')
    expect((call.args as [TaskRequest])[0].budget).toBe(100n)
    const outbox = await api.storage.fork().find(Outbox, { queue: queues.advance.name })
    expect(outbox.map(({ payload }) => payload)).toContainEqual({ jobId: job.id, cause: 'FUND_DEADLINE' })
  })

  test('asks for an allowance to the escrow when it is paid in a token', async () => {
    const { funding } = await submit(
      buyer,
      storedSpec(api, { budget: { token: 'USDC', amount: '1.5', maxRate: '0.1' } }),
    )
    const { Escrow, TestUSDC } = deployment.addresses
    expect(funding).toMatchObject({ value: '0', approval: { token: TestUSDC, spender: Escrow, amount: '1500000' } })
  })

  test('never promises a rate that the deposit does not pay for the whole run', async () => {
    // Ten seconds at 50 wei are 500; the deposit pays 10 a second.
    const greedy = { token: 'ETH', amount: '0.0000000000000001', maxRate: '0.00000000000000005' } as const
    expect((await submit(buyer, storedSpec(api, { budget: greedy }))).job).toMatchObject({
      budget: '100',
      maxRate: '10000000',
    })
    const modest = { ...greedy, maxRate: '0.000000000000000004' }
    expect((await submit(buyer, storedSpec(api, { budget: modest }))).job).toMatchObject({
      budget: '100',
      maxRate: '4000000',
    })
  })

  test('with the same clientRequestId returns the same job, also at the same moment', async () => {
    const spec = storedSpec(api)
    const answers = await Promise.all([1, 2, 3].map(() => submit(buyer, spec, 'request-1')))
    expect(new Set(answers.map(({ job }) => job.id)).size).toBe(1)
    const other = await submit(buyer, storedSpec(api, { name: 'another job' }), 'request-1')
    expect(other.userErrors[0].code).toBe('CLIENT_REQUEST_ID_REUSED')
    const somebody = await submit(await api.person(), spec, 'request-1')
    expect(somebody.job.id).not.toBe(answers[0].job.id)
  })

  const spec = makeJobSpec()
  test.each([
    ['has no units', { ...spec, resources: { ...spec.resources, units: 0 } }, 'TOO_SMALL', 'spec.resources.units'],
    [
      'has a program above the limit',
      { ...spec, program: { ...spec.program, size: 70_000_000 } },
      'INPUT_TOO_LARGE',
      'spec.program.size',
    ],
    ['names a path outside', { ...spec, outputs: ['../x'] }, 'BROKEN_RULE', 'spec.outputs[0]'],
    ['has a budget of zero', { ...spec, budget: { token: 'ETH', amount: '0' } }, 'BROKEN_RULE', 'spec.budget.amount'],
    [
      'has a budget with too many places',
      { ...spec, budget: { token: 'USDC', amount: '0.1234567' } },
      'BAD_AMOUNT',
      'spec.budget.amount',
    ],
    [
      'has a budget below any rate',
      {
        ...spec,
        resources: { ...spec.resources, units: 1_000 },
        limits: { ...spec.limits, seconds: 2_000 },
        budget: { token: 'USDC', amount: '0.000001' },
      },
      'BUDGET_TOO_SMALL',
      'spec.budget.amount',
    ],
    [
      'has an enormous budget',
      { ...spec, budget: { token: 'ETH', amount: '9'.repeat(30) } },
      'AMOUNT_TOO_LARGE',
      'spec.budget.amount',
    ],
    [
      'is paid in an unknown token',
      { ...spec, budget: { token: `0x${'8'.repeat(40)}`, amount: '1' } },
      'TOKEN_NOT_ACCEPTED',
      'spec.budget.token',
    ],
    [
      'is a replica without a seed',
      { ...spec, verification: { mode: 'REPLICATED', replicas: 3 } },
      'BROKEN_RULE',
      'spec.seed',
    ],
    ['has the seed of a replica and is none', { ...spec, seed: 'a'.repeat(32) }, 'BROKEN_RULE', 'spec.seed'],
    [
      'is a replica without the others',
      { ...spec, verification: { mode: 'REPLICATED', replicas: 3 }, seed: 'a'.repeat(32) },
      'REPLICAS_ARE_A_GROUP',
      'spec.verification.mode',
    ],
    [
      'wants a window that is too short',
      { ...spec, deadlines: { ...spec.deadlines, windowSeconds: 599 } },
      expect.stringMatching(/^(WINDOW_TOO_SHORT|TOO_SMALL)$/),
      'spec.deadlines.windowSeconds',
    ],
    [
      'counts tasks without a rate',
      { ...spec, resources: { ...spec.resources, type: 'IOT' } },
      'MAX_RATE_REQUIRED',
      'spec.budget.maxRate',
    ],
  ])('is refused when it %s', async (_name, value, code, field) => {
    api.remotes.blobs.set(spec.program.cid, spec.program.size)
    const { job, funding, userErrors } = await submit(buyer, value)
    expect([job, funding]).toEqual([null, null])
    expect(userErrors).toContainEqual({ code, field, message: expect.any(String) })
  })

  test('lists all problems at once', async () => {
    const { userErrors } = await submit(buyer, { ...spec, name: '', outputs: ['../x'], env: { '1': 'x' }, retries: 99 })
    expect(userErrors.map(({ field }: { field: string }) => field)).toEqual(
      expect.arrayContaining(['spec.name', 'spec.outputs[0]', 'spec.env.1', 'spec.retries']),
    )
  })

  test('is refused before it is paid when no node could run its program, with the cure', async () => {
    const component = Uint8Array.from([0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0])
    const sha256 = 'dd'.repeat(32)
    const program = { ...spec.program, cid: contentIdOf(sha256), sha256 }
    api.remotes.blobs.set(program.cid, program.size)
    api.remotes.programs.set(program.cid, component)
    for (let twice = 0; twice < 2; twice++) {
      expect((await submit(buyer, { ...spec, program })).userErrors).toEqual([
        {
          code: 'PROGRAM_IS_COMPONENT',
          field: 'spec.program',
          message: expect.stringMatching(/wasm32-wasip1.*wasm-tools component unbundle/),
        },
      ])
    }
  })

  test('is refused while its files are not in the blob store, have another hash or another size', async () => {
    const sha256 = 'bb'.repeat(32)
    const cid = contentIdOf(sha256)
    const program = { ...spec.program, cid, sha256 }
    const contradiction = { ...program, sha256: 'cc'.repeat(32) }
    expect((await submit(buyer, { ...spec, program: contradiction })).userErrors).toMatchObject([
      { code: 'BLOB_HASH_MISMATCH', field: 'spec.program.sha256' },
    ])
    expect((await submit(buyer, { ...spec, program })).userErrors).toMatchObject([
      { code: 'BLOB_NOT_FOUND', field: 'spec.program.cid' },
    ])
    api.remotes.blobs.set(cid, 1)
    expect((await submit(buyer, { ...spec, program })).userErrors).toMatchObject([
      { code: 'BLOB_SIZE_MISMATCH', field: 'spec.program.size' },
    ])
  })

  test('is refused when every node of its kind asks more, with the lowest ask named', async () => {
    const gpu = storedSpec(api, {
      resources: { type: 'GPU', units: 1, memoryMiB: 128 },
      budget: { token: 'ETH', amount: '0.000000000000001' },
    })
    // No node has an ask yet: the job may wait.
    expect((await submit(buyer, gpu)).userErrors).toEqual([])
    // The budget pays 100 wei a second for ten seconds.
    for (const ask of ['200000000', '170000001'])
      await makeNode(api.storage.fork(), { resourceType: 'GPU', asks: { [ETH_ADDRESS]: ask } })
    const { userErrors } = await submit(buyer, gpu)
    expect(userErrors).toMatchObject([{ code: 'BUDGET_BELOW_EVERY_ASK', field: 'spec.budget.amount' }])
    expect(userErrors[0].message).toContain('at least 170000001 base units per million')
    expect(userErrors[0].message).toContain('at least 1701 base units, which pays for a full run of 10')
  })

  test('needs a signed-in caller', async () => {
    const { errors } = await api.ask(SUBMIT, { input: { spec: makeJobSpec() } })
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })
})

describe('a job', () => {
  const JOB = 'query ($id: ID!) { job(id: $id) { id state attemptList { id } } jobLogs(jobId: $id) { seq } }'

  test('is seen by its buyer alone', async () => {
    const { job } = await submit(buyer, storedSpec(api))
    expect((await buyer.ask(JOB, { id: job.id })).data).toEqual({
      job: { id: job.id, state: 'SUBMITTED', attemptList: [] },
      jobLogs: [],
    })
    const stranger = await api.person()
    expect((await stranger.ask('query ($id: ID!) { job(id: $id) { id } }', { id: job.id })).data).toEqual({ job: null })
    expect((await stranger.ask(JOB, { id: job.id })).errors?.[0]?.extensions.code).toBe('JOB_UNKNOWN')
    const cancel = 'mutation ($id: ID!) { cancelJob(jobId: $id) { job { id } userErrors { code } } }'
    expect((await stranger.ask(cancel, { id: job.id })).data.cancelJob).toEqual({
      job: null,
      userErrors: [{ code: 'JOB_UNKNOWN' }],
    })
    expect((await buyer.ask(JOB, { id: 'not-an-id' })).errors?.[0]?.extensions.code).toBe('JOB_UNKNOWN')
  })

  test('is listed newest first, page by page', async () => {
    const person = await api.person()
    const ids: string[] = []
    for (let i = 0; i < 5; i++) ids.unshift((await submit(person, storedSpec(api))).job.id)
    const PAGE =
      'query ($after: String) { jobs(first: 2, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }'
    const seen: string[] = []
    for (let after: string | null = null, more = true; more; ) {
      const { data }: { data: { jobs: Page } } = await person.ask(PAGE, { after })
      const { jobs } = data
      seen.push(...jobs.edges.map(({ node }) => node.id))
      after = jobs.pageInfo.endCursor
      more = jobs.pageInfo.hasNextPage
    }
    expect(seen).toEqual(ids)
    const bad = await person.ask(PAGE, { after: 'nonsense' })
    expect(bad.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })

  test('says that the subgraph is away where the chain is asked for, and answers the rest', async () => {
    const { job } = await submit(buyer, storedSpec(api))
    const { data, errors } = await buyer.ask('query ($id: ID!) { job(id: $id) { id task { state } } }', { id: job.id })
    expect(data.job).toEqual({ id: job.id, task: null })
    expect(errors).toMatchObject([{ path: ['job', 'task'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }])
    expect(JSON.stringify(errors)).not.toContain(api.remotes.deadUrl)
  })

  const CANCEL =
    'mutation ($id: ID!) { cancelJob(jobId: $id) { job { state } transaction { to data value } userErrors { code } } }'

  test('is cancelled at once while nobody has funded it', async () => {
    const { job } = await submit(buyer, storedSpec(api))
    const { data } = await buyer.ask(CANCEL, { id: job.id })
    expect(data.cancelJob).toEqual({ job: { state: 'CANCELLED' }, transaction: null, userErrors: [] })
  })

  test('that is funded is cancelled by a transaction of the buyer', async () => {
    const { job, taskId } = await submit(buyer, storedSpec(api))
    api.remotes.taskStates.set(taskId, 'FUNDED')
    const { data } = await buyer.ask(CANCEL, { id: job.id })
    expect(data.cancelJob.job.state).toBe('SUBMITTED')
    const call = decodeFunctionData({ abi: taskMarketplaceAbi, data: data.cancelJob.transaction.data })
    expect(call.functionName).toBe('cancel')
    expect(taskIdOf(domain, (call.args as [TaskRequest])[0])).toBe(taskId)
    api.remotes.taskStates.set(taskId, 'SUBMITTED')
    expect((await buyer.ask(CANCEL, { id: job.id })).data.cancelJob.userErrors).toEqual([{ code: 'NOT_CANCELLABLE' }])
  })

  const APPROVE = `mutation ($id: ID!, $signature: Bytes!) {
    approveResult(jobId: $id, signature: $signature) { job { state approved } userErrors { code } } }`

  test("is approved by its buyer's signature over attempt, node, result and cost, once there is one", async () => {
    const { job, taskId } = await submit(buyer, storedSpec(api))
    const sign = (attempt: number, bill: { nodeId?: Hex; cost?: bigint } = {}) =>
      buyer.account.signTypedData(
        approvalTypedData(domain, { taskId, attempt, nodeId: NODE_ID, resultHash: RESULT_HASH, cost: 30n, ...bill }),
      )
    const early = await buyer.ask(APPROVE, { id: job.id, signature: await sign(1) })
    expect(early.data.approveResult.userErrors).toEqual([{ code: 'NO_RESULT' }])
    await deliver(job.id)
    const others = [await sign(2), await sign(1, { cost: 120n }), await sign(1, { nodeId: '0x0102030405060709' })]
    for (const signature of others) {
      const wrong = await buyer.ask(APPROVE, { id: job.id, signature })
      expect(wrong.data.approveResult.userErrors).toEqual([{ code: 'BAD_SIGNATURE' }])
    }
    // As a Ledger answers it; it is stored as the contract takes it.
    const right = await buyer.ask(APPROVE, { id: job.id, signature: signatureForms(await sign(1)).ledger })
    const { approval } = await api.storage.fork().findOneOrFail(Job, { id: job.id })
    expect(approval?.signature).toBe(await sign(1))
    expect(right.data.approveResult).toEqual({ job: { state: 'VERIFYING', approved: true }, userErrors: [] })
    const looks = await api.storage.fork().find(Outbox, { queue: queues.advance.name })
    const approved = looks
      .map(({ payload }) => payload as Payload<typeof queues.advance>)
      .filter(({ cause }) => cause === 'APPROVED')
    expect(approved).toEqual([{ jobId: job.id, cause: 'APPROVED' }])
  })

  test('whose window ends while its approval is on the way is paid, and the buyer gets no error', async () => {
    const { job, taskId } = await submit(buyer, storedSpec(api))
    await deliver(job.id)
    const bill = { taskId, attempt: 1, nodeId: NODE_ID, resultHash: RESULT_HASH, cost: 30n }
    const signature = await buyer.account.signTypedData(approvalTypedData(domain, bill))
    const approval = await inTransaction(api.storage, async (em) => {
      await moveJob(em, await em.findOneOrFail(Job, { id: job.id }), 'PAID')
      const asked = buyer.ask(APPROVE, { id: job.id, signature })
      await until(async () => (await api.storage.query(WAITING, [])).length > 0)
      return { asked }
    })
    expect((await approval.asked).data.approveResult).toEqual({
      job: { state: 'PAID', approved: false },
      userErrors: [],
    })
  })
})
