import { randomUUID } from 'node:crypto'
import { NotRetryableError, RetryableError } from '@aiigo/domain'
import {
  createConsumer,
  createProducer,
  createQueueBackend,
  message,
  type Producer,
  type QueueBackend,
  queues,
} from '@aiigo/queue'
import {
  enqueue,
  inTransaction,
  Node,
  prepareTransaction,
  recordSign,
  recordTransaction,
  recordTrouble,
} from '@aiigo/storage'
import { makeNode, until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { BLOCK_TIME } from '../../testing/answerOfDao.js'
import { type Person, startApi, type TestApi } from '../../testing/startApi.js'
import { RELAY } from '../../testing/startRemotes.js'

const ALERTS = '{ operatorAlerts { id code severity message advice since } }'
const STATES = `{ queueStates { outboxWaiting outboxSince queues {
  name description everySeconds waiting active delayed failed waitingSince lastFailedAt } } }`
const FAILED = `query ($queue: String!, $first: Int) { failedQueueJobs(queue: $queue, first: $first) {
  id queue payload reason tries addedAt failedAt } }`
const act = (verb: 'retryQueueJob' | 'discardQueueJob') =>
  `mutation ($queue: String!, $id: ID!) { ${verb}(queue: $queue, id: $id) { done userErrors { code field message } } }`
const WRITER = `{ chainWriter { address balance nonce pendingNonce gasPrice transactionsLeft openCount
  open { kind subject nonce hash state replacements } failed { kind nonce state error } } }`
const HEALTH = `{ platformHealth { chainBlock chainBlockAt subgraphBlock followerBlock workerSeenAt apiSeenAt
  nodesWanted nodesOffline troubles { part details since } } }`
const REVIEWS = '{ nodesToReview { reason node { id name typeEvidence { method } } } }'

const ACCOUNT = `0x${'9'.repeat(40)}`

let api: TestApi
let operator: Person
let backend: QueueBackend
let producer: Producer
beforeAll(async () => {
  const account = privateKeyToAccount(generatePrivateKey())
  api = await startApi(
    { OPERATOR_ADDRESSES: account.address, RELAY_ADDRESSES: RELAY, GAS_BUDGET_ETHER: '1' },
    { subgraph: true },
  )
  operator = await api.person(account)
  backend = createQueueBackend({ databaseUrl: api.databaseUrl, poolSize: 4 })
}, 90_000)
afterAll(async () => {
  await producer?.close()
  await backend?.close()
  await api?.close()
})
beforeEach(async () => {
  const em = api.storage.fork()
  await em.execute('truncate node, trouble, chain_transaction, outbox cascade')
  await recordSign(em, 'WORKER')
  api.remotes.underReview.splice(0)
  Object.assign(api.remotes.account, { balance: 10n ** 18n, gasPrice: 10n ** 9n })
  // Looks are shared for a second.
  api.advance(2_000)
})

const alerts = async () => {
  api.advance(1_100)
  return (await operator.ask(ALERTS)).data.operatorAlerts as { id: string; severity: string; message: string }[]
}
const idsOf = async () => (await alerts()).map(({ id }) => id)

describe('the queues', () => {
  test('are said not to answer before a worker has made their tables', async () => {
    expect((await operator.ask(STATES)).errors?.[0]?.extensions.code).toBe('UNAVAILABLE')
    expect(await idsOf()).toEqual(['QUEUES_AWAY'])
    await backend.prepare()
    producer = createProducer(backend)
    expect(await idsOf()).toEqual([])
  })

  test('show what waits, and what was given up with its reason', async () => {
    const offerId = randomUUID()
    const later = new Date(Date.now() + 3_600_000)
    await producer.send([
      message(queues.verify, { offerId }),
      message(queues.offerTimeout, { offerId }, { delayUntil: later }),
    ])
    api.advance(2_000)
    const state = async (name: string) => {
      api.advance(1_100)
      const { queueStates } = (await operator.ask(STATES)).data
      return queueStates.queues.find((queue: { name: string }) => queue.name === name)
    }
    expect(await state(queues.verify.name)).toMatchObject({
      ...{ waiting: 1, active: 0, delayed: 0, failed: 0, everySeconds: null, lastFailedAt: null },
      waitingSince: expect.any(String),
      description: queues.verify.description,
    })
    expect(await state(queues.offerTimeout.name)).toMatchObject({ waiting: 0, delayed: 1, waitingSince: null })
    expect(await state(queues.priceIndex.name)).toMatchObject({ everySeconds: 15 })

    let hopeless = true
    const consumer = createConsumer(backend, queues.verify, async () => {
      if (hopeless) throw new NotRetryableError('WRONG', 'the manifest is not what was signed')
    })
    const failed = async (queue = queues.verify.name) => (await operator.ask(FAILED, { queue })).data.failedQueueJobs
    await until(async () => (await failed()).length > 0)
    const [job] = await failed()
    expect(job).toMatchObject({
      ...{ queue: queues.verify.name, payload: { offerId }, reason: 'the manifest is not what was signed', tries: 1 },
      failedAt: expect.any(String),
    })
    expect(await state(queues.verify.name)).toMatchObject({ waiting: 0, failed: 1, lastFailedAt: job.failedAt })
    expect(await idsOf()).toEqual(['QUEUE_JOBS_FAILED verify'])
    const text = await api.metrics()
    expect(text).toContain(`aiigo_queue_jobs{queue="${queues.verify.name}",state="failed"} 1`)
    expect(text).toContain(`aiigo_queue_jobs{queue="${queues.offerTimeout.name}",state="delayed"} 1`)
    expect(text).toContain(`aiigo_queue_failing{queue="${queues.verify.name}"} 1`)
    expect(text).toContain(`aiigo_queue_failing{queue="${queues.offerTimeout.name}"} 0`)

    // Once the cause is removed, a retry does the work, and the alert is over.
    hopeless = false
    const retry = (id: string) => operator.ask(act('retryQueueJob'), { queue: queues.verify.name, id })
    expect((await retry(job.id)).data.retryQueueJob).toEqual({ done: true, userErrors: [] })
    await until(async () => (await state(queues.verify.name)).waiting === 0 && (await failed()).length === 0)
    expect(await idsOf()).toEqual([])
    expect((await retry(job.id)).data.retryQueueJob).toMatchObject({
      done: false,
      userErrors: [{ code: 'QUEUE_JOB_UNKNOWN', field: 'id' }],
    })
    await consumer.close()
  }, 60_000)

  test('let a job be discarded, and only a failed one', async () => {
    const sent = message(queues.assign, { offerId: randomUUID() })
    const discard = async (id: string, queue = queues.assign.name) =>
      (await operator.ask(act('discardQueueJob'), { queue, id })).data?.discardQueueJob
    await producer.send([sent])
    expect(await discard(sent.id)).toMatchObject({ done: false, userErrors: [{ code: 'QUEUE_JOB_UNKNOWN' }] })
    const consumer = createConsumer(backend, { ...queues.assign, tries: 1 }, async () => {
      throw new NotRetryableError('WRONG', 'wrong for ever')
    })
    await until(async () => (await operator.ask(FAILED, { queue: queues.assign.name })).data.failedQueueJobs.length > 0)
    expect(await discard(sent.id)).toEqual({ done: true, userErrors: [] })
    expect((await operator.ask(FAILED, { queue: queues.assign.name })).data.failedQueueJobs).toEqual([])
    await consumer.close()
  }, 60_000)

  test('give a retried job all its tries again', async () => {
    const tries: number[] = []
    const queue = { ...queues.match, firstBackoffMs: 1 }
    let hopeless = true
    const consumer = createConsumer(backend, queue, async (_, context) => {
      tries.push(context.tries)
      if (hopeless) throw new NotRetryableError('WRONG', 'wrong for ever')
      if (context.tries < 3) throw new RetryableError('AWAY', 'the chain is away')
    })
    const sent = message(queues.match, { jobId: randomUUID() })
    await producer.send([sent])
    await until(async () => (await operator.ask(FAILED, { queue: queues.match.name })).data.failedQueueJobs.length > 0)
    hopeless = false
    await operator.ask(act('retryQueueJob'), { queue: queues.match.name, id: sent.id })
    await until(() => tries.length === 4, 20_000)
    expect(tries).toEqual([1, 1, 2, 3])
    await consumer.close()
  }, 60_000)

  test('are named as the catalogue names them, and asked for a page at most', async () => {
    const code = async (variables: object) => (await operator.ask(FAILED, variables)).errors?.[0]?.extensions.code
    expect(await code({ queue: 'nonsense' })).toBe('BAD_USER_INPUT')
    expect(await code({ queue: queues.verify.name, first: 101 })).toBe('BAD_USER_INPUT')
    expect(await code({ queue: queues.verify.name, first: 0 })).toBe('BAD_USER_INPUT')
    expect(
      (await operator.ask(act('retryQueueJob'), { queue: 'nonsense', id: '1' })).errors?.[0]?.extensions.code,
    ).toBe('BAD_USER_INPUT')
  })

  test('have an outbox that shows what no worker hands over', async () => {
    await inTransaction(api.storage, (em) => enqueue(em, message(queues.match, { jobId: randomUUID() })))
    const { queueStates } = (await operator.ask(STATES)).data
    expect(queueStates).toMatchObject({ outboxWaiting: 1, outboxSince: expect.any(String) })
    expect(await idsOf()).toEqual([])
    await api.storage.fork().execute("update outbox set created_at = created_at - interval '10 minutes'")
    expect(await idsOf()).toEqual(['OUTBOX_STANDS'])
    const text = await api.metrics()
    expect(text).toContain('aiigo_outbox_rows 1')
    expect(Number(/^aiigo_outbox_oldest_seconds (\S+)$/m.exec(text)?.[1])).toBeGreaterThan(590)
    expect(text).toContain('aiigo_operator_alerts{code="OUTBOX_STANDS",severity="CRITICAL"} 1')
  })
})

describe('Bull Board', () => {
  const at = (path: string) => new URL(`/operate/board${path}`, api.url)
  const enter = async (accessToken: string | undefined) => {
    const headers: Record<string, string> = accessToken ? { authorization: `Bearer ${accessToken}` } : {}
    const response = await fetch(at('/session'), { method: 'POST', headers })
    return { status: response.status, cookie: response.headers.get('set-cookie') ?? '' }
  }
  const get = (path: string, cookie: string, method = 'GET') =>
    fetch(at(path), { method, headers: cookie ? { cookie: cookie.replace(/;.*/, '') } : {} })

  test('opens for an operator’s session alone', async () => {
    const stranger = await api.person()
    expect(await enter(undefined)).toEqual({ status: 401, cookie: '' })
    expect(await enter(stranger.accessToken)).toEqual({ status: 403, cookie: '' })
    expect((await get('/', '')).status).toBe(401)
    expect((await get('/', 'aiigo_board=nonsense')).status).toBe(401)
    // A wallet that is no operator makes the cookie itself.
    for (const path of ['/', '/api/queues', '/static/favicon.ico']) {
      expect((await get(path, `aiigo_board=${stranger.accessToken}`)).status).toBe(403)
    }
    const { status, cookie } = await enter(operator.accessToken)
    expect(status).toBe(204)
    expect(cookie).toMatch(/Path=\/operate\/board;.*HttpOnly; SameSite=Strict/)
  })

  test('shows every queue, under a strict policy, and changes none', async () => {
    const sent = message(queues.capacity, {})
    await producer.send([sent])
    const { cookie } = await enter(operator.accessToken)
    const page = await get('/', cookie)
    const html = await page.text()
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';")
    expect(html).toContain('<title>AIIGO queues</title>')
    expect(html).not.toMatch(/https?:\/\//)
    const [, script] = /src="(static\/js\/main[^"]+)"/.exec(html) ?? []
    expect((await get(`/${script}`, cookie)).status).toBe(200)
    const list = (await (
      await get('/api/queues?activeQueue=capacity&status=waiting&page=1&jobsPerPage=10', cookie)
    ).json()) as {
      queues: { name: string; counts: Record<string, number>; readOnlyMode: boolean; jobs: { id: string }[] }[]
    }
    expect(list.queues.map(({ name }) => name).sort()).toEqual(
      Object.values(queues)
        .map(({ name }) => name)
        .sort(),
    )
    expect(list.queues.find(({ name }) => name === queues.capacity.name)).toMatchObject({
      ...{ readOnlyMode: true, counts: { waiting: 1 } },
      jobs: [{ id: sent.id }],
    })
    for (const method of ['PUT', 'POST', 'PATCH', 'DELETE']) {
      expect((await get(`/api/queues/capacity/${sent.id}/clean`, cookie, method)).status).toBe(405)
    }
    await backend.queue(queues.capacity.name).remove(sent.id)
  })
})

describe('the chain writer', () => {
  async function prepare(kind: string) {
    const named = { kind, subject: `0x${'ab'.repeat(32)}` }
    const prepared = await prepareTransaction(
      api.storage,
      { fromAddress: ACCOUNT, effects: [{ id: randomUUID(), ...named }] },
      async () => 7,
      async (nonce) => ({
        ...{ ...named, raw: '0x02', hash: `0x${String(nonce).padStart(64, '0')}` },
        toAddress: `0x${'5'.repeat(40)}`,
      }),
    )
    if (!prepared) throw new Error('expected a transaction')
    return prepared.transaction
  }

  test('shows its account, and its transactions that wait or failed', async () => {
    const [failed, open] = [await prepare('assign'), await prepare('submitResult')]
    await recordTransaction(api.storage.fork(), failed, 'FAILED', { error: 'a revert in block 9' })
    await recordTransaction(api.storage.fork(), open, 'SENT')
    expect((await operator.ask(WRITER)).data.chainWriter).toEqual({
      ...{ address: ACCOUNT, balance: String(10n ** 18n), nonce: 7, pendingNonce: 8, gasPrice: String(10n ** 9n) },
      ...{ transactionsLeft: 2_500, openCount: 1 },
      open: [
        {
          ...{ kind: 'submitResult', subject: `0x${'ab'.repeat(32)}`, nonce: 8, state: 'SENT', replacements: 0 },
          hash: `0x${'8'.padStart(64, '0')}`,
        },
      ],
      failed: [{ kind: 'assign', nonce: 7, state: 'FAILED', error: 'a revert in block 9' }],
    })
  })

  test('raises an alert when it runs out of gas, or is stuck', async () => {
    await prepare('assign')
    expect(await idsOf()).toEqual([])
    await api.storage.fork().execute("update chain_transaction set created_at = created_at - interval '10 minutes'")
    api.remotes.account.balance = 4n * 10n ** 14n * 50n
    expect(await alerts()).toMatchObject([
      { id: 'BALANCE_LOW', severity: 'CRITICAL', message: expect.stringContaining('about 50 more transactions') },
      { id: 'TRANSACTION_STUCK 7', severity: 'CRITICAL' },
    ])
    const text = await api.metrics()
    expect(text).toContain(`aiigo_operator_balance_ether{account="${ACCOUNT}"} 0.02`)
    expect(text).toContain(`aiigo_operator_transactions_left{account="${ACCOUNT}"} 50`)
    expect(text).toContain(`aiigo_chain_open_transactions{account="${ACCOUNT}"} 1`)
    expect(Number(/^aiigo_chain_oldest_open_seconds\S* (\S+)$/m.exec(text)?.[1])).toBeGreaterThan(590)
    api.remotes.account.balance = 10n ** 18n
    expect(await idsOf()).toEqual(['TRANSACTION_STUCK 7'])
  })
})

describe('further accounts and the budget for gas', () => {
  test('have alerts and figures of their own', async () => {
    const insert = `insert into chain_transaction
      (id, kind, subject, from_address, nonce, to_address, state, spent, created_at, updated_at) values (?, 'settle', '0x', ?, ?, ?, ?, ?, ?, ?)`
    const em = api.storage.fork()
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
    await em.execute(insert, [randomUUID(), RELAY, 3, RELAY, 'SENT', null, ago(10), ago(10)])
    const spends = (ether: string, minutes: number, nonce: number) =>
      em.execute(insert, [
        randomUUID(),
        RELAY,
        nonce,
        RELAY,
        'MINED',
        `${ether}${'0'.repeat(17)}`,
        ago(minutes),
        ago(minutes),
      ])
    // More than a day ago.
    await spends('9', 1_441, 0)
    await spends('7', 30, 1)
    expect(await idsOf()).toEqual([`TRANSACTION_STUCK 3 ${RELAY}`])
    await spends('2', 20, 2)
    expect(await alerts()).toMatchObject([
      { id: `TRANSACTION_STUCK 3 ${RELAY}` },
      { id: 'GAS_BUDGET_SPENT', severity: 'WARNING', message: expect.stringContaining('90 %') },
    ])
    const text = await api.metrics()
    expect(text).toContain('aiigo_gas_spent_day_ether 0.9')
    expect(text).toContain('aiigo_gas_budget_day_ether 1')
    expect(text).toContain(`aiigo_chain_open_transactions{account="${RELAY}"} 1`)
    expect(text).toMatch(new RegExp(`aiigo_operator_balance_ether\\{account="${RELAY}"\\} \\d`))
    await spends('1', 10, 4)
    expect(await alerts()).toContainEqual(
      expect.objectContaining({
        code: 'GAS_BUDGET_SPENT',
        severity: 'CRITICAL',
        advice: expect.stringContaining('GAS_BUDGET_ETHER'),
      }),
    )
  })
})

describe('the platform’s health', () => {
  test('shows the blocks, signs of life and troubles, and alerts follow', async () => {
    await makeNode(api.storage.fork(), { name: 'attic', online: false })
    await makeNode(api.storage.fork())
    await recordTrouble(api.storage.fork(), 'BLOBS', 'the blob store does not answer')
    const { platformHealth } = (await operator.ask(HEALTH)).data
    expect(platformHealth).toMatchObject({
      ...{ chainBlock: 1, subgraphBlock: 1, followerBlock: null, nodesWanted: 2, nodesOffline: 1 },
      chainBlockAt: new Date(BLOCK_TIME * 1_000).toISOString(),
      workerSeenAt: expect.any(String),
      troubles: [{ part: 'BLOBS', details: 'the blob store does not answer', since: expect.any(String) }],
    })
    expect(await alerts()).toMatchObject([
      { id: 'PLATFORM_TROUBLE BLOBS', severity: 'CRITICAL' },
      { id: 'NODES_OFFLINE', severity: 'WARNING', message: expect.stringContaining('attic') },
    ])
  })

  test('is in metrics, and a source that is away takes its figures with it', async () => {
    await makeNode(api.storage.fork(), { online: false })
    const text = await api.metrics()
    expect(text).toContain('aiigo_nodes_wanted 1')
    expect(text).toContain('aiigo_nodes_offline 1')
    expect(text).toContain('aiigo_states{of="node",state="ACTIVE"} 1')
    expect(text).toContain('aiigo_chain_head_block 1')
    expect(text).toContain('aiigo_subgraph_block 1')
    expect(text).not.toMatch(/^aiigo_follower_block /m)
    // The chain of these tests has no escrow.
    expect(text).toContain('aiigo_source_up{source="escrow"} 0')
    expect(text).not.toMatch(/^aiigo_escrow_held_tokens/m)
    expect(text).toMatch(/aiigo_part_silence_seconds\{part="WORKER"\} \d/)
    expect(text).toContain('aiigo_api_requests_total{operation="operatorAlerts",outcome="ok"}')
    expect(text).toMatch(/aiigo_api_request_seconds_count\{kind="query"\} \d/)
  })

  test('tells of a worker that is silent', async () => {
    await api.storage.fork().execute("update part_sign set seen_at = seen_at - interval '10 minutes'")
    expect(await idsOf()).toEqual(['WORKER_SILENT'])
  })
})

describe('nodes to review', () => {
  const reviews = async () => (await operator.ask(REVIEWS)).data.nodesToReview

  test('come with their reasons, the most urgent first; others do not come', async () => {
    const em = api.storage.fork()
    const gpu = { resourceType: 'GPU' } as const
    const soon = new Date(Date.now() + 86_400_000)
    const [late, fresh] = [new Date(Date.now() + 90 * 86_400_000), { typeShownUntil: null }]
    await makeNode(em, { name: 'works' })
    await makeNode(em, { ...gpu, name: 'audited', typeShownUntil: late })
    await makeNode(em, { name: 'new', state: 'PENDING' })
    await makeNode(em, { ...gpu, name: 'ends', typeShownUntil: soon })
    await makeNode(em, { ...gpu, ...fresh, name: 'claims' })
    await makeNode(em, { ...gpu, ...fresh, name: 'rejected', state: 'REJECTED' })
    await makeNode(em, { ...gpu, ...fresh, name: 'elsewhere', registered: false })
    const fails = await makeNode(em, { name: 'fails' })
    api.remotes.underReview.push(fails.id)
    expect((await reviews()).map(({ reason, node }: Review) => [reason, node.name])).toEqual([
      ['UNDER_REVIEW', 'fails'],
      ['AUDIT_MISSING', 'claims'],
      ['AUDIT_ENDS', 'ends'],
      ['NEW', 'new'],
    ])
    expect(await alerts()).toMatchObject([{ id: 'NODES_TO_REVIEW', message: expect.stringMatching(/^2 nodes wait/) }])
    await em.nativeUpdate(Node, { name: 'claims' }, { typeShownUntil: late })
    expect((await reviews()).map(({ node }: Review) => node.name)).toEqual(['fails', 'ends', 'new'])
  })
})

test('a wallet hears whether it is an operator, and nobody else sees or does anything here', async () => {
  const role = '{ me { isOperator } }'
  const stranger = await api.person()
  expect((await operator.ask(role)).data).toEqual({ me: { isOperator: true } })
  expect((await stranger.ask(role)).data).toEqual({ me: { isOperator: false } })
  const retry = { queue: queues.verify.name, id: '1' }
  for (const [query, variables] of [
    ...[ALERTS, STATES, WRITER, HEALTH, REVIEWS].map((one) => [one, {}] as const),
    [FAILED, { queue: queues.verify.name }] as const,
    ...[act('retryQueueJob'), act('discardQueueJob')].map((one) => [one, retry] as const),
  ]) {
    expect((await api.ask(query, variables)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
    expect((await stranger.ask(query, variables)).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  }
})

interface Review {
  reason: string
  node: { name: string }
}
