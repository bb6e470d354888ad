import { approvalTypedData, type Deployment, findPaymentToken, marketplaceDomain } from '@aiigo/chain'
import { type Approval, JOB_STATES, type JobSpec } from '@aiigo/domain'
import { message, queues } from '@aiigo/queue'
import {
  Artifact,
  Attempt,
  bytesOfJobTexts,
  Checkpoint,
  enqueue,
  inTransaction,
  Job,
  loadRow,
  loadRows,
  Node,
  readLogLines,
  readLogParts,
  recordApproval,
  transitionsOf,
} from '@aiigo/storage'
import { type Address, type Hex, hashTypedData } from 'viem'
import type { TaskLookup } from '../../chain/createTaskLookup.js'
import type { VerifySignature } from '../../chain/verifySignature.js'
import { apiError } from '../../graphql/apiError.js'
import type { Viewer } from '../../graphql/context.js'
import { isUuid } from '../../graphql/isUuid.js'
import { STATE_CHANGED } from '../../graphql/lookAgain.js'
import { readMoment } from '../../graphql/readMoment.js'
import { createCancelJob } from './cancelJob.js'
import { createDepositPermit } from './depositPermit.js'
import { createFundFromBalance } from './fundFromBalance.js'
import { createFundingPermit } from './fundingPermit.js'
import type {
  Attempt as AttemptType,
  JobArtifact,
  JobCheckpoint,
  JobConnection,
  JobTransition,
  Job as JobType,
  LogLine,
  LogPart,
} from './job.type.js'
import { JOB_UNKNOWN, jobUnknown, logReaderOf, showJobs, visibleJob, visibleJobs } from './jobAccess.js'
import { createJobFinality } from './jobFinality.js'
import type {
  ApproveResultPayload,
  CancelJobPayload,
  EscrowPermit,
  FundFromBalancePayload,
  OpenDisputePayload,
  StopJobPayload,
  TransactionRequest,
} from './jobPayload.type.js'
import { depositTransaction } from './jobTransactions.js'
import { createOpenDispute } from './openDispute.js'
import { createStopJob } from './stopJob.js'
import { createSubmitJob, type SubmitDeps } from './submitJob.js'
import type { Task } from './task.type.js'
import { toAttemptType } from './toAttemptType.js'
import { toJobType } from './toJobType.js'

interface Deps extends SubmitDeps {
  /** Blocks after which the end of a job is final. */
  confirmations: number
  now: () => number
  deployment: Deployment
  verifySignature: VerifySignature
  findTask: TaskLookup
}

const MAX_JOBS = 100
const MAX_TRANSITIONS = 500
const MAX_LINES = 1_000

interface ListOptions {
  first: number
  after: string | null
  state: string | null
  /** Whether the answer has specifications or results. */
  withTexts: boolean
  /** Told of their bytes before they are read. */
  onBytes: (bytes: number) => void
}

interface SignedDeposit {
  token: string
  /** Base units of the token. */
  amount: bigint
  /** ISO 8601. */
  deadline: string
  signature: Hex
}

export type JobService = ReturnType<typeof createJobService>

/** Jobs from their buyer's side. */
export function createJobService(deps: Deps) {
  const { storage, deployment, verifySignature } = deps
  const domain = marketplaceDomain(deployment.chainId, deployment.addresses.TaskMarketplace)
  const fundFromBalance = createFundFromBalance(deps)
  const fundingPermit = createFundingPermit(deps)
  const depositPermit = createDepositPermit(deps)
  const openDispute = createOpenDispute(deps)
  const cancelJob = createCancelJob(deps)
  const stopJob = createStopJob(deps)

  /** Whole rows of jobs, in the order of the ids. */
  async function wholeJobs(ids: string[], onBytes: (bytes: number) => void): Promise<Job[]> {
    onBytes(await bytesOfJobTexts(storage.fork(), ids))
    const rows = await storage.fork().find(Job, { id: { $in: ids } })
    const byId = new Map(rows.map((job) => [job.id, job]))
    return ids.map((id) => byId.get(id)).filter((job) => job !== undefined)
  }

  /** A job the caller bought, or a user error in the payload's shape. */
  async function ownJob(viewer: Viewer, id: string): Promise<Job | null> {
    const job = isUuid(id) ? await loadRow(storage, Job, id) : null
    return job?.buyer === viewer.address ? job : null
  }

  /** Only a token that the platform accepts: a balance in another token could not be spent. */
  function ownDeposit({ address }: Viewer, token: string, amount: bigint) {
    const known = findPaymentToken(deployment, token)
    if (!known) throw apiError('BAD_USER_INPUT', `expected a token of platform.paymentTokens, got ${token}`)
    if (amount <= 0n) throw apiError('BAD_USER_INPUT', `expected an amount above 0, got ${amount}`)
    return { token: known.address, account: address as Address, amount }
  }

  /** Reads the log of a job that the caller may see. */
  async function forLog(viewer: Viewer, jobId: string, first: number) {
    if (first < 1 || first > MAX_LINES)
      throw apiError('BAD_USER_INPUT', `expected first from 1 to ${MAX_LINES}, got ${first}`)
    const em = storage.fork()
    const job = await visibleJob(em, viewer, jobId)
    if (!job) throw jobUnknown(jobId)
    return { em, provider: logReaderOf(job, viewer) }
  }

  const unknownJob = (id: string) => ({
    job: null,
    userErrors: [{ code: JOB_UNKNOWN, field: 'jobId', message: jobUnknown(id).message }],
  })

  return {
    submit: createSubmitJob(deps),
    finality: createJobFinality(deps),

    async checkpoint({ address }: Viewer, { id, buyer, spec }: JobType): Promise<JobCheckpoint | null> {
      const { checkpoint } = spec as JobSpec
      // The terms, which a former provider gets, do not have the file's name.
      if (!checkpoint || (buyer !== address && !checkpoint.file)) return null
      const [found] = await loadRows(storage, Checkpoint, 'jobId', id)
      if (!found) return null
      const { attempt, sequence, cid, sha256, size, at } = found
      return { attempt, sequence, cid, sha256, size, at }
    },

    async artifacts({ address }: Viewer, { id, buyer }: Pick<JobType, 'id' | 'buyer'>): Promise<JobArtifact[]> {
      if (buyer !== address) return []
      const found = await loadRows(storage, Artifact, 'jobId', id)
      return found
        .map(({ mac, ...artifact }) => ({ ...artifact, mac: mac ?? null }))
        .sort((one, other) => (one.name < other.name ? -1 : 1))
    },

    async find(viewer: Viewer, id: string): Promise<JobType | null> {
      const em = storage.fork()
      const job = await visibleJob(em, viewer, id)
      return job && ((await showJobs(em, viewer, [job]))[0] ?? null)
    },

    async list(viewer: Viewer, { first, after, state, withTexts, onBytes }: ListOptions): Promise<JobConnection> {
      if (first < 1 || first > MAX_JOBS)
        throw apiError('BAD_USER_INPUT', `expected first from 1 to ${MAX_JOBS}, got ${first}`)
      const position = after ? parseCursor(after) : null
      const wanted = JOB_STATES.find((known) => known === state)
      const em = storage.fork()
      const found = await em.find(
        Job,
        {
          buyer: viewer.address,
          ...(wanted ? { state: wanted } : {}),
          ...(position
            ? { $or: [{ createdAt: { $lt: position.at } }, { createdAt: position.at, id: { $lt: position.id } }] }
            : {}),
        },
        { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: first + 1, exclude: ['spec', 'result'] },
      )
      // The long texts are read where the answer has them, and counted before.
      const jobs = withTexts
        ? await wholeJobs(
            found.map(({ id }) => id),
            onBytes,
          )
        : (found as Job[])
      const edges = jobs.slice(0, first).map((job) => ({ cursor: cursorOf(job), node: toJobType(job) }))
      return { edges, pageInfo: { hasNextPage: jobs.length > first, endCursor: edges.at(-1)?.cursor ?? null } }
    },

    async logs(viewer: Viewer, jobId: string, afterSeq: number, first: number): Promise<LogLine[]> {
      const { em, provider } = await forLog(viewer, jobId, first)
      return readLogLines(em, jobId, afterSeq, first, provider)
    },

    async logParts(viewer: Viewer, jobId: string, afterSeq: number, first: number): Promise<LogPart[]> {
      const { em, provider } = await forLog(viewer, jobId, first)
      const parts = await readLogParts(em, jobId, afterSeq, first, provider)
      return parts.map((part) => ({ ...part, at: new Date(part.at) }))
    },

    async history({ address }: Viewer, { id, buyer }: Pick<JobType, 'id' | 'buyer'>): Promise<JobTransition[]> {
      const isBuyer = buyer === address
      const rows = await transitionsOf(storage.fork(), id, isBuyer ? null : address, MAX_TRANSITIONS)
      return rows.map(({ seq, attemptId, fromState, toState, cause, actor, transaction, reason, at }) => ({
        ...{ id: String(seq), attemptId: attemptId ?? null, from: fromState ?? null, to: toState, cause, at },
        ...{ transaction: transaction ?? null, reason: isBuyer || attemptId ? (reason ?? null) : null },
        actor: actor && (isBuyer || actor === address || actor === buyer) ? actor : null,
      }))
    },

    async attemptList(
      { address }: Viewer,
      job: Pick<JobType, 'id' | 'buyer' | 'budget' | 'maxUsage'>,
    ): Promise<AttemptType[]> {
      const where = { jobId: job.id }
      const em = storage.fork()
      const attempts = await em.find(Attempt, where, { orderBy: { offeredAt: 'asc' }, limit: 200 })
      const asked = { id: { $in: [...new Set(attempts.map(({ nodeId }) => nodeId))] } }
      const nodes = await em.find(Node, asked, { fields: ['name'] })
      const names = new Map(nodes.map(({ id, name }) => [id, name]))
      return attempts.map((attempt) => toAttemptType(attempt, job, names, address))
    },

    /** For the gateway: jobs behind on-chain tasks. */
    async tasksByIds(viewer: Viewer, ids: string[]): Promise<Task[]> {
      const em = storage.fork()
      const jobs = await visibleJobs(em, viewer, { taskId: { $in: ids } })
      const byTask = new Map((await showJobs(em, viewer, jobs)).map((job) => [job.taskId, job]))
      return ids.map((id) => ({ id, job: byTask.get(id) ?? null }))
    },

    async cancel(viewer: Viewer, jobId: string): Promise<CancelJobPayload> {
      const job = await ownJob(viewer, jobId)
      return job ? cancelJob(job) : { ...unknownJob(jobId), transaction: null }
    },

    async stop(viewer: Viewer, jobId: string): Promise<StopJobPayload> {
      const job = await ownJob(viewer, jobId)
      return job ? stopJob(job) : unknownJob(jobId)
    },

    deposit(viewer: Viewer, token: string, amount: bigint): TransactionRequest {
      const deposit = ownDeposit(viewer, token, amount)
      return depositTransaction(deployment, deposit.token, deposit.account, amount)
    },

    async depositPermit(viewer: Viewer, token: string, amount: bigint): Promise<EscrowPermit | null> {
      return depositPermit.permit(ownDeposit(viewer, token, amount))
    },

    async depositPermitTransaction(
      viewer: Viewer,
      { token, amount, deadline, signature }: SignedDeposit,
    ): Promise<TransactionRequest> {
      return depositPermit.transaction(ownDeposit(viewer, token, amount), new Date(deadline), signature)
    },

    async fundingPermit(viewer: Viewer, jobId: string): Promise<EscrowPermit | null> {
      const job = await ownJob(viewer, jobId)
      if (!job) throw jobUnknown(jobId)
      return fundingPermit.permit(job)
    },

    async permitTransaction(viewer: Viewer, jobId: string, signature: Hex): Promise<TransactionRequest> {
      const job = await ownJob(viewer, jobId)
      if (!job) throw jobUnknown(jobId)
      return fundingPermit.transaction(job, signature)
    },

    async fundFromBalance(viewer: Viewer, jobId: string, signature: Hex): Promise<FundFromBalancePayload> {
      const job = await ownJob(viewer, jobId)
      return job ? fundFromBalance(viewer, job, signature) : unknownJob(jobId)
    },

    async openDispute(viewer: Viewer, jobId: string, reason: string): Promise<OpenDisputePayload> {
      const job = await ownJob(viewer, jobId)
      if (job) return openDispute(job, reason)
      return { ...unknownJob(jobId), transaction: null, deposit: null, bond: null, reasonHash: null }
    },

    async approve(viewer: Viewer, jobId: string, signature: Hex): Promise<ApproveResultPayload> {
      const job = await ownJob(viewer, jobId)
      if (!job) return unknownJob(jobId)
      if (job.state === 'PAID' || job.approval) return { job: toJobType(job), userErrors: [] }
      const refuse = (code: string, field: string, text: string): ApproveResultPayload => ({
        job: toJobType(job),
        userErrors: [{ code, field, message: text }],
      })
      if (job.state !== 'VERIFYING' || !job.result || !job.nodeId) {
        return refuse(
          'NO_RESULT',
          'jobId',
          `expected a job whose result waits for approval (VERIFYING), got one in state ${job.state}`,
        )
      }
      const resultHash = `0x${job.result.manifestSha256}` as const
      const { cost } = job.result
      const bill = { attempt: job.attempts, nodeId: job.nodeId as Hex, resultHash, cost }
      const approval: Approval = { taskId: job.taskId as Hex, ...bill }
      const digest = hashTypedData(approvalTypedData(domain, approval))
      const checked = await verifySignature(viewer.address, digest, signature)
      if ('reason' in checked) {
        const text = `expected the buyer's EIP-712 Approval of task ${approval.taskId}, attempt ${approval.attempt}, node ${bill.nodeId}, result ${resultHash}, cost ${cost}; ${checked.reason}`
        return refuse('BAD_SIGNATURE', 'signature', text)
      }
      const approved = await inTransaction(storage, async (em) => {
        const approvedJob = await recordApproval(em, job.id, { ...bill, signature: checked.signature })
        if (!approvedJob) return null
        // The same approval may come again after the chain has refused it: each time that it is stored is another
        // effect.
        const distinguish = [approvedJob.updatedAt.toISOString()]
        enqueue(em, message(queues.advance, { jobId: job.id, cause: 'APPROVED' }, { distinguish }))
        return approvedJob
      })
      return approved
        ? { job: toJobType(approved), userErrors: [] }
        : refuse(STATE_CHANGED, 'jobId', 'the job moved on just now; look at it again')
    },
  }
}

const cursorOf = ({ createdAt, id }: Job): string =>
  Buffer.from(`${createdAt.toISOString()} ${id}`).toString('base64url')

function parseCursor(cursor: string): { at: Date; id: string } {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
  const date = readMoment(at)
  if (!isUuid(id) || date === null) {
    throw apiError('BAD_USER_INPUT', 'expected a cursor that the API gave out (edges.cursor or pageInfo.endCursor)')
  }
  return { at: date, id }
}
