import type { Job, JobTransition, JobWithAttempts } from '@aiigo/sdk'
import { type AmountToken, amountOf } from '@aiigo/terminal/money'
import type { JobSummary } from '../schemas/job.js'

/** A token of the platform by its address. */
export function tokenOf<T extends AmountToken & { readonly address: string }>(
  tokens: readonly T[],
  address: string,
): T {
  const found = tokens.find((token) => token.address.toLowerCase() === address.toLowerCase())
  if (found) return found
  throw new Error(`expected a token of the platform, got ${address}`)
}

type Tokens = readonly (AmountToken & { readonly address: string })[]

/** A job as `--json` prints it. */
export function summaryOf(job: Job, tokens: Tokens): JobSummary {
  const token = tokenOf(tokens, job.token)
  return {
    jobId: job.id,
    taskId: job.taskId,
    name: job.name,
    state: job.state,
    resourceType: job.resourceType,
    units: job.units,
    budget: amountOf(job.budget, token),
    cost: job.result?.cost == null ? null : amountOf(job.result.cost, token),
    nodeId: job.nodeId,
    attempts: job.attempts,
    maxAttempts: job.maxAttempts,
    exitCode: job.result?.exitCode ?? null,
    approved: job.approved,
    refunded: job.refunded,
    reason: job.reason,
    reasonCode: job.reasonCode,
    disputeReason: job.disputeReason,
    dueAt: job.dueAt,
    settleAfter: job.settleAfter,
    createdAt: job.createdAt,
    updatedAt: job.updatedAt,
  }
}

/** The attempts of a job as `--json` prints them. */
export function attemptsOf({ attemptList }: JobWithAttempts) {
  return attemptList.map(({ number, nodeId, state, reason, offeredAt, endedAt }) => ({
    ...{ number, nodeId, state, reason, offeredAt, endedAt },
  }))
}

/** The newest checkpoint of a job as `--json` prints it; null without one. */
export function checkpointOf({ checkpoint }: JobWithAttempts) {
  if (checkpoint === null) return null
  const { attempt, sequence, size, at } = checkpoint
  return { attempt, sequence, size, at }
}

/** The check of a job's result as `--json` prints it; null where there is none. */
export function checkOf({ check }: JobWithAttempts) {
  if (check === null) return null
  const { state, cause, reason, dueAt, at, runs } = check
  return {
    ...{ state, cause, reason, dueAt, at },
    runs: runs.map(({ nodeId, state, reason, assignedAt, reportedAt }) => ({
      ...{ nodeId, state, reason, assignedAt, reportedAt },
    })),
  }
}

/** Moves of a job and of its attempts, with the node of each attempt. */
export function movesOf({ attemptList }: JobWithAttempts, history: readonly JobTransition[]) {
  const nodes = new Map(attemptList.map(({ id, nodeId }) => [id, nodeId]))
  return history.map(({ attemptId, from, to, cause, actor, transaction, reason, at }) => ({
    ...{ attemptId, nodeId: attemptId === null ? null : (nodes.get(attemptId) ?? null) },
    ...{ from, to, cause, actor, transaction, reason, at },
  }))
}

/** The next step of a job for its buyer, as a command; null where there is none. */
export function nextStep(
  {
    jobId,
    state,
    approved,
    reasonCode,
  }: Pick<JobSummary, 'jobId' | 'state' | 'approved'> & Partial<Pick<JobSummary, 'reasonCode'>>,
  { hasResult = false } = {},
): string | null {
  if (state === 'SUBMITTED') return `pay its deposit: aiigo fund ${jobId}`
  if (state === 'VERIFYING' && !approved) {
    const decide = `aiigo approve ${jobId}, or aiigo dispute ${jobId} --reason TEXT`
    return hasResult
      ? `pay for the result or object to it: ${decide}`
      : `look at the result: aiigo result ${jobId} --out results, then ${decide}`
  }
  if (state === 'QUEUED' && reasonCode === 'STOPPED_UNDELIVERED') return `take it back: aiigo cancel ${jobId}`
  if (['QUEUED', 'MATCHED', 'ASSIGNED', 'EXECUTING', 'VERIFYING', 'DISPUTED'].includes(state)) {
    return `follow it: aiigo jobs ${jobId} --follow`
  }
  if (state === 'PAID') return `its files: aiigo result ${jobId} --out results`
  return 'the deposit is in your balance: aiigo balance withdraw'
}
