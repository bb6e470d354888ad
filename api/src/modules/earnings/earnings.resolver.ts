import { Arg, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { Public } from '../../graphql/authorize.js'
import type { EarningsService } from './earnings.service.js'
import { EarningsEstimate, EarningsInput, UsdEarnings } from './earnings.type.js'

@Resolver(() => EarningsEstimate)
export class EarningsResolver {
  constructor(private readonly earnings: EarningsService) {}

  @Public()
  @Query(() => EarningsEstimate, {
    description: 'What a device would earn: (task revenue × 92 %) + staking rewards + bonuses.',
  })
  earningsEstimate(@Arg('input', () => EarningsInput) input: EarningsInput): Promise<EarningsEstimate> {
    return this.earnings.estimate(input)
  }

  @FieldResolver(() => UsdEarnings, {
    nullable: true,
    description: 'In dollars; null with an error that says why when there is no price of a token to go by.',
  })
  usd(@Root() estimate: EarningsEstimate): Promise<UsdEarnings> {
    return this.earnings.usd(estimate)
  }
}
