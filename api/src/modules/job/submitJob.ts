import { randomUUID } from 'node:crypto'
import { type Deployment, marketplaceDomain, taskIdOf } from '@aiigo/chain'
import { afterDeadline, effectId, LONGEST_DISPUTE_SECONDS, type Problem, specHashOf, unfundedFrom } from '@aiigo/domain'
import { message, queues } from '@aiigo/queue'
import type { JobKey } from '@aiigo/sealing'
import { addLogContext } from '@aiigo/service'
import { enqueue, inTransaction, Job, type Storage, storeJob, storeJobKey, taskRequestOf } from '@aiigo/storage'
import type { Address } from 'viem'
import type { ChainFacts } from '../../chain/chainFacts.js'
import type { Viewer } from '../../graphql/context.js'
import type { UserError } from '../../graphql/UserError.type.js'
import type { PlatformRules } from '../platform/platformRules.js'
import { belowEveryAsk } from './belowEveryAsk.js'
import type { BlobCheck } from './blobCheck.js'
import { canonicalSpecOf } from './canonicalSpecOf.js'
import { checkSealedKey } from './checkSealedKey.js'
import type { Takers, TakersCheck } from './checkTakers.js'
import type { SubmitJobInput, SubmitJobPayload } from './jobPayload.type.js'
import { balanceFundingTransaction, fundingTransaction } from './jobTransactions.js'
import { mayWaitForMoney, tooManyUnfunded } from './mayWaitForMoney.js'
import { planTask } from './planTask.js'
import type { ProgramCheck } from './programCheck.js'
import { readSpec } from './readSpec.js'
import { sha256OfText } from './sha256OfText.js'
import { toJobType } from './toJobType.js'

export interface SubmitDeps {
  storage: Storage
  deployment: Deployment
  chain: ChainFacts
  checkBlobs: BlobCheck
  checkProgram: ProgramCheck
  checkTakers: TakersCheck
  rules: PlatformRules
  /** The platform's own: keys of jobs come sealed to it. */
  fileKey: JobKey
  /** How long files are kept after the last deadline. */
  retentionDays: number
  now: () => number
}

/** Seconds. */
const DAY = 86_400
/** PostgreSQL's code. */
export const UNIQUE_VIOLATION = '23505'
/** Longest clientRequestId; a UUID has 36 characters. */
export const MAX_REQUEST_ID = 100

/**
 * Checks a job, computes its task and stores it as SUBMITTED with its funding deadline in the outbox. Two submissions
 * with one clientRequestId have one id, so the second finds the first.
 */
export function createSubmitJob(deps: SubmitDeps) {
  const { storage, deployment, chain, checkBlobs, checkProgram, checkTakers, rules, fileKey, retentionDays, now } = deps
  const domain = marketplaceDomain(deployment.chainId, deployment.addresses.TaskMarketplace)

  const stored = (job: Job, warnings: Problem[]): SubmitJobPayload => ({
    job: toJobType(job),
    taskRequest: taskRequestOf(job),
    taskId: job.taskId,
    funding: fundingTransaction(deployment, taskRequestOf(job)),
    fundingFromBalance: balanceFundingTransaction(deployment, taskRequestOf(job)),
    warnings: warnings.map(toUserError),
    userErrors: [],
  })

  async function earlier(id: string, specHash: string): Promise<SubmitJobPayload | null> {
    const job = await storage.fork().findOne(Job, { id })
    if (!job) return null
    if (job.specHash === specHash) return stored(job, warningsOf(await checkTakers(job.spec, job)))
    const text = `expected a new clientRequestId for another job; this one belongs to job ${job.id}`
    return refused([{ code: 'CLIENT_REQUEST_ID_REUSED', field: 'clientRequestId', message: text }])
  }

  return async function submitJob(viewer: Viewer, input: SubmitJobInput): Promise<SubmitJobPayload> {
    const { clientRequestId } = input
    if (clientRequestId && clientRequestId.length > MAX_REQUEST_ID) {
      const text = `expected at most ${MAX_REQUEST_ID} characters, got ${clientRequestId.length}; use a UUID`
      return refused([{ code: 'CLIENT_REQUEST_ID_INVALID', field: 'clientRequestId', message: text }])
    }
    const read = readSpec(canonicalSpecOf(input.spec))
    if ('problems' in read) return refused(read.problems)
    const { spec } = read
    if (spec.needs) {
      const text = 'expected a job that needs no others; submit it by submitJobGroup, alone or with them'
      return refused([{ code: 'NEEDS_GROUP', field: 'spec.needs', message: text }])
    }
    if (spec.verification.mode === 'REPLICATED') {
      const text =
        'expected one job, got a replica, which is compared with others; submit all of them by submitJobGroup'
      return refused([{ code: 'REPLICAS_ARE_A_GROUP', field: 'spec.verification.mode', message: text }])
    }
    const specHash = specHashOf(spec, sha256OfText)
    const jobId = clientRequestId ? effectId('submit-job', viewer.address, clientRequestId) : randomUUID()
    addLogContext({ jobId })
    const known = clientRequestId ? await earlier(jobId, specHash) : null
    if (known) return known

    const planned = planTask({
      jobId,
      spec,
      specHash,
      deployment,
      buyer: viewer.address as Address,
      feeBps: await chain.feeBps(),
      matcher: rules.matcher,
      minWindowSeconds: rules.minWindowSeconds,
      transferGraceSeconds: rules.transferGraceSeconds,
      now: Math.floor(now() / 1000),
    })
    if ('problems' in planned) return refused(planned.problems)
    const { request } = planned
    const lastDeadline = request.assignBy + request.workSeconds + request.windowSeconds
    const keepUntil = lastDeadline + LONGEST_DISPUTE_SECONDS + retentionDays * DAY
    const problems = [
      ...(await belowEveryAsk(storage, spec, request)),
      ...(await checkBlobs(spec, viewer.address, keepUntil)),
    ]
    if (problems.length > 0) return refused(problems)
    const sealed = await checkSealedKey(spec.files, input.sealedKey ?? null, fileKey)
    if ('problems' in sealed) return refused(sealed.problems)
    const unfit = await checkProgram(spec, viewer.address, sealed.key)
    if (unfit.length > 0) return refused(unfit)
    const takers = await checkTakers(spec, { ...request, buyer: viewer.address })
    if ('problem' in takers && !input.waitForNode) return refused([takers.problem])

    const fundBy = new Date(request.fundBy * 1000)
    const createdAt = new Date(now())
    try {
      const job = await inTransaction(storage, async (em) => {
        if (!(await mayWaitForMoney(em, viewer.address, 1))) return null
        const stored = await storeJob(em, { id: jobId, spec, request, taskId: taskIdOf(domain, request), createdAt })
        if (sealed.key && input.sealedKey) await storeJobKey(em, jobId, input.sealedKey)
        enqueue(
          em,
          message(
            queues.advance,
            { jobId, cause: 'FUND_DEADLINE' },
            { delayUntil: afterDeadline(unfundedFrom(fundBy)) },
          ),
        )
        return stored
      })
      return job ? stored(job, warningsOf(takers)) : refused([tooManyUnfunded()])
    } catch (error) {
      // The same request twice at the same moment: one of them stored the job, the other finds it.
      const known = (error as { code?: string }).code === UNIQUE_VIOLATION ? await earlier(jobId, specHash) : null
      if (known) return known
      throw error
    }
  }
}

function refused(problems: readonly Problem[]): SubmitJobPayload {
  const nothing = { job: null, taskRequest: null, taskId: null, funding: null, fundingFromBalance: null }
  return { ...nothing, warnings: [], userErrors: problems.map(toUserError) }
}

function toUserError({ code, field, message: text }: Problem): UserError {
  return { code, field, message: text }
}

/** A job that waits for a node that nobody knows yet is accepted with the reason as a warning. */
function warningsOf(takers: Takers): Problem[] {
  return 'problem' in takers ? [takers.problem] : takers.warnings
}
