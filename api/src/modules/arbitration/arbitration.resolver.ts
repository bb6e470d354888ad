import type { Hex } from '@aiigo/domain'
import { Arg, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { SignedIn } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Viewer } from '../../graphql/context.js'
import { BytesScalar } from '../../graphql/scalars.js'
import { CHAIN_COST, chainCostOfFirst } from '../costs.js'
import { LogPart } from '../job/job.type.js'
import {
  AddEvidenceInput,
  AddEvidencePayload,
  ArbitrationCase,
  ArbitrationCaseConnection,
  CommitVotePayload,
  Evidence,
  RevealVotePayload,
} from './arbitration.type.js'
import type { CaseService } from './case.service.js'
import type { EvidenceService } from './evidence.service.js'

@Resolver(() => ArbitrationCase)
export class ArbitrationResolver {
  constructor(
    private readonly cases: CaseService,
    private readonly evidenceService: EvidenceService,
  ) {}

  @SignedIn({ rows: 'CALLER' })
  @Query(() => ArbitrationCaseConnection, {
    complexity: chainCostOfFirst,
    description: 'Disputes on whose panel the caller is or was, latest first.',
  })
  arbitrationCases(
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most 50.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('undecided', () => Boolean, {
      nullable: true,
      description: 'True: only those that are not concluded. False: only the others.',
    })
    undecided: boolean | null,
    @CurrentViewer() viewer: Viewer,
  ): Promise<ArbitrationCaseConnection> {
    return this.cases.list(viewer, { first, after, undecided: undecided ?? null })
  }

  @SignedIn({ rows: 'PANEL' })
  @Query(() => ArbitrationCase, {
    complexity: CHAIN_COST,
    nullable: true,
    description: 'One dispute, for the members of its panel; null for anybody else.',
  })
  arbitrationCase(
    @Arg('jobId', () => ID) jobId: string,
    @CurrentViewer() viewer: Viewer,
  ): Promise<ArbitrationCase | null> {
    return this.cases.find(viewer, jobId)
  }

  @FieldResolver(() => [Evidence], {
    description: 'What both sides brought forward, in its order; empty when the dispute is over.',
  })
  evidence(@Root() { job }: ArbitrationCase): Promise<Evidence[]> {
    return this.evidenceService.ofCase(job)
  }

  @FieldResolver(() => [LogPart], {
    description: 'As jobLogParts. None: no more, or the dispute is over.',
  })
  logParts(
    @Root() { job }: ArbitrationCase,
    @Arg('afterSeq', () => Int, { defaultValue: 0 }) afterSeq: number,
    @Arg('first', () => Int, { defaultValue: 100, description: 'At most 1000.' }) first: number,
  ): Promise<LogPart[]> {
    return this.cases.logParts(job, afterSeq, first)
  }

  @SignedIn({ rows: 'SIDE' })
  @Query(() => [Evidence], {
    nullable: true,
    description: 'What both sides of a dispute brought forward, for these two; null for anybody else.',
  })
  disputeEvidence(@Arg('jobId', () => ID) jobId: string, @CurrentViewer() viewer: Viewer): Promise<Evidence[] | null> {
    return this.evidenceService.ofSide(viewer, jobId)
  }

  @SignedIn({ rows: 'SIDE' })
  @Mutation(() => AddEvidencePayload, {
    complexity: CHAIN_COST,
    description:
      'Adds to the buyer’s reason, or answers it as the provider, until the votes are committed. The panel and the other side see it. The same evidence again is the first one.',
  })
  addEvidence(
    @Arg('input', () => AddEvidenceInput) input: AddEvidenceInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<AddEvidencePayload> {
    return this.evidenceService.add(viewer, input)
  }

  @SignedIn({ rows: 'PANEL' })
  @Mutation(() => CommitVotePayload, {
    complexity: CHAIN_COST,
    description: 'What the arbitrator sends to commit to a vote. Changes nothing by itself.',
  })
  commitVote(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('commitment', () => BytesScalar, {
      description: 'keccak256(abi.encode(taskId, arbitrator, vote, salt)), made by the client; 32 bytes.',
    })
    commitment: Hex,
    @CurrentViewer() viewer: Viewer,
  ): Promise<CommitVotePayload> {
    return this.cases.commitVote(viewer, jobId, commitment)
  }

  @SignedIn({ rows: 'PANEL' })
  @Mutation(() => RevealVotePayload, {
    complexity: CHAIN_COST,
    description: 'What the arbitrator needs to open its vote. Changes nothing by itself.',
  })
  revealVote(@Arg('jobId', () => ID) jobId: string, @CurrentViewer() viewer: Viewer): Promise<RevealVotePayload> {
    return this.cases.revealVote(viewer, jobId)
  }
}
