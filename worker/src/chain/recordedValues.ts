import type { Assignment, Submission } from '@aiigo/chain'
import { type Attempt, type Job, limitsOf } from '@aiigo/storage'
import type { Address, Hex } from 'viem'

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000)

/** The assignment of an attempt by the platform's record; null while the record lacks a value of it. */
export function recordedAssignment(job: Job, attempt: Attempt): Assignment | null {
  const { terms } = job
  const { onChain, number } = attempt
  if (terms == null || number == null || !onChain) return null
  const { assignedAt, unitsPerSecond, extension } = onChain
  return {
    ...{ ...partiesOf(job, attempt), attempt: number, terms, unitsPerSecond, assignedAt },
    ...{ dueAt: extension?.dueAt ?? assignedAt + job.workSeconds },
    ...{ assignBy: seconds(job.assignBy), windowSeconds: job.windowSeconds, rate: attempt.rate },
    ...limitsOf(job, attempt),
  }
}

/** The result of an attempt on chain by the platform's record; null while the record lacks a value of it. */
export function recordedSubmission(job: Job, attempt: Attempt): Submission | null {
  const { terms } = job
  const { onChain, number } = attempt
  if (terms == null || number == null || !onChain?.result) return null
  const { cost, resultHash, settleAfter } = onChain.result
  return {
    ...{ ...partiesOf(job, attempt), attempt: number, terms, settleAfter, budget: limitsOf(job, attempt).budget },
    ...{ cost: BigInt(cost), resultHash: resultHash as Hex },
  }
}

function partiesOf({ buyer, token }: Job, { provider, nodeId }: Attempt) {
  return {
    buyer: buyer as Address,
    provider: provider as Address,
    token: token as Address,
    nodeId: nodeId as Hex,
  }
}
