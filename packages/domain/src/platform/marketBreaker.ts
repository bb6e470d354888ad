/** Ends of the attempts of the last minutes, by provider account; stakes in base units of AIIGO. */
export interface MarketOutcomes {
  /** Accounts whose nodes failed and delivered nothing. */
  failingProviders: number
  failingStake: bigint
  /** Of the accounts whose nodes delivered. */
  deliveringStake: bigint
  /** Of all accounts with a node online. */
  onlineStake: bigint
}

/** Time over which outcomes are looked at, seconds. */
export const BREAKER_WINDOW_SECONDS = 300
/** The breaker stays open this long at most, and then closed for as long, seconds. */
export const BREAKER_LIMIT_SECONDS = 3_600

const MIN_PROVIDERS = 3
/** The failing stake is at least a tenth of what is online. */
const ONLINE_SHARE = 10n

/**
 * Whether so many nodes fail at once that the breaker opens: nodes of three accounts, with more than half of the stake
 * that had work, and a tenth of the stake online. Stake counts, so further accounts of one person add no weight.
 * @example isMarketFailing({ failingProviders: 5, failingStake: 5n, deliveringStake: 1n, onlineStake: 6n }) // true
 */
export function isMarketFailing(outcomes: MarketOutcomes): boolean {
  const { failingProviders, failingStake, deliveringStake, onlineStake } = outcomes
  return (
    failingProviders >= MIN_PROVIDERS && failingStake > deliveringStake && failingStake * ONLINE_SHARE >= onlineStake
  )
}

/**
 * Whether the breaker may be open now. Failures can be staged, so it closes after an hour and then stays closed for an
 * hour.
 * @param last the latest time it was open
 */
export function mayBreak(last: { startedAt: Date; endedAt: Date | null } | null, now: Date): boolean {
  if (!last) return true
  const limitMs = BREAKER_LIMIT_SECONDS * 1000
  const length = (last.endedAt ?? now).getTime() - last.startedAt.getTime()
  if (!last.endedAt) return length < limitMs
  return length < limitMs || now.getTime() - last.endedAt.getTime() >= limitMs
}
