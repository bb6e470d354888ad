import type { Reader } from '@aiigo/chain'
import { createMetrics, type Logger, type Metrics } from '@aiigo/service'
import { formatGwei } from 'viem'

/** The bid of a transaction, wei for each unit of gas. */
export interface Bid {
  maxFeePerGas: bigint
  maxPriorityFeePerGas: bigint
}

export interface Bidder {
  /** For a transaction that has no nonce yet. */
  first(kind: string): Promise<Bid>
  /**
   * For a transaction that waits with a bid.
   * @returns null when its bid is enough for the next block, or when the bound allows no higher one
   */
  higher(kind: string, present: Bid): Promise<Bid | null>
}

interface Options {
  reader: Reader
  /** The most that any transaction bids, wei for each unit of gas. */
  bound: bigint
  log: Logger
  metrics?: Metrics | undefined
}

/**
 * Times the present fee that a transaction bids: as much as the base fee can rise in twelve blocks. Only the block's
 * own fee is paid.
 */
const FEE_ROOM = 4n
/** Nodes take a replacement that bids an eighth more; some are content with a tenth. */
const BUMP_PERMILLE = 1_125n
const ALARM_MS = 60_000

/** Works out what transactions bid, up to a bound; says so when the bound holds them up. */
export function createBidder({ reader, bound, log, metrics = createMetrics({ runtime: false }) }: Options): Bidder {
  const replacements = metrics.counter('aiigo_chain_replacements_total')
  const atBound = metrics.counter('aiigo_chain_fee_bound_total')
  const lastAlarm = new Map<string, number>()

  /** The fee that the next block asks for. */
  async function market(): Promise<{ base: bigint; tip: bigint }> {
    const [{ baseFeePerGas }, tip] = await Promise.all([
      reader.getFeeHistory({ blockCount: 1, rewardPercentiles: [] }),
      reader.estimateMaxPriorityFeePerGas(),
    ])
    // The last one is of the block to come.
    return { base: baseFeePerGas.at(-1) ?? 0n, tip }
  }

  function alarm(kind: string, needed: bigint): void {
    atBound.inc({ kind })
    if (Date.now() - (lastAlarm.get(kind) ?? 0) < ALARM_MS) return
    lastAlarm.set(kind, Date.now())
    log.error(
      { kind, neededGwei: formatGwei(needed), boundGwei: formatGwei(bound) },
      'the chain asks for a higher fee than MAX_FEE_GWEI allows; transactions wait',
    )
  }

  const withRoom = ({ base, tip }: { base: bigint; tip: bigint }) => ((base * 12n) / 10n + tip) * FEE_ROOM
  const bumped = (fee: bigint) => (fee * BUMP_PERMILLE) / 1_000n + 1n
  const bounded = (fee: bigint) => (fee < bound ? fee : bound)
  const max = (a: bigint, b: bigint) => (a > b ? a : b)

  return {
    async first(kind) {
      const now = await market()
      if (now.base + now.tip > bound) alarm(kind, now.base + now.tip)
      return { maxFeePerGas: bounded(withRoom(now)), maxPriorityFeePerGas: bounded(now.tip) }
    },
    async higher(kind, present) {
      const now = await market()
      const needed = now.base + now.tip
      // Estimates of the tip go up and down; only one that has doubled is worth a replacement.
      if (present.maxFeePerGas >= needed && now.tip < 2n * present.maxPriorityFeePerGas) return null
      if (needed > bound) alarm(kind, needed)
      const least = bumped(present.maxFeePerGas)
      if (least > bound) return null
      const maxFeePerGas = bounded(max(least, withRoom(now)))
      const maxPriorityFeePerGas = max(bumped(present.maxPriorityFeePerGas), now.tip)
      if (maxPriorityFeePerGas > maxFeePerGas) return null
      replacements.inc({ kind })
      return { maxFeePerGas, maxPriorityFeePerGas }
    },
  }
}
