import { type Deployment, submissionOf } from '@aiigo/chain'
import { ETH_ADDRESS } from '@aiigo/domain'
import { type Job, recordDisputeReason, type Storage } from '@aiigo/storage'
import type { Address, Hex } from 'viem'
import type { ChainFacts } from '../../chain/chainFacts.js'
import type { TaskLookup } from '../../chain/createTaskLookup.js'
import type { OpenDisputePayload } from './jobPayload.type.js'
import { depositTransaction, disputeTransaction } from './jobTransactions.js'
import { sha256OfText } from './sha256OfText.js'
import { toJobType } from './toJobType.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  chain: ChainFacts
  findTask: TaskLookup
  now: () => number
}

/** Characters: an objection, not an essay. */
const MAX_REASON = 4_000

/**
 * The transaction by which the buyer disputes a result, checked against the chain's current state, because a wrong
 * transaction costs its gas. The reason's text stays here, for both parties and the arbitrators; its hash goes on
 * chain.
 */
export function createOpenDispute({ storage, deployment, chain, findTask, now }: Deps) {
  return async function openDispute(job: Job, text: string): Promise<OpenDisputePayload> {
    const refuse = (code: string, field: string, message: string): OpenDisputePayload => ({
      job: toJobType(job),
      ...{ transaction: null, deposit: null, bond: null, reasonHash: null },
      userErrors: [{ code, field, message }],
    })
    const reason = text.trim()
    if (reason.length === 0 || reason.length > MAX_REASON) {
      return refuse('REASON_INVALID', 'reason', `expected 1 to ${MAX_REASON} characters, got ${reason.length}`)
    }
    if (job.state !== 'VERIFYING') {
      const message = `expected a job whose result waits for approval (VERIFYING), got one in state ${job.state}`
      return refuse(job.state === 'DISPUTED' ? 'ALREADY_DISPUTED' : 'NO_RESULT', 'jobId', message)
    }
    const taskId = job.taskId as Hex
    const task = await findTask(taskId)
    const submission = task && submissionOf(task)
    if (!submission || !(await chain.isSubmitted(taskId, submission))) {
      return refuse(
        'NOT_ON_CHAIN',
        'jobId',
        'expected a result that is on chain and indexed; try again in some seconds',
      )
    }
    if (now() >= submission.settleAfter * 1000) {
      const closed = new Date(submission.settleAfter * 1000).toISOString()
      return refuse('WINDOW_CLOSED', 'jobId', `expected a job within its challenge window, which ended at ${closed}`)
    }

    const token = job.token as Address
    const [bond, balance] = await Promise.all([
      chain.disputeBond(submission),
      chain.balance(token, job.buyer as Address),
    ])
    const missing = bond > balance ? bond - balance : 0n
    const inEth = token === ETH_ADDRESS
    const reasonHash = sha256OfText(reason)
    await recordDisputeReason(storage.fork(), job.id, reason)
    return {
      job: toJobType({ ...job, disputeReason: reason } as Job),
      transaction: disputeTransaction(deployment, taskId, submission, reasonHash, inEth ? missing : 0n),
      deposit: inEth || missing === 0n ? null : depositTransaction(deployment, token, job.buyer as Address, missing),
      bond,
      reasonHash,
      userErrors: [],
    }
  }
}
