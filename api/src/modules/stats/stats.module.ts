import { createUsdOf } from '@aiigo/chain'
import { defineModule } from '../defineModule.js'
import { StatsResolver } from './stats.resolver.js'
import { createStatsService } from './stats.service.js'

export const statsModule = defineModule({
  resolvers: [StatsResolver],
  create: ({ storage, deployment, dollars, now }) => ({
    resolvers: [
      new StatsResolver(createStatsService({ storage, deployment, usdOf: createUsdOf(deployment, dollars), now })),
    ],
  }),
})
