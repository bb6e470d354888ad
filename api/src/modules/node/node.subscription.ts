import { Resolver } from 'type-graphql'
import { Public } from '../../graphql/authorize.js'
import { EventStream } from '../../graphql/EventStream.js'
import { NodeAvailabilityEvent } from './node.type.js'
import type { NodeEvents } from './nodeEvents.js'

@Resolver()
export class NodeSubscription {
  constructor(private readonly events: NodeEvents) {}

  @Public()
  @EventStream(() => NodeAvailabilityEvent, { description: 'Availability of any node, from now on.' })
  nodeAvailability(): Promise<AsyncIterable<NodeAvailabilityEvent>> {
    return this.events.availability()
  }
}
