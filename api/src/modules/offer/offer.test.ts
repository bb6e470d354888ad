import { randomUUID } from 'node:crypto'
import { acceptanceTypedData, marketplaceDomain, resultTypedData } from '@aiigo/chain'
import { signatureForms } from '@aiigo/chain/testing'
import { ETH_ADDRESS } from '@aiigo/domain'
import { queues } from '@aiigo/queue'
import { Attempt, inTransaction, Job, moveAttempt, Node, NodeChange, Outbox } from '@aiigo/storage'
import { makeNode, until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Hex } from 'viem'
import type { Viewer } from '../../graphql/context.js'
import { assignJob, offerJob } from '../../testing/attempts.js'
import { storedSpec, submit } from '../../testing/jobs.js'
import { CHAIN_ID, deployment, type Person, startApi, type TestApi } from '../../testing/startApi.js'
import { createNodeService } from '../node/node.service.js'

const UPSERT = `mutation ($input: UpsertNodeInput!) { upsertNode(input: $input) { node { id name availability online spec } userErrors { code field } } }`
const BEAT = `mutation ($input: HeartbeatInput!) { heartbeat(input: $input) { nextHeartbeatSeconds endedOfferIds userErrors { code } } }`
const AVAILABLE = `mutation ($id: Bytes!) { setAvailability(nodeId: $id, availability: AVAILABLE) { node { availability } userErrors { code } } }`
const OFFERS = `query ($ids: [Bytes!]!) { offers(nodeIds: $ids) { id jobId taskId attempt rate state spec taskRequest { jobId } } }`
const ACCEPT = `mutation ($id: ID!, $attempt: Int!, $expiry: Int!, $signature: Bytes!) {
  acceptOffer(offerId: $id, attempt: $attempt, expiry: $expiry, signature: $signature) { offer { state attempt } userErrors { code field } } }`
const DECLINE = `mutation ($id: ID!) { declineOffer(offerId: $id, reason: "busy") { offer { state } userErrors { code } } }`
const PROGRESS = `mutation ($id: ID!) { reportProgress(offerId: $id, input: { phase: "RUNNING", percent: 10 }) { offer { state } userErrors { code } } }`
const LOGS = `mutation ($id: ID!, $first: Int!, $parts: [LogPartInput!]!) { appendLogs(offerId: $id, firstLine: $first, parts: $parts) { storedLines userErrors { code } } }`
const RESULT = `mutation ($id: ID!, $input: SubmitResultInput!) { submitResult(offerId: $id, input: $input) { offer { state } userErrors { code field } } }`

const domain = marketplaceDomain(CHAIN_ID, deployment.addresses.TaskMarketplace)
const soon = () => Math.floor(Date.now() / 1000) + 300

let api: TestApi
let buyer: Person
let provider: Person
let nodeId: Hex

beforeAll(async () => {
  api = await startApi()
  buyer = await api.person()
}, 90_000)
afterAll(() => api?.close())

const node = {
  salt: `0x${'11'.repeat(32)}`,
  name: 'shed',
  resourceType: 'CPU',
  units: 4,
  region: 'EU',
  spec: { memoryMiB: 2048 },
}

beforeEach(async () => {
  provider = await api.person()
  const { data } = await provider.ask(UPSERT, { input: node })
  nodeId = data.upsertNode.node.id
})

/** Seven base units per unit of usage. */
const RATE = 7_000_000n
const ASKS = { [ETH_ADDRESS]: String(RATE) }
/** A job of the buyer, offered to the provider's node as the worker does it. */
async function offered(): Promise<{ offerId: string; jobId: string; taskId: Hex }> {
  const { job } = await submit(buyer, storedSpec(api))
  const offer = await offerJob(api, job.id, { id: nodeId, asks: ASKS })
  return { offerId: offer.id, jobId: job.id, taskId: job.taskId }
}

async function accept(offerId: string, taskId: Hex) {
  const expiry = soon()
  const message = { taskId, attempt: 1, nodeId, rate: RATE, expiry }
  const signature = await provider.account.signTypedData(acceptanceTypedData(domain, message))
  return { expiry, signature, answer: await provider.ask(ACCEPT, { id: offerId, attempt: 1, expiry, signature }) }
}

/** The worker's step once the assignment is mined. */
async function assigned(offerId: string, jobId: string): Promise<void> {
  await assignJob(api, jobId, offerId, nodeId)
}

const part = (text: string, stream = 'STDOUT') => ({ text, stream })
const log = async (offerId: string, first: number, ...parts: object[]) =>
  (await provider.ask(LOGS, { id: offerId, first, parts })).data.appendLogs

describe('signatures of wallets that answer another form', () => {
  test.each(['ledger', 'highS', 'ledgerHighS', 'compact'] as const)(
    'are stored as contracts take them: %s',
    async (form) => {
      const { offerId, jobId, taskId } = await offered()
      const attempt = () => api.storage.fork().findOneOrFail(Attempt, { id: offerId })
      const expiry = soon()
      const acceptance = { taskId, attempt: 1, nodeId, rate: RATE, expiry }
      const accepting = await provider.account.signTypedData(acceptanceTypedData(domain, acceptance))
      // Twice: the answer to the first call may get lost.
      for (const _ of [1, 2]) {
        const variables = { id: offerId, attempt: 1, expiry, signature: signatureForms(accepting)[form] }
        expect((await provider.ask(ACCEPT, variables)).data.acceptOffer.userErrors).toEqual([])
      }
      expect((await attempt()).acceptance).toEqual({ expiry, signature: accepting })

      await assigned(offerId, jobId)
      const sha = 'cd'.repeat(32)
      const result = { taskId, attempt: 1, nodeId, usage: 4n, resultHash: `0x${sha}` } as const
      const handingIn = await provider.account.signTypedData(resultTypedData(domain, result))
      for (const _ of [1, 2]) {
        const input = {
          ...{ manifestCid: `bafkrei${'a'.repeat(52)}`, manifestSha256: sha, usage: '4', exitCode: 0, outputs: [] },
          signature: signatureForms(handingIn)[form],
        }
        expect((await provider.ask(RESULT, { id: offerId, input })).data.submitResult.userErrors).toEqual([])
      }
      expect((await attempt()).submission?.signature).toBe(handingIn)
    },
  )
})

describe('a node', () => {
  test('is described by its provider, comes online by a heartbeat and available by mutation', async () => {
    expect((await provider.ask(BEAT, { input: { nodeId, runningOfferIds: [] } })).data.heartbeat).toEqual({
      nextHeartbeatSeconds: 5,
      endedOfferIds: [],
      userErrors: [],
    })
    expect((await provider.ask(AVAILABLE, { id: nodeId })).data.setAvailability.node.availability).toBe('AVAILABLE')
    const stored = await api.storage.fork().findOneOrFail(Node, { id: nodeId })
    expect(stored).toMatchObject({ online: true, availability: 'AVAILABLE', provider: provider.address })
    const again = await provider.ask(UPSERT, { input: { ...node, name: 'attic' } })
    expect(again.data.upsertNode.node).toMatchObject({ id: nodeId, name: 'attic', online: true })
  })

  test('says why it takes no work, to its provider alone', async () => {
    const pause = `mutation ($id: Bytes!, $reason: String) { setAvailability(nodeId: $id, availability: UNAVAILABLE, reason: $reason) { node { pausedReason } userErrors { code } } }`
    const { data } = await provider.ask(pause, { id: nodeId, reason: 'disk full' })
    expect(data.setAvailability).toEqual({ node: { pausedReason: 'disk full' }, userErrors: [] })
    const service = createNodeService({ storage: api.storage, auditNode: () => Promise.reject(new Error('not here')) })
    const seen = async (viewer: Viewer | null) => (await service.byIds(viewer, [nodeId]))[0]?.pausedReason
    expect(await seen({ address: provider.address } as Viewer)).toBe('disk full')
    expect([await seen({ address: buyer.address } as Viewer), await seen(null)]).toEqual([null, null])
    await provider.ask(AVAILABLE, { id: nodeId })
    expect(await seen({ address: provider.address } as Viewer)).toBeNull()
  })

  test('is heard by the database’s clock, and only the newest start of its agent is', async () => {
    const beat = async (generation: number | null, roundTripMs: number | null = null) =>
      (await provider.ask(BEAT, { input: { nodeId, runningOfferIds: [], generation, roundTripMs } })).data.heartbeat
        .userErrors[0]?.code ?? null
    const stored = () => api.storage.fork().findOneOrFail(Node, { id: nodeId })
    expect(await beat(100)).toBeNull()
    const [heardAt] = await api.storage
      .fork()
      .execute<{ age: number }[]>(
        `select extract(epoch from now() - last_heartbeat_at)::float as age from node where id = '${nodeId}'`,
      )
    expect(Math.abs(heardAt?.age ?? 99)).toBeLessThan(5)
    expect(await beat(101)).toBeNull()
    const heard = (await stored()).lastHeartbeatAt
    // The process before it, still running or just late.
    expect(await beat(100)).toBe('STALE_GENERATION')
    expect(await stored()).toMatchObject({ generation: 101, lastHeartbeatAt: heard })
    expect(await beat(null)).toBeNull()
    // An agent whose clock was set back is heard once the other has been silent long enough.
    await api.storage.fork().execute(`update node set last_heartbeat_at = now() - interval '16 seconds'`)
    expect(await beat(7)).toBeNull()
    expect((await stored()).generation).toBe(7)
    expect(await beat(-1)).toBe('GENERATION_INVALID')
  })

  test('keeps its round trip while that moves by little', async () => {
    const beat = async (roundTripMs: number) => {
      await provider.ask(BEAT, { input: { nodeId, runningOfferIds: [], roundTripMs } })
      return (await api.storage.fork().findOneOrFail(Node, { id: nodeId })).roundTripMs
    }
    expect([await beat(100), await beat(104), await beat(109), await beat(110), await beat(20)]).toEqual([
      100, 100, 100, 110, 20,
    ])
    const changes = await api.storage.fork().find(NodeChange, { nodeId })
    // Described, came online with the first round trip, and two that moved.
    expect(new Set(changes.map(({ seq }) => seq)).size).toBe(5)
  })

  test('is nobody else’s to speak for', async () => {
    expect((await buyer.ask(BEAT, { input: { nodeId, runningOfferIds: [] } })).data.heartbeat.userErrors[0].code).toBe(
      'NODE_UNKNOWN',
    )
    expect((await buyer.ask(AVAILABLE, { id: nodeId })).data.setAvailability.userErrors[0].code).toBe('NODE_UNKNOWN')
    expect((await buyer.ask(OFFERS, { ids: [nodeId] })).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })

  test('is refused with every problem named', async () => {
    const bad = { ...node, salt: '0x11', units: 0, region: 'MOON', spec: { memoryMiB: -1, color: 'red' } }
    const { data } = await provider.ask(UPSERT, { input: bad })
    const fields = data.upsertNode.userErrors.map(({ field }: { field: string }) => field)
    expect(fields).toEqual(
      expect.arrayContaining(['input.salt', 'input.units', 'input.region', 'input.spec.memoryMiB']),
    )
  })
})

describe('progress', () => {
  const REPORT = `mutation ($id: ID!, $input: ProgressInput!) {
    reportProgress(offerId: $id, input: $input) { offer { state } userErrors { code field } } }`
  const FOLLOW = `subscription ($id: ID!, $after: Int) {
    jobProgress(jobId: $id, afterSeq: $after) { seq attempt nodeId phase percent usage cost note } }`
  const SHOWN = 'query ($id: ID!) { job(id: $id) { budget attemptList { progress { percent usage cost } } } }'

  test('comes to the buyer with what it costs, live and when it asks, and to nobody else', async () => {
    const { offerId, jobId, taskId } = await offered()
    await accept(offerId, taskId)
    await assigned(offerId, jobId)
    const report = async (input: object) =>
      (await provider.ask(REPORT, { id: offerId, input })).data.reportProgress.userErrors
    const seen: { seq: number }[] = []
    const events = (async () => {
      for await (const { data } of buyer.socket().iterate<{ jobProgress: { seq: number } }>({
        query: FOLLOW,
        variables: { id: jobId },
      })) {
        if (data) seen.push(data.jobProgress)
        if (seen.length === 2) return
      }
    })()
    expect(await report({ phase: 'RUNNING' })).toEqual([])
    await until(() => seen.length === 1)
    const { budget, maxUsage } = await api.storage.fork().findOneOrFail(Job, { id: jobId })
    expect(await report({ phase: 'RUNNING', percent: 40, usage: '3', note: 'epoch 4' })).toEqual([])
    await events
    const none = { percent: null, usage: null, cost: null, note: null }
    // Millionths of usage × rate, to the nearest base unit, by hand.
    const exact = (3n * BigInt(RATE) + 500_000n) / 1_000_000n
    const cost = String(exact < budget ? exact : budget)
    expect(seen).toEqual([
      { seq: 1, attempt: 1, nodeId, phase: 'RUNNING', ...none },
      { seq: 2, attempt: 1, nodeId, phase: 'RUNNING', percent: 40, usage: '3', cost, note: 'epoch 4' },
    ])
    const shown = { progress: { percent: 40, usage: '3', cost } }
    expect((await buyer.ask(SHOWN, { id: jobId })).data.job.attemptList).toEqual([shown])
    expect((await provider.ask(SHOWN, { id: jobId })).data.job.attemptList).toEqual([shown])
    const stranger = await api.person()
    expect((await stranger.ask(SHOWN, { id: jobId })).data.job).toBeNull()

    expect(await report({ percent: 101 })).toEqual([{ code: 'PERCENT_INVALID', field: 'input.percent' }])
    const beyond = String(maxUsage + 1n)
    expect(await report({ usage: beyond })).toEqual([{ code: 'USAGE_INVALID', field: 'input.usage' }])
    expect(await report({ usage: '-1' })).toEqual([{ code: 'USAGE_INVALID', field: 'input.usage' }])
    expect((await buyer.ask(SHOWN, { id: jobId })).data.job.attemptList).toEqual([shown])
  })

  test('of an attempt is not shown to the provider of another one', async () => {
    const { offerId, jobId, taskId } = await offered()
    await accept(offerId, taskId)
    await assigned(offerId, jobId)
    await provider.ask(REPORT, { id: offerId, input: { percent: 10 } })
    const other = await api.person()
    const em = api.storage.fork()
    const otherNode = await makeNode(em, { provider: other.address })
    const first = await em.findOneOrFail(Attempt, { id: offerId })
    em.create(Attempt, {
      ...{ id: randomUUID(), jobId, taskId: first.taskId, nodeId: otherNode.id, provider: other.address, number: 2 },
      ...{ state: 'RELEASED', rate: first.rate, score: first.score, offeredAt: new Date(), expiresAt: new Date() },
      ...{ endedAt: new Date(), acceptance: first.acceptance },
    })
    await em.flush()
    const { data } = await other.ask(SHOWN, { id: jobId })
    expect(data.job.attemptList.map(({ progress }: { progress: unknown }) => progress)).toEqual([null, null])
  })
})

describe('an offer', () => {
  test('goes from the offer to a result in verification', async () => {
    const { offerId, jobId, taskId } = await offered()
    const [open] = (await provider.ask(OFFERS, { ids: [nodeId] })).data.offers
    expect(open).toMatchObject({ id: offerId, jobId, taskId, attempt: 1, rate: String(RATE), state: 'OFFERED' })

    const { answer, expiry, signature } = await accept(offerId, taskId)
    expect(answer.data.acceptOffer).toEqual({ offer: { state: 'ACCEPTED', attempt: 1 }, userErrors: [] })
    // The same once more, as after a lost answer.
    const repeated = await provider.ask(ACCEPT, { id: offerId, attempt: 1, expiry, signature })
    expect(repeated.data.acceptOffer.userErrors).toEqual([])
    const queued = await api.storage.fork().find(Outbox, { queue: queues.assign.name })
    expect(queued.map(({ payload }) => payload)).toContainEqual({ offerId })

    await assigned(offerId, jobId)
    expect((await provider.ask(PROGRESS, { id: offerId })).data.reportProgress.offer.state).toBe('EXECUTING')
    expect((await log(offerId, 1, part('line 1\nline 2\n'))).storedLines).toBe(2)
    expect((await log(offerId, 2, part('again\n'), part('50 %\r', 'STDERR'), part('> '))).storedLines).toBe(4)
    expect(await log(offerId, 1)).toEqual({ storedLines: 4, userErrors: [] })
    const logs = await buyer.ask(
      'query ($id: ID!) { jobLogs(jobId: $id, afterSeq: 1) { seq attempt stream text end } }',
      { id: jobId },
    )
    expect(logs.data.jobLogs).toEqual([
      { seq: 2, attempt: 1, stream: 'STDOUT', text: 'line 2', end: 'NEWLINE' },
      { seq: 3, attempt: 1, stream: 'STDERR', text: '50 %', end: 'RETURN' },
      { seq: 4, attempt: 1, stream: 'STDOUT', text: '> ', end: 'OPEN' },
    ])

    const sha = 'cd'.repeat(32)
    const message = { taskId, attempt: 1, nodeId, usage: 4n, resultHash: `0x${sha}` } as const
    const output = { name: 'out.txt', cid: `bafkrei${'a'.repeat(52)}`, sha256: sha, size: 5 }
    const input = {
      manifestCid: output.cid,
      manifestSha256: sha,
      usage: '4',
      exitCode: 3,
      outputs: [output],
      signature: await provider.account.signTypedData(resultTypedData(domain, message)),
    }
    const wrongName = await provider.ask(RESULT, {
      id: offerId,
      input: { ...input, usage: '999', outputs: [{ ...output, name: 'x' }] },
    })
    expect(wrongName.data.submitResult.userErrors).toEqual([
      { code: 'USAGE_OUT_OF_BOUNDS', field: 'input.usage' },
      { code: 'OUTPUT_UNKNOWN', field: 'input.outputs[0].name' },
    ])
    const otherUsage = await provider.ask(RESULT, { id: offerId, input: { ...input, usage: '5' } })
    expect(otherUsage.data.submitResult.userErrors).toEqual([{ code: 'BAD_SIGNATURE', field: 'input.signature' }])
    for (const _ of [1, 2]) {
      expect((await provider.ask(RESULT, { id: offerId, input })).data.submitResult).toEqual({
        offer: { state: 'SUBMITTED' },
        userErrors: [],
      })
    }
    const job = await buyer.ask(
      'query ($id: ID!) { job(id: $id) { state result { usage cost exitCode resultHash attempt } } }',
      { id: jobId },
    )
    expect(job.data.job).toEqual({
      state: 'VERIFYING',
      result: { usage: '4', cost: '28', exitCode: 3, resultHash: `0x${sha}`, attempt: 1 },
    })
    const HISTORY = 'query ($id: ID!) { job(id: $id) { history { attemptId from to cause actor transaction } } }'
    const historyOf = async (who: Person): Promise<Record<string, string | null>[]> =>
      (await who.ask(HISTORY, { id: jobId })).data.job.history
    const steps = (await historyOf(buyer)).map(({ attemptId, from, to }) => [attemptId && 'attempt', from, to])
    expect(steps).toEqual([
      [null, null, 'SUBMITTED'],
      [null, 'SUBMITTED', 'QUEUED'],
      [null, 'QUEUED', 'MATCHED'],
      ['attempt', null, 'OFFERED'],
      ['attempt', 'OFFERED', 'ACCEPTED'],
      ['attempt', 'ACCEPTED', 'ASSIGNED'],
      [null, 'MATCHED', 'ASSIGNED'],
      ['attempt', 'ASSIGNED', 'EXECUTING'],
      [null, 'ASSIGNED', 'EXECUTING'],
      ['attempt', 'EXECUTING', 'SUBMITTED'],
      [null, 'EXECUTING', 'VERIFYING'],
    ])
    const byPeople = (await historyOf(buyer)).filter(({ actor }) => actor !== null)
    expect(byPeople.map(({ to, cause, actor }) => [to, cause, actor])).toEqual([
      ['SUBMITTED', 'submitJob', buyer.address],
      ['ACCEPTED', 'acceptOffer', provider.address],
      ['EXECUTING', 'reportProgress', provider.address],
      ['EXECUTING', 'reportProgress', provider.address],
      ['SUBMITTED', 'submitResult', provider.address],
      ['VERIFYING', 'submitResult', provider.address],
    ])
    // Its provider sees the same: both are known to each other.
    expect(await historyOf(provider)).toEqual(await historyOf(buyer))
    // The provider may see it now, too.
    expect((await provider.ask('query ($id: ID!) { job(id: $id) { id } }', { id: jobId })).data.job.id).toBe(jobId)
  })

  test('is refused with a wrong attempt, expiry or signature, and for anybody else', async () => {
    const { offerId, taskId } = await offered()
    const signature = await provider.account.signTypedData(
      acceptanceTypedData(domain, { taskId, attempt: 1, nodeId, rate: RATE + 1n, expiry: soon() }),
    )
    const codes = async (variables: object, who = provider) =>
      (await who.ask(ACCEPT, { id: offerId, attempt: 1, expiry: soon(), signature, ...variables })).data.acceptOffer
        .userErrors[0].code
    expect(await codes({})).toBe('BAD_SIGNATURE')
    expect(await codes({ attempt: 2 })).toBe('WRONG_ATTEMPT')
    expect(await codes({ expiry: soon() - 280 })).toBe('EXPIRY_TOO_SOON')
    expect(await codes({}, buyer)).toBe('OFFER_UNKNOWN')
    expect(await codes({ id: 'x' })).toBe('OFFER_UNKNOWN')
  })

  test('that is declined sends the job on to the next node', async () => {
    const { offerId, jobId, taskId } = await offered()
    expect((await provider.ask(DECLINE, { id: offerId })).data.declineOffer).toEqual({
      offer: { state: 'DECLINED' },
      userErrors: [],
    })
    expect((await api.storage.fork().findOneOrFail(Job, { id: jobId })).state).toBe('QUEUED')
    const searches = await api.storage.fork().find(Outbox, { queue: queues.match.name })
    expect(searches.map(({ payload }) => payload)).toContainEqual({ jobId })
    expect((await accept(offerId, taskId)).answer.data.acceptOffer.userErrors[0].code).toBe('OFFER_CLOSED')
    const beat = await provider.ask(BEAT, { input: { nodeId, runningOfferIds: [offerId] } })
    expect(beat.data.heartbeat.endedOfferIds).toEqual([offerId])
  })

  test('keeps lines numbered without gaps under concurrent writers', async () => {
    const { offerId, jobId, taskId } = await offered()
    await accept(offerId, taskId)
    await assigned(offerId, jobId)
    const all = Array.from({ length: 40 }, (_, i) => `line ${i + 1}`)
    // Overlapping calls, as an agent's repeated sends are.
    await Promise.all([10, 20, 30, 40, 40].map((end) => log(offerId, 1, part(`${all.slice(0, end).join('\n')}\n`))))
    const { data } = await buyer.ask('query ($id: ID!) { jobLogs(jobId: $id) { seq text } }', { id: jobId })
    expect(data.jobLogs).toEqual(all.map((text, index) => ({ seq: index + 1, text })))
  })

  test('has no gaps, no more parts than a call may have, and no line that is too long', async () => {
    const { offerId, taskId } = await offered()
    expect((await log(offerId, 1, part('early\n'))).userErrors).toEqual([{ code: 'OFFER_CLOSED' }])
    await accept(offerId, taskId)
    await assigned(offerId, (await api.storage.fork().findOneOrFail(Attempt, { id: offerId })).jobId)
    const code = async (...given: Parameters<typeof log>) => (await log(...given)).userErrors[0]?.code
    expect(await code(offerId, 2, part('behind\n'))).toBe('LOG_GAP')
    expect(await code(offerId, 0, part('before\n'))).toBe('LINE_INVALID')
    expect(await code(offerId, 1, ...Array(1_001).fill(part('x\n')))).toBe('TOO_MANY_PARTS')
    expect(await code(offerId, 1, part('x'.repeat(16_385)))).toBe('LINE_TOO_LONG')
    expect(await log(offerId, 1, part(`${'x'.repeat(16_384)}\n`))).toEqual({ storedLines: 1, userErrors: [] })
  })

  test('shows its job to who was assigned, not to who only accepted', async () => {
    const JOB = `query ($id: ID!) { job(id: $id) { id } jobLogs(jobId: $id) { seq } }`
    const { offerId, jobId, taskId } = await offered()
    await accept(offerId, taskId)
    const seen = async () => (await provider.ask(JOB, { id: jobId })).data?.job?.id ?? null
    expect(await seen()).toBeNull()
    await inTransaction(api.storage, async (em) => {
      await moveAttempt(em, await em.findOneOrFail(Attempt, { id: offerId }), 'WITHDRAWN')
    })
    expect(await seen()).toBeNull()
    await api.storage.fork().nativeUpdate(Attempt, { id: offerId }, { state: 'ACCEPTED', endedAt: null })
    await assigned(offerId, jobId)
    expect(await seen()).toBe(jobId)
  })

  test('may log what its output limit allows, and no more', async () => {
    const { offerId, jobId, taskId } = await offered()
    await accept(offerId, taskId)
    await assigned(offerId, jobId)
    const { spec } = await api.storage.fork().findOneOrFail(Job, { id: jobId })
    const room = (spec.limits.outputMiB * 3 + 1) * 1_048_576
    await api.storage.fork().nativeUpdate(Attempt, { id: offerId }, { logBytes: room - 40 })
    expect(await log(offerId, 1, part('nine here\n'))).toEqual({ storedLines: 1, userErrors: [] })
    expect(await log(offerId, 2, part('too much to say\n'))).toEqual({
      storedLines: 1,
      userErrors: [{ code: 'LOG_TOO_LARGE' }],
    })
    expect((await api.storage.fork().findOneOrFail(Attempt, { id: offerId })).logBytes).toBe(room - 14)
    // The agent can still say that the log is cut.
    expect((await log(offerId, 2, part('7 lines are left out here\n', 'SYSTEM'))).userErrors).toEqual([])
  })
})
