import { type Deployment, marketplaceDomain } from '@aiigo/chain'
import { type Hex, type JobSpec, OPEN_ATTEMPT_STATES, type Problem, servingUrlOf } from '@aiigo/domain'
import { queues } from '@aiigo/queue'
import { addLogContext } from '@aiigo/service'
import {
  Attempt,
  checkpointFor,
  endOffer,
  inTransaction,
  Job,
  limitsOf,
  loadRow,
  moveJob,
  recordProgress,
  type Storage,
} from '@aiigo/storage'
import type { VerifySignature } from '../../chain/verifySignature.js'
import type { Viewer } from '../../graphql/context.js'
import { isUuid } from '../../graphql/isUuid.js'
import { lookAgain } from '../../graphql/lookAgain.js'
import { storableText } from '../../graphql/storableText.js'
import type { ForgetFiles } from '../file/createForgetFiles.js'
import type { FileCheck } from '../job/blobCheck.js'
import { createAcceptOffer } from './acceptOffer.js'
import { createAppendLogs } from './appendLogs.js'
import { neededResults } from './neededResults.js'
import type {
  AppendLogsPayload,
  ArtifactInput,
  CheckpointInput,
  LogPartInput,
  Offer,
  OfferCheckpoint,
  OfferNeed,
  OfferPayload,
  ProgressInput,
  ReportArtifactsPayload,
  ReportCheckpointPayload,
  SubmitResultInput,
} from './offer.type.js'
import { type Change, DONE, notOpen, type OwnOffer, refused, requireOwnNodes } from './offerAccess.js'
import { createReportArtifacts } from './reportArtifacts.js'
import { createReportCheckpoint } from './reportCheckpoint.js'
import { createSubmitResult } from './submitResult.js'
import { toOfferType } from './toOfferType.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  verifySignature: VerifySignature
  checkFiles: FileCheck
  forget: ForgetFiles
  /** How long results and artifacts are kept behind the last deadline, days. */
  retentionDays: number
  now: () => number
}

const MAX_REASON = 500

/** The mistake in a report; null without one. */
function progressProblem({ percent, usage, servedAt }: ProgressInput, { attempt, job }: OwnOffer): Problem | null {
  const { spec } = job
  const { maxUsage } = limitsOf(job, attempt)
  if (typeof servedAt === 'string' && (spec.program.kind !== 'serve' || servingUrlOf(servedAt) === null)) {
    const message =
      'expected the http or https URL, without user, query and fragment, at which the node serves the files of a job with program.serve'
    return { code: 'SERVED_AT_INVALID', field: 'input.servedAt', message }
  }
  if (typeof percent === 'number' && (percent < 0 || percent > 100))
    return { code: 'PERCENT_INVALID', field: 'input.percent', message: `expected 0 to 100, got ${percent}` }
  if (typeof usage === 'bigint' && (usage < 0n || usage > maxUsage)) {
    const message = `expected a usage of 0 to the job's maximum of ${maxUsage}, got ${usage}`
    return { code: 'USAGE_INVALID', field: 'input.usage', message }
  }
  return null
}

export type OfferService = ReturnType<typeof createOfferService>

/** Offers and attempts from their provider's side. */
export function createOfferService(deps: Deps) {
  const { storage, deployment, verifySignature, checkFiles, forget, now } = deps
  const domain = marketplaceDomain(deployment.chainId, deployment.addresses.TaskMarketplace)

  /** An attempt of one of the caller's nodes; null for another provider's attempt, as for one that does not exist. */
  async function own(viewer: Viewer, offerId: string): Promise<OwnOffer | null> {
    const attempt = isUuid(offerId) ? await loadRow(storage, Attempt, offerId) : null
    if (attempt?.provider !== viewer.address) return null
    addLogContext({ jobId: attempt.jobId, offerId, taskId: attempt.taskId })
    const job = await loadRow(storage, Job, attempt.jobId)
    return job && { attempt, job }
  }

  /** Runs a change of an attempt of the caller; user errors come back in the payload. */
  async function change(
    viewer: Viewer,
    offerId: string,
    work: (own: OwnOffer) => Promise<Change>,
  ): Promise<OfferPayload> {
    const found = await own(viewer, offerId)
    if (!found) {
      const message = `expected the id of an offer to one of the caller's nodes, got ${offerId}`
      return { offer: null, userErrors: [{ code: 'OFFER_UNKNOWN', field: 'offerId', message }] }
    }
    const { problems, after } = await work(found)
    const now = after ?? (await own(viewer, offerId))
    return { offer: now && toOfferType(now.attempt, now.job), userErrors: problems.map((problem) => ({ ...problem })) }
  }

  const acceptOffer = createAcceptOffer({ storage, domain, verifySignature, now })
  const submitResult = createSubmitResult({ storage, domain, verifySignature, now })
  const appendLogs = createAppendLogs({ storage, now })
  const reportArtifacts = createReportArtifacts(deps)
  const reportCheckpoint = createReportCheckpoint({ storage, checkFiles, forget, now })

  return {
    async open(viewer: Viewer, nodeIds: string[]): Promise<Offer[]> {
      await requireOwnNodes(storage.fork(), viewer, nodeIds)
      const em = storage.fork()
      const states = [...OPEN_ATTEMPT_STATES, 'SUBMITTED' as const]
      const attempts = await em.find(
        Attempt,
        { nodeId: { $in: nodeIds }, state: { $in: states } },
        { orderBy: { offeredAt: 'asc' } },
      )
      const jobs = await em.find(Job, { id: { $in: attempts.map(({ jobId }) => jobId) } })
      const byId = new Map(jobs.map((job) => [job.id, job]))
      return attempts.flatMap((attempt) => {
        const job = byId.get(attempt.jobId)
        return job ? [toOfferType(attempt, job)] : []
      })
    },

    accept: (viewer: Viewer, input: { offerId: string; attempt: number; expiry: number; signature: Hex }) =>
      change(viewer, input.offerId, (found) => acceptOffer(viewer, found, input)),

    decline: (viewer: Viewer, offerId: string, reason: string): Promise<OfferPayload> =>
      change(viewer, offerId, async ({ attempt }) => {
        if (attempt.state === 'DECLINED') return DONE
        if (attempt.state !== 'OFFERED') return refused(notOpen('OFFERED', attempt))
        const text = `declined: ${storableText(reason.trim(), MAX_REASON) || 'no reason given'}`
        const jobReason = 'the node declined; looking for another one'
        await inTransaction(storage, (em) =>
          endOffer(em, attempt, {
            to: 'DECLINED',
            reason: text,
            reasonCode: 'OFFER_DECLINED',
            jobReason,
            matchQueue: queues.match.name,
          }),
        )
        return DONE
      }),

    reportProgress: (viewer: Viewer, offerId: string, input: ProgressInput): Promise<OfferPayload> =>
      change(viewer, offerId, async ({ attempt, job }) => {
        if (attempt.state !== 'ASSIGNED' && attempt.state !== 'EXECUTING')
          return refused(notOpen('ASSIGNED or EXECUTING', attempt))
        const { phase = null, percent = null, usage = null, note = null, servedAt = null } = input
        const problem = progressProblem(input, { attempt, job })
        if (problem) return refused(problem)
        const progress = {
          phase: phase === null ? null : storableText(phase, 50),
          percent,
          usage: usage === null ? null : usage.toString(),
          ...(servedAt === null ? {} : { servedAt: servingUrlOf(storableText(servedAt)) }),
          note: note === null ? null : storableText(note, MAX_REASON),
          at: new Date(now()).toISOString(),
        }
        return inTransaction(storage, async (em) => {
          const reported = await recordProgress(em, attempt, progress, job.spec.artifacts !== undefined)
          if (!reported) return DONE
          if (attempt.state !== 'ASSIGNED' || job.state !== 'ASSIGNED')
            return { problems: [], after: { attempt: reported, job } }
          const moved = await moveJob(em, job, 'EXECUTING')
          return moved ? { problems: [], after: { attempt: reported, job: moved } } : DONE
        })
      }),

    async appendLogs(
      viewer: Viewer,
      offerId: string,
      firstLine: number,
      parts: LogPartInput[],
    ): Promise<AppendLogsPayload> {
      const found = await own(viewer, offerId)
      if (found) return appendLogs(found, firstLine, parts)
      const message = `expected the id of an offer to one of the caller's nodes, got ${offerId}`
      return { storedLines: 0, userErrors: [{ code: 'OFFER_UNKNOWN', field: 'offerId', message }] }
    },

    async reportArtifacts(
      viewer: Viewer,
      offerId: string,
      artifacts: readonly ArtifactInput[],
    ): Promise<ReportArtifactsPayload> {
      const found = await own(viewer, offerId)
      if (found) return reportArtifacts(found, artifacts)
      const message = `expected the id of an offer to one of the caller's nodes, got ${offerId}`
      return { userErrors: [{ code: 'OFFER_UNKNOWN', field: 'offerId', message }] }
    },

    /** The version that the node of an offer goes on with; the specification is there while it works. */
    async checkpoint({ id, jobId, spec }: Offer): Promise<OfferCheckpoint | null> {
      if (!(spec as JobSpec | null)?.checkpoint) return null
      const found = await checkpointFor(storage.fork(), jobId, id)
      if (!found) return null
      const { attempt, sequence, cid, sha256, size, mac } = found
      return { attempt, sequence, cid, sha256, size, mac: mac ?? null }
    },

    needs: (offer: Offer): Promise<OfferNeed[]> => neededResults(storage, offer),

    async reportCheckpoint(viewer: Viewer, offerId: string, input: CheckpointInput): Promise<ReportCheckpointPayload> {
      const found = await own(viewer, offerId)
      if (found) return reportCheckpoint(found, input)
      const message = `expected the id of an offer to one of the caller's nodes, got ${offerId}`
      return { storedSequence: 0, userErrors: [{ code: 'OFFER_UNKNOWN', field: 'offerId', message }] }
    },

    submitResult: (viewer: Viewer, offerId: string, input: SubmitResultInput): Promise<OfferPayload> =>
      lookAgain(() => change(viewer, offerId, (found) => submitResult(viewer, found, input))),
  }
}
