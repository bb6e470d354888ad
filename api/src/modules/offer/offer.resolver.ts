import type { Hex } from '@aiigo/domain'
import { Arg, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { SignedIn } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Viewer } from '../../graphql/context.js'
import { InLane } from '../../graphql/lane.js'
import { BytesScalar } from '../../graphql/scalars.js'
import { CHAIN_COST } from '../costs.js'
import type { OfferService } from './offer.service.js'
import {
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

@Resolver(() => Offer)
export class OfferResolver {
  constructor(private readonly offerService: OfferService) {}

  @SignedIn({ rows: 'PROVIDER' })
  @Query(() => [Offer], {
    description: 'Open offers and unfinished assignments of the caller’s nodes: what an agent asks for when it starts.',
  })
  offers(@Arg('nodeIds', () => [BytesScalar]) nodeIds: string[], @CurrentViewer() viewer: Viewer): Promise<Offer[]> {
    return this.offerService.open(viewer, nodeIds)
  }

  @SignedIn({ rows: 'PROVIDER' })
  @InLane('PROVIDER')
  @Mutation(() => OfferPayload, {
    complexity: CHAIN_COST,
    description: 'The provider’s EIP-712 Acceptance; the platform relays it.',
  })
  acceptOffer(
    @Arg('offerId', () => ID) offerId: string,
    @Arg('attempt', () => Int) attempt: number,
    @Arg('expiry', () => Int, { description: 'Unix seconds until which the acceptance is good; at least 60 from now.' })
    expiry: number,
    @Arg('signature', () => BytesScalar) signature: Hex,
    @CurrentViewer() viewer: Viewer,
  ): Promise<OfferPayload> {
    return this.offerService.accept(viewer, { offerId, attempt, expiry, signature })
  }

  @SignedIn({ rows: 'PROVIDER' })
  @InLane('PROVIDER')
  @Mutation(() => OfferPayload)
  declineOffer(
    @Arg('offerId', () => ID) offerId: string,
    @Arg('reason', () => String) reason: string,
    @CurrentViewer() viewer: Viewer,
  ): Promise<OfferPayload> {
    return this.offerService.decline(viewer, offerId, reason)
  }

  @SignedIn({ rows: 'PROVIDER' })
  @InLane('PROVIDER')
  @Mutation(() => OfferPayload, { description: 'The first one starts the execution.' })
  reportProgress(
    @Arg('offerId', () => ID) offerId: string,
    @Arg('input', () => ProgressInput) input: ProgressInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<OfferPayload> {
    return this.offerService.reportProgress(viewer, offerId, input)
  }

  @FieldResolver(() => [OfferNeed], {
    complexity: ({ childComplexity }) => 1 + childComplexity,
    description: 'Results of the jobs that the specification needs; none until the job is assigned to the node.',
  })
  needs(@Root() offer: Offer): Promise<OfferNeed[]> {
    return this.offerService.needs(offer)
  }

  @FieldResolver(() => OfferCheckpoint, {
    nullable: true,
    description: 'The version to go on with, while the node works on the job; null where it begins at the start.',
  })
  checkpoint(@Root() offer: Offer): Promise<OfferCheckpoint | null> {
    return this.offerService.checkpoint(offer)
  }

  @SignedIn({ rows: 'PROVIDER' })
  @Mutation(() => ReportCheckpointPayload, {
    complexity: CHAIN_COST,
    description:
      'Names a version of the job’s checkpoint that the caller has stored, in place of earlier ones. A version whose number is not above the stored one’s changes nothing.',
  })
  reportCheckpoint(
    @Arg('offerId', () => ID) offerId: string,
    @Arg('input', () => CheckpointInput) input: CheckpointInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<ReportCheckpointPayload> {
    return this.offerService.reportCheckpoint(viewer, offerId, input)
  }

  @SignedIn({ rows: 'PROVIDER' })
  @Mutation(() => ReportArtifactsPayload, {
    complexity: CHAIN_COST,
    description:
      'Names versions of the job’s artifacts that the caller has stored, 20 at most, in place of earlier ones of the same names.',
  })
  reportArtifacts(
    @Arg('offerId', () => ID) offerId: string,
    @Arg('artifacts', () => [ArtifactInput]) artifacts: ArtifactInput[],
    @CurrentViewer() viewer: Viewer,
  ): Promise<ReportArtifactsPayload> {
    return this.offerService.reportArtifacts(viewer, offerId, artifacts)
  }

  @SignedIn({ rows: 'PROVIDER' })
  @InLane('PROVIDER')
  @Mutation(() => AppendLogsPayload, {
    description:
      'Lines of the attempt, which are numbered from 1. Sending a line again changes nothing. No parts: asks how many are stored.',
  })
  appendLogs(
    @Arg('offerId', () => ID) offerId: string,
    @Arg('firstLine', () => Int, { description: 'Number of the first line of the parts.' }) firstLine: number,
    @Arg('parts', () => [LogPartInput], { description: 'At most 1000.' }) parts: LogPartInput[],
    @CurrentViewer() viewer: Viewer,
  ): Promise<AppendLogsPayload> {
    return this.offerService.appendLogs(viewer, offerId, firstLine, parts)
  }

  @SignedIn({ rows: 'PROVIDER' })
  @InLane('PROVIDER')
  @Mutation(() => OfferPayload, {
    complexity: CHAIN_COST,
    description: 'Hands in a result; the platform checks its files and relays it.',
  })
  submitResult(
    @Arg('offerId', () => ID) offerId: string,
    @Arg('input', () => SubmitResultInput) input: SubmitResultInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<OfferPayload> {
    return this.offerService.submitResult(viewer, offerId, input)
  }
}
