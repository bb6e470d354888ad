import { type Availability, type Backoff, backoffMs, every } from '@aiigo/domain'
import type { Provider } from '@aiigo/sdk'
import type { Logger } from '@aiigo/service'
import type { Hex } from 'viem'

export interface HeartbeatDeps {
  readonly provider: Pick<Provider, 'heartbeat' | 'setAvailability'>
  readonly nodeId: Hex
  /** Offers whose jobs run now. */
  readonly runningOfferIds: () => readonly string[]
  /** Told of those that have ended for the platform. */
  readonly onEnded: (offerId: string) => void
  /** Higher than that of any earlier start of this agent. */
  readonly generation: number
  readonly log: Logger
}

export interface Heartbeat {
  /** When the platform last answered, milliseconds since the epoch; null before. */
  readonly lastAnswerAt: number | null
  /** The state that the platform last acknowledged. */
  readonly availability: Availability | null
  /**
   * Tells the platform now, and again with the heartbeats until it takes it.
   * @param reason for the node's owner
   */
  want(availability: Availability, reason?: string | null): Promise<void>
  /** Beats until aborted. */
  beat(signal: AbortSignal): Promise<void>
}

interface Wish {
  readonly availability: Availability
  readonly reason: string | null
}

/** Wait after an availability that the platform did not take, milliseconds. */
const AGAIN_MS = 1_000
/** After beats without an answer: agents of a platform that comes back do not come all at once. */
const SILENCE: Backoff = { attempts: Number.POSITIVE_INFINITY, baseMs: AGAIN_MS, maxMs: 8_000 }

/** Shows the platform that the node is there, and whether it wants work. */
export function createHeartbeat(deps: HeartbeatDeps): Heartbeat {
  const { provider, nodeId, runningOfferIds, onEnded, generation, log } = deps
  let wanted: Wish | null = null
  let shown: Wish | null = null
  let lastAnswerAt: number | null = null
  let roundTripMs: number | null = null

  // One at a time: of two calls under way, the platform could take the older one last.
  let telling: Promise<void> = Promise.resolve()
  function showWanted(): Promise<void> {
    telling = telling.then(tellWanted)
    return telling
  }

  async function tellWanted(): Promise<void> {
    const showing = wanted
    if (showing === null || showing === shown) return
    try {
      await provider.setAvailability(nodeId, showing.availability, { reason: showing.reason })
      shown = showing
      log.info({ nodeId, ...showing }, 'availability')
    } catch (error) {
      log.warn(
        { availability: showing.availability, reason: (error as Error).message },
        'the platform did not take the availability yet',
      )
    }
  }

  async function beatOnce(): Promise<number> {
    const started = performance.now()
    const answer = await provider.heartbeat({ nodeId, runningOfferIds: runningOfferIds(), generation, roundTripMs })
    roundTripMs = Math.round(performance.now() - started)
    lastAnswerAt = Date.now()
    for (const offerId of answer.endedOfferIds) onEnded(offerId)
    await showWanted()
    return wanted === shown ? answer.nextHeartbeatSeconds * 1_000 : AGAIN_MS
  }

  return {
    get lastAnswerAt() {
      return lastAnswerAt
    },
    get availability() {
      return shown?.availability ?? null
    },
    want(availability, reason = null) {
      const isNew = wanted?.availability !== availability || wanted.reason !== reason
      if (isNew) wanted = { availability, reason }
      return showWanted()
    },
    async beat(signal) {
      let waitMs = AGAIN_MS
      let failures = 0
      await every(
        () => waitMs,
        signal,
        async () => {
          waitMs = backoffMs(SILENCE, ++failures)
          waitMs = await beatOnce()
          failures = 0
        },
        (error) => log.warn({ reason: (error as Error).message }, 'no answer to a heartbeat'),
      )
    },
  }
}
