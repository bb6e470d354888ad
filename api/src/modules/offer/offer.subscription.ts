import { Arg, Resolver } from 'type-graphql'
import { SignedIn } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Viewer } from '../../graphql/context.js'
import { EventStream } from '../../graphql/EventStream.js'
import { BytesScalar } from '../../graphql/scalars.js'
import { OfferCursor, OfferEvent } from './offer.type.js'
import type { OfferEvents } from './offerEvents.js'

@Resolver()
export class OfferSubscription {
  constructor(private readonly events: OfferEvents) {}

  @SignedIn({ rows: 'PROVIDER' })
  @EventStream(() => OfferEvent, {
    description: 'Offers and assignments of the caller’s nodes after the given cursors, then live ones.',
  })
  offers(
    @Arg('nodeIds', () => [BytesScalar]) nodeIds: string[],
    @Arg('afterSeq', () => [OfferCursor], { nullable: true }) afterSeq: OfferCursor[] | null | undefined,
    @CurrentViewer() viewer: Viewer,
  ): Promise<AsyncIterable<OfferEvent>> {
    return this.events.follow(viewer, nodeIds, afterSeq ?? [])
  }
}
