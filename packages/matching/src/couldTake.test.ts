import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { atItsBest, couldTake, lastingRequest } from './couldTake.js'
import { fits } from './filters.js'
import { MINUTES_PER_WEEK } from './schedule.js'
import { makeMarket, TOKENS } from './testing/makeMarket.js'
import { makeMarketRequest } from './testing/makeRequests.js'
import { createRandom } from './testing/random.js'
import type { MatchRequest, Schedule } from './types.js'

const MONDAY = Date.UTC(2026, 10, 23)
const UNITS = 8

/** Anything will do, so that hours alone decide. */
const UNDEMANDING: MatchRequest = {
  buyer: `0x${'b'.repeat(40)}`,
  resourceType: 'CPU',
  units: 1,
  token: TOKENS[0],
  maxRate: 2n ** 119n,
  memoryMiB: 0,
  allow: [],
  deny: [],
  tried: [],
  weights: 'balanced',
}

describe('what a node could take some day', () => {
  it('is what it would take at some minute of a week, when it is there with all its units', () => {
    const nodes = makeMarket({ nodes: 40, seed: 7, shape: 'uniform' })
    const random = createRandom(8)
    const window = fc
      .tuple(fc.integer({ min: 0, max: 10_079 }), fc.integer({ min: 1, max: 6_000 }))
      .map(([from, length]): [number, number] => [from, Math.min(MINUTES_PER_WEEK, from + length)])
    const schedules = fc.option(fc.array(window, { maxLength: 4 }) as fc.Arbitrary<Schedule>)
    const answers = { yes: 0, no: 0 }
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 39 }),
        schedules,
        fc.integer({ min: 0, max: 8 * 86_400 }),
        fc.boolean(),
        (at, schedule, seconds, isPicky) => {
          const node = { ...(nodes[at] as (typeof nodes)[number]), schedule }
          // Not the filters that depend on who asks: they would refuse nearly every pair.
          const wants = isPicky ? makeMarketRequest(random, nodes) : UNDEMANDING
          const asked = { ...wants, resourceType: node.resourceType, allow: [], seconds }
          const there = { ...node, online: true, availability: 'AVAILABLE' as const, freeUnits: UNITS }
          const now = { ...asked, tried: [], cooling: undefined }
          const someDay = Array.from({ length: MINUTES_PER_WEEK }, (_, minute) => MONDAY + minute * 60_000).some(
            (startAt) => fits(there, { ...now, startAt }),
          )
          answers[someDay ? 'yes' : 'no']++
          expect(couldTake(atItsBest(node, UNITS), lastingRequest(asked))).toBe(someDay)
        },
      ),
      { numRuns: 200 },
    )
    expect(Math.min(answers.yes, answers.no)).toBeGreaterThan(10)
  })
})
