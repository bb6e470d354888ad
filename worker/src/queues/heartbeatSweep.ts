import { endTypeAudits, inTransaction, markSilentNodes, refreshUptime } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'

/** Nodes whose uptime is worked out in one sweep: a million nodes have their turn every half hour. */
const UPTIMES_A_SWEEP = 2_000

/**
 * Nodes that have gone silent are offline, and get no offers. Attempts on them end at their deadline. Nodes whose audit
 * has ended get no offers either. Keeps the uptime of all nodes current.
 */
export async function heartbeatSweep({ storage, settings, log }: WorkerDeps): Promise<void> {
  const silent = await inTransaction(storage, (em) => markSilentNodes(em, settings.heartbeatTimeoutSeconds))
  if (silent.length > 0) log.info({ nodes: silent }, 'nodes went offline')
  const unshown = await inTransaction(storage, endTypeAudits)
  if (unshown.length > 0)
    log.warn({ nodes: unshown }, 'audits of nodes ended; they get no offers until they are audited again')
  await inTransaction(storage, (em) => refreshUptime(em, UPTIMES_A_SWEEP))
}
