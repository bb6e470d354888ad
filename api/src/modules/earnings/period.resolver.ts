import { Arg, Args, Query, Resolver } from 'type-graphql'
import { Public } from '../../graphql/authorize.js'
import { BytesScalar } from '../../graphql/scalars.js'
import type { PeriodService } from './period.service.js'
import { MoneyPeriod, PeriodArgs } from './period.type.js'

@Resolver(() => MoneyPeriod)
export class PeriodResolver {
  constructor(private readonly periods: PeriodService) {}

  @Public()
  @Query(() => [MoneyPeriod], {
    description:
      'What a provider, or one node, was paid for tasks: after the fee, without bonuses. Periods without a payment are left out. The subgraph shows the same to everybody.',
  })
  earnings(
    @Args(() => PeriodArgs) args: PeriodArgs,
    @Arg('provider', () => BytesScalar, { nullable: true, description: 'Either this or nodeId.' })
    provider: string | null,
    @Arg('nodeId', () => BytesScalar, { nullable: true }) nodeId: string | null,
  ): Promise<MoneyPeriod[]> {
    return this.periods.earnings(args, provider ?? null, nodeId ?? null)
  }

  @Public()
  @Query(() => [MoneyPeriod], {
    description:
      'What a buyer’s tasks cost when they ended: deposits less refunds and rebates. Periods without a cost are left out. The subgraph shows the same to everybody.',
  })
  spending(
    @Args(() => PeriodArgs) args: PeriodArgs,
    @Arg('buyer', () => BytesScalar) buyer: string,
  ): Promise<MoneyPeriod[]> {
    return this.periods.spending(args, buyer)
  }
}
