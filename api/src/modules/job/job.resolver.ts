import type { Hex } from '@aiigo/domain'
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { requireViewer } from '../../graphql/apiError.js'
import type { Context } from '../../graphql/context.js'
import { JobStateEnum } from '../../graphql/enums.js'
import { BigIntScalar, BytesScalar } from '../../graphql/scalars.js'
import type { JobService } from './job.service.js'
import { Attempt, Job, JobConnection, LogLine } from './job.type.js'
import {
  ApproveResultPayload,
  CancelJobPayload,
  FundFromBalancePayload,
  OpenDisputePayload,
  SubmitJobInput,
  SubmitJobPayload,
  TransactionRequest,
} from './jobPayload.type.js'

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

  @Query(() => TransactionRequest, {
    description:
      'Puts money into the caller’s balance in the escrow, for tasks that are funded by signature and for bonds.',
  })
  depositTransaction(
    @Arg('token', () => BytesScalar, { description: 'Zero address for ETH.' }) token: string,
    @Arg('amount', () => BigIntScalar, { description: 'Base units of the token.' }) amount: string,
    @Ctx() context: Context,
  ): TransactionRequest {
    return this.jobService.deposit(requireViewer(context), token, amount)
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
    @Arg('signature', () => BytesScalar) signature: Hex,
    @Ctx() context: Context,
  ): Promise<ApproveResultPayload> {
    return this.jobService.approve(requireViewer(context), jobId, signature)
  }

  @Mutation(() => FundFromBalancePayload, {
    description:
      'The buyer’s EIP-712 TaskRequest, signed: the platform relays it and the deposit comes out of the buyer’s balance in the escrow.',
  })
  fundFromBalance(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('signature', () => BytesScalar) signature: string,
    @Ctx() context: Context,
  ): Promise<FundFromBalancePayload> {
    return this.jobService.fundFromBalance(requireViewer(context), jobId, signature)
  }

  @Mutation(() => OpenDisputePayload, {
    description:
      'What the buyer sends within the challenge window to have arbitrators judge the result. Changes nothing by itself.',
  })
  openDispute(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('reason', () => String, {
      description: 'What is wrong with the result; for the provider and the arbitrators.',
    })
    reason: string,
    @Ctx() context: Context,
  ): Promise<OpenDisputePayload> {
    return this.jobService.openDispute(requireViewer(context), jobId, reason)
  }
}
