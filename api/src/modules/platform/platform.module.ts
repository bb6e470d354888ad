import { defineModule } from '../defineModule.js'
import { PlatformResolver } from './platform.resolver.js'
import { createPlatformService } from './platform.service.js'

export const platformModule = defineModule({
  resolvers: [PlatformResolver],
  create: ({ storage, deployment, chain, rules }) => ({
    resolvers: [new PlatformResolver(createPlatformService({ storage, deployment, chain, rules }))],
  }),
})
