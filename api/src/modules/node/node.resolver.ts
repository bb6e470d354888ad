import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import { Operator, Public, SignedIn } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Viewer } from '../../graphql/context.js'
import { AvailabilityEnum } from '../../graphql/enums.js'
import { InLane } from '../../graphql/lane.js'
import { BytesScalar } from '../../graphql/scalars.js'
import { CHAIN_COST } from '../costs.js'
import type { NodeService } from './node.service.js'
import {
  AuditNodeInput,
  HeartbeatInput,
  HeartbeatPayload,
  Node,
  NodePayload,
  Provider,
  UpsertNodeInput,
} from './node.type.js'

@Resolver()
export class NodeResolver {
  constructor(private readonly nodes: NodeService) {}

  @Public()
  @Query(() => [Node], { nullable: 'items', description: 'For the gateway: off-chain fields by id.' })
  _nodes(
    @Arg('ids', () => [BytesScalar]) ids: string[],
    @Ctx('viewer') viewer: Viewer | null,
  ): Promise<(Node | null)[]> {
    return this.nodes.byIds(viewer, ids)
  }

  @Public()
  @Query(() => [Provider], { nullable: 'items', description: 'For the gateway: off-chain fields by id.' })
  _providers(@Arg('ids', () => [BytesScalar]) ids: string[]): Promise<(Provider | null)[]> {
    return this.nodes.providersByIds(ids)
  }

  @SignedIn({ rows: 'CALLER' })
  @InLane('OWN')
  @Mutation(() => NodePayload, {
    description:
      'Describes a node, before or after its registration on chain. Its id follows from the caller’s wallet and the salt.',
  })
  upsertNode(
    @Arg('input', () => UpsertNodeInput) input: UpsertNodeInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<NodePayload> {
    return this.nodes.describe(viewer, input)
  }

  @SignedIn({ rows: 'PROVIDER' })
  @InLane('PROVIDER')
  @Mutation(() => NodePayload, { description: 'Whether the provider wants work for the node.' })
  setAvailability(
    @Arg('nodeId', () => BytesScalar) nodeId: string,
    @Arg('availability', () => AvailabilityEnum) availability: keyof typeof AvailabilityEnum,
    @Arg('reason', () => String, { nullable: true, description: 'Why it wants none, for the provider itself.' })
    reason: string | null,
    @CurrentViewer() viewer: Viewer,
  ): Promise<NodePayload> {
    return this.nodes.setAvailability(viewer, nodeId, availability, reason)
  }

  @Operator()
  @Mutation(() => NodePayload, {
    complexity: CHAIN_COST,
    description:
      'Operator: signs that a node is of its resource type. Without it only CPU nodes get jobs. It ends when the node’s type, hardware or tflops change, or its units grow.',
  })
  auditNode(
    @Arg('input', () => AuditNodeInput) input: AuditNodeInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<NodePayload> {
    return this.nodes.audit(viewer, input)
  }

  @SignedIn({ rows: 'PROVIDER' })
  @InLane('HEARTBEAT')
  @Mutation(() => HeartbeatPayload, { description: 'A node silent for 15 seconds counts as offline.' })
  heartbeat(
    @Arg('input', () => HeartbeatInput) input: HeartbeatInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<HeartbeatPayload> {
    return this.nodes.heartbeat(viewer, input)
  }
}
