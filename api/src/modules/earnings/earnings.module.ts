import { defineModule } from '../defineModule.js'
import { EarningsResolver } from './earnings.resolver.js'
import { createEarningsService } from './earnings.service.js'

export const earningsModule = defineModule({
  resolvers: [EarningsResolver],
  create: ({ storage, deployment, chain, dollars }) => ({
    resolvers: [new EarningsResolver(createEarningsService({ storage, deployment, chain, dollars }))],
  }),
})
