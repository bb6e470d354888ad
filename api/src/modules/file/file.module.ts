import { createFileGrants } from '@aiigo/service'
import { defineModule } from '../defineModule.js'
import { FileResolver } from './file.resolver.js'
import { createFileService } from './file.service.js'

export const fileModule = defineModule({
  resolvers: [FileResolver],
  create: ({ config, storage, chain, now }) => ({
    resolvers: [
      new FileResolver(
        createFileService({ storage, chain, now, config, grants: createFileGrants(config.FILE_GRANT_SECRET) }),
      ),
    ],
  }),
})
