import { type Deployment, permitTypedData, signedPermit } from '@aiigo/chain'
import { ETH_ADDRESS } from '@aiigo/domain'
import { type Job, taskRequestOf } from '@aiigo/storage'
import type { Hex } from 'viem'
import type { ChainFacts } from '../../chain/chainFacts.js'
import { apiError } from '../../graphql/apiError.js'
import type { FundingPermit, TransactionRequest } from './jobPayload.type.js'
import { permitFundingTransaction } from './jobTransactions.js'

interface Deps {
  deployment: Deployment
  chain: ChainFacts
  now: () => number
}

/**
 * Funding by a permit (EIP-2612): the buyer signs for the deposit, and sends one transaction. The permit ends with the
 * request's own time for funding, and its nonce makes it good once. Whoever sees it can have the escrow allowed the
 * same amount, no more: the escrow takes it for the buyer's own calls only, and the contract goes by the allowance, so
 * a permit that another account used first is no obstacle.
 */
export function createFundingPermit({ deployment, chain, now }: Deps) {
  async function typedDataFor(job: Job) {
    const { token, buyer, budget, fundBy } = taskRequestOf(job)
    if (job.state !== 'SUBMITTED' || now() > job.fundBy.getTime() || token === ETH_ADDRESS) return null
    const [onChain, terms, allowance] = await Promise.all([
      // The database may be behind the chain.
      chain.taskState(job.taskId as Hex),
      chain.permitTerms(token, buyer),
      chain.allowance(token, buyer),
    ])
    if (onChain !== null || !terms || allowance >= budget) return null
    return permitTypedData(terms.domain, {
      ...{ owner: buyer, spender: deployment.addresses.Escrow, value: budget },
      ...{ nonce: terms.nonce, deadline: BigInt(fundBy) },
    })
  }

  return {
    /** Typed data for the buyer to sign; null where a permit is of no use. */
    async permit(job: Job): Promise<FundingPermit | null> {
      const typed = await typedDataFor(job)
      if (!typed) return null
      const { nonce, value, deadline } = typed.message
      const message = { ...typed.message, nonce: `${nonce}`, value: `${value}`, deadline: `${deadline}` }
      return { typedData: { ...typed, message }, nonce, deadline: job.fundBy }
    },

    /** The transaction that carries the signed permit. */
    async transaction(job: Job, signature: Hex): Promise<TransactionRequest> {
      const typed = await typedDataFor(job)
      if (!typed) {
        const text = `expected a job that fundingPermit has a permit for, ${job.id} (${job.state}) has none now; pay by its funding`
        throw apiError('BAD_USER_INPUT', text)
      }
      const permit = await signedPermit(typed, signature)
      if ('reason' in permit) {
        const text = `expected the buyer's EIP-2612 permit as fundingPermit gives it; ${permit.reason}; sign fundingPermit.typedData again`
        throw apiError('BAD_USER_INPUT', text)
      }
      return permitFundingTransaction(deployment, taskRequestOf(job), permit)
    },
  }
}
