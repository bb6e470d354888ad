import type { SendOptions } from '@aiigo/sdk'
import { useState } from 'react'

/**
 * WALLET: it is about to be asked. SIGNATURE, TRANSACTION: it is asked for one. MINING: sent, not in a block. INDEXING:
 * in a block that the subgraph has not read yet. BEHIND: in a block, and the pages do not show it yet. TAKEN_BACK: a
 * reorganisation took it out of its block. RENEWING: the wallet had nothing to send, the pages' data is read
 * again. STALE: the same, and the data could not be read. DONE: the pages show it.
 */
export type TransactionStep =
  | 'IDLE'
  | 'WALLET'
  | 'SIGNATURE'
  | 'TRANSACTION'
  | 'MINING'
  | 'INDEXING'
  | 'BEHIND'
  | 'TAKEN_BACK'
  | 'RENEWING'
  | 'STALE'
  | 'DONE'

/** How far the transactions of a verb are, as the verb tells it. */
export function useTransactionSteps() {
  const [{ step, what }, set] = useState<{ step: TransactionStep; what: string | null }>({ step: 'IDLE', what: null })
  const options: SendOptions = {
    onPrompt: ({ kind, what }) => set({ step: kind, what }),
    onTransaction: ({ what }) => set({ step: 'MINING', what }),
  }
  return { step, what, options, goTo: (next: TransactionStep) => set({ step: next, what: null }) }
}
