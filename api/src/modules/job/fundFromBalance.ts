import { type Deployment, isSameSignature, marketplaceDomain, requestTypedData } from '@aiigo/chain'
import { message, queues } from '@aiigo/queue'
import { enqueue, inTransaction, type Job, recordFundingSignature, type Storage, taskRequestOf } from '@aiigo/storage'
import { type Hex, hashTypedData } from 'viem'
import type { ChainFacts } from '../../chain/chainFacts.js'
import type { VerifySignature } from '../../chain/verifySignature.js'
import type { Viewer } from '../../graphql/context.js'
import { STATE_CHANGED } from '../../graphql/lookAgain.js'
import type { FundFromBalancePayload } from './jobPayload.type.js'
import { toJobType } from './toJobType.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  chain: ChainFacts
  verifySignature: VerifySignature
  now: () => number
}

/**
 * Takes the buyer's signature of the request; the platform relays it, and the deposit comes out of the buyer's balance.
 */
export function createFundFromBalance({ storage, deployment, chain, verifySignature, now }: Deps) {
  const domain = marketplaceDomain(deployment.chainId, deployment.addresses.TaskMarketplace)

  return async function fundFromBalance(viewer: Viewer, job: Job, given: Hex): Promise<FundFromBalancePayload> {
    const refuse = (code: string, field: string, text: string): FundFromBalancePayload => ({
      job: toJobType(job),
      userErrors: [{ code, field, message: text }],
    })
    if (isSameSignature(job.fundingSignature, given)) return { job: toJobType(job), userErrors: [] }
    if (job.state !== 'SUBMITTED') {
      return refuse('NOT_FUNDABLE', 'jobId', `expected a job that waits for its deposit, got one in state ${job.state}`)
    }
    if (now() > job.fundBy.getTime()) {
      const text = `expected a job that can still be funded; its time was over at ${job.fundBy.toISOString()}`
      return refuse('FUNDING_CLOSED', 'jobId', text)
    }
    const request = taskRequestOf(job)
    const checked = await verifySignature(viewer.address, hashTypedData(requestTypedData(domain, request)), given)
    if ('reason' in checked) {
      const text = `expected the buyer's EIP-712 TaskRequest of task ${job.taskId}; ${checked.reason}`
      return refuse('BAD_SIGNATURE', 'signature', text)
    }
    const balance = await chain.balance(request.token, request.buyer)
    if (balance < job.budget) {
      const text = `expected a balance of at least ${job.budget} base units of ${job.token} in the escrow, it is ${balance}; deposit the rest`
      return refuse('BALANCE_TOO_LOW', 'jobId', text)
    }
    const stored = await inTransaction(storage, async (em) => {
      const signedJob = await recordFundingSignature(em, job.id, checked.signature)
      if (!signedJob) return null
      // The same signature may come again after the chain has refused it: each time that it is stored is another
      // effect.
      const distinguish = [signedJob.updatedAt.toISOString()]
      enqueue(em, message(queues.advance, { jobId: job.id, cause: 'FUNDED_FROM_BALANCE' }, { distinguish }))
      return signedJob
    })
    return stored
      ? { job: toJobType(stored), userErrors: [] }
      : refuse(STATE_CHANGED, 'jobId', 'the job moved on just now; look at it again')
  }
}
