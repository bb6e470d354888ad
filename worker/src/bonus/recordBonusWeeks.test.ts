import { randomBytes, randomUUID } from 'node:crypto'
import { BONUS_PERIOD_MS, ETH_ADDRESS, RetryableError } from '@aiigo/domain'
import { createLogger } from '@aiigo/service'
import {
  Attempt,
  linkWallets,
  Node,
  readBonusEpochs,
  readBonusPeriod,
  readBonusProofs,
  type Storage,
} from '@aiigo/storage'
import { makeJob, makeNode } from '@aiigo/storage/testing'
import { withStorage } from '@aiigo/storage/testing/withStorage'
import { beforeEach, expect, test } from '@jest/globals'
import { computeEpoch } from './computeEpoch.js'
import { recordBonusWeeks } from './recordBonusWeeks.js'

const log = createLogger({ name: 'test', level: 'silent' })
const AIIGO = `0x${'aa'.repeat(20)}`
const ONE = 10n ** 18n
const WEEK = Date.parse('2026-03-02T00:00:00Z')
const AFTER = WEEK + BONUS_PERIOD_MS + 3_600_000
const wallet = () => `0x${randomBytes(20).toString('hex')}`

let storage: Storage
let budget: { cap: bigint; available: bigint; lastEpoch: number }
let ethDollars: bigint | null

withStorage((opened) => {
  storage = opened
})
beforeEach(async () => {
  await storage.fork().execute('truncate job, node, presence_span, referral, wallet_link, bonus_period cascade')
  budget = { cap: 1_000n * ONE, available: 1_000_000n * ONE, lastEpoch: 0 }
  ethDollars = 2_000n
})

const run = (now = AFTER) =>
  recordBonusWeeks(
    {
      storage,
      log,
      bonuses: {
        shares: { REFERRAL: 2_000, UPTIME: 4_000, PERFORMANCE: 4_000 },
        budget: async () => budget,
        usdOf: async (amount, token) => {
          if (token === AIIGO) return amount / 10n
          if (ethDollars === null) throw new RetryableError('USD_PRICE_STALE', 'old')
          return amount * ethDollars
        },
        aiigo: AIIGO,
      },
    },
    now,
  )

const at = (hours: number): string => new Date(WEEK + hours * 3_600_000).toISOString()

/** A staked node that was online in some hours of the week while it was meant to work in others. */
async function online(provider: string, stake: bigint, [from, to]: [number, number], until = 168): Promise<void> {
  const { id } = await makeNode(storage.fork(), { provider, activeStake: stake * ONE })
  const em = storage.fork()
  await em.execute('delete from presence_span where node_id = ?', [id])
  await em.execute(
    `insert into presence_span (node_id, provider, meant, online, since, until) values (?, ?, true, true, ?, ?)`,
    [id, provider, at(from), at(to)],
  )
  if (until > to) {
    await em.execute(
      `insert into presence_span (node_id, provider, meant, online, since, until) values (?, ?, true, false, ?, ?)`,
      [id, provider, at(to), at(until)],
    )
  }
}

/** A task that was settled in an hour of the week; 0 AIIGO: it failed. */
async function worked(
  provider: string,
  cost: bigint,
  hour = 10,
  { token = AIIGO, buyer = wallet() } = {},
): Promise<void> {
  const em = storage.fork()
  const node = await makeNode(em, { provider, online: false, availability: 'UNAVAILABLE' })
  const job = await makeJob(em, {
    buyer,
    token,
    state: cost > 0n ? 'PAID' : 'FAILED',
    ...(cost > 0n
      ? { result: { manifestCid: '', manifestSha256: '', usage: 1n, exitCode: 0, outputs: [], cost } }
      : {}),
  })
  await em.execute('update job set ended_at = ? where id = ?', [at(hour), job.id])
  await em.insert(Attempt, {
    id: randomUUID(),
    jobId: job.id,
    taskId: job.taskId,
    nodeId: node.id,
    provider,
    state: cost > 0n ? 'SUCCEEDED' : 'TIMED_OUT',
    rate: 1n,
    score: { total: 0, terms: {}, weights: {} },
    offeredAt: new Date(at(hour)),
    expiresAt: new Date(at(hour)),
    endedAt: new Date(at(hour)),
  })
}

async function brought(referrer: string, provider: string, hour: number): Promise<void> {
  await storage
    .fork()
    .execute('insert into referral (provider, referrer, created_at) values (?, ?, ?)', [provider, referrer, at(hour)])
}

const factsOf = async () =>
  Object.fromEntries(
    ((await readBonusPeriod(storage.fork(), WEEK))?.facts ?? []).map(({ kind, account, weight }) => [
      `${kind} ${account}`,
      weight,
    ]),
  )

test('facts are what happened in the week, weighed by the rules', async () => {
  const [steady, flaky, rich, maker, referrer] = [wallet(), wallet(), wallet(), wallet(), wallet()]
  await online(steady, 200n, [0, 168])
  await online(flaky, 200n, [0, 150])
  await online(rich, 50_000n, [-50, 84], 84)
  await worked(maker, 100n * ONE)
  await worked(maker, 1n * ONE, 20, { token: ETH_ADDRESS })
  await worked(maker, 50n * ONE, 168)
  await worked(maker, 50n * ONE, -1)
  for (let i = 0; i < 7; i++) await worked(maker, ONE, 30)
  await worked(maker, 0n, 40)
  await brought(referrer, maker, 15)
  await run()
  const inAiigo = 100n * ONE + 20_000n * ONE + 7n * ONE
  expect(await factsOf()).toEqual({
    [`UPTIME ${steady}`]: 200n * ONE,
    [`UPTIME ${rich}`]: 5_000n * ONE,
    [`PERFORMANCE ${maker}`]: (inAiigo * 9n) / 10n,
    [`REFERRAL ${referrer}`]: inAiigo - 100n * ONE,
  })
})

test('buying from oneself, from a linked wallet or as the referrer is no work', async () => {
  const [provider, friend, referrer, buyer] = [wallet(), wallet(), wallet(), wallet()]
  await linkWallets(storage.fork(), [{ a: provider, b: friend, evidence: 'test' }])
  await brought(referrer, provider, 0)
  await worked(provider, 1_000n * ONE, 10, { buyer: provider })
  await worked(provider, 1_000n * ONE, 10, { buyer: friend })
  await worked(provider, 10n * ONE, 10, { buyer: referrer })
  await worked(provider, 1n * ONE, 10, { buyer })
  await run()
  expect(await factsOf()).toEqual({
    [`PERFORMANCE ${provider}`]: 11n * ONE,
    [`REFERRAL ${referrer}`]: ONE,
  })
})

test('nodes without stake or trust, banned ones and failing providers get nothing', async () => {
  const [poor, unknown, banned, failing] = [wallet(), wallet(), wallet(), wallet()]
  for (const who of [poor, unknown, banned]) await online(who, who === poor ? 0n : 100n, [0, 168])
  await storage.fork().nativeUpdate(Node, { provider: unknown }, { trustLevel: 'NONE' })
  await storage.fork().nativeUpdate(Node, { provider: banned }, { state: 'SLASHED' })
  for (let i = 0; i < 3; i++) await worked(failing, ONE)
  await worked(failing, 0n)
  await run()
  expect(await factsOf()).toEqual({})
  expect([await readBonusEpochs(storage.fork(), 10), await readBonusPeriod(storage.fork(), WEEK)]).toEqual([
    [],
    expect.objectContaining({ budget: 1_000n * ONE }),
  ])
})

test('an epoch can be worked out again to the same root, awards and proofs, and runs of the job change nothing', async () => {
  const providers = Array.from({ length: 9 }, wallet)
  for (const [i, provider] of providers.entries()) {
    await online(provider, BigInt(100 * (i + 1)), [0, 168])
    await worked(provider, BigInt(i + 1) * 1_000n * ONE)
  }
  await Promise.all([run(), run(), run()])
  await run()
  const [epoch, ...others] = await readBonusEpochs(storage.fork(), 10)
  expect(others).toEqual([])
  expect(epoch).toMatchObject({ epoch: 1, startsAt: new Date(WEEK), accounts: 9, budget: 1_000n * ONE })

  // Later events belong to other weeks, and so do later states of the nodes.
  await storage.fork().nativeUpdate(Node, {}, { activeStake: 0n, state: 'SLASHED' })
  await worked(providers[0] as string, 10n ** 30n)
  ethDollars = 1n
  await run()
  const recorded = await readBonusPeriod(storage.fork(), WEEK)
  const again = recorded && computeEpoch(1, { ...recorded, facts: recorded.facts.toReversed() })
  expect(again?.root).toBe(epoch?.root)
  let total = 0n
  for (const provider of providers) {
    const [award, ...more] = await readBonusProofs(storage.fork(), provider, 10)
    const computed = again?.awards.find(({ account }) => account === provider)
    expect([more, award]).toEqual([[], expect.objectContaining({ amount: computed?.amount, proof: computed?.proof })])
    // 3 % of the work is above what the budget gives, 0.2 % of the stake below.
    expect(award?.parts.UPTIME).toBe((computed?.parts.UPTIME as bigint) ?? null)
    total += award?.amount ?? 0n
  }
  expect(total).toBe(epoch?.total)
  expect(total <= 1_000n * ONE).toBe(true)
})

test('weeks follow one another, and empty ones take no number', async () => {
  const provider = wallet()
  await worked(provider, 100n * ONE, 10)
  await worked(provider, 100n * ONE, 10 + 2 * 168)
  await run(AFTER + 2 * BONUS_PERIOD_MS)
  expect((await readBonusEpochs(storage.fork(), 10)).map(({ epoch, startsAt }) => [epoch, startsAt.getTime()])).toEqual(
    [
      [2, WEEK + 2 * BONUS_PERIOD_MS],
      [1, WEEK],
    ],
  )
  expect((await readBonusProofs(storage.fork(), provider, 10)).map(({ amount }) => amount)).toEqual([
    3n * ONE,
    3n * ONE,
  ])
})

test('a week waits for a budget and for prices; what was promised before is not promised again', async () => {
  const provider = wallet()
  await worked(provider, 1_000_000n * ONE, 10)
  await worked(provider, ONE, 20, { token: ETH_ADDRESS })
  await worked(provider, 1_000_000n * ONE, 10 + 168)
  budget = { cap: 1_000n * ONE, available: 0n, lastEpoch: 0 }
  await run()
  ethDollars = null
  budget = { ...budget, available: 500n * ONE }
  await expect(run()).rejects.toThrow('old')
  expect(await readBonusPeriod(storage.fork(), WEEK)).toBeNull()
  ethDollars = 2_000n
  await run(AFTER + BONUS_PERIOD_MS)
  const epochs = async () =>
    (await readBonusEpochs(storage.fork(), 10)).map(({ epoch, budget: of, total }) => [epoch, of / ONE, total / ONE])
  // 40 % of 500 is for performance; the other 300 are there for the second week.
  expect(await epochs()).toEqual([
    [2, 300n, 120n],
    [1, 500n, 200n],
  ])
})
