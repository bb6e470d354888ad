import { Query, Resolver } from 'type-graphql'
import { Public } from '../../graphql/authorize.js'
import type { StatsService } from './stats.service.js'
import { MarketStats } from './stats.type.js'

@Resolver()
export class StatsResolver {
  constructor(private readonly stats: StatsService) {}

  @Public()
  @Query(() => MarketStats, { description: 'The KPIs with their definitions, targets and today’s values.' })
  marketStats(): Promise<MarketStats> {
    return this.stats.marketStats()
  }
}
