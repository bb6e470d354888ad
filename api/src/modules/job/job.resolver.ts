import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { requireViewer } from '../../graphql/apiError.js'
import type { Context } from '../../graphql/context.js'
import { JobStateEnum } from '../../graphql/enums.js'
import { BytesScalar } from '../../graphql/scalars.js'
import type { JobService } from './job.service.js'
import { Attempt, Job, JobConnection, LogLine } from './job.type.js'
import { ApproveResultPayload, CancelJobPayload, SubmitJobInput, SubmitJobPayload } from './jobPayload.type.js'

@Resolver(() => Job)
export class JobResolver {
  constructor(private readonly jobService: JobService) {}

  @Query(() => Job, {
    nullable: true,
    description: 'For its buyer, and for providers an attempt at it was assigned to; null for anybody else.',
  })
  job(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Job | null> {
    return this.jobService.find(requireViewer(context), id)
  }

  @Query(() => JobConnection, { description: "The caller's own jobs, newest first." })
  jobs(
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('state', () => JobStateEnum, { nullable: true }) state: string | null,
    @Ctx() context: Context,
  ): Promise<JobConnection> {
    return this.jobService.list(requireViewer(context), { first, after, state })
  }

  @Query(() => [LogLine], { description: 'Lines after a cursor, oldest first.' })
  jobLogs(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('afterSeq', () => Int, { defaultValue: 0 }) afterSeq: number,
    @Arg('first', () => Int, { defaultValue: 500, description: 'At most 1000.' }) first: number,
    @Ctx() context: Context,
  ): Promise<LogLine[]> {
    return this.jobService.logs(requireViewer(context), jobId, afterSeq, first)
  }

  @FieldResolver(() => [Attempt], { description: 'Every try so far, oldest first.' })
  history(@Root() job: Job): Promise<Attempt[]> {
    return this.jobService.history(job.id)
  }

  @Mutation(() => SubmitJobPayload, { description: 'Checks and stores a job and says how to fund it.' })
  submitJob(
    @Arg('input', () => SubmitJobInput) input: SubmitJobInput,
    @Ctx() context: Context,
  ): Promise<SubmitJobPayload> {
    return this.jobService.submit(requireViewer(context), input)
  }

  @Mutation(() => CancelJobPayload)
  cancelJob(@Arg('jobId', () => ID) jobId: string, @Ctx() context: Context): Promise<CancelJobPayload> {
    return this.jobService.cancel(requireViewer(context), jobId)
  }

  @Mutation(() => ApproveResultPayload, {
    description: 'The buyer’s EIP-712 Approval of the result; the platform relays it and the provider is paid at once.',
  })
  approveResult(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('signature', () => BytesScalar) signature: string,
    @Ctx() context: Context,
  ): Promise<ApproveResultPayload> {
    return this.jobService.approve(requireViewer(context), jobId, signature)
  }
}
