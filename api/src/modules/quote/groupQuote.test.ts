import { ETH_ADDRESS, JOB_LIMITS } from '@aiigo/domain'
import type { Node } from '@aiigo/storage'
import { makeNode } from '@aiigo/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { publishIndices } from '../../testing/prices.js'
import { deployment, type Person, startApi, type TestApi } from '../../testing/startApi.js'

const ASK = `query ($input: JobGroupQuoteInput!) { jobGroupQuote(input: $input) {
  jobs atOnce rounds seconds
  steps { key jobs atOnce quote { nodeCount ownerCount availableCount summary lowestCost suggestedBudget
    forecast { expectedCost highCost } smallestChange { message } } }
  costs { token symbol jobs unpriced lowestCost expectedCost highCost suggestedBudget deposit }
  warnings { code field message } } }`
const QUOTE = `query ($input: QuoteInput!) { quote(input: $input) {
  lowestCost suggestedBudget summary nodeCount forecast { expectedCost highCost } } }`

/** Rate of one base unit per unit of usage. */
const ONE = 1_000_000
const USDC = deployment.addresses.TestUSDC.toLowerCase()

let api: TestApi
let buyer: Person

beforeAll(async () => {
  api = await startApi()
  buyer = await api.person()
}, 90_000)
afterAll(() => api?.close())
beforeEach(async () => {
  await api.storage.fork().execute('truncate attempt, reservation, job, job_log, price_candle cascade')
  await api.storage.fork().execute('delete from node')
  await publishIndices(api.storage, [])
})

const node = (changes: Partial<Node> = {}) =>
  makeNode(api.storage.fork(), { units: 4, asks: { [ETH_ADDRESS]: String(ONE), [USDC]: String(3 * ONE) }, ...changes })

async function quoted(steps: readonly object[]) {
  const { data, errors } = await buyer.ask(ASK, { input: { steps } })
  if (errors) throw new Error(errors[0]?.message)
  return data.jobGroupQuote
}

async function single(input: object) {
  const { data, errors } = await buyer.ask(QUOTE, { input })
  if (errors) throw new Error(errors[0]?.message)
  return data.quote
}

const job = (more: object = {}) => ({ resourceType: 'CPU', seconds: 10, ...more })

describe('jobGroupQuote', () => {
  test('sums the quotes of its jobs, by token', async () => {
    await Promise.all(
      [1, 2, 5].map((times) => node({ asks: { [ETH_ADDRESS]: String(times * ONE), [USDC]: `${ONE}` } })),
    )
    const steps = [
      { key: 'prepare', job: job({ seconds: 30, budget: '1000' }) },
      { key: 'train', jobs: 7, needs: ['prepare'], job: job({ units: 2, budget: '70' }) },
      { key: 'again', jobs: 3, needs: ['train'], job: job({ units: 2, budget: '70' }) },
      { key: 'report', job: job({ token: 'USDC' }) },
    ]
    const answer = await quoted(steps)
    const singles = await Promise.all(steps.map((step) => single(step.job)))
    const sum = (places: number[], amount: (quote: (typeof singles)[number]) => string) =>
      String(places.reduce((all, place) => all + BigInt(steps[place]?.jobs ?? 1) * BigInt(amount(singles[place])), 0n))
    const inEth = [0, 1, 2]
    expect(answer.jobs).toBe(12)
    expect(answer.costs).toEqual([
      {
        ...{ token: ETH_ADDRESS, symbol: 'ETH', jobs: 11, unpriced: 0, deposit: '1700' },
        lowestCost: sum(inEth, ({ lowestCost }) => lowestCost),
        expectedCost: sum(inEth, ({ forecast }) => forecast.expectedCost),
        highCost: sum(inEth, ({ forecast }) => forecast.highCost),
        suggestedBudget: sum(inEth, ({ suggestedBudget }) => suggestedBudget),
      },
      expect.objectContaining({ symbol: 'USDC', jobs: 1, lowestCost: '10', suggestedBudget: '10', deposit: null }),
    ])
    // A budget of 70 for 20 core-seconds: the third node asks too much.
    expect(answer.steps[1]).toMatchObject({
      key: 'train',
      jobs: 7,
      quote: { nodeCount: 2, summary: singles[1].summary },
    })
    expect(answer.warnings).toEqual([])
  })

  test('counts the jobs that the free nodes run at once, and the rounds', async () => {
    await node({ units: 5 })
    await node({ units: 2 })
    await node({ units: 8, online: false })
    const both = await quoted([
      { key: 'train', jobs: 7, job: job({ units: 2 }) },
      { key: 'test', jobs: 2, needs: ['train'], job: job({ seconds: 5 }) },
    ])
    // 2 jobs of two cores on the first node, 1 on the second: 7 of them are 3 rounds.
    expect(both).toMatchObject({ atOnce: 3, rounds: 4, seconds: 3 * 10 + 5 })
    expect(both.steps).toMatchObject([{ atOnce: 3 }, { atOnce: 2 }])
    // Without the need they share the nodes: seven cores are 3 jobs of two and 1 of one.
    const beside = await quoted([
      { key: 'train', jobs: 3, job: job({ units: 2 }) },
      { key: 'test', jobs: 2, job: job({ seconds: 5 }) },
    ])
    expect(beside).toMatchObject({ atOnce: 4, rounds: 2, seconds: 10 + 5 })
    expect(await quoted([{ key: 'all', jobs: 500, job: job() }])).toMatchObject({ atOnce: 7, rounds: 72, seconds: 720 })
  })

  test('names the steps that no node can run, in the words of a quote', async () => {
    await node({ units: 2 })
    await node({ units: 4, online: false })
    const [small, large, never] = [job(), job({ units: 4 }), job({ units: 64, budget: '640000000' })]
    const answer = await quoted([
      { key: 'small', job: small },
      { key: 'large', jobs: 2, job: large },
      { key: 'never', jobs: 3, job: never },
    ])
    const { summary } = await single(never)
    expect(answer.warnings).toEqual([
      { code: 'NO_NODE_NOW', field: 'steps[1]', message: expect.stringContaining((await single(large)).summary) },
      { code: 'NO_NODE_EVER', field: 'steps[2]', message: `no registered node could run never: ${summary}` },
    ])
    expect(summary).toContain('ask for at most 4')
    expect(answer).toMatchObject({ atOnce: 1, rounds: null, seconds: null, steps: [{ atOnce: 1 }, { atOnce: 0 }, {}] })
    expect(answer.costs).toMatchObject([{ jobs: 6, unpriced: 3, lowestCost: String(10 + 2 * 40), deposit: null }])
  })

  test('spreads replicas over owners, and warns when there are fewer', async () => {
    const { provider } = await node({ units: 8 })
    await node({ units: 8, provider })
    const other = await node({ units: 8 })
    const replicated = (replicas: number) => [{ key: 'twice', jobs: 2 * replicas, replicas, job: job() }]
    expect(await quoted(replicated(2))).toMatchObject({ atOnce: 4, rounds: 1, warnings: [] })
    const three = await quoted(replicated(3))
    expect(three).toMatchObject({ atOnce: 4, rounds: null, warnings: [{ code: 'TOO_FEW_OWNERS', field: 'steps[0]' }] })
    expect(three.warnings[0].message).toContain('3 replicas, nodes of 2 owners could run the job')
    // An owner with a single core that is free runs the replica of one job after that of the other.
    await api.storage.fork().execute('update node set units = 1 where id = ?', [other.id])
    expect(await quoted(replicated(2))).toMatchObject({ atOnce: 3, rounds: 2 })
  })

  test('leaves nodes of the caller out', async () => {
    await node({ provider: buyer.address })
    const { warnings } = await quoted([{ key: 'own', job: job() }])
    expect(warnings).toMatchObject([{ code: 'NO_NODE_EVER' }])
  })

  test.each([
    ['no step', [], 'expected 1 to 500 jobs in all, got 0'],
    ['too many jobs', [{ key: 'a', jobs: 501, job: job() }], 'expected 1 to 500 jobs in all, got 501'],
    ['no job of a step', [{ key: 'a', jobs: 0, job: job() }], 'at least 1 job'],
    ['replicas that do not divide the jobs', [{ key: 'a', jobs: 3, replicas: 2, job: job() }], '3 jobs and 2 replicas'],
    ['too many replicas', [{ key: 'a', jobs: 10, replicas: 10, job: job() }], '1 to 9 replicas'],
    ['two steps of one name', [1, 2].map(() => ({ key: 'a', job: job() })), 'different keys'],
    ['a need that stands behind', [{ key: 'a', needs: ['b'], job: job() }], 'that stand before it, got "b"'],
    [
      'a need that stands there twice',
      [
        { key: 'a', job: job() },
        { key: 'b', needs: ['a', 'a'], job: job() },
      ],
      'each need of "b" once',
    ],
    ['wrong demands', [{ key: 'a', job: job({ units: 0 }) }], "not a quote's input"],
    [
      'too many different demands',
      Array.from({ length: JOB_LIMITS.quotedDemands + 1 }, (_, i) => ({ key: `a${i}`, job: job({ seconds: i + 1 }) })),
      'at most 32 different demands of a node, got 33',
    ],
  ])('refuses %s', async (_what, steps, words) => {
    const { errors } = await buyer.ask(ASK, { input: { steps } })
    expect(errors?.[0]?.message).toContain(words)
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })

  test('costs a look at the market for each different demand', async () => {
    const costOf = async (steps: readonly object[]) => {
      const query = 'query ($input: JobGroupQuoteInput!) { jobGroupQuote(input: $input) { jobs } }'
      return (await buyer.ask(query, { input: { steps } })).extensions?.cost.requested
    }
    const steps = (count: number, more: (index: number) => object) =>
      Array.from({ length: count }, (_, index) => ({ key: `s${index}`, jobs: 5, job: job(more(index)) }))
    expect(await costOf(steps(10, () => ({})))).toBe(1_001)
    expect(await costOf(steps(10, (index) => ({ units: 1 + (index % 3) })))).toBe(3_001)
  })
})
