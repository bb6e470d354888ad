import { provisionalJobs } from '@aiigo/storage'
import { syncJob } from '../lifecycle/syncJob.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/** Jobs looked at together: one call reads their tasks. */
const PARALLEL = 32

/**
 * Looks again at jobs whose end is provisional: it becomes final with its confirmations, or is taken back where the
 * chain does not show it any more.
 */
export async function watchProvisional(deps: WorkerDeps): Promise<void> {
  const head = await deps.marketplace.head()
  const ids = await provisionalJobs(deps.storage.fork(), head, deps.settings.confirmations)
  for (let at = 0; at < ids.length; at += PARALLEL) {
    await Promise.all(ids.slice(at, at + PARALLEL).map((id) => syncJob(deps, id, { head })))
  }
}
