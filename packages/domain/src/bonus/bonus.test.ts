import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { BONUS_PERIOD_MS, bonusPeriodAt, dueBonusPeriods } from './bonusPeriod.js'
import { BONUS_KINDS, type BonusKind, performanceWeight, uptimeWeight } from './bonusRules.js'
import { type BonusFact, shareOut } from './shareOut.js'

const SHARES = { REFERRAL: 2_000, UPTIME: 4_000, PERFORMANCE: 4_000 }
const only = (kind: BonusKind) => ({ REFERRAL: 0, UPTIME: 0, PERFORMANCE: 0, [kind]: 10_000 })
const facts = fc.uniqueArray(
  fc.record({
    kind: fc.constantFrom(...BONUS_KINDS),
    account: fc.constantFrom('0xa', '0xb', '0xc', '0xd', '0xe'),
    weight: fc.bigInt({ min: 1n, max: 10n ** 24n }),
  }),
  { selector: ({ kind, account }) => `${kind} ${account}`, maxLength: 15 },
)
const budgets = fc.bigInt({ min: 0n, max: 10n ** 24n })

describe('shareOut', () => {
  test('never gives more than the budget, or than a kind’s share, or than the cap on a weight', () => {
    fc.assert(
      fc.property(budgets, facts, (budget, list) => {
        const awards = shareOut(budget, SHARES, list)
        for (const kind of BONUS_KINDS) {
          const given = awards.reduce((sum, { parts }) => sum + parts[kind], 0n)
          expect(given * 10_000n <= budget * BigInt(SHARES[kind])).toBe(true)
        }
        const perThousand = { REFERRAL: 10n, UPTIME: 2n, PERFORMANCE: 30n }
        for (const { account, amount, parts } of awards) {
          expect(amount).toBe(parts.REFERRAL + parts.UPTIME + parts.PERFORMANCE)
          expect(amount > 0n).toBe(true)
          for (const kind of BONUS_KINDS) {
            const weight = list.find((fact) => fact.kind === kind && fact.account === account)?.weight ?? 0n
            expect(parts[kind] * 1_000n <= weight * perThousand[kind]).toBe(true)
          }
        }
      }),
    )
  })

  test('comes to the same whatever the order of the facts', () => {
    const shuffled = facts.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    )
    fc.assert(
      fc.property(budgets, shuffled, (budget, [list, other]) => {
        expect(shareOut(budget, SHARES, other)).toEqual(shareOut(budget, SHARES, list))
      }),
    )
  })

  test('splits in proportion while the budget is short, and by the cap while it is not', () => {
    const two: BonusFact[] = [
      { kind: 'PERFORMANCE', account: '0xb', weight: 3_000_000n },
      { kind: 'PERFORMANCE', account: '0xa', weight: 1_000_000n },
    ]
    const amounts = (budget: bigint) =>
      shareOut(budget, only('PERFORMANCE'), two).map(({ account, amount }) => [account, amount])
    expect(amounts(1_000n)).toEqual([
      ['0xa', 250n],
      ['0xb', 750n],
    ])
    expect(amounts(10n ** 12n)).toEqual([
      ['0xa', 30_000n],
      ['0xb', 90_000n],
    ])
    expect(amounts(0n)).toEqual([])
  })

  test('buying from oneself costs more than it brings', () => {
    const value = 10n ** 21n
    const both: BonusFact[] = [
      { kind: 'PERFORMANCE', account: '0xa', weight: value },
      { kind: 'REFERRAL', account: '0xb', weight: value },
    ]
    const gained = shareOut(10n ** 30n, SHARES, both).reduce((sum, { amount }) => sum + amount, 0n)
    expect(gained < (value * 600n) / 10_000n).toBe(true)
  })

  test('wants shares that make up a whole', () => {
    expect(() => shareOut(1n, { ...SHARES, UPTIME: 4_001 }, [])).toThrow('10001')
    expect(() => shareOut(1n, { REFERRAL: -1, UPTIME: 5_001, PERFORMANCE: 5_000 }, [])).toThrow('10000')
  })
})

describe('weights', () => {
  const uptime = (changes: object) =>
    uptimeWeight({ activeStake: 1_000n, meantSeconds: 100n, onlineSeconds: 100n, periodSeconds: 100n, ...changes })

  test('uptime weighs the stake by the time online', () => {
    expect(uptime({})).toBe(1_000n)
    expect(uptime({ meantSeconds: 50n, onlineSeconds: 50n })).toBe(500n)
    expect(uptime({ activeStake: 20_000n * 10n ** 18n })).toBe(10_000n * 10n ** 18n)
  })

  test('there is nothing for less than 95 %, for half a period missed, and without stake', () => {
    expect(uptime({ onlineSeconds: 95n })).toBe(950n)
    expect(uptime({ onlineSeconds: 94n })).toBe(0n)
    expect(uptime({ meantSeconds: 49n, onlineSeconds: 49n })).toBe(0n)
    expect(uptime({ activeStake: 0n })).toBe(0n)
  })

  test('performance weighs what was paid by the share of attempts that succeeded, from four in five on', () => {
    const of = (succeeded: bigint, failed: bigint) => performanceWeight({ value: 1_000n, succeeded, failed })
    expect([of(10n, 0n), of(9n, 1n), of(8n, 2n), of(79n, 21n), of(0n, 0n)]).toEqual([1_000n, 900n, 800n, 0n, 0n])
  })
})

describe('periods', () => {
  const at = (text: string) => Date.parse(text)
  const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16)

  test('are weeks from Monday to Monday', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (now) => {
        const { startsAt, endsAt } = bonusPeriodAt(now)
        expect(startsAt <= now && now < endsAt && endsAt - startsAt === BONUS_PERIOD_MS).toBe(true)
        expect(new Date(startsAt).toUTCString()).toMatch(/^Mon, .* 00:00:00 GMT$/)
      }),
    )
  })

  test('are due an hour after their end, in order, each once, and not before anything happened', () => {
    const monday = at('2026-03-09T00:00Z')
    const due = (now: number, after: number | null, first: number, most = 4) =>
      dueBonusPeriods(now, after, first, most).map(({ startsAt }) => iso(startsAt))
    const first = at('2026-02-24T10:00Z')
    expect(due(monday + 3_599_999, null, first)).toEqual(['2026-02-23T00:00'])
    expect(due(monday + 3_600_000, null, first)).toEqual(['2026-02-23T00:00', '2026-03-02T00:00'])
    expect(due(monday + 3_600_000, at('2026-02-23T00:00Z'), first)).toEqual(['2026-03-02T00:00'])
    expect(due(monday + 3_600_000, at('2026-03-02T00:00Z'), first)).toEqual([])
    expect(due(monday + 3_600_000, null, monday)).toEqual([])
    expect(due(monday + 3_600_000, null, at('2025-01-01T00:00Z'), 2)).toEqual(['2026-02-23T00:00', '2026-03-02T00:00'])
  })
})
