import { rm } from 'node:fs/promises'
import { every, idle, JOB_LIMITS, type JobSpec } from '@aiigo/domain'
import { type ArtifactVersion, problemsOf } from '@aiigo/sdk'
import { type ArtifactTakerDeps, createArtifactTaker } from './createArtifactTaker.js'

/** Parts and places that the keeper of a run's artifacts works with. */
export interface ArtifactKeeperDeps extends Omit<ArtifactTakerDeps, 'artifacts'> {
  readonly artifacts: NonNullable<JobSpec['artifacts']>
  /** Between two looks, milliseconds; default: as the job says. */
  readonly everyMs?: number
}

/** Shows the artifacts of a job while its program runs. */
export interface ArtifactKeeper {
  /**
   * Stores changed files while the work lasts, and once more at its end those that are no outputs; the work's result or
   * error is passed on.
   */
  during<T>(work: () => Promise<T>): Promise<T>
}

const MIB = 1_048_576
/** Before the first look, milliseconds. */
const FIRST_MS = 2_000
/** Versions that are reported together. */
const AT_ONCE = 20
/** An upload that takes longer is given up, milliseconds. */
const LEAST_TRANSFER_MS = 30_000
/** For what was written last, milliseconds: the result waits for it. */
const LAST_MS = 10_000

/**
 * Looks for artifacts that have changed, stores and reports them. A failure costs a line in the agent's log; the next
 * look tries again.
 */
export function createArtifactKeeper(deps: ArtifactKeeperDeps): ArtifactKeeper {
  const { provider, offer, artifacts, log } = deps
  const { everyMs = artifacts.everySeconds * 1_000 } = deps
  const taker = createArtifactTaker({ ...deps, artifacts: artifacts.files })
  /** Stored versions, until the platform has them: others would fill the provider's space. */
  let unreported: ArtifactVersion[] = []
  let isClosed = false
  /** Bytes that the last look has moved. */
  let moved = 0

  async function report(signal: AbortSignal): Promise<void> {
    while (unreported.length > 0) {
      const some = unreported.slice(0, AT_ONCE)
      try {
        await provider.reportArtifacts(offer.id, some, { signal })
      } catch (error) {
        const codes = problemsOf(error).map(({ code }) => code)
        isClosed = codes.includes('OFFER_CLOSED')
        // Another try of the same versions would be refused again.
        if (codes.length > 0 && !codes.includes('NOT_EXECUTING_YET')) unreported = unreported.slice(some.length)
        throw error
      }
      unreported = unreported.slice(some.length)
    }
  }

  async function look(signal: AbortSignal, options?: { isLast: boolean }): Promise<void> {
    if (isClosed) return
    moved = 0
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(Math.max(LEAST_TRANSFER_MS, everyMs))])
    await report(bounded)
    for await (const version of taker.take(bounded, options)) {
      moved += version.storedSize
      unreported.push(version)
      if (unreported.length >= AT_ONCE) await report(bounded)
    }
    await report(bounded)
  }

  const complain = (err: unknown): void => log.warn({ err }, 'artifacts could not be stored')
  /** A large look is followed by a longer pause. */
  const pauseMs = (): number => Math.max(everyMs, (moved / (JOB_LIMITS.artifactMiBPerSecond * MIB)) * 1_000)

  async function keep(signal: AbortSignal): Promise<void> {
    await idle(Math.min(FIRST_MS, everyMs), signal)
    await every(pauseMs, signal, () => look(signal), complain)
  }

  return {
    async during(work) {
      const over = new AbortController()
      const keeping = keep(AbortSignal.any([deps.signal, over.signal]))
      try {
        const result = await work()
        over.abort()
        await keeping
        const last = AbortSignal.any([deps.signal, AbortSignal.timeout(LAST_MS)])
        if (!last.aborted) await look(last, { isLast: true }).catch(complain)
        return result
      } finally {
        over.abort()
        await keeping
        for (const path of taker.paths) await rm(path, { force: true })
      }
    },
  }
}
