import { RATE_SCALE } from '@aiigo/domain'

/** Base units that are worth a dollar at the fixed prices of a local chain: ETH 3000, USDC 1, AIIGO 0.05. */
const DOLLAR = { ETH: 10n ** 18n / 3_000n, USDC: 10n ** 6n, AIIGO: 20n * 10n ** 18n } as const
const USD_SCALE = 100_000n
const HOUR = 3_600n

/**
 * Rates per million unit-seconds that are worth the same in every token.
 * @param hourlyUsd price of the whole machine, dollars × 10^5
 * @param units of the machine
 * @example asksOf(80_000n, 1n).USDC // '222222222': an RTX 4090 at $0.80 an hour
 */
export function asksOf(hourlyUsd: bigint, units: bigint): Record<'ETH' | 'USDC' | 'AIIGO', string> {
  const rate = (dollar: bigint): string => ((hourlyUsd * dollar * RATE_SCALE) / (units * HOUR * USD_SCALE)).toString()
  return { ETH: rate(DOLLAR.ETH), USDC: rate(DOLLAR.USDC), AIIGO: rate(DOLLAR.AIIGO) }
}
