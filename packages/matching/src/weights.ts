import { type MatchingProfile, NotRetryableError } from '@aiigo/domain'
import { TERMS, type Weights } from './types.js'

/** Weights of the ready-made profiles, basis points. */
export const PROFILES: Readonly<Record<MatchingProfile, Weights>> = {
  cheapest: { price: 8_000, reputation: 800, latency: 400, uptime: 400, verifiedPower: 400 },
  fastest: { price: 1_000, reputation: 1_000, latency: 3_500, uptime: 1_000, verifiedPower: 3_500 },
  'most-reliable': { price: 1_000, reputation: 4_500, latency: 500, uptime: 3_500, verifiedPower: 500 },
  balanced: { price: 3_500, reputation: 2_000, latency: 1_500, uptime: 1_500, verifiedPower: 1_500 },
}

/**
 * The weights of a request.
 * @throws NotRetryableError when own weights are negative or do not add up to 10 000
 */
export function weightsOf(chosen: Weights | MatchingProfile): Weights {
  if (typeof chosen === 'string') return PROFILES[chosen]
  const { price, reputation, latency, uptime, verifiedPower } = chosen
  const areWhole =
    isWhole(price) && isWhole(reputation) && isWhole(latency) && isWhole(uptime) && isWhole(verifiedPower)
  if (!areWhole || price + reputation + latency + uptime + verifiedPower !== 10_000) {
    throw new NotRetryableError(
      'BAD_WEIGHTS',
      `expected five whole weights from 0 that add up to 10000, got ${TERMS.map((term) => chosen[term]).join(', ')}`,
    )
  }
  return chosen
}

const isWhole = (value: number): boolean => Number.isInteger(value) && value >= 0
