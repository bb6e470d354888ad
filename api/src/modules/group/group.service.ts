import { jobLifeCycle } from '@aiigo/domain'
import {
  checksOfGroup,
  findJobGroup,
  groupProgress,
  inTransaction,
  JobGroup,
  jobsOfGroup,
  needIdsOf,
  needsOfGroup,
  taskRequestOf,
} from '@aiigo/storage'
import type { Hex } from 'viem'
import type { VerifySignature } from '../../chain/verifySignature.js'
import { apiError } from '../../graphql/apiError.js'
import type { Viewer } from '../../graphql/context.js'
import { isUuid } from '../../graphql/isUuid.js'
import { readMoment } from '../../graphql/readMoment.js'
import { cancelUnfunded } from '../job/cancelJob.js'
import type { Job as JobType } from '../job/job.type.js'
import { createFundJobGroup } from './fundJobGroup.js'
import type {
  CancelJobGroupPayload,
  FundJobGroupPayload,
  JobGroupConnection,
  JobGroupMember,
  JobGroupProgress,
  JobGroup as JobGroupType,
  SubmitJobGroupInput,
  SubmitJobGroupPayload,
} from './group.type.js'
import { createSubmitJobGroup, type SubmitGroupDeps } from './submitJobGroup.js'

interface Deps extends Omit<SubmitGroupDeps, 'findGroup'> {
  verifySignature: VerifySignature
}

const MAX_GROUPS = 100
const GROUP_UNKNOWN = 'GROUP_UNKNOWN'

const show = ({ id, name, createdAt }: JobGroup): JobGroupType => ({ id, name, createdAt })

export const groupUnknown = (id: string) => ({
  code: GROUP_UNKNOWN,
  field: 'groupId',
  message: `expected the id of one of the caller's groups, got ${id}`,
})

export type GroupService = ReturnType<typeof createGroupService>

/** Groups of jobs from their buyer's side. */
export function createGroupService(deps: Deps) {
  const { storage } = deps
  const own = async ({ address }: Viewer, id: string): Promise<JobGroup | null> =>
    isUuid(id) ? findJobGroup(storage.fork(), id, address) : null
  const submitJobGroup = createSubmitJobGroup({ ...deps, findGroup: own })
  const fundJobGroup = createFundJobGroup(deps)

  return {
    async find(viewer: Viewer, id: string): Promise<JobGroupType | null> {
      const group = await own(viewer, id)
      return group && show(group)
    },

    async list({ address }: Viewer, first: number, after: string | null): Promise<JobGroupConnection> {
      if (first < 1 || first > MAX_GROUPS)
        throw apiError('BAD_USER_INPUT', `expected first from 1 to ${MAX_GROUPS}, got ${first}`)
      const position = after ? parseCursor(after) : null
      const behind = position && {
        $or: [{ createdAt: { $lt: position.at } }, { createdAt: position.at, id: { $lt: position.id } }],
      }
      const found = await storage
        .fork()
        .find(
          JobGroup,
          { buyer: address, ...behind },
          { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: first + 1 },
        )
      const edges = found.slice(0, first).map((group) => ({ cursor: cursorOf(group), node: show(group) }))
      return { edges, pageInfo: { hasNextPage: found.length > first, endCursor: edges.at(-1)?.cursor ?? null } }
    },

    async progress(groupId: string): Promise<JobGroupProgress> {
      const progress = await groupProgress(storage.fork(), groupId)
      return { groupId, ...progress, share: progress.total === 0 ? 0 : progress.done / progress.total }
    },

    async members(groupId: string): Promise<JobGroupMember[]> {
      const em = storage.fork()
      const [jobs, needs, checks] = await Promise.all([
        jobsOfGroup(em, groupId),
        needsOfGroup(storage.fork(), groupId),
        checksOfGroup(storage.fork(), groupId),
      ])
      return jobs.map((job) => ({
        jobId: job.id,
        key: job.groupKey ?? '',
        element: job.element ?? null,
        name: job.name,
        state: job.state,
        specHash: job.specHash,
        taskId: job.taskId,
        taskRequest: taskRequestOf(job),
        fundingSigned: Boolean(job.fundingSignature),
        approved: Boolean(job.approval),
        exitCode: job.result?.exitCode ?? null,
        cost: job.result?.cost ?? null,
        reasonCode: job.reasonCode ?? null,
        reason: job.reason ?? null,
        needs: needs.get(job.id) ?? [],
        replicas: checks.get(job.id)?.replicas ?? null,
        checkState: checks.get(job.id)?.state ?? null,
      }))
    },

    /** The group of a job, and the jobs that it needs: for its buyer alone. */
    async ofJob(viewer: Viewer, job: Pick<JobType, 'buyer' | 'groupId'>): Promise<JobGroupType | null> {
      if (job.buyer !== viewer.address || job.groupId === null) return null
      return this.find(viewer, job.groupId)
    },
    needsOf: ({ address }: Viewer, { id, buyer }: Pick<JobType, 'id' | 'buyer'>): Promise<string[]> =>
      buyer === address ? needIdsOf(storage.fork(), id) : Promise.resolve([]),

    async submit(viewer: Viewer, input: SubmitJobGroupInput): Promise<SubmitJobGroupPayload> {
      const submitted = await submitJobGroup(viewer, input)
      const errors = (problems: readonly { code: string; field: string | null; message: string }[]) =>
        problems.map(({ code, field, message }) => ({ code, field, message }))
      return 'problems' in submitted
        ? { group: null, warnings: [], userErrors: errors(submitted.problems) }
        : { group: show(submitted.group), warnings: errors(submitted.warnings), userErrors: [] }
    },

    async fund(viewer: Viewer, id: string, jobIds: readonly string[], signature: Hex): Promise<FundJobGroupPayload> {
      const group = await own(viewer, id)
      if (!group) return { group: null, userErrors: [groupUnknown(id)] }
      const problems = await fundJobGroup(group, jobIds, signature)
      return { group: show(group), userErrors: problems.map((problem) => ({ ...problem })) }
    },

    async cancel(viewer: Viewer, id: string): Promise<CancelJobGroupPayload> {
      const group = await own(viewer, id)
      if (!group) return { group: null, cancelled: 0, funded: [], userErrors: [groupUnknown(id)] }
      const cancelled = await inTransaction(storage, async (em) => {
        // In the order of their keys, as every transaction that locks several jobs.
        const waiting = (await jobsOfGroup(em, id)).filter(({ state }) => state === 'SUBMITTED')
        let count = 0
        for (const job of waiting.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
          if (await cancelUnfunded(em, job)) count++
        }
        return count
      })
      const left = await jobsOfGroup(storage.fork(), id)
      const funded = left.filter(
        ({ state }) => !jobLifeCycle.isFinal(state) && (state === 'QUEUED' || state === 'MATCHED'),
      )
      return { group: show(group), cancelled, funded: funded.map((job) => job.id), userErrors: [] }
    },
  }
}

const cursorOf = ({ createdAt, id }: JobGroup): string =>
  Buffer.from(`${createdAt.toISOString()} ${id}`).toString('base64url')

function parseCursor(cursor: string): { at: Date; id: string } {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
  const date = readMoment(at)
  if (isUuid(id) && date !== null) return { at: date, id }
  throw apiError('BAD_USER_INPUT', 'expected a cursor that the API gave out (edges.cursor or pageInfo.endCursor)')
}
