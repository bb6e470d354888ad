export { ChainCursor } from './ChainCursor.js'
export { ChainTransaction } from './ChainTransaction.js'
export { CHAIN_TRANSACTION_STATES, type ChainTransactionState } from './ChainTransactionState.js'
export {
  hasNonceGap,
  openTransactions,
  prepareTransaction,
  provisionalTransactions,
  recordTransaction,
  replaceTransaction,
  reviseTransaction,
  reviveTransactions,
  type TransactionDraft,
} from './chainTransactions.js'
export { readCursor, writeCursor } from './cursor.js'
export { type WriterTransactions, writerTransactions } from './writerTransactions.js'
