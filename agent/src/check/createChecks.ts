import { join } from 'node:path'
import type { JobSpec } from '@aiigo/domain'
import type { CheckWork } from '@aiigo/sdk'
import { type CheckDeps, runCheck } from './runCheck.js'

export interface Checks {
  /** Runs of checks that go on. */
  readonly runningIds: readonly string[]
  /** Whether a run was begun here, and the platform may still tell of it. */
  knows(id: string): boolean
  /** Starts a run, once; `onEnd` is called when it is over. */
  start(work: CheckWork, spec: JobSpec, onEnd: () => void): void
  /** The platform has ended the run: stops it. */
  end(id: string): void
  /** Stops and forgets the runs that the platform does not list any more. */
  keepOnly(ids: ReadonlySet<string>): void
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
  /** Ended by the platform while they run: nobody waits for a report or a refusal. */
  const ended = new Set<string>()

  async function run(work: CheckWork, spec: JobSpec, signal: AbortSignal): Promise<void> {
    const { id, jobId } = work
    try {
      await runCheck(work, spec, { ...deps, folder: join(workRoot, id), log: log.child({ check: id, jobId }) }, signal)
    } catch (error) {
      const reason = signal.aborted ? String(signal.reason) : reasonOf(error)
      log.warn({ check: id, jobId, reason }, 'a check has no report of this node')
      if (ended.has(id)) return
      await provider.refuseCheck(id, reason).catch((failure: unknown) => {
        log.warn({ err: failure, check: id }, 'could not refuse a check')
      })
    }
  }

  const knows = (id: string): boolean => running.has(id) || over.has(id)

  function end(id: string): void {
    over.delete(id)
    const run = running.get(id)
    if (!run) return
    ended.add(id)
    run.abort.abort('the platform ended the check')
  }

  return {
    get runningIds() {
      return [...running.keys()]
    },
    knows,
    start(work, spec, onEnd) {
      if (knows(work.id)) return
      const abort = new AbortController()
      const done = run(work, spec, abort.signal).finally(() => {
        running.delete(work.id)
        if (!ended.delete(work.id)) over.add(work.id)
        onEnd()
      })
      running.set(work.id, { abort, done })
    },
    end,
    keepOnly(ids) {
      for (const id of [...running.keys(), ...over]) if (!ids.has(id)) end(id)
    },
    async stop(reason) {
      for (const { abort } of running.values()) abort.abort(reason)
      await Promise.all([...running.values()].map(({ done }) => done))
    },
  }
}
