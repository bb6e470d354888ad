import { provisionalJobs } from '@aiigo/storage'
import { syncJob } from '../lifecycle/syncJob.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/**
 * Looks again at jobs whose end is provisional: it becomes final with its confirmations, or is taken back where the
 * chain does not show it any more.
 */
export async function watchProvisional(deps: WorkerDeps): Promise<void> {
  const head = await deps.marketplace.head()
  for (const id of await provisionalJobs(deps.storage.fork(), head, deps.settings.confirmations)) {
    await syncJob(deps, id)
  }
}
