import { defineModule } from '../defineModule.js'
import { CapacityResolver } from './capacity.resolver.js'
import { createCapacityService } from './capacity.service.js'

export const capacityModule = defineModule({
  resolvers: [CapacityResolver],
  create: ({ storage }) => ({
    resolvers: [new CapacityResolver(createCapacityService({ storage }))],
  }),
})
