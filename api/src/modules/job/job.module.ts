import { confirmationsFor } from '@aiigo/chain'
import { createFileGrants } from '@aiigo/service'
import { defineModule } from '../defineModule.js'
import { createBlobCheck } from './blobCheck.js'
import { createTakersCheck } from './checkTakers.js'
import { JobResolver } from './job.resolver.js'
import { createJobService } from './job.service.js'
import { JobSubscription } from './job.subscription.js'
import { createJobEvents } from './jobEvents.js'
import { TaskResolver } from './task.resolver.js'

export const jobModule = defineModule({
  resolvers: [JobResolver, TaskResolver, JobSubscription],
  create({ config, storage, listener, ...deps }) {
    const grants = createFileGrants(config.FILE_GRANT_SECRET)
    const checkBlobs = createBlobCheck(config.BLOB_STORE_URL, grants)
    const confirmations = confirmationsFor(config.CONFIRMATIONS, deps.deployment.chainId)
    const checkTakers = createTakersCheck({ storage, ...deps })
    const settings = { checkBlobs, checkTakers, confirmations, retentionDays: config.FILE_RETENTION_DAYS }
    const jobs = createJobService({ storage, ...settings, ...deps })
    return {
      resolvers: [
        new JobResolver(jobs),
        new TaskResolver(jobs),
        new JobSubscription(createJobEvents({ storage, listener })),
      ],
    }
  },
})
