import { describe, expect, it } from '@jest/globals'
import { isMarketFailing, mayBreak } from './marketBreaker.js'
import { penaltyHold } from './penaltyHold.js'
import { isExcused, type TroubleSpan } from './trouble.js'

const at = (minutes: number): Date => new Date(Date.UTC(2026, 10, 28) + minutes * 60_000)
const span = (from: number, to: number | null, part: TroubleSpan['part'] = 'SUBGRAPH'): TroubleSpan => ({
  part,
  startedAt: at(from),
  endedAt: to === null ? null : at(to),
})

describe('an excuse', () => {
  const life = { from: at(0), to: at(100) }

  it('is trouble shortly before the failure, or for a tenth of the time', () => {
    expect(isExcused(life, [])).toBe(false)
    expect(isExcused(life, [span(92, 93)])).toBe(true)
    expect(isExcused(life, [span(50, null)])).toBe(true)
    expect(isExcused(life, [span(50, 59)])).toBe(false)
    expect(isExcused(life, [span(50, 60)])).toBe(true)
    expect(isExcused(life, [span(20, 25), span(50, 55)])).toBe(true)
  })

  it('is no trouble before the node was asked, or after it failed', () => {
    expect(isExcused(life, [span(-50, -1), span(101, null)])).toBe(false)
    expect(isExcused(life, [span(-50, 9)])).toBe(false)
  })
})

describe('the hold of a penalty', () => {
  const attempt = { offeredAt: at(0), dueAt: at(60), deliveredAt: null, reasonCode: null }
  const LIMIT = 3_600

  it('lasts as long as trouble does, and then where it is an excuse, within its limit', () => {
    expect(penaltyHold(attempt, [], at(61), LIMIT)).toBeNull()
    expect(penaltyHold(attempt, [span(60, null)], at(61), LIMIT)).toBe('TROUBLE_NOW')
    expect(penaltyHold(attempt, [span(55, 59)], at(61), LIMIT)).toBe('PLATFORM_TROUBLE')
    expect(penaltyHold(attempt, [span(55, 59)], at(119), LIMIT)).toBe('PLATFORM_TROUBLE')
    expect(penaltyHold(attempt, [span(55, null)], at(120), LIMIT)).toBeNull()
    expect(penaltyHold(attempt, [span(63, 64)], at(70), LIMIT)).toBeNull()
  })

  it('is no excuse where only the breaker was open', () => {
    expect(penaltyHold(attempt, [span(55, null, 'MARKET')], at(61), LIMIT)).toBe('TROUBLE_NOW')
    expect(penaltyHold(attempt, [span(55, 65, 'MARKET')], at(66), LIMIT)).toBeNull()
  })

  it('has no limit for a good result that came in time', () => {
    const delivered = { ...attempt, deliveredAt: at(59) }
    expect(penaltyHold(delivered, [], at(6_000), LIMIT)).toBe('RESULT_NOT_RELAYED')
    for (const reasonCode of ['RESULT_MISMATCH', 'RESULT_UNAVAILABLE', 'RESULT_REFUSED']) {
      expect(penaltyHold({ ...delivered, reasonCode }, [], at(61), LIMIT)).toBeNull()
    }
    // No provider escapes a penalty by delivering in the last moment.
    const last = { ...attempt, deliveredAt: at(59.9) }
    expect(penaltyHold(last, [], at(61), LIMIT)).toBeNull()
    expect(penaltyHold(last, [span(58, 61)], at(6_000), LIMIT)).toBe('RESULT_NOT_RELAYED')
    expect(penaltyHold({ ...attempt, deliveredAt: at(60.1) }, [], at(61), LIMIT)).toBeNull()
  })
})

describe('the breaker', () => {
  const outcomes = { failingProviders: 3, failingStake: 600n, deliveringStake: 400n, onlineStake: 1_000n }

  it('opens when most of the stake that had work fails, and not for many accounts with little', () => {
    expect(isMarketFailing(outcomes)).toBe(true)
    expect(isMarketFailing({ ...outcomes, failingProviders: 2 })).toBe(false)
    expect(isMarketFailing({ ...outcomes, failingProviders: 500, failingStake: 400n })).toBe(false)
    expect(isMarketFailing({ ...outcomes, failingProviders: 500, deliveringStake: 0n, failingStake: 99n })).toBe(false)
  })

  it('ends after an hour, and rests for one', () => {
    const of = (from: number, to: number | null) => ({ startedAt: at(from), endedAt: to === null ? null : at(to) })
    expect(mayBreak(null, at(0))).toBe(true)
    expect(mayBreak(of(0, null), at(59))).toBe(true)
    expect(mayBreak(of(0, null), at(60))).toBe(false)
    expect(mayBreak(of(0, 60), at(119))).toBe(false)
    expect(mayBreak(of(0, 60), at(120))).toBe(true)
    expect(mayBreak(of(0, 10), at(11))).toBe(true)
  })
})
