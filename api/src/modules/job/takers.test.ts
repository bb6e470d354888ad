import { randomBytes } from 'node:crypto'
import { CONTRACTS, ETH_ADDRESS, type JobSpec, type ProgramJob, REGIONS, TIERS, TRUST_LEVELS } from '@aiigo/domain'
import type { Node } from '@aiigo/storage'
import { makeNode } from '@aiigo/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { SUBMIT, storedSpec } from '../../testing/jobs.js'
import { type Person, startApi, type TestApi } from '../../testing/startApi.js'

const ASK = `query ($input: QuoteInput!) {
  quote(input: $input) {
    registeredCount nodeCount availableCount summary suggestedBudget lowestRate highestRate
    rejections { filter nodes } smallestChange { filter message } }
  matchPreview(input: $input) { matched } }`

const SUBMIT_GROUP = `mutation ($input: SubmitJobGroupInput!) {
  submitJobGroup(input: $input) { warnings { code field message } userErrors { code field message } } }`

/** Rate of one base unit per unit of usage. */
const ONE = 1_000_000
const RUN_SECONDS = 10

let api: TestApi
let buyer: Person

beforeAll(async () => {
  api = await startApi()
  buyer = await api.person()
}, 90_000)
afterAll(() => api?.close())
beforeEach(async () => {
  await api.storage.fork().execute('truncate node, attempt, reservation, job, node_failure, job_log, challenge cascade')
})

const node = (overrides: Partial<Node> = {}) =>
  makeNode(api.storage.fork(), { units: 4, asks: { [ETH_ADDRESS]: String(ONE) }, ...overrides })

const ask = async (input: object) => {
  const { data, errors } = await buyer.ask(ASK, { input: { resourceType: 'CPU', seconds: RUN_SECONDS, ...input } })
  if (errors) throw new Error(errors[0]?.message)
  return { ...data.quote, matched: data.matchPreview.matched }
}

const submits = async (
  resources: Partial<JobSpec['resources']>,
  waitForNode = false,
  more: Partial<ProgramJob> = {},
) => {
  const spec = storedSpec(api, {
    budget: { token: 'ETH', amount: '0.001' },
    ...more,
    resources: { type: 'CPU', units: 1, memoryMiB: 128, ...resources },
  })
  const { data, errors } = await buyer.ask(SUBMIT, { input: { spec, waitForNode } })
  if (errors) throw new Error(JSON.stringify(errors))
  return data.submitJob
}

describe('a job that no registered node could ever take', () => {
  test('has no quote and no match, and is refused with what would help', async () => {
    await Promise.all([node(), node({ units: 2 }), node({ online: false })])
    const quote = await ask({ units: 64 })
    expect(quote).toMatchObject({ registeredCount: 3, nodeCount: 0, availableCount: 0, matched: 0 })
    expect(quote).toMatchObject({ suggestedBudget: null, rejections: [{ filter: 'CAPACITY', nodes: 3 }] })
    expect(quote.smallestChange).toMatchObject({ filter: 'CAPACITY' })
    expect(quote.summary).toContain('ask for at most 4')
    const { job, userErrors } = await submits({ units: 64 })
    expect(job).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'NO_NODE_EVER', field: 'spec.resources.units' }])
    expect(userErrors[0].message).toContain('ask for at most 4')
  })

  test('is not funded silently for a kind of contract that no node meets', async () => {
    await node({ trustLevel: 'VERIFIED' })
    for (const contract of ['ENTERPRISE', 'DIRECT'] as const) {
      expect(await ask({ contract })).toMatchObject({ nodeCount: 0, matched: 0 })
      const { job, userErrors } = await submits({ contract })
      expect(job).toBeNull()
      expect(userErrors).toMatchObject([{ code: 'NO_NODE_EVER', field: 'spec.resources.contract' }])
      expect(userErrors[0].message).toContain('the node is VERIFIED')
    }
    expect((await submits({ contract: 'STANDARD' })).userErrors).toEqual([])
  })

  test('is taken for every kind by a VERIFIED node of tier OWNED, and by a BASIC one for none', async () => {
    const owned = await node({ tier: 'OWNED', trustLevel: 'BASIC' })
    for (const contract of CONTRACTS) {
      expect((await submits({ contract })).userErrors).toMatchObject([{ code: 'NO_NODE_EVER' }])
    }
    await api.storage.fork().execute(`update node set trust_level = 'VERIFIED' where id = ?`, [owned.id])
    for (const contract of CONTRACTS) {
      expect(await ask({ contract })).toMatchObject({ nodeCount: 1, matched: 1 })
      expect(await submits({ contract })).toMatchObject({ userErrors: [], warnings: [] })
    }
    const { userErrors } = await submits({ contract: 'DIRECT', minTrustLevel: 'TRUSTED' })
    expect(userErrors).toMatchObject([{ code: 'NO_NODE_EVER', field: 'spec.resources.minTrustLevel' }])
  })

  test('waits when its buyer says so, and says it', async () => {
    expect((await submits({})).userErrors).toMatchObject([{ code: 'NO_NODE_EVER', field: 'spec.resources.type' }])
    const { job, warnings, userErrors } = await submits({}, true)
    expect({ state: job.state, userErrors }).toEqual({ state: 'SUBMITTED', userErrors: [] })
    expect(warnings).toMatchObject([{ code: 'NO_NODE_EVER' }])
  })

  test('is the buyer’s own node’s, too', async () => {
    await node({ provider: buyer.address })
    expect(await ask({})).toMatchObject({ registeredCount: 1, nodeCount: 0, matched: 0 })
    expect((await submits({})).userErrors).toMatchObject([{ code: 'NO_NODE_EVER' }])
  })
})

describe('a job that waits', () => {
  test.each<[string, Partial<Node>]>([
    ['offline', { online: false }],
    ['drained', { availability: 'DRAINING' }],
    ['not activated yet', { state: 'INACTIVE' }],
  ])('for a node that is %s is taken with a warning', async (_what, state) => {
    await node(state)
    const { job, warnings } = await submits({})
    expect(job.state).toBe('SUBMITTED')
    expect(warnings).toMatchObject([{ code: 'NO_NODE_NOW' }])
    await node()
    expect((await submits({})).warnings).toEqual([])
  })
})

describe('replicas', () => {
  test('are taken with a warning while fewer owners than replicas could run them', async () => {
    const { provider } = await node()
    await Promise.all([
      node({ provider }),
      node({ online: false }),
      node({ units: 1 }),
      node({ provider: buyer.address }),
    ])
    const replicated = async (units: number) => {
      const salt = () => randomBytes(16).toString('hex')
      const spec = storedSpec(api, {
        ...{ budget: { token: 'ETH', amount: '0.001' }, seed: salt() },
        verification: { mode: 'REPLICATED', replicas: 3 },
        resources: { type: 'CPU', units, memoryMiB: 128 },
      })
      const elements = [0, 1, 2].map((index) => ({ index, salt: salt() }))
      const input = { clientRequestId: salt(), name: 'set', steps: [{ key: 'job', spec, elements }] }
      const { data, errors } = await buyer.ask(SUBMIT_GROUP, { input })
      if (errors) throw new Error(JSON.stringify(errors))
      return data.submitJobGroup
    }
    expect(await replicated(1)).toMatchObject({ userErrors: [], warnings: [] })
    const { warnings, userErrors } = await replicated(2)
    expect(userErrors).toEqual([])
    expect(warnings).toMatchObject([{ code: 'TOO_FEW_OWNERS', field: 'steps[0].spec.verification.replicas' }])
    expect(warnings[0].message).toContain('3 replicas, nodes of 2 owners could run the job')
    await node()
    expect((await replicated(2)).warnings).toEqual([])
  })
})

describe('a quote', () => {
  test('keeps to the price that it was given', async () => {
    await Promise.all([1, 2, 3].map((times) => node({ asks: { [ETH_ADDRESS]: String(times * ONE) } })))
    expect(await ask({})).toMatchObject({ nodeCount: 3, suggestedBudget: '30' })
    for (const limit of [{ maxRate: String(ONE) }, { budget: '19' }, { maxPricePerHour: '3600' }]) {
      const quote = await ask(limit)
      expect(quote).toMatchObject({ nodeCount: 1, matched: 1, highestRate: String(ONE), suggestedBudget: '10' })
      expect(quote.rejections).toMatchObject([{ filter: 'BUDGET', nodes: 2 }])
    }
    expect(await ask({ maxRate: '999999' })).toMatchObject({
      ...{ nodeCount: 0, matched: 0, suggestedBudget: null },
      smallestChange: { filter: 'BUDGET', message: expect.stringContaining(`raise it to ${ONE}`) },
    })
  })

  test('agrees with preview and submission on any market', async () => {
    const some = createSome(11)
    for (let market = 0; market < 12; market++) {
      await api.storage
        .fork()
        .execute('truncate node, attempt, reservation, job, node_failure, job_log, challenge cascade')
      for (let i = some(4); i >= 0; i--)
        await node({
          units: 1 + some(3),
          online: some(2) > 0,
          region: REGIONS[some(1)] as string,
          trustLevel: TRUST_LEVELS[1 + some(3)] as 'BASIC',
          tier: TIERS[some(2)] as 'OWNED',
          uptimeBps: 8_000 + 500 * some(4),
          spec: { memoryMiB: [256, 1_024][some(1)] as number },
          asks: { [ETH_ADDRESS]: String(ONE * (1 + some(2))) },
        })
      const resources = {
        ...{ units: 1 + some(3), memoryMiB: [128, 512][some(1)] as number },
        ...(some(1) ? { minUptimeBps: 9_500 } : {}),
        ...(some(2) ? {} : { contract: 'ENTERPRISE' as const }),
      }
      const regions = some(1) ? [REGIONS[0]] : undefined
      const maxRate = ONE * (1 + some(2))
      const { nodeCount, availableCount, matched } = await ask({ ...resources, regions, maxRate: String(maxRate) })
      expect(availableCount).toBe(matched)
      const amount = String((maxRate / ONE) * RUN_SECONDS * resources.units)
      const { userErrors, warnings } = await submits({ ...resources, ...(regions ? { region: regions } : {}) }, false, {
        budget: { token: 'ETH', amount: `0.${amount.padStart(18, '0')}` },
      })
      expect({ market, taken: userErrors.length === 0 }).toEqual({ market, taken: nodeCount > 0 })
      if (nodeCount > 0) expect(warnings).toHaveLength(matched > 0 ? 0 : 1)
    }
  }, 60_000)
})

/** Reproducible numbers from 0 to a bound, bound included. */
function createSome(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * (most + 1))
  }
}
