import { createFileGrants } from '@aiigo/service'
import { defineModule } from '../defineModule.js'
import { createFileCheck } from '../job/blobCheck.js'
import { createTakersCheck } from '../job/checkTakers.js'
import { GroupResolver, JobOfGroupResolver } from './group.resolver.js'
import { createGroupService } from './group.service.js'
import { GroupSubscription } from './group.subscription.js'
import { createGroupEvents } from './groupEvents.js'

export const groupModule = defineModule({
  resolvers: [GroupResolver, JobOfGroupResolver, GroupSubscription],
  create({ config, storage, listener, ...deps }) {
    const grants = createFileGrants(config.FILE_GRANT_SECRET)
    const checkFiles = createFileCheck(config.BLOB_STORE_URL, grants)
    const checkTakers = createTakersCheck({ storage, ...deps })
    const settings = { checkFiles, checkTakers, retentionDays: config.FILE_RETENTION_DAYS }
    const groups = createGroupService({ storage, ...settings, ...deps })
    return {
      resolvers: [
        new GroupResolver(groups),
        new JobOfGroupResolver(groups),
        new GroupSubscription(createGroupEvents({ listener, groups })),
      ],
    }
  },
})
