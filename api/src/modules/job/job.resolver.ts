import type { Hex } from '@aiigo/domain'
import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { spendAnswer } from '../../graphql/answerBudget.js'
import { SignedIn } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Context, Viewer } from '../../graphql/context.js'
import { JobStateEnum } from '../../graphql/enums.js'
import { InLane } from '../../graphql/lane.js'
import { lookAgain } from '../../graphql/lookAgain.js'
import { BigIntScalar, BytesScalar, DateTimeScalar } from '../../graphql/scalars.js'
import { selects } from '../../graphql/selects.js'
import { CHAIN_COST } from '../costs.js'
import type { JobService } from './job.service.js'
import {
  Attempt,
  Job,
  JobArtifact,
  JobCheckpoint,
  JobConnection,
  JobFinality,
  JobTransition,
  LogLine,
  LogPart,
} from './job.type.js'
import {
  ApproveResultPayload,
  CancelJobPayload,
  EscrowPermit,
  FundFromBalancePayload,
  OpenDisputePayload,
  StopJobPayload,
  SubmitJobInput,
  SubmitJobPayload,
  TransactionRequest,
} from './jobPayload.type.js'

@Resolver(() => Job)
export class JobResolver {
  constructor(private readonly jobService: JobService) {}

  @SignedIn({ rows: 'PARTY' })
  @Query(() => Job, {
    nullable: true,
    description: 'For its buyer, and for providers an attempt at it was assigned to; null for anybody else.',
  })
  job(@Arg('id', () => ID) id: string, @CurrentViewer() viewer: Viewer): Promise<Job | null> {
    return this.jobService.find(viewer, id)
  }

  @SignedIn({ rows: 'CALLER' })
  @Query(() => JobConnection, { description: "The caller's own jobs, newest first." })
  jobs(
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('state', () => JobStateEnum, { nullable: true }) state: string | null,
    @CurrentViewer() viewer: Viewer,
    @Info() info: GraphQLResolveInfo,
    @Ctx() context: Context,
  ): Promise<JobConnection> {
    const withTexts = ['spec', 'result'].some((name) => selects(info, ['edges', 'node', name]))
    const onBytes = (bytes: number): void => spendAnswer(context, bytes)
    return this.jobService.list(viewer, { first, after, state, withTexts, onBytes })
  }

  @SignedIn({ rows: 'PARTY' })
  @Query(() => [LogLine], {
    description: 'Lines after a cursor, oldest first: up to `first`, or fewer where they are long. None: no more yet.',
  })
  jobLogs(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('afterSeq', () => Int, { defaultValue: 0 }) afterSeq: number,
    @Arg('first', () => Int, { defaultValue: 500, description: 'At most 1000.' }) first: number,
    @CurrentViewer() viewer: Viewer,
  ): Promise<LogLine[]> {
    return this.jobService.logs(viewer, jobId, afterSeq, first)
  }

  @SignedIn({ rows: 'PARTY' })
  @Query(() => [LogPart], {
    description:
      'The same as jobLogs, many lines at once: for those who read a whole log. Up to `first`, or fewer where they are long. None: no more yet.',
  })
  jobLogParts(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('afterSeq', () => Int, { defaultValue: 0 }) afterSeq: number,
    @Arg('first', () => Int, { defaultValue: 100, description: 'At most 1000.' }) first: number,
    @CurrentViewer() viewer: Viewer,
  ): Promise<LogPart[]> {
    return this.jobService.logParts(viewer, jobId, afterSeq, first)
  }

  @SignedIn({ rows: 'CALLER' })
  @Query(() => TransactionRequest, {
    description:
      'Puts money into the caller’s balance in the escrow, for tasks that are funded by signature and for bonds.',
  })
  depositTransaction(
    @Arg('token', () => BytesScalar, { description: 'Zero address for ETH.' }) token: string,
    @Arg('amount', () => BigIntScalar, { description: 'Base units of the token.' }) amount: bigint,
    @CurrentViewer() viewer: Viewer,
  ): TransactionRequest {
    return this.jobService.deposit(viewer, token, amount)
  }

  @SignedIn({ rows: 'CALLER' })
  @Query(() => EscrowPermit, {
    complexity: CHAIN_COST,
    nullable: true,
    description:
      'What the caller signs to put money into its balance in the escrow by one transaction. Null where it is of no use: in ETH, for a token without permits, for a wallet that is a contract, and when the escrow may take the amount already.',
  })
  depositPermit(
    @Arg('token', () => BytesScalar, { description: 'Zero address for ETH.' }) token: string,
    @Arg('amount', () => BigIntScalar, { description: 'Base units of the token.' }) amount: bigint,
    @CurrentViewer() viewer: Viewer,
  ): Promise<EscrowPermit | null> {
    return this.jobService.depositPermit(viewer, token, amount)
  }

  @SignedIn({ rows: 'CALLER' })
  @Query(() => TransactionRequest, {
    complexity: CHAIN_COST,
    description: 'The same as depositTransaction, with the permit of depositPermit that the caller signed.',
  })
  depositPermitTransaction(
    @Arg('token', () => BytesScalar) token: string,
    @Arg('amount', () => BigIntScalar, { description: 'Base units of the token.' }) amount: bigint,
    @Arg('deadline', () => DateTimeScalar, { description: 'Of depositPermit.' }) deadline: string,
    @Arg('signature', () => BytesScalar) signature: Hex,
    @CurrentViewer() viewer: Viewer,
  ): Promise<TransactionRequest> {
    return this.jobService.depositPermitTransaction(viewer, { token, amount, deadline, signature })
  }

  @SignedIn({ rows: 'BUYER' })
  @Query(() => EscrowPermit, {
    complexity: CHAIN_COST,
    nullable: true,
    description:
      'What the buyer signs to fund a job by one transaction. Null where it is of no use: in ETH, for a token without permits, for a wallet that is a contract, when the escrow may take the deposit already, and when the job waits for none.',
  })
  fundingPermit(@Arg('jobId', () => ID) jobId: string, @CurrentViewer() viewer: Viewer): Promise<EscrowPermit | null> {
    return this.jobService.fundingPermit(viewer, jobId)
  }

  @SignedIn({ rows: 'BUYER' })
  @Query(() => TransactionRequest, {
    complexity: CHAIN_COST,
    description:
      'Submits and funds the task in one transaction, with the permit of fundingPermit that the buyer signed.',
  })
  permitTransaction(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('signature', () => BytesScalar) signature: Hex,
    @CurrentViewer() viewer: Viewer,
  ): Promise<TransactionRequest> {
    return this.jobService.permitTransaction(viewer, jobId, signature)
  }

  @FieldResolver(() => [Attempt], { description: 'Every try so far, oldest first; at most 200.' })
  attemptList(@Root() job: Job, @CurrentViewer() viewer: Viewer): Promise<Attempt[]> {
    return this.jobService.attemptList(viewer, job)
  }

  @FieldResolver(() => [JobTransition], {
    description:
      'Every move of the job’s state and of its attempts’, oldest first; the latest 500. A provider gets the job’s own and those of its own attempts.',
  })
  history(@Root() job: Job, @CurrentViewer() viewer: Viewer): Promise<JobTransition[]> {
    return this.jobService.history(viewer, job)
  }

  @FieldResolver(() => JobCheckpoint, {
    nullable: true,
    description:
      'Null before the first version, without a checkpoint, and for a provider that does not work on the job any more.',
  })
  checkpoint(@Root() job: Job, @CurrentViewer() viewer: Viewer): Promise<JobCheckpoint | null> {
    return this.jobService.checkpoint(viewer, job)
  }

  @FieldResolver(() => [JobArtifact], {
    description: 'Files that the running job has written so far, by name; at most 100. For the buyer alone.',
  })
  artifacts(@Root() job: Job, @CurrentViewer() viewer: Viewer): Promise<JobArtifact[]> {
    return this.jobService.artifacts(viewer, job)
  }

  @FieldResolver(() => JobFinality, {
    nullable: true,
    description: 'Of a payment or a refund; null while there is none.',
  })
  finality(@Root() job: Job): Promise<JobFinality | null> {
    return this.jobService.finality(job)
  }

  @SignedIn({ rows: 'CALLER' })
  @Mutation(() => SubmitJobPayload, {
    complexity: CHAIN_COST,
    description: 'Checks and stores a job and says how to fund it.',
  })
  submitJob(
    @Arg('input', () => SubmitJobInput) input: SubmitJobInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<SubmitJobPayload> {
    return this.jobService.submit(viewer, input)
  }

  @SignedIn({ rows: 'BUYER' })
  @Mutation(() => CancelJobPayload, {
    complexity: CHAIN_COST,
    description:
      'Takes back a job that no node has, or whose node has missed its deadline. User errors: JOB_OFFERED, NOT_INDEXED (both: try again in some seconds), NOT_CANCELLABLE.',
  })
  cancelJob(@Arg('jobId', () => ID) jobId: string, @CurrentViewer() viewer: Viewer): Promise<CancelJobPayload> {
    return lookAgain(() => this.jobService.cancel(viewer, jobId))
  }

  @InLane('OWN')
  @SignedIn({ rows: 'BUYER' })
  @Mutation(() => StopJobPayload, {
    description:
      'Has the node of a running job stop it: it hands in what the program wrote so far, with the outcome STOPPED, and bills what it used. The same call twice is one. User errors: JOB_OFFERED (try again in some seconds), NOT_STOPPABLE.',
  })
  stopJob(@Arg('jobId', () => ID) jobId: string, @CurrentViewer() viewer: Viewer): Promise<StopJobPayload> {
    return lookAgain(() => this.jobService.stop(viewer, jobId))
  }

  @SignedIn({ rows: 'BUYER' })
  @Mutation(() => ApproveResultPayload, {
    complexity: CHAIN_COST,
    description: 'The buyer’s EIP-712 Approval of the result; the platform relays it and the provider is paid at once.',
  })
  approveResult(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('signature', () => BytesScalar) signature: Hex,
    @CurrentViewer() viewer: Viewer,
  ): Promise<ApproveResultPayload> {
    return lookAgain(() => this.jobService.approve(viewer, jobId, signature))
  }

  @SignedIn({ rows: 'BUYER' })
  @Mutation(() => FundFromBalancePayload, {
    complexity: CHAIN_COST,
    description:
      'The buyer’s EIP-712 TaskRequest, signed: the platform relays it and the deposit comes out of the buyer’s balance in the escrow.',
  })
  fundFromBalance(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('signature', () => BytesScalar) signature: Hex,
    @CurrentViewer() viewer: Viewer,
  ): Promise<FundFromBalancePayload> {
    return lookAgain(() => this.jobService.fundFromBalance(viewer, jobId, signature))
  }

  @SignedIn({ rows: 'BUYER' })
  @Mutation(() => OpenDisputePayload, {
    complexity: CHAIN_COST,
    description:
      'What the buyer sends within the challenge window to have arbitrators judge the result. Changes nothing by itself.',
  })
  openDispute(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('reason', () => String, {
      description: 'What is wrong with the result; for the provider and the arbitrators.',
    })
    reason: string,
    @CurrentViewer() viewer: Viewer,
  ): Promise<OpenDisputePayload> {
    return this.jobService.openDispute(viewer, jobId, reason)
  }
}
