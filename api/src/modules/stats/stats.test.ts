import { randomBytes, randomUUID } from 'node:crypto'
import { inTransaction, Node, recordProviderDays } from '@aiigo/storage'
import { makeJob, makeNode } from '@aiigo/storage/testing'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { deployment, startApi, type TestApi } from '../../testing/startApi.js'

const STATS = '{ marketStats { asOf kpis { name title unit target value met note definition } } }'
const DAY = 86_400_000
const ETH = '0x0000000000000000000000000000000000000000'
const USDC = deployment.addresses.TestUSDC
const AIIGO = deployment.addresses.AiigoToken.toLowerCase()
/** Dollars for one base unit, as the local feeds have them: 3000 for ETH, 1 for USDC, 0.05 for AIIGO. */
const DOLLARS: Record<string, number> = { [ETH]: 3_000 / 1e18, [USDC]: 1 / 1e6, [AIIGO]: 0.05 / 1e18 }

let api: TestApi
beforeAll(async () => {
  api = await startApi()
}, 90_000)
afterAll(() => api?.close())

let seed = 11
function random(below: number): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return Math.floor((seed / 2_147_483_648) * below)
}
const pick = <T>(items: readonly T[]): T => items[random(items.length)] as T
const iso = (ms: number): string => new Date(ms).toISOString()

interface Kpi {
  name: string
  target: number
  value: number | null
  met: boolean | null
  note: string | null
  definition: string
}
async function stats(): Promise<{ asOf: number; kpis: Record<string, Kpi> }> {
  api.advance(61_000)
  const { data } = await api.ask(STATS)
  const kpis = Object.fromEntries(data.marketStats.kpis.map((kpi: Kpi) => [kpi.name, kpi]))
  return { asOf: Date.parse(data.marketStats.asOf), kpis }
}

test('an empty market has every KPI with its definition and target, and says what is not known', async () => {
  const { kpis } = await stats()
  expect(Object.values(kpis).map(({ name, target, value }) => [name, target, value])).toEqual([
    ['ACTIVE_PROVIDERS', 10_000, 0],
    ['ACTIVE_BUYERS', 500, 0],
    ['COMPUTING_POWER', 100, 0],
    ['MONTHLY_VOLUME', 1_000_000, 0],
    ['PROVIDER_RETENTION', 80, null],
    ['TASK_SUCCESS_RATE', 95, null],
    ['PROVIDER_EARNINGS', 200, null],
  ])
  for (const { definition, value, note } of Object.values(kpis)) {
    expect([definition.length > 40, value === null]).toEqual([true, note !== null])
  }
})

test('every KPI is what an independent count over a generated history gives', async () => {
  const start = Date.now()
  const nodes: { id: string; provider: string; hashes: bigint; isActive: boolean }[] = []
  const spans: { node: string; provider: string; online: boolean; since: number; until: number | null }[] = []
  for (let n = 0; n < 60; n++) {
    const provider = n % 3 === 0 && n > 0 ? (nodes[n - 1]?.provider as string) : `0x${randomBytes(20).toString('hex')}`
    const isActive = random(5) > 0
    const hashes = BigInt(random(1_000_000)) * 10n ** 9n
    const node = await makeNode(api.storage.fork(), {
      provider,
      state: isActive ? 'ACTIVE' : 'INACTIVE',
      hashesPerSecond: hashes,
    })
    nodes.push({ id: node.id, provider, hashes, isActive })
    for (let s = 0; s < random(4); s++) {
      const since = start - random(75 * DAY)
      const until = since + 60_000 + random(4 * DAY)
      spans.push({ node: node.id, provider, online: random(4) > 0, since, until: Math.min(until, start) })
    }
  }
  const em = api.storage.fork()
  await em.execute('truncate presence_span')
  await em.execute(
    `insert into presence_span (node_id, provider, meant, online, since, until)
     select s.node, s.provider, true, s.online, s.since, s.until from jsonb_to_recordset(?::jsonb)
       as s (node text, provider text, online boolean, since timestamptz, until timestamptz)`,
    [
      JSON.stringify(
        spans.map((span) => ({ ...span, since: iso(span.since), until: span.until === null ? null : iso(span.until) })),
      ),
    ],
  )

  const jobs: {
    buyer: string
    token: string
    cost: bigint
    feeBps: bigint
    state: string
    funded: boolean
    created: number
    ended: number | null
  }[] = []
  const buyers = Array.from({ length: 12 }, () => `0x${randomBytes(20).toString('hex')}`)
  const states = [
    'SUBMITTED',
    'QUEUED',
    'EXECUTING',
    'PAID',
    'PAID',
    'PAID',
    'FAILED',
    'TIMED_OUT',
    'CANCELLED',
    'DISPUTED',
    'REFUNDED',
  ] as const
  // Never funded: counts nowhere.
  await makeJob(api.storage.fork(), { buyer: buyers[0] as string })
  for (let n = 0; n < 200; n++) {
    const state = pick(states)
    const created = start - random(50 * DAY)
    const hasEnded = ['PAID', 'FAILED', 'TIMED_OUT', 'CANCELLED', 'REFUNDED'].includes(state)
    const ended = hasEnded ? Math.min(created + random(3 * DAY), start) : null
    const refunded = state === 'REFUNDED' || (['TIMED_OUT', 'CANCELLED'].includes(state) && random(2) === 0)
    const lateDeposit = !refunded && state === 'CANCELLED' && random(3) === 0
    const token = pick([ETH, USDC, AIIGO])
    const cost = token === USDC ? BigInt(random(5_000_000)) : BigInt(random(1_000_000)) * 10n ** 10n
    const feeBps = BigInt(pick([0, 600, 800, 799]))
    const buyer = pick(buyers)
    const id = randomUUID()
    await makeJob(api.storage.fork(), {
      id,
      buyer,
      token,
      state,
      refunded,
      maxFeeBps: Number(feeBps),
      reasonCode: lateDeposit ? 'FUNDED_LATE' : null,
      createdAt: new Date(created),
      ...(state === 'PAID'
        ? {
            result: {
              manifestCid: '',
              manifestSha256: '',
              usage: 1n,
              exitCode: 0,
              outputs: [],
              cost,
            },
          }
        : {}),
    })
    await em.execute('update job set ended_at = ?::timestamptz where id = ?', [ended === null ? null : iso(ended), id])
    const funded = !['SUBMITTED', 'TIMED_OUT', 'CANCELLED'].includes(state) || refunded || lateDeposit
    jobs.push({ buyer, token, cost, feeBps, state, funded, created, ended })
  }
  const bonuses = [3n, 5n].map((whole, i) => ({ endsAt: start - (i === 0 ? 5 : 40) * DAY, amount: whole * 10n ** 18n }))
  for (const [i, { endsAt, amount }] of bonuses.entries()) {
    const startsAt = iso(endsAt - 7 * DAY)
    await em.execute(
      `insert into bonus_period (starts_at, ends_at, budget, shares, recorded_at) values (?, ?, 1, '{}', now())`,
      [startsAt, iso(endsAt)],
    )
    await em.execute(
      `insert into bonus_epoch (epoch, starts_at, root, total, computed_at) values (?, ?, ?, 1, now())`,
      [i + 1, startsAt, `0x${'ab'.repeat(32)}`],
    )
    await em.execute(
      `insert into bonus_award (epoch, account, referral, uptime, performance, amount, proof) values (?, '0xa', 0, 0, ?::numeric, ?::numeric, '[]')`,
      [i + 1, amount.toString(), amount.toString()],
    )
  }

  await inTransaction(api.storage, (tx) => recordProviderDays(tx, new Date(Date.now() + 122_000)))
  const { asOf, kpis } = await stats()

  // Independent: sets of days and plain loops over what was generated; dollars in floating point.
  const today = Math.floor(asOf / DAY)
  const daysOf = new Map<string, Set<number>>()
  for (const { provider, online, since, until } of spans) {
    if (!online) continue
    const days = daysOf.get(provider) ?? new Set<number>()
    for (let ms = since; ms < (until ?? asOf); ms += 60_000) days.add(Math.floor(ms / DAY))
    days.add(Math.floor(((until ?? asOf) - 1) / DAY))
    daysOf.set(provider, days)
  }
  const activeIn = (from: number, to: number) =>
    new Set([...daysOf].filter(([, days]) => [...days].some((day) => day >= from && day <= to)).map(([who]) => who))
  const lately = activeIn(today - 29, today)
  const before = activeIn(today - 59, today - 30)
  const monthAgo = asOf - 30 * DAY
  const month = jobs.filter(({ ended }) => ended !== null && ended > monthAgo && ended <= asOf)
  const paid = month.filter(({ state }) => state === 'PAID')
  const failed = month.filter((job) => job.funded && ['FAILED', 'REFUNDED', 'TIMED_OUT'].includes(job.state))
  const dollars = (token: string, amount: bigint) => Number(amount) * (DOLLARS[token] as number)
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  const seen = new Set(
    spans.filter(({ online, until }) => online && (until ?? asOf) > (today - 29) * DAY).map(({ node }) => node),
  )
  const expected = {
    ACTIVE_PROVIDERS: lately.size,
    ACTIVE_BUYERS: new Set(jobs.filter(({ funded, created }) => funded && created > monthAgo).map(({ buyer }) => buyer))
      .size,
    COMPUTING_POWER:
      sum(nodes.filter(({ id, isActive }) => isActive && seen.has(id)).map(({ hashes }) => Number(hashes))) / 1e15,
    MONTHLY_VOLUME: sum(paid.map(({ token, cost }) => dollars(token, cost))),
    PROVIDER_RETENTION: ([...before].filter((who) => lately.has(who)).length / before.size) * 100,
    TASK_SUCCESS_RATE: (paid.length / (paid.length + failed.length)) * 100,
    PROVIDER_EARNINGS:
      (sum(paid.map(({ token, cost, feeBps }) => dollars(token, cost - (cost * feeBps) / 10_000n))) + 3 * 0.05) /
      lately.size,
  }
  // The history is worth counting: no figure is trivially 0 or complete.
  expect([lately.size > 5, before.size > 5, paid.length > 10, failed.length > 5]).toEqual([true, true, true, true])
  expect(expected.PROVIDER_RETENTION > 5 && expected.PROVIDER_RETENTION < 95).toBe(true)
  for (const [name, value] of Object.entries(expected)) {
    expect([name, kpis[name]?.value]).toEqual([name, expect.closeTo(value, 6)])
    expect(kpis[name]?.met).toBe(
      ['PROVIDER_RETENTION', 'TASK_SUCCESS_RATE'].includes(name)
        ? value > (kpis[name]?.target ?? 0)
        : value >= (kpis[name]?.target ?? 0),
    )
  }
}, 60_000)

test('figures are kept for a minute, however many ask', async () => {
  const first = await stats()
  await api.storage.fork().nativeUpdate(Node, {}, { hashesPerSecond: 10n ** 18n })
  const again = (await api.ask(STATS)).data.marketStats
  expect(Date.parse(again.asOf)).toBe(first.asOf)
  expect((await stats()).kpis.COMPUTING_POWER?.value).toBeGreaterThan(100)
})

test('without a price feed the dollar figures say why they are missing, and the others stand', async () => {
  const bare = await startApi({ USD_FEEDS: '{"ETH":{"static":"1"}}' })
  try {
    await makeJob(bare.storage.fork(), {
      state: 'PAID',
      token: USDC,
      result: { manifestCid: '', manifestSha256: '', usage: 1n, exitCode: 0, outputs: [], cost: 5n },
    })
    const { data } = await bare.ask(STATS)
    const volume = data.marketStats.kpis.find(({ name }: Kpi) => name === 'MONTHLY_VOLUME')
    expect(volume).toMatchObject({ value: null, met: null, note: expect.stringContaining('USD_FEEDS') })
    expect(data.marketStats.kpis.find(({ name }: Kpi) => name === 'TASK_SUCCESS_RATE').value).toBe(100)
  } finally {
    await bare.close()
  }
}, 60_000)
