import { countCapacity } from '@aiigo/domain'
import {
  capacityFacts,
  inTransaction,
  prunePresence,
  recordProviderDays,
  storeCapacity,
  tryLockCapacity,
} from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'

/**
 * Counts supply, demand and headroom of every tier, type and region, raises alerts and closes those that are over;
 * notes which providers are there today. One process at a time; another one's try does nothing.
 */
export async function capacity({ storage, log }: Pick<WorkerDeps, 'storage' | 'log'>): Promise<void> {
  const alerts = await inTransaction(storage, async (em) => {
    if (!(await tryLockCapacity(em))) return []
    await recordProviderDays(em)
    await prunePresence(em)
    return storeCapacity(em, countCapacity(await capacityFacts(em)))
  })
  for (const { severity, ...alert } of alerts) {
    log[severity === 'INFO' ? 'info' : 'warn']({ severity, ...alert }, 'capacity alert')
  }
}
