import { defineModule } from '../defineModule.js'
import { OfferResolver } from './offer.resolver.js'
import { createOfferService } from './offer.service.js'
import { OfferSubscription } from './offer.subscription.js'
import { createOfferEvents } from './offerEvents.js'

export const offerModule = defineModule({
  resolvers: [OfferResolver, OfferSubscription],
  create: ({ storage, listener, deployment, verifySignature, now }) => ({
    resolvers: [
      new OfferResolver(createOfferService({ storage, deployment, verifySignature, now })),
      new OfferSubscription(createOfferEvents({ storage, listener })),
    ],
  }),
})
