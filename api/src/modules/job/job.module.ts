import { defineModule } from '../defineModule.js'
import { createBlobCheck } from './blobCheck.js'
import { JobResolver } from './job.resolver.js'
import { createJobService } from './job.service.js'
import { JobSubscription } from './job.subscription.js'
import { createJobEvents } from './jobEvents.js'
import { TaskResolver } from './task.resolver.js'

export const jobModule = defineModule({
  resolvers: [JobResolver, TaskResolver, JobSubscription],
  create({ config, storage, listener, ...deps }) {
    const jobs = createJobService({ storage, checkBlobs: createBlobCheck(config.BLOB_STORE_URL), ...deps })
    return {
      resolvers: [
        new JobResolver(jobs),
        new TaskResolver(jobs),
        new JobSubscription(createJobEvents({ storage, listener })),
      ],
    }
  },
})
