import type { Hex } from '@aiigo/domain'
import { Arg, ID, Int, Mutation, Query, Resolver } from 'type-graphql'
import { SignedIn } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Viewer } from '../../graphql/context.js'
import { InLane } from '../../graphql/lane.js'
import { BytesScalar } from '../../graphql/scalars.js'
import { CHAIN_COST } from '../costs.js'
import type { OfferService } from './offer.service.js'
import { AppendLogsPayload, LogPartInput, Offer, OfferPayload, ProgressInput, SubmitResultInput } from './offer.type.js'

@Resolver()
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
