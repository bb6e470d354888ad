import type { Metrics } from '@aiigo/service'
import type { ChainTransaction } from '@aiigo/storage'
import { formatEther } from 'viem'

/** The price of a transaction, as its block has it. */
interface Price {
  /** Why it was reverted; null when it was not. */
  reverted: string | null
  /** Units. */
  gasUsed: bigint
  /** Wei for each unit. */
  gasPrice: bigint
}

export interface ChainMeter {
  /** A transaction was seen in a block for the first time. */
  settled(transaction: ChainTransaction, price: Price): void
  /** Its nonce was used by another one. */
  replaced(transaction: ChainTransaction): void
  /** No node takes it. */
  abandoned(transaction: ChainTransaction): void
}

/** Counts what becomes of the platform's transactions, each once over all processes. */
export function createChainMeter(metrics: Metrics): ChainMeter {
  const outcomes = metrics.counter('aiigo_chain_transactions_total')
  const gas = metrics.counter('aiigo_chain_gas_used_total')
  const ether = metrics.counter('aiigo_chain_gas_spent_ether_total')
  const waits = metrics.histogram('aiigo_chain_wait_seconds')
  return {
    settled({ kind, fromAddress, createdAt }, { reverted, gasUsed, gasPrice }) {
      outcomes.inc({ kind, outcome: reverted === null ? 'mined' : 'reverted' })
      gas.inc({ kind }, Number(gasUsed))
      ether.inc({ kind, account: fromAddress }, Number(formatEther(gasUsed * gasPrice)))
      waits.observe({ kind }, Math.max(0, Date.now() - createdAt.getTime()) / 1_000)
    },
    replaced: ({ kind }) => outcomes.inc({ kind, outcome: 'replaced' }),
    abandoned: ({ kind }) => outcomes.inc({ kind, outcome: 'abandoned' }),
  }
}
