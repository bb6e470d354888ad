import { isSameSignature, resultTypedData } from '@aiigo/chain'
import { handInProblem, JOB_LIMITS, type Problem, type TaskResult, taskCost } from '@aiigo/domain'
import { message, queues } from '@aiigo/queue'
import {
  type Attempt,
  enqueue,
  inTransaction,
  type Job,
  limitsOf,
  moveAttempt,
  moveJob,
  type Storage,
} from '@aiigo/storage'
import { type Hex, hashTypedData, type TypedDataDomain } from 'viem'
import type { VerifySignature } from '../../chain/verifySignature.js'
import type { Viewer } from '../../graphql/context.js'
import { STATE_CHANGED } from '../../graphql/lookAgain.js'
import type { SubmitResultInput } from './offer.type.js'
import { type Change, DONE, notOpen, type OwnOffer, refused } from './offerAccess.js'

interface Deps {
  storage: Storage
  domain: TypedDataDomain
  verifySignature: VerifySignature
  now: () => number
}

/** Outputs of a job that a message names. */
const SHOWN_OUTPUTS = 10
const SHA256 = /^[0-9a-f]{64}$/
const CID = /^(b[a-z2-7]{50,110}|Qm[1-9A-HJ-NP-Za-km-z]{44})$/

/**
 * A provider's signed result: checked as far as that is possible here, stored, and handed to `verify` by the outbox.
 */
export function createSubmitResult({ storage, domain, verifySignature, now }: Deps) {
  return async function submitResult(
    viewer: Viewer,
    { attempt, job }: OwnOffer,
    input: SubmitResultInput,
  ): Promise<Change> {
    const { manifestCid, manifestSha256, usage, exitCode, outputs } = input
    if (attempt.state !== 'ASSIGNED' && attempt.state !== 'EXECUTING') {
      // The answer to the first call got lost: it did happen.
      return isSameSignature(attempt.submission?.signature, input.signature)
        ? DONE
        : refused(notOpen('EXECUTING', attempt))
    }
    if (job.dueAt && job.dueAt.getTime() < now()) {
      const text = `expected the result before ${job.dueAt.toISOString()}; the chain does not take it any more`
      return refused({ code: 'RESULT_LATE', field: 'offerId', message: text })
    }
    const problems = problemsOf(input, job, attempt)
    if (problems.length > 0) return refused(...problems)
    const result: TaskResult = {
      taskId: job.taskId as Hex,
      attempt: attempt.number ?? 0,
      nodeId: attempt.nodeId as Hex,
      usage,
      resultHash: `0x${manifestSha256}`,
    }
    const digest = hashTypedData(resultTypedData(domain, result))
    const checked = await verifySignature(viewer.address, digest, input.signature)
    if ('reason' in checked) {
      const text = `expected the provider's EIP-712 Result of task ${job.taskId}, attempt ${result.attempt}, node ${attempt.nodeId}, usage ${usage}, resultHash ${result.resultHash}; ${checked.reason}`
      return refused({ code: 'BAD_SIGNATURE', field: 'input.signature', message: text })
    }
    const moved = await inTransaction(storage, async (em) => {
      const submission = { usage, resultHash: result.resultHash, signature: checked.signature, manifestCid }
      // A run that was over before its start could be reported.
      const running = attempt.state === 'ASSIGNED' ? await moveAttempt(em, attempt, 'EXECUTING') : attempt
      const submitted = running && (await moveAttempt(em, running, 'SUBMITTED', { set: { submission } }))
      if (!submitted) return null
      const executing = job.state === 'ASSIGNED' ? await moveJob(em, job, 'EXECUTING') : job
      let handedIn = executing
      if (executing?.state === 'EXECUTING') {
        const cost = taskCost(usage, attempt.rate, limitsOf(job, attempt).budget)
        handedIn = await moveJob(em, executing, 'VERIFYING', {
          set: {
            result: {
              manifestCid,
              manifestSha256,
              usage,
              exitCode,
              outputs: outputs.map((o) => ({ ...o })),
              cost,
            },
          },
        })
      }
      enqueue(em, message(queues.verify, { offerId: attempt.id }))
      return { attempt: submitted, job: handedIn ?? job }
    })
    if (moved) return { problems: [], after: moved }
    const text = 'the attempt moved on just now; look at it again'
    return refused({ code: STATE_CHANGED, field: 'offerId', message: text })
  }
}

function problemsOf(input: SubmitResultInput, job: Job, attempt: Attempt): Problem[] {
  const problems: Problem[] = []
  const problem = (code: string, field: string, text: string): void => {
    problems.push({ code, field: `input.${field}`, message: text })
  }
  const { usage } = input
  const { maxUsage } = limitsOf(job, attempt)
  if (usage < 0n || usage > maxUsage) {
    problem('USAGE_OUT_OF_BOUNDS', 'usage', `expected 0 to ${maxUsage}, which the buyer signed, got ${usage}`)
  }
  if (!CID.test(input.manifestCid))
    problem('CID_INVALID', 'manifestCid', 'expected the content id that the blob store answered')
  if (!SHA256.test(input.manifestSha256) || /^0+$/.test(input.manifestSha256)) {
    problem('SHA256_INVALID', 'manifestSha256', 'expected 64 lower-case hex digits')
  }
  if (input.outputs.length > JOB_LIMITS.outputFiles) {
    const text = `expected at most ${JOB_LIMITS.outputFiles} outputs, got ${input.outputs.length}`
    problem('TOO_MANY_OUTPUTS', 'outputs', text)
    return problems
  }
  const shown = job.spec.outputs.slice(0, SHOWN_OUTPUTS).join(', ')
  const seen = new Set<string>()
  for (const [index, { name, cid, sha256, size }] of input.outputs.entries()) {
    const at = `outputs[${index}]`
    const wrong = handInProblem(job.spec, name)
    if (wrong !== null) {
      problem('OUTPUT_UNKNOWN', `${at}.name`, `expected one of the job's outputs (${shown}), got ${name}: ${wrong}`)
    }
    if (seen.has(name)) problem('OUTPUT_TWICE', `${at}.name`, `expected each output once, got ${name} again`)
    if (!CID.test(cid)) problem('CID_INVALID', `${at}.cid`, 'expected the content id that the blob store answered')
    if (!SHA256.test(sha256)) problem('SHA256_INVALID', `${at}.sha256`, 'expected 64 lower-case hex digits')
    if (size < 0) problem('SIZE_INVALID', `${at}.size`, `expected 0 or more bytes, got ${size}`)
    seen.add(name)
  }
  return problems
}
