import type { Assignment } from '@aiigo/chain'
import { pause } from '@aiigo/domain'
import { codeOf, type Provider } from '@aiigo/sdk'
import type { Logger } from '@aiigo/service'
import type { Journal, JournalEntry } from '../journal.js'

export interface ResultRelayDeps {
  readonly provider: Pick<Provider, 'assignment' | 'now' | 'relayResult' | 'task'>
  readonly journal: Pick<Journal, 'list' | 'remove'>
  readonly log: Logger
  readonly signal: AbortSignal
  /** Between looks at the chain. */
  readonly lookMs?: number
}

export interface ResultRelay {
  /**
   * Sees to it that a result which the platform has gets to the chain.
   * @param assignment Null when it is not known any more: it is asked for.
   */
  watch(entry: HandedIn, assignment: Assignment | null): void
  /** Takes up what an earlier agent has handed in. */
  resume(): Promise<void>
}

export type HandedIn = Pick<JournalEntry, 'offerId' | 'taskId' | 'attempt' | 'result'>

/** How long the platform has to relay a result, at most; a sooner deadline leaves it half of the time that is left. */
export const RELAY_AFTER_MS = 60_000
const LOOK_MS = 5_000

/**
 * The agent takes a result to the chain itself when the platform, which has it, does not. The contract takes it from
 * any sender: the provider's signature counts. Should both send, the second call reverts and changes nothing.
 */
export function createResultRelay(deps: ResultRelayDeps): ResultRelay {
  const { provider, journal, signal, lookMs = LOOK_MS } = deps

  async function follow(entry: HandedIn, known: Assignment | null, log: Logger): Promise<void> {
    const { taskId, attempt, result } = entry
    if (!result) return
    const since = provider.now()
    let assignment: Assignment | null = known
    for (; ; await pause(lookMs, signal)) {
      try {
        const task = await provider.task(taskId)
        if (task.state !== 'ASSIGNED' || task.attempt !== attempt) return
        const found = assignment ?? (await provider.assignment(taskId))
        if (found?.attempt !== attempt) continue
        assignment = found
        const dueMs = assignment.dueAt * 1_000
        if (provider.now() > dueMs) {
          const now = await provider.assignment(taskId)
          if (now?.attempt === attempt && now.dueAt > assignment.dueAt) {
            assignment = now
            continue
          }
          log.error('the result did not get to the chain before its deadline')
          return
        }
        const waitMs = Math.min(RELAY_AFTER_MS, Math.max(0, dueMs - since) / 2)
        if (provider.now() < since + waitMs) continue
        const bill = { usage: BigInt(result.usage), manifestSha256: result.manifestSha256, signature: result.signature }
        const transaction = await provider.relayResult(taskId, assignment, bill)
        log.warn({ transaction }, 'the platform did not relay the result in time; sent it to the chain')
        return
      } catch (error) {
        signal.throwIfAborted()
        // The platform was faster, or the chain does not take it yet: the next look tells.
        const isRefused = codeOf(error) === 'REVERTED'
        // The buyer may have extended the attempt.
        if (isRefused) assignment = null
        const level = isRefused ? 'info' : 'warn'
        log[level]({ reason: (error as Error).message }, 'could not take the result to the chain; looking again')
      }
    }
  }

  const watch: ResultRelay['watch'] = (entry, assignment) => {
    const log = deps.log.child({ offerId: entry.offerId, taskId: entry.taskId, attempt: entry.attempt })
    follow(entry, assignment, log)
      .then(() => journal.remove(entry.offerId))
      .catch((error: unknown) => {
        // The journal keeps it for the next start.
        if (!signal.aborted) log.error({ err: error }, 'could not follow a result to the chain')
      })
  }

  return {
    watch,
    async resume() {
      for (const entry of await journal.list()) if (entry.phase === 'HANDED_IN') watch(entry, null)
    },
  }
}
