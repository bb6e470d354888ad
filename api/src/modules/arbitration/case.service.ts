import type { Deployment } from '@aiigo/chain'
import { caseStateOf, type Problem } from '@aiigo/domain'
import { Job, type PanelSeat, readLogParts, type Storage, seatOf, seatsOf } from '@aiigo/storage'
import { type Hex, zeroHash } from 'viem'
import type { ChainFacts, DisputeFacts, Seat } from '../../chain/chainFacts.js'
import { apiError } from '../../graphql/apiError.js'
import type { Viewer } from '../../graphql/context.js'
import { isUuid } from '../../graphql/isUuid.js'
import { readMoment } from '../../graphql/readMoment.js'
import type { Job as JobType, LogPart } from '../job/job.type.js'
import { JOB_UNKNOWN } from '../job/jobAccess.js'
import { toJobType } from '../job/toJobType.js'
import type {
  ArbitrationCase,
  ArbitrationCaseConnection,
  CommitVotePayload,
  RevealVotePayload,
} from './arbitration.type.js'
import { commitTransaction } from './votingTransactions.js'

interface Deps {
  storage: Storage
  /** For votes, which have deadlines. */
  chain: ChainFacts
  /** For looking at cases. */
  shownChain: ChainFacts
  deployment: Deployment
}

/** A dispute with the viewer's own seat, as the chain has them. */
interface Seated {
  job: Job
  dispute: DisputeFacts
  seat: Seat
}

const MAX_CASES = 50
const MAX_PARTS = 1_000

export type CaseService = ReturnType<typeof createCaseService>

/**
 * Disputes from the side of those who judge them. The database finds the cases; the chain says who is on a panel and
 * where the vote stands. Votes of others are told when the dispute is concluded.
 */
export function createCaseService({ storage, chain, shownChain, deployment }: Deps) {
  async function seated({ address }: Viewer, job: Job | null, facts: ChainFacts): Promise<Seated | null> {
    const dispute = job && (await facts.dispute(job.taskId as Hex))
    const seat = dispute?.seats.find(({ arbitrator }) => arbitrator === address)
    return job && dispute && seat ? { job, dispute, seat } : null
  }

  /** Null for everybody who is not on the panel; those who never were cost no call of the chain. */
  async function find(viewer: Viewer, jobId: string, facts = chain): Promise<Seated | null> {
    if (!isUuid(jobId)) return null
    const em = storage.fork()
    if (!(await seatOf(em, jobId, viewer.address))) return null
    return seated(viewer, await em.findOne(Job, { id: jobId }), facts)
  }

  const notYours = (jobId: string): Problem => ({
    code: JOB_UNKNOWN,
    field: 'jobId',
    message: `expected a disputed job on whose panel the caller is, got ${jobId}`,
  })

  return {
    async find(viewer: Viewer, jobId: string): Promise<ArbitrationCase | null> {
      const found = await find(viewer, jobId, shownChain)
      return found && toCase(found)
    },

    async list(
      viewer: Viewer,
      { first, after, undecided }: { first: number; after: string | null; undecided: boolean | null },
    ): Promise<ArbitrationCaseConnection> {
      if (first < 1 || first > MAX_CASES) {
        throw apiError('BAD_USER_INPUT', `expected first from 1 to ${MAX_CASES}, got ${first}`)
      }
      const em = storage.fork()
      const behind = after ? parseCursor(after) : null
      const seats = await seatsOf(em, viewer.address, { first: first + 1, behind, undecided })
      const shown = seats.slice(0, first)
      const jobs = await em.find(Job, { id: { $in: shown.map(({ jobId }) => jobId) } })
      const byId = new Map(jobs.map((job) => [job.id, job]))
      const edges = await Promise.all(
        shown.map(async (seat) => {
          const found = await seated(viewer, byId.get(seat.jobId) ?? null, shownChain)
          // A reorganisation has seated somebody else, and the worker has not seen it yet.
          return found && { cursor: cursorOf(seat), node: toCase(found) }
        }),
      )
      const last = shown.at(-1)
      return {
        edges: edges.filter((edge) => edge !== null),
        pageInfo: { hasNextPage: seats.length > first, endCursor: last ? cursorOf(last) : null },
      }
    },

    /** @param job of a case; null when the dispute is over */
    async logParts(job: Pick<JobType, 'id'> | null, afterSeq: number, first: number): Promise<LogPart[]> {
      if (first < 1 || first > MAX_PARTS) {
        throw apiError('BAD_USER_INPUT', `expected first from 1 to ${MAX_PARTS}, got ${first}`)
      }
      if (!job) return []
      const parts = await readLogParts(storage.fork(), job.id, afterSeq, first)
      return parts.map((part) => ({ ...part, at: new Date(part.at) }))
    },

    async commitVote(viewer: Viewer, jobId: string, commitment: Hex): Promise<CommitVotePayload> {
      const refuse = (...userErrors: Problem[]): CommitVotePayload => ({ transaction: null, userErrors })
      const found = await find(viewer, jobId)
      if (!found) return refuse(notYours(jobId))
      const { job, dispute, seat } = found
      if (commitment.length !== zeroHash.length || commitment === zeroHash) {
        const message = `expected 32 bytes other than zero, got ${commitment.slice(0, 80)}`
        return refuse({ code: 'COMMITMENT_INVALID', field: 'commitment', message })
      }
      if (seat.commitment) {
        const message = `expected a seat without a vote, the caller has committed to ${seat.commitment}; it cannot be changed`
        return refuse({ code: 'ALREADY_COMMITTED', field: 'jobId', message })
      }
      if (dispute.phase !== 'COMMIT') {
        const message = `expected a dispute whose votes are being committed, until ${dispute.commitBy.toISOString()}; it is in phase ${dispute.phase}`
        return refuse({ code: 'COMMIT_CLOSED', field: 'jobId', message })
      }
      if (dispute.seats.some((other) => other.commitment === commitment)) {
        const message =
          'expected a commitment of the caller’s own; this one is another seat’s, and could never be opened'
        return refuse({ code: 'COMMITMENT_INVALID', field: 'commitment', message })
      }
      return { transaction: commitTransaction(deployment, job.taskId as Hex, commitment), userErrors: [] }
    },

    async revealVote(viewer: Viewer, jobId: string): Promise<RevealVotePayload> {
      const refuse = (code: string, message: string): RevealVotePayload => ({
        call: null,
        userErrors: [{ code, field: 'jobId', message }],
      })
      const found = await find(viewer, jobId)
      if (!found) return { call: null, userErrors: [notYours(jobId)] }
      const { job, dispute, seat } = found
      const { phase, commitBy, revealBy } = dispute
      if (!seat.commitment) return refuse('NOT_COMMITTED', 'expected a seat with a committed vote; the caller has none')
      if (seat.vote) return refuse('ALREADY_REVEALED', `expected a vote that is not opened yet; it is ${seat.vote}`)
      if (phase === 'COMMIT') {
        const text = `expected a dispute whose votes are all committed, or ${commitBy.toISOString()}; keep vote and salt until then`
        return refuse('REVEAL_TOO_EARLY', text)
      }
      if (phase !== 'REVEAL') {
        return refuse('REVEAL_CLOSED', `expected an opening until ${revealBy.toISOString()}; it is in phase ${phase}`)
      }
      const { Arbitration: to } = deployment.addresses
      return { call: { to, taskId: job.taskId, commitment: seat.commitment, revealBy }, userErrors: [] }
    },
  }
}

function toCase({ job, dispute, seat }: Seated): ArbitrationCase {
  const { phase, ruling, openedAt, commitBy, revealBy, seats } = dispute
  const isConcluded = phase === 'CONCLUDED'
  return {
    jobId: job.id,
    taskId: job.taskId,
    state: caseStateOf({ phase, committed: seat.commitment !== null, revealed: seat.vote !== null }),
    ...{ phase, openedAt, commitBy, revealBy, ruling },
    commitment: seat.commitment,
    vote: seat.vote,
    votes: isConcluded ? seats.map(({ arbitrator, vote }) => ({ arbitrator, vote: vote ?? 'NONE' })) : null,
    // Arbitrators have no right to a job whose dispute is over.
    job: !isConcluded && job.state === 'DISPUTED' ? toJobType(job) : null,
  }
}

const cursorOf = ({ openedAt, jobId }: PanelSeat): string =>
  Buffer.from(`${openedAt.toISOString()} ${jobId}`).toString('base64url')

function parseCursor(cursor: string): { at: Date; jobId: string } {
  const [text = '', jobId = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
  const at = readMoment(text)
  if (isUuid(jobId) && at !== null) return { at, jobId }
  throw apiError('BAD_USER_INPUT', 'expected a cursor that the API gave out (edges.cursor or pageInfo.endCursor)')
}
