import { expect, test } from '@jest/globals'
import { demoAgents } from './demoAgents.js'

/** Dollars an hour for 32 cores; further agents repeat the community's two. */
const HOURLY: Readonly<Record<string, number>> = { 'owned-1': 0.15, 'community-1': 0.14, 'community-2': 0.13 }

/** Dollars for a base unit. */
const WORTH = { ETH: 3_000 / 1e18, USDC: 1 / 1e6, AIIGO: 0.05 / 1e18 } as const

test('a server of 32 cores costs what the design says, in every token', () => {
  for (const { name, asks } of demoAgents(3)) {
    const hourly = (['ETH', 'USDC', 'AIIGO'] as const).map(
      (token) => ((Number(asks[token]) * WORTH[token]) / 1e6) * 32 * 3_600,
    )
    for (const dollars of hourly) expect(dollars).toBeCloseTo(hourly[0] as number, 4)
    expect(hourly[0]).toBeCloseTo(HOURLY[name] as number, 4)
  }
})
