import { createFileGrants } from '@aiigo/service'
import { defineModule } from '../defineModule.js'
import { createForgetFiles } from '../file/createForgetFiles.js'
import { createFileCheck } from '../job/blobCheck.js'
import { OfferResolver } from './offer.resolver.js'
import { createOfferService } from './offer.service.js'
import { OfferSubscription } from './offer.subscription.js'
import { createOfferEvents } from './offerEvents.js'

export const offerModule = defineModule({
  resolvers: [OfferResolver, OfferSubscription],
  create({ config, storage, listener, deployment, verifySignature, now }) {
    const grants = createFileGrants(config.FILE_GRANT_SECRET)
    const checkFiles = createFileCheck(config.BLOB_STORE_URL, grants)
    const forget = createForgetFiles(config.BLOB_STORE_URL, grants, now)
    const offers = createOfferService({
      ...{ storage, deployment, verifySignature, checkFiles, forget, now },
      retentionDays: config.FILE_RETENTION_DAYS,
    })
    return {
      resolvers: [new OfferResolver(offers), new OfferSubscription(createOfferEvents({ storage, listener }))],
    }
  },
})
