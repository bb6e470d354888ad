import { JOB_LIMITS } from '@aiigo/domain'
import type { ComplexityEstimator } from 'graphql-query-complexity'
import { Arg, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Hex } from 'viem'
import { SignedIn } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Viewer } from '../../graphql/context.js'
import { BytesScalar } from '../../graphql/scalars.js'
import { CHAIN_COST } from '../costs.js'
import { Job } from '../job/job.type.js'
import type { GroupService } from './group.service.js'
import {
  CancelJobGroupPayload,
  FundJobGroupPayload,
  JobGroup,
  JobGroupConnection,
  JobGroupMember,
  JobGroupProgress,
  SubmitJobGroupInput,
  SubmitJobGroupPayload,
} from './group.type.js'

/** The work for each job of a submission, and for each signature, in fields. */
const JOB_COST = 10

const costOfSubmission: ComplexityEstimator = ({ args, childComplexity }) => {
  const steps: readonly { elements?: readonly unknown[] | null }[] = args.input?.steps ?? []
  const jobs = steps.reduce((sum, { elements }) => sum + (elements?.length ?? 1), 0)
  return CHAIN_COST + jobs * JOB_COST + childComplexity
}

const costOfFunding: ComplexityEstimator = ({ args, childComplexity }) =>
  CHAIN_COST + (Array.isArray(args.jobIds) ? args.jobIds.length : 0) * JOB_COST + childComplexity

/** A group is looked at whole. */
const costOfMembers: ComplexityEstimator = ({ childComplexity }) => 1 + JOB_LIMITS.groupJobs * childComplexity

@Resolver(() => JobGroup)
export class GroupResolver {
  constructor(private readonly groups: GroupService) {}

  @SignedIn({ rows: 'BUYER' })
  @Query(() => JobGroup, { nullable: true, description: 'For its buyer; null for anybody else.' })
  jobGroup(@Arg('id', () => ID) id: string, @CurrentViewer() viewer: Viewer): Promise<JobGroup | null> {
    return this.groups.find(viewer, id)
  }

  @SignedIn({ rows: 'CALLER' })
  @Query(() => JobGroupConnection, { description: "The caller's own groups of jobs, newest first." })
  jobGroups(
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @CurrentViewer() viewer: Viewer,
  ): Promise<JobGroupConnection> {
    return this.groups.list(viewer, first, after)
  }

  @FieldResolver(() => JobGroupProgress, { complexity: ({ childComplexity }) => JOB_COST + childComplexity })
  progress(@Root() group: JobGroup): Promise<JobGroupProgress> {
    return this.groups.progress(group.id)
  }

  @FieldResolver(() => [JobGroupMember], {
    complexity: costOfMembers,
    description: 'All its jobs, each behind those that it needs; at most 500.',
  })
  members(@Root() group: JobGroup): Promise<JobGroupMember[]> {
    return this.groups.members(group.id)
  }

  @SignedIn({ rows: 'CALLER' })
  @Mutation(() => SubmitJobGroupPayload, {
    complexity: costOfSubmission,
    description: 'Checks and stores several jobs, all or none. `members` of the group say what to sign.',
  })
  submitJobGroup(
    @Arg('input', () => SubmitJobGroupInput) input: SubmitJobGroupInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<SubmitJobGroupPayload> {
    return this.groups.submit(viewer, input)
  }

  @SignedIn({ rows: 'BUYER' })
  @Mutation(() => FundJobGroupPayload, {
    complexity: costOfFunding,
    description:
      'The buyer’s EIP-712 TaskGroup, one signature of the requests of jobs of a group; all or none are taken. The requests are in lists of lists of lists of at most eight, in the order of jobIds. The deposits come out of the buyer’s balance in the escrow: of a job without needs at once, of any other when its needs are met. User errors: BALANCE_TOO_LOW for all of them together, BAD_SIGNATURE, NOT_FUNDABLE, FUNDING_CLOSED.',
  })
  fundJobGroup(
    @Arg('groupId', () => ID) groupId: string,
    @Arg('jobIds', () => [ID], { description: 'The jobs whose requests are signed, in this order; at most 500.' })
    jobIds: string[],
    @Arg('signature', () => BytesScalar) signature: Hex,
    @CurrentViewer() viewer: Viewer,
  ): Promise<FundJobGroupPayload> {
    return this.groups.fund(viewer, groupId, jobIds, signature)
  }

  @SignedIn({ rows: 'BUYER' })
  @Mutation(() => CancelJobGroupPayload, {
    complexity: CHAIN_COST,
    description: 'Ends the jobs of a group that have no deposit on chain, and names those that cancelJob takes back.',
  })
  cancelJobGroup(
    @Arg('groupId', () => ID) groupId: string,
    @CurrentViewer() viewer: Viewer,
  ): Promise<CancelJobGroupPayload> {
    return this.groups.cancel(viewer, groupId)
  }
}

/** Where a job stands in its group. */
@Resolver(() => Job)
export class JobOfGroupResolver {
  constructor(private readonly groups: GroupService) {}

  @FieldResolver(() => JobGroup, { nullable: true, description: 'Null for a job that was submitted alone.' })
  group(@Root() job: Job, @CurrentViewer() viewer: Viewer): Promise<JobGroup | null> {
    return this.groups.ofJob(viewer, job)
  }

  @FieldResolver(() => String, { nullable: true, description: 'Name of its step in the group.' })
  key(@Root() job: Job, @CurrentViewer() { address }: Viewer): string | null {
    return job.buyer === address ? job.groupKey : null
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Index in the array of its step.' })
  element(@Root() job: Job, @CurrentViewer() { address }: Viewer): number | null {
    return job.buyer === address ? job.groupElement : null
  }

  @FieldResolver(() => [ID], { description: 'Ids of the jobs that it needs.' })
  needs(@Root() job: Job, @CurrentViewer() viewer: Viewer): Promise<string[]> {
    return this.groups.needsOf(viewer, job)
  }
}
