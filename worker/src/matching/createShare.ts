import { randomUUID } from 'node:crypto'
import { type Share, tieKey, tieSeedOf } from '@aiigo/matching'
import { recordMatchingWorker, type Storage } from '@aiigo/storage'

/** The nodes that a matching worker tries first under contention. */
export interface NodeShare {
  /**
   * Records a heartbeat and reads those of other matching workers, when due. Never fails: without an
   * answer the last ones count.
   */
  refresh(): Promise<void>
  /** The nodes of this matching worker; undefined without contention. */
  current(): Share | undefined
  /**
   * Records how a batch went.
   * @param passedOver jobs that did not get the nodes they were to have
   */
  record(batch: { jobs: number; passedOver: number }): void
}

interface Deps {
  storage: Storage
  onError: (error: unknown) => void
  /** Milliseconds since 1970. */
  now?: () => number
}

/** Matching workers record a heartbeat this often, milliseconds. */
const HEARTBEAT_MS = 2_000
/** With this share of a batch's jobs passed over, other matching workers want the same nodes. */
const CROWDED = 0.25
/** Batches of fewer jobs are not evaluated. */
const MIN_JOBS = 8
/** Then the share holds this long, milliseconds, before one batch tries without. */
const HOLD_MS = 5_000

/**
 * Divides nodes among the matching workers: each node belongs to the one whose id makes the smallest key with it
 * (rendezvous hashing), so the processes need no agreement, and when one comes or goes only its own nodes change hands.
 * Every process may take every node: it goes on to the nodes of other shares when those of its own do not fit. Without
 * contention the best nodes come first, independently of shares.
 */
export function createShare({ storage, onError, now = Date.now }: Deps): NodeShare {
  const id = randomUUID()
  const own = tieSeedOf(id)
  let others: readonly number[] = []
  let heartbeatAt = 0
  let crowdedUntil = 0

  function has(nodeId: string): boolean {
    const key = tieKey(nodeId, own)
    return others.every((other) => key < tieKey(nodeId, other))
  }

  return {
    async refresh() {
      if (heartbeatAt > now()) return
      heartbeatAt = now() + HEARTBEAT_MS
      try {
        others = (await recordMatchingWorker(storage.fork(), id)).map(tieSeedOf)
      } catch (error) {
        onError(error)
      }
    },
    current: () => (others.length > 0 && crowdedUntil > now() ? { has, oneIn: others.length + 1 } : undefined),
    record({ jobs, passedOver }) {
      if (jobs >= MIN_JOBS && passedOver / jobs > CROWDED) crowdedUntil = now() + HOLD_MS
    },
  }
}
