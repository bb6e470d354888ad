import type { Hex } from '@aiigo/domain'
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql'
import { requireViewer } from '../../graphql/apiError.js'
import type { Context } from '../../graphql/context.js'
import { BytesScalar } from '../../graphql/scalars.js'
import type { OfferService } from './offer.service.js'
import {
  AppendLogsPayload,
  LogLineInput,
  Offer,
  OfferCursor,
  OfferEvent,
  OfferPayload,
  ProgressInput,
  SubmitResultInput,
} from './offer.type.js'

@Resolver()
export class OfferResolver {
  constructor(private readonly offerService: OfferService) {}

  @Query(() => [Offer], {
    description: 'Open offers and unfinished assignments of the caller’s nodes: what an agent asks for when it starts.',
  })
  offers(@Arg('nodeIds', () => [BytesScalar]) nodeIds: string[], @Ctx() context: Context): Promise<Offer[]> {
    return this.offerService.open(requireViewer(context), nodeIds)
  }

  @Mutation(() => OfferPayload, { description: 'The provider’s EIP-712 Acceptance; the platform relays it.' })
  acceptOffer(
    @Arg('offerId', () => ID) offerId: string,
    @Arg('attempt', () => Int) attempt: number,
    @Arg('expiry', () => Int, { description: 'Unix seconds until which the acceptance is good; at least 60 from now.' })
    expiry: number,
    @Arg('signature', () => BytesScalar) signature: Hex,
    @Ctx() context: Context,
  ): Promise<OfferPayload> {
    return this.offerService.accept(requireViewer(context), { offerId, attempt, expiry, signature })
  }

  @Mutation(() => OfferPayload)
  declineOffer(
    @Arg('offerId', () => ID) offerId: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: Context,
  ): Promise<OfferPayload> {
    return this.offerService.decline(requireViewer(context), offerId, reason)
  }

  @Mutation(() => OfferPayload, { description: 'The first one starts the execution.' })
  reportProgress(
    @Arg('offerId', () => ID) offerId: string,
    @Arg('input', () => ProgressInput) input: ProgressInput,
    @Ctx() context: Context,
  ): Promise<OfferPayload> {
    return this.offerService.reportProgress(requireViewer(context), offerId, input)
  }

  @Mutation(() => AppendLogsPayload, { description: 'At most 500 lines a call. Sending a line again changes nothing.' })
  appendLogs(
    @Arg('offerId', () => ID) offerId: string,
    @Arg('lines', () => [LogLineInput]) lines: LogLineInput[],
    @Ctx() context: Context,
  ): Promise<AppendLogsPayload> {
    return this.offerService.appendLogs(requireViewer(context), offerId, lines)
  }

  @Mutation(() => OfferPayload, { description: 'Hands in a result; the platform checks its files and relays it.' })
  submitResult(
    @Arg('offerId', () => ID) offerId: string,
    @Arg('input', () => SubmitResultInput) input: SubmitResultInput,
    @Ctx() context: Context,
  ): Promise<OfferPayload> {
    return this.offerService.submitResult(requireViewer(context), offerId, input)
  }

  @Subscription(() => OfferEvent, {
    name: 'offers',
    description: 'Offers and assignments of the caller’s nodes after the given cursors, then live ones.',
    subscribe: ({
      args,
      context,
    }: {
      args: { nodeIds: string[]; afterSeq?: OfferCursor[] | null }
      context: Context
    }) => context.feeds.offers(requireViewer(context), args.nodeIds, args.afterSeq ?? []),
  })
  offerEvents(
    @Root() event: OfferEvent,
    @Arg('nodeIds', () => [BytesScalar]) _nodeIds: string[],
    @Arg('afterSeq', () => [OfferCursor], { nullable: true }) _afterSeq: OfferCursor[] | null,
  ): OfferEvent {
    return event
  }
}
