/**
 * PREPARED: signed and saved. SENT: given to the chain. MINED: in a block, succeeded. FAILED: reverted. REPLACED: its
 * nonce was used by another.
 */
export const CHAIN_TRANSACTION_STATES = ['PREPARED', 'SENT', 'MINED', 'FAILED', 'REPLACED'] as const
export type ChainTransactionState = (typeof CHAIN_TRANSACTION_STATES)[number]
