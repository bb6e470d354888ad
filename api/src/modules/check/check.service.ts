import {
  checkReportText,
  checkReportTypedData,
  type Deployment,
  isSameSignature,
  marketplaceDomain,
} from '@aiigo/chain'
import {
  handInProblem,
  JOB_LIMITS,
  LONGEST_DISPUTE_SECONDS,
  type Problem,
  type RunOutcome,
  type RunReport,
} from '@aiigo/domain'
import { message, queues } from '@aiigo/queue'
import { type JobKey, unwrapKey } from '@aiigo/sealing'
import { addLogContext } from '@aiigo/service'
import {
  Attempt,
  CheckRun,
  checkOf,
  enqueue,
  findJobKey,
  inTransaction,
  Job,
  loadRow,
  openCheckRuns,
  providerOfResult,
  recordCheckReport,
  refuseCheckRun,
  type Storage,
} from '@aiigo/storage'
import { type Hex, hashTypedData } from 'viem'
import type { VerifySignature } from '../../chain/verifySignature.js'
import type { Viewer } from '../../graphql/context.js'
import { isUuid } from '../../graphql/isUuid.js'
import { storableText } from '../../graphql/storableText.js'
import type { SealCheck } from '../arbitration/sealCheck.js'
import type { FileCheck } from '../job/blobCheck.js'
import { sha256OfText } from '../job/sha256OfText.js'
import { neededResults } from '../offer/neededResults.js'
import type { OfferNeed } from '../offer/offer.type.js'
import { requireOwnNodes } from '../offer/offerAccess.js'
import type { CheckRunPayload, CheckRunWork, JobCheck, ReportCheckInput } from './check.type.js'
import { toCheckRunType } from './toCheckRunType.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  verifySignature: VerifySignature
  checkFiles: FileCheck
  checkSeals: SealCheck
  /** The platform's own: keys of jobs are kept sealed to it. */
  fileKey: JobKey
  /** How long files are kept behind the longest dispute. */
  retentionSeconds: number
  now: () => number
}

interface OwnRun {
  run: CheckRun
  attempt: Attempt
  job: Job
}

const SHA256 = /^[0-9a-f]{64}$/
/** Name of a report among the files of a case. */
const FILE_NAME = 're-run.json'
/** Bytes: the digests of all outputs, and the end of the log. */
const MAX_FILE_BYTES = 1_048_576
const MAX_REASON = 500

export type CheckService = ReturnType<typeof createCheckService>

/** Checks of results by another run: from the side of those who see them, and of the nodes that do them. */
export function createCheckService(deps: Deps) {
  const { storage, deployment, verifySignature, checkFiles, checkSeals, fileKey, retentionSeconds, now } = deps
  const domain = marketplaceDomain(deployment.chainId, deployment.addresses.TaskMarketplace)

  async function own({ address }: Viewer, runId: string): Promise<OwnRun | null> {
    const run = isUuid(runId) ? await storage.fork().findOne(CheckRun, { id: runId }) : null
    if (run?.provider !== address) return null
    const attempt = await loadRow(storage, Attempt, run.attemptId)
    const job = attempt && (await loadRow(storage, Job, attempt.jobId))
    if (!attempt || !job) return null
    addLogContext({ jobId: job.id, taskId: job.taskId })
    return { run, attempt, job }
  }

  /** Why the file of a report cannot be kept for a panel. */
  async function problemsOfFile(job: Job, { file }: ReportCheckInput, holder: string): Promise<Problem[]> {
    const named = [{ field: 'input.file', file }]
    if (file.size < 1 || file.size > MAX_FILE_BYTES) {
      const text = `expected 1 to ${MAX_FILE_BYTES} bytes, got ${file.size}`
      return [{ code: 'INPUT_TOO_LARGE', field: 'input.file.size', message: text }]
    }
    const keepUntil = Math.floor(now() / 1_000) + LONGEST_DISPUTE_SECONDS + retentionSeconds
    const unfit = await checkFiles(named, holder, keepUntil)
    const { files } = job.spec
    if (unfit.length > 0 || files.privacy === 'none') return unfit
    const wrapped = await findJobKey(storage.fork(), job.id)
    const key = wrapped && (await unwrapKey(wrapped, fileKey.identity))
    return checkSeals(named, holder, files.recipient, key ? key.identity : null)
  }

  return {
    async ofJob({ address }: Viewer, jobId: string): Promise<JobCheck | null> {
      const em = storage.fork()
      const job = await loadRow(storage, Job, jobId)
      if (!job || (job.buyer !== address && (await providerOfResult(em, job)) !== address)) return null
      const found = await checkOf(em, job)
      if (!found) return null
      const { check, runs } = found
      return {
        ...{ state: check.state, cause: check.cause, reason: check.reason ?? null, dueAt: check.dueAt },
        at: check.endedAt ?? check.createdAt,
        runs: runs.map(({ nodeId, state, report, reason, assignedAt, reportedAt }) => ({
          ...{ nodeId, state, reason: reason ?? null, assignedAt, reportedAt: reportedAt ?? null },
          outcome: report?.outcome ?? null,
          exitCode: report?.exitCode ?? null,
        })),
      }
    },

    needs: (work: CheckRunWork): Promise<OfferNeed[]> => neededResults(storage, work),

    async open(viewer: Viewer, nodeIds: string[]): Promise<CheckRunWork[]> {
      await requireOwnNodes(storage.fork(), viewer, nodeIds)
      const found = await openCheckRuns(storage.fork(), nodeIds)
      const work = await Promise.all(found.map(({ id }) => own(viewer, id)))
      return work.flatMap((one) => (one ? [toCheckRunType(one.run, one.attempt, one.job)] : []))
    },

    async report(viewer: Viewer, runId: string, input: ReportCheckInput): Promise<CheckRunPayload> {
      const found = await own(viewer, runId)
      if (!found) return refused(unknown(runId))
      const { run, attempt, job } = found
      // The answer to the first call got lost.
      if (run.report)
        return isSameSignature(run.signature as Hex, input.signature) ? { runId, userErrors: [] } : refused(closed(run))
      if (run.state !== 'ASSIGNED') return refused(closed(run))
      const problems = problemsOf(input, job)
      if (problems.length > 0) return refused(...problems)
      const report = reportOf(input)
      const signed = {
        ...{ taskId: job.taskId as Hex, attempt: attempt.number ?? 0, nodeId: run.nodeId as Hex },
        reportHash: `0x${sha256OfText(checkReportText(report, input.file.sha256)).replace(/^0x/, '')}` as Hex,
      }
      const digest = hashTypedData(checkReportTypedData(domain, signed))
      const checked = await verifySignature(viewer.address, digest, input.signature)
      if ('reason' in checked) {
        const text = `expected the provider's EIP-712 CheckReport of task ${signed.taskId}, attempt ${signed.attempt}, node ${signed.nodeId}, reportHash ${signed.reportHash}; ${checked.reason}`
        return refused({ code: 'BAD_SIGNATURE', field: 'input.signature', message: text })
      }
      const unfit = await problemsOfFile(job, input, viewer.address)
      if (unfit.length > 0) return refused(...unfit)
      const { cid, sha256, size } = input.file
      const outcome = await inTransaction(storage, async (em) => {
        const file = { name: FILE_NAME, cid, sha256, size }
        const recorded = await recordCheckReport(em, runId, { report, file, signature: checked.signature })
        const next = message(queues.spotCheck, { offerId: attempt.id }, { distinguish: [runId] })
        if (recorded === 'RECORDED') enqueue(em, next)
        return recorded
      })
      return outcome === 'CLOSED' ? refused(closed(run)) : { runId, userErrors: [] }
    },

    async refuse(viewer: Viewer, runId: string, reason: string): Promise<CheckRunPayload> {
      const found = await own(viewer, runId)
      if (!found) return refused(unknown(runId))
      const text = `the node could not run it: ${storableText(reason.trim(), MAX_REASON) || 'no reason given'}`
      await inTransaction(storage, async (em) => {
        if (!(await refuseCheckRun(em, runId, text))) return
        enqueue(em, message(queues.spotCheck, { offerId: found.attempt.id }, { distinguish: [runId] }))
      })
      return { runId, userErrors: [] }
    },
  }
}

function reportOf({ outcome, exitCode, stdout, stderr, outputs }: ReportCheckInput): RunReport {
  return {
    outcome: outcome as RunOutcome,
    exitCode,
    printed: { stdout, stderr },
    outputs: outputs.map(({ name, digest }) => ({ name, digest })),
  }
}

function problemsOf({ exitCode, stdout, stderr, outputs }: ReportCheckInput, job: Job): Problem[] {
  const problems: Problem[] = []
  const problem = (code: string, field: string, text: string): void => {
    problems.push({ code, field: `input.${field}`, message: text })
  }
  if (exitCode < 0 || exitCode > 255) problem('EXIT_CODE_INVALID', 'exitCode', `expected 0 to 255, got ${exitCode}`)
  for (const [field, digest] of Object.entries({ stdout, stderr })) {
    if (!SHA256.test(digest)) problem('SHA256_INVALID', field, 'expected 64 lower-case hex digits')
  }
  if (outputs.length > JOB_LIMITS.outputFiles) {
    problem('TOO_MANY_OUTPUTS', 'outputs', `expected at most ${JOB_LIMITS.outputFiles} outputs, got ${outputs.length}`)
    return problems
  }
  const seen = new Set<string>()
  for (const [index, { name, digest }] of outputs.entries()) {
    const wrong = seen.has(name) ? 'it comes twice' : handInProblem(job.spec, name)
    if (wrong !== null) problem('OUTPUT_UNKNOWN', `outputs[${index}].name`, `expected outputs of the job: ${wrong}`)
    if (!SHA256.test(digest)) {
      problem('SHA256_INVALID', `outputs[${index}].digest`, 'expected 64 lower-case hex digits')
    }
    seen.add(name)
  }
  return problems
}

function unknown(runId: string): Problem {
  const text = `expected the id of a check on one of the caller's nodes, got ${runId}`
  return { code: 'CHECK_UNKNOWN', field: 'runId', message: text }
}

function closed({ state, reason }: CheckRun): Problem {
  const why = reason ? ` (${reason})` : ''
  return { code: 'CHECK_CLOSED', field: 'runId', message: `expected a check in state ASSIGNED, got ${state}${why}` }
}

function refused(...problems: Problem[]): CheckRunPayload {
  return { runId: null, userErrors: problems.map(({ code, field, message: text }) => ({ code, field, message: text })) }
}
