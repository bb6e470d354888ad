import type { JobSpec } from '@aiigo/domain'
import type { Offer } from '@aiigo/sdk'
import type { ReceiptBook } from '../../serving/createReceiptBook.js'
import { receiptsAlone } from '../../serving/writeReceipts.js'
import { servingSeconds, servingTaskOf } from '../servingTaskOf.js'
import { endUnearned, requireWork, type Work } from './Work.js'

/** A job that serves files. Receipts of earlier runs are paid, although the files may be served no more. */
export function createServingWork(
  offer: Offer,
  spec: JobSpec,
  bookPath: string,
  { receipts }: Pick<ReceiptBook, 'receipts'>,
): Work {
  const hasEarned = receipts.length > 0
  /** Why nothing can be served any more; null while it can. */
  let unserved: string | null = null
  let paid = (): bigint => 0n
  return {
    ...{ hasEarned, endsEarly: true, storesLate: true },
    failFiles(error) {
      if (!hasEarned) throw error
      unserved = `the files could not be fetched again: ${(error as Error).message}`
    },
    // A run that goes on after a restart has less time than its limit.
    secondsOf: servingSeconds,
    taskOf: (inputs) => ({ serving: servingTaskOf(offer, spec, inputs, bookPath) }),
    async endBefore(before) {
      const { refusal, stop, leftMs, workDir, tell } = before
      if (!hasEarned) return endUnearned(before)
      const why = unserved ?? refusal ?? (stop.aborted ? 'stopped' : leftMs <= 0 ? 'no time is left' : null)
      if (why === null) return null
      tell(`the receipts of earlier runs are handed in: ${why}`)
      return receiptsAlone(workDir, receipts, stop)
    },
    requireEarnings({ receiptedBytes }, stop) {
      if (!receiptedBytes) requireWork(stop)
    },
    onServing(paidSoFar) {
      paid = paidSoFar
    },
    earned: (execution) => ({ receiptedBytes: execution ? (execution.receiptedBytes ?? 0n) : paid() }),
    close: async () => undefined,
  }
}
