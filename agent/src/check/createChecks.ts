import { join } from 'node:path'
import type { JobSpec } from '@aiigo/domain'
import type { CheckWork } from '@aiigo/sdk'
import { type CheckDeps, runCheck } from './runCheck.js'

export interface Checks {
  /** Runs of checks that go on. */
  readonly runningIds: readonly string[]
  /** Starts a run, once; `onEnd` is called when it is over. */
  start(work: CheckWork, spec: JobSpec, onEnd: () => void): void
  /** The platform has ended the run: stops it. */
  end(id: string): void
  /** Ends all runs: the platform asks other nodes. */
  stop(reason: string): Promise<void>
}

/** Why a run has no report, in words. */
function reasonOf(error: unknown): string {
  const { name, message } = error as Partial<Error>
  return name === 'TimeoutError' ? 'the run did not end in time' : (message ?? String(error))
}

/** The runs of checks on this node. One that a restart cuts off begins again, when the platform tells of it. */
export function createChecks({ workRoot, ...deps }: Omit<CheckDeps, 'folder'> & { readonly workRoot: string }): Checks {
  const { provider, log } = deps
  const running = new Map<string, { abort: AbortController; done: Promise<void> }>()
  /** Over, while the platform may still tell of them. */
  const over = new Set<string>()

  async function run(work: CheckWork, spec: JobSpec, signal: AbortSignal): Promise<void> {
    const { id, jobId } = work
    try {
      await runCheck(work, spec, { ...deps, folder: join(workRoot, id), log: log.child({ check: id, jobId }) }, signal)
    } catch (error) {
      const reason = signal.aborted ? String(signal.reason) : reasonOf(error)
      log.warn({ check: id, jobId, reason }, 'a check has no report of this node')
      await provider.refuseCheck(id, reason).catch((failure: unknown) => {
        log.warn({ err: failure, check: id }, 'could not refuse a check')
      })
    }
  }

  return {
    get runningIds() {
      return [...running.keys()]
    },
    start(work, spec, onEnd) {
      if (running.has(work.id) || over.has(work.id)) return
      const abort = new AbortController()
      const done = run(work, spec, abort.signal).finally(() => {
        running.delete(work.id)
        over.add(work.id)
        onEnd()
      })
      running.set(work.id, { abort, done })
    },
    end(id) {
      running.get(id)?.abort.abort('the platform ended the check')
      over.delete(id)
    },
    async stop(reason) {
      for (const { abort } of running.values()) abort.abort(reason)
      await Promise.all([...running.values()].map(({ done }) => done))
    },
  }
}
