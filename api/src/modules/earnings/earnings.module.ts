import { defineModule } from '../defineModule.js'
import { EarningsResolver } from './earnings.resolver.js'
import { createEarningsService } from './earnings.service.js'
import { PeriodResolver } from './period.resolver.js'
import { createPeriodService } from './period.service.js'

export const earningsModule = defineModule({
  resolvers: [EarningsResolver, PeriodResolver],
  create: ({ storage, deployment, chain, dollars, findDays, now }) => ({
    resolvers: [
      new EarningsResolver(createEarningsService({ storage, deployment, chain, dollars })),
      new PeriodResolver(createPeriodService({ deployment, dollars, findDays, now })),
    ],
  }),
})
