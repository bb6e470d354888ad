import { Arg, Mutation, Query, Resolver } from 'type-graphql'
import { Operator, Public } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Viewer } from '../../graphql/context.js'
import { ResourceTypeEnum } from '../../graphql/enums.js'
import { InLane } from '../../graphql/lane.js'
import type { CapacityService } from './capacity.service.js'
import { Capacity, SetTierCapacityInput, SetTierCapacityPayload } from './capacity.type.js'

@Resolver()
export class CapacityResolver {
  constructor(private readonly capacities: CapacityService) {}

  @Public()
  @Query(() => Capacity, {
    nullable: true,
    description: 'Supply, demand and headroom by tier, type and region; null until they have been counted once.',
  })
  capacity(
    @Arg('resourceType', () => ResourceTypeEnum, { nullable: true }) resourceType?:
      | keyof typeof ResourceTypeEnum
      | null,
    @Arg('region', () => String, { nullable: true, description: 'Only this one; ALL: only the sums.' })
    region?: string | null,
  ): Promise<Capacity | null> {
    return this.capacities.capacity(resourceType ?? null, region ?? null)
  }

  @Operator()
  @InLane('OWN')
  @Mutation(() => SetTierCapacityPayload, {
    description:
      'Operator: plans how much a platform tier holds ready at one place. Alerts follow; matches are never refused.',
  })
  setTierCapacity(
    @Arg('input', () => SetTierCapacityInput) input: SetTierCapacityInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<SetTierCapacityPayload> {
    return this.capacities.setTierCapacity(viewer, input)
  }
}
