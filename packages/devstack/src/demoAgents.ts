import { availableParallelism } from 'node:os'
import type { AgentSpec } from './stackOptions.js'

const DEMO = [
  {
    name: 'owned-1',
    tier: 'OWNED',
    region: 'EU',
    asks: ['1000000000000000000', '50000000', '10000000000000000000000'],
  },
  {
    name: 'community-1',
    tier: 'COMMUNITY',
    region: 'US',
    asks: ['900000000000000000', '45000000', '9000000000000000000000'],
  },
  {
    name: 'community-2',
    tier: 'COMMUNITY',
    region: 'ASIA',
    asks: ['800000000000000000', '40000000', '8000000000000000000000'],
  },
] as const

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
    const [ETH, USDC, AIIGO] = model.asks
    return {
      name: index < DEMO.length ? model.name : `community-${index}`,
      tier: model.tier,
      region: model.region,
      units: Math.min(2, availableParallelism()),
      asks: { ETH, USDC, AIIGO },
      accountIndex: index < DEMO.length ? FIRST_ACCOUNT + index : FIRST_FURTHER_ACCOUNT + index - DEMO.length,
    }
  })
}
