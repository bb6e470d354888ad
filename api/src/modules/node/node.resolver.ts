import { Arg, Ctx, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql'
import { requireViewer } from '../../graphql/apiError.js'
import type { Context } from '../../graphql/context.js'
import { AvailabilityEnum } from '../../graphql/enums.js'
import { BytesScalar } from '../../graphql/scalars.js'
import type { NodeService } from './node.service.js'
import {
  HeartbeatInput,
  HeartbeatPayload,
  Node,
  NodeAvailabilityEvent,
  NodePayload,
  Provider,
  UpsertNodeInput,
} from './node.type.js'

@Resolver()
export class NodeResolver {
  constructor(private readonly nodes: NodeService) {}

  @Query(() => [Node], { nullable: 'items', description: 'For the gateway: off-chain fields by id.' })
  _nodes(@Arg('ids', () => [BytesScalar]) ids: string[]): Promise<(Node | null)[]> {
    return this.nodes.byIds(ids)
  }

  @Query(() => [Provider], { nullable: 'items', description: 'For the gateway: off-chain fields by id.' })
  _providers(@Arg('ids', () => [BytesScalar]) ids: string[]): Promise<(Provider | null)[]> {
    return this.nodes.providersByIds(ids)
  }

  @Mutation(() => NodePayload, {
    description:
      'Describes a node, before or after its registration on chain. Its id follows from the caller’s wallet and the salt.',
  })
  upsertNode(
    @Arg('input', () => UpsertNodeInput) input: UpsertNodeInput,
    @Ctx() context: Context,
  ): Promise<NodePayload> {
    return this.nodes.upsert(requireViewer(context), input)
  }

  @Mutation(() => NodePayload, { description: 'Whether the provider wants work for the node.' })
  setAvailability(
    @Arg('nodeId', () => BytesScalar) nodeId: string,
    @Arg('availability', () => AvailabilityEnum) availability: keyof typeof AvailabilityEnum,
    @Ctx() context: Context,
  ): Promise<NodePayload> {
    return this.nodes.setAvailability(requireViewer(context), nodeId, availability)
  }

  @Mutation(() => HeartbeatPayload, { description: 'A node silent for 15 seconds counts as offline.' })
  heartbeat(
    @Arg('input', () => HeartbeatInput) input: HeartbeatInput,
    @Ctx() context: Context,
  ): Promise<HeartbeatPayload> {
    return this.nodes.heartbeat(requireViewer(context), input)
  }

  @Subscription(() => NodeAvailabilityEvent, {
    description: 'Availability of any node, from now on.',
    subscribe: ({ context }: { context: Context }) => context.feeds.nodeAvailability(),
  })
  nodeAvailability(@Root() event: NodeAvailabilityEvent): NodeAvailabilityEvent {
    return event
  }
}
