import { availableParallelism } from 'node:os'
import { asksOf } from './asksOf.js'
import type { AgentSpec } from './stackOptions.js'

/**
 * Agents with the price of a server of 32 cores (`hourlyUsd`, dollars × 10^5). The design's table has $0.15; the
 * community asks a little less.
 */
const DEMO = [
  {
    name: 'owned-1',
    tier: 'OWNED',
    region: 'EU',
    hourlyUsd: 15_000n,
  },
  {
    name: 'community-1',
    tier: 'COMMUNITY',
    region: 'US',
    hourlyUsd: 14_000n,
  },
  {
    name: 'community-2',
    tier: 'COMMUNITY',
    region: 'ASIA',
    hourlyUsd: 13_000n,
  },
] as const

/** Cores of such a server. */
const SERVER_CORES = 32n

/**
 * Accounts of the development mnemonic from which agents take theirs: the demo's three, then the ones past the buyers'.
 */
const FIRST_ACCOUNT = 9
const FIRST_FURTHER_ACCOUNT = 20

/**
 * The agents of a local start: one in the platform's own data centre, two of the community; further ones repeat the
 * latter.
 *
 * @example
 * demoAgents(3).map(({ name }) => name) // → ['owned-1', 'community-1', 'community-2']
 */
export function demoAgents(count: number): AgentSpec[] {
  return Array.from({ length: count }, (_, index) => {
    const model = DEMO[index] ?? DEMO[index % 2 === 0 ? 2 : 1]
    return {
      name: index < DEMO.length ? model.name : `community-${index}`,
      tier: model.tier,
      region: model.region,
      units: Math.min(2, availableParallelism()),
      asks: asksOf(model.hourlyUsd, SERVER_CORES),
      accountIndex: index < DEMO.length ? FIRST_ACCOUNT + index : FIRST_FURTHER_ACCOUNT + index - DEMO.length,
    }
  })
}
