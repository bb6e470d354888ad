import { createFileGrants } from '@aiigo/service'
import { pruneJobKeys } from '@aiigo/storage'
import { defineModule } from '../defineModule.js'
import { FileResolver } from './file.resolver.js'
import { createFileService } from './file.service.js'
import { KeyResolver } from './key.resolver.js'
import { createKeyService } from './key.service.js'

/** A dispute may read a job's files for so long after its end. Days. */
const LONGEST_DISPUTE_DAYS = 14
const DAY_MS = 86_400_000

export const fileModule = defineModule({
  resolvers: [FileResolver, KeyResolver],
  create: ({ config, storage, chain, now, deployment, verifySignature, fileKey }) => ({
    resolvers: [
      new FileResolver(
        createFileService({ storage, chain, now, config, grants: createFileGrants(config.FILE_GRANT_SECRET) }),
      ),
      new KeyResolver(createKeyService({ storage, chain, deployment, verifySignature, fileKey })),
    ],
    async housekeeping() {
      const keptDays = config.FILE_RETENTION_DAYS + LONGEST_DISPUTE_DAYS
      await pruneJobKeys(storage.fork(), new Date(now() - keptDays * DAY_MS))
    },
  }),
})
