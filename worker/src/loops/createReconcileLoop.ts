import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@aiigo/service'
import type { ChainWriter } from '../chain/createChainWriter.js'

/**
 * Transactions untouched for this long have no owner any more: their process died, or their queue job gave up waiting.
 */
const UNTOUCHED_MS = 20_000

/** Takes up unfinished transactions regularly, those of other processes included. */
export function createReconcileLoop(
  writer: ChainWriter,
  { everyMs, signal, log }: { everyMs: number; signal: AbortSignal; log: Logger },
): { run(): Promise<void> } {
  return {
    async run() {
      while (!signal.aborted) {
        await sleep(everyMs, undefined, { signal }).catch(() => undefined)
        if (signal.aborted) return
        try {
          await writer.reconcile(UNTOUCHED_MS)
        } catch (error) {
          log.warn({ err: error }, 'unfinished transactions could not be looked after')
        }
      }
    },
  }
}
