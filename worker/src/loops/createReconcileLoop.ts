import { every } from '@aiigo/domain'
import type { LoopProgress } from '@aiigo/service'
import { because } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'
import { watchProvisional } from './watchProvisional.js'

/**
 * Transactions untouched for this long have no owner any more: their process died, or their queue job gave up waiting.
 */
const UNTOUCHED_MS = 20_000

/**
 * Takes up unfinished transactions regularly, those of other processes included, and watches what the chain may still
 * take back.
 */
export function createReconcileLoop(
  deps: WorkerDeps,
  { everyMs, signal, progress }: { everyMs: number; signal: AbortSignal; progress: LoopProgress },
): { run(): Promise<void> } {
  return {
    run: () =>
      every(
        everyMs,
        signal,
        async () => {
          await deps.writer.reconcile(UNTOUCHED_MS)
          await because({ cause: 'reconcile', actor: null }, () => watchProvisional(deps))
          progress.succeeded()
        },
        (err) => {
          progress.failed()
          deps.log.warn({ err }, 'unfinished transactions could not be looked after')
        },
      ),
  }
}
