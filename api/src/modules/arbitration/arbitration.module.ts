import { createFileGrants } from '@aiigo/service'
import { defineModule } from '../defineModule.js'
import { createFileCheck } from '../job/blobCheck.js'
import { ArbitrationResolver } from './arbitration.resolver.js'
import { ArbitrationSubscription } from './arbitration.subscription.js'
import { createCaseService } from './case.service.js'
import { createCaseEvents } from './caseEvents.js'
import { createEvidenceService } from './evidence.service.js'

const DAY_SECONDS = 86_400

export const arbitrationModule = defineModule({
  resolvers: [ArbitrationResolver, ArbitrationSubscription],
  create({ config, storage, listener, chain, deployment, now }) {
    const checkFiles = createFileCheck(config.BLOB_STORE_URL, createFileGrants(config.FILE_GRANT_SECRET))
    const retentionSeconds = config.FILE_RETENTION_DAYS * DAY_SECONDS
    return {
      resolvers: [
        new ArbitrationResolver(
          createCaseService({ storage, chain, deployment }),
          createEvidenceService({ storage, chain, checkFiles, retentionSeconds, now }),
        ),
        new ArbitrationSubscription(createCaseEvents({ storage, listener })),
      ],
    }
  },
})
