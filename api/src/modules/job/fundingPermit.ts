import { type Job, taskRequestOf } from '@aiigo/storage'
import type { Hex } from 'viem'
import { apiError } from '../../graphql/apiError.js'
import { type EscrowPermitDeps, escrowPermitData, expectSigned, toEscrowPermit } from './escrowPermit.js'
import type { EscrowPermit, TransactionRequest } from './jobPayload.type.js'
import { permitFundingTransaction } from './jobTransactions.js'

/**
 * Funding by a permit (EIP-2612): the buyer signs for the deposit, and sends one transaction. The permit ends with the
 * request's own time for funding, and its nonce makes it good once. Whoever sees it can have the escrow allowed the
 * same amount, no more: the escrow takes it for the buyer's own calls only, and the contract goes by the allowance, so
 * a permit that another account used first is no obstacle.
 */
export function createFundingPermit({ deployment, chain, now }: EscrowPermitDeps) {
  async function typedDataFor(job: Job) {
    const { token, buyer: owner, budget: value, fundBy } = taskRequestOf(job)
    if (job.state !== 'SUBMITTED' || now() > job.fundBy.getTime()) return null
    const [onChain, typed] = await Promise.all([
      // The database may be behind the chain.
      chain.taskState(job.taskId as Hex),
      escrowPermitData({ deployment, chain }, { token, owner, value, deadline: BigInt(fundBy) }),
    ])
    return onChain === null ? typed : null
  }

  return {
    /** Typed data for the buyer to sign; null where a permit is of no use. */
    async permit(job: Job): Promise<EscrowPermit | null> {
      const typed = await typedDataFor(job)
      return typed && toEscrowPermit(typed)
    },

    /** The transaction that carries the signed permit. */
    async transaction(job: Job, signature: Hex): Promise<TransactionRequest> {
      const typed = await typedDataFor(job)
      if (!typed) {
        const text = `expected a job that fundingPermit has a permit for, ${job.id} (${job.state}) has none now; pay by its funding`
        throw apiError('BAD_USER_INPUT', text)
      }
      const permit = await expectSigned(typed, signature, 'fundingPermit')
      return permitFundingTransaction(deployment, taskRequestOf(job), permit)
    },
  }
}
