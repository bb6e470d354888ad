export { ChainCursor } from './ChainCursor.js'
export { ChainEffect } from './ChainEffect.js'
export { ChainTransaction } from './ChainTransaction.js'
export { CHAIN_TRANSACTION_STATES, type ChainTransactionState } from './ChainTransactionState.js'
export {
  abandonTransaction,
  type EffectDraft,
  effectsOf,
  findEffects,
  gasSpentSince,
  giveUpEffect,
  hasNonceGap,
  isCarried,
  openTransactions,
  type PreparedTransaction,
  prepareTransaction,
  provisionalTransactions,
  type Refused,
  recordRefused,
  recordTransaction,
  replaceTransaction,
  reviseTransaction,
  reviveTransactions,
  type SentEffect,
  type SignedTransaction,
} from './chainTransactions.js'
export { readCursor, writeCursor } from './cursor.js'
export { pruneTransactions } from './pruneTransactions.js'
export { type WriterTransactions, writerTransactions } from './writerTransactions.js'
