import { randomUUID } from 'node:crypto'
import { Attempt, inTransaction, recordBonusPeriod, storeBonusEpoch } from '@aiigo/storage'
import { makeJob, makeNode } from '@aiigo/storage/testing'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Person, startApi, type TestApi } from '../../testing/startApi.js'

const MINE = `{ me { bonusProofs { epoch startsAt endsAt account amount referral uptime performance root proof } } }`
const THEIRS = 'query ($who: Bytes!, $first: Int) { bonusProofs(provider: $who, first: $first) { epoch amount proof } }'
const EPOCHS =
  '{ bonusEpochs { epoch startsAt endsAt root total budget shares { referral uptime performance } accounts } }'
const REFER = 'mutation ($who: Bytes!) { setReferrer(referrer: $who) { referrer userErrors { code field } } }'
const WEEK = 7 * 86_400_000
const START = Date.parse('2026-03-02T00:00:00Z')
const ROOT = `0x${'ab'.repeat(32)}`

let api: TestApi
beforeAll(async () => {
  api = await startApi()
}, 90_000)
afterAll(() => api?.close())

async function epochOf(epoch: number, account: string, amount: bigint): Promise<void> {
  const startsAt = START + epoch * WEEK
  const shares = { REFERRAL: 2_000, UPTIME: 4_000, PERFORMANCE: 4_000 }
  const parts = { REFERRAL: 1n, UPTIME: 2n, PERFORMANCE: amount - 3n }
  await inTransaction(api.storage, async (em) => {
    await recordBonusPeriod(em, { startsAt, endsAt: startsAt + WEEK }, { budget: 10n ** 24n, shares }, [
      { kind: 'PERFORMANCE', account, weight: 10n ** 30n },
    ])
    const others = { account: '0x0b', amount: 1n, parts: { REFERRAL: 1n, UPTIME: 0n, PERFORMANCE: 0n }, proof: [] }
    await storeBonusEpoch(em, epoch, startsAt, ROOT, [
      { account, amount, parts, proof: [`0x${'01'.repeat(32)}`] },
      others,
    ])
  })
}

test('a provider finds its bonuses with their proofs, and so does anybody else; newest first', async () => {
  const provider = await api.person()
  await epochOf(1, provider.address, 100n)
  await epochOf(2, provider.address, 10n ** 22n)
  const { me } = (await provider.ask(MINE)).data
  expect(me.bonusProofs.map(({ epoch }: { epoch: number }) => epoch)).toEqual([2, 1])
  expect(me.bonusProofs[1]).toEqual({
    epoch: 1,
    startsAt: new Date(START + WEEK).toISOString(),
    endsAt: new Date(START + 2 * WEEK).toISOString(),
    account: provider.address,
    amount: '100',
    referral: '1',
    uptime: '2',
    performance: '97',
    root: ROOT,
    proof: [`0x${'01'.repeat(32)}`],
  })
  const who = provider.account.address
  expect((await api.ask(THEIRS, { who, first: 1 })).data.bonusProofs).toEqual([
    { epoch: 2, amount: (10n ** 22n).toString(), proof: [`0x${'01'.repeat(32)}`] },
  ])
  expect((await (await api.person()).ask(MINE)).data.me.bonusProofs).toEqual([])
  for (const first of [0, 101]) {
    expect((await api.ask(THEIRS, { who, first })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  }
  const { bonusEpochs } = (await api.ask(EPOCHS)).data
  expect(bonusEpochs[0]).toEqual({
    epoch: 2,
    startsAt: new Date(START + 2 * WEEK).toISOString(),
    endsAt: new Date(START + 3 * WEEK).toISOString(),
    root: ROOT,
    total: (10n ** 22n + 1n).toString(),
    budget: (10n ** 24n).toString(),
    shares: { referral: 2_000, uptime: 4_000, performance: 4_000 },
    accounts: 2,
  })
})

describe('setReferrer', () => {
  const refer = async (person: Person, who: string) => {
    const { referrer, userErrors } = (await person.ask(REFER, { who })).data.setReferrer
    return referrer ?? userErrors[0].code
  }

  test('is said once', async () => {
    const [provider, first, second] = [await api.person(), await api.person(), await api.person()]
    expect(await refer(provider, first.account.address)).toBe(first.address)
    expect(await refer(provider, first.address)).toBe(first.address)
    expect(await refer(provider, second.address)).toBe('REFERRER_SET')
  })

  test('takes no strangers, not oneself, and no two who name each other, not even at the same moment', async () => {
    const [one, two] = [await api.person(), await api.person()]
    expect(await refer(one, one.address)).toBe('REFERRER_SELF')
    expect(await refer(one, `0x${'99'.repeat(20)}`)).toBe('REFERRER_UNKNOWN')
    const answers = await Promise.all([refer(one, two.address), refer(two, one.address)])
    expect(answers.filter((answer) => answer === 'REFERRER_MUTUAL')).toHaveLength(1)
    expect((await api.ask(REFER, { who: one.address })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  test('comes too late once a task was settled', async () => {
    const [provider, referrer] = [await api.person(), await api.person()]
    const em = api.storage.fork()
    const node = await makeNode(em, { provider: provider.address })
    const job = await makeJob(em)
    const now = new Date()
    await em.insert(Attempt, {
      id: randomUUID(),
      jobId: job.id,
      taskId: job.taskId,
      nodeId: node.id,
      provider: provider.address,
      state: 'SUCCEEDED',
      rate: 1n,
      score: { total: 0, terms: {}, weights: {} },
      offeredAt: now,
      expiresAt: now,
    })
    expect(await refer(provider, referrer.address)).toBe('REFERRER_TOO_LATE')
  })
})
