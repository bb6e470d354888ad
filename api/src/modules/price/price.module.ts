import { defineModule } from '../defineModule.js'
import { PriceResolver } from './price.resolver.js'
import { createPriceService } from './price.service.js'
import { PriceSubscription } from './price.subscription.js'
import { createPriceEvents } from './priceEvents.js'

export const priceModule = defineModule({
  resolvers: [PriceResolver, PriceSubscription],
  create: ({ storage, listener, deployment, dollars, now }) => ({
    resolvers: [
      new PriceResolver(createPriceService({ storage, deployment, dollars, now })),
      new PriceSubscription(createPriceEvents({ storage, listener })),
    ],
  }),
})
