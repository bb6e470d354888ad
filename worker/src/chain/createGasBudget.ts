import { RetryableError } from '@aiigo/domain'
import type { Logger } from '@aiigo/service'
import { gasSpentSince, type Storage } from '@aiigo/storage'
import { formatEther } from 'viem'

export interface GasBudget {
  /** @throws RetryableError `GAS_BUDGET_SPENT` while the last day has used it up: the step is tried again later */
  check(kind: string): Promise<void>
}

interface Options {
  storage: Storage
  /** Wei for gas in 24 hours, over all accounts and processes; null: no limit. */
  limit: bigint | null
  log: Logger
  /** Milliseconds since 1970. */
  now?: () => number
}

const DAY_MS = 86_400_000
/** So long a look at what was spent is good. Milliseconds. */
const FRESH_MS = 5_000
const ALARM_MS = 60_000

/**
 * Keeps new transactions within what the platform wants to pay for gas in a day. Transactions that are on their way are
 * still finished, at whatever fee they need: those behind them wait otherwise.
 */
export function createGasBudget({ storage, limit, log, now = Date.now }: Options): GasBudget {
  let known: { at: number; spent: bigint } | null = null
  let alarmedAt = Number.NEGATIVE_INFINITY

  return {
    async check(kind) {
      if (limit === null) return
      if (!known || now() - known.at > FRESH_MS) {
        known = { at: now(), spent: await gasSpentSince(storage.fork(), new Date(now() - DAY_MS)) }
      }
      if (known.spent < limit) return
      const [spent, most] = [formatEther(known.spent), formatEther(limit)]
      if (now() - alarmedAt > ALARM_MS) {
        alarmedAt = now()
        log.error({ kind, spent, most }, 'the day’s budget for gas is spent; no new transaction is made')
      }
      throw new RetryableError(
        'GAS_BUDGET_SPENT',
        `expected at most ${most} ETH for gas in 24 hours, ${spent} are spent; ${kind} waits. Raise GAS_BUDGET_ETHER to go on`,
      )
    },
  }
}
