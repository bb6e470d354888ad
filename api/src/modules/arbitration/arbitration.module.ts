import { createFileGrants } from '@aiigo/service'
import { defineModule } from '../defineModule.js'
import { createFileCheck } from '../job/blobCheck.js'
import { ArbitrationResolver } from './arbitration.resolver.js'
import { ArbitrationSubscription } from './arbitration.subscription.js'
import { createCaseService } from './case.service.js'
import { createCaseEvents } from './caseEvents.js'
import { createEvidenceService } from './evidence.service.js'
import { createSealCheck } from './sealCheck.js'

const DAY_SECONDS = 86_400

export const arbitrationModule = defineModule({
  resolvers: [ArbitrationResolver, ArbitrationSubscription],
  create({ config, storage, listener, chain, shownChain, deployment, now, fileKey }) {
    const grants = createFileGrants(config.FILE_GRANT_SECRET)
    const checkFiles = createFileCheck(config.BLOB_STORE_URL, grants)
    const checkSeals = createSealCheck(config.BLOB_STORE_URL, grants)
    const retentionSeconds = config.FILE_RETENTION_DAYS * DAY_SECONDS
    return {
      resolvers: [
        new ArbitrationResolver(
          createCaseService({ storage, chain, shownChain, deployment }),
          createEvidenceService({ storage, chain, checkFiles, checkSeals, fileKey, retentionSeconds, now }),
        ),
        new ArbitrationSubscription(createCaseEvents({ storage, listener })),
      ],
    }
  },
})
