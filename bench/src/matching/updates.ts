import type { MatchIndex } from '@aiigo/matching'
import type { Columns } from './columns.js'
import { TOKEN } from './makeNode.js'
import type { BenchRequest } from './makeRequests.js'
import { createRandom } from './random.js'
import { quantile, timesOf } from './timing.js'

const RATE = 110_000
const ALONE = 300_000
const MOST_AT_ONCE = 2_000

/**
 * Heartbeats, prices and reputations of random nodes: how many a second alone, and what they do to searches at 110 000
 * a second.
 */
export function measureUpdates(
  index: MatchIndex,
  columns: Columns,
  requests: readonly BenchRequest[],
  k: number,
  rounds: number,
): { perSecond: number; whileMatching: number; p99VsIdle: number } {
  const random = createRandom(4)
  const hex = (value: number): string => value.toString(16).padStart(8, '0')
  // Made before the clock starts: what arrives from a queue is there already.
  const updates = Array.from({ length: ALONE }, () => {
    const row = random.below(columns.count)
    const id = `0x${hex(columns.idHigh[row] as number)}${hex(columns.idLow[row] as number)}`
    const kind = random.below(4)
    if (kind < 2) return { id, availability: { online: random.chance(0.7), freeUnits: random.below(5) } }
    if (kind === 2) return { id, rate: ((columns.rate[row] as bigint) * BigInt(80 + random.below(41))) / 100n }
    return { id, reputation: { reputation: random.below(10_001), uptimeBps: 9_000 + random.below(1_001) } }
  })
  let next = 0
  const apply = (): void => {
    const update = updates[next++ % ALONE] as (typeof updates)[number]
    if (update.availability) index.updateAvailability(update.id, update.availability)
    else if (update.rate !== undefined) index.updatePrice(update.id, TOKEN, update.rate)
    else index.updateReputation(update.id, update.reputation)
  }
  const search = (i: number): void => void index.match((requests[i] as BenchRequest).request, k)
  const idle = quantile(timesOf(requests.length, rounds, search), 0.99)

  const times = Array.from({ length: requests.length }, () => new Float64Array(rounds))
  const began = performance.now()
  let done = 0
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < requests.length; i++) {
      // As many as have come in since the last search; a machine that can't keep up must not fall behind for ever.
      const due = Math.min(((performance.now() - began) / 1_000) * RATE, done + MOST_AT_ONCE)
      for (; done < due; done++) apply()
      const from = performance.now()
      search(i)
      ;(times[i] as Float64Array)[round] = (performance.now() - from) * 1_000
    }
  }
  const busy = quantile(
    times.map((of) => quantile([...of], 0.5)),
    0.99,
  )
  const whileMatching = Math.round(done / ((performance.now() - began) / 1_000))
  const from = performance.now()
  for (let i = 0; i < ALONE; i++) apply()
  const perSecond = Math.round(ALONE / ((performance.now() - from) / 1_000))
  return { perSecond, whileMatching, p99VsIdle: Math.round((100 * busy) / idle) / 100 }
}
