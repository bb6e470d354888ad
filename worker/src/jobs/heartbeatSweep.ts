import { inTransaction, markSilentNodes } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'

/** Regular: nodes that have gone silent are offline, and get no offers. What runs on them ends at its deadline. */
export async function heartbeatSweep({ storage, settings, log }: WorkerDeps): Promise<void> {
  const silent = await inTransaction(storage, (em) => markSilentNodes(em, settings.heartbeatTimeoutSeconds))
  if (silent.length > 0) log.info({ nodes: silent }, 'nodes went offline')
}
