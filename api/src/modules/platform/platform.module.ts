import { defineModule } from '../defineModule.js'
import { PaymentTokenResolver, PlatformResolver } from './platform.resolver.js'
import { createPlatformService } from './platform.service.js'

export const platformModule = defineModule({
  resolvers: [PlatformResolver, PaymentTokenResolver],
  create: ({ storage, deployment, chain, dollars, rules }) => {
    const platforms = createPlatformService({ storage, deployment, chain, dollars, rules })
    return { resolvers: [new PlatformResolver(platforms), new PaymentTokenResolver(platforms)] }
  },
})
