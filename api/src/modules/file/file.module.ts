import { LONGEST_DISPUTE_SECONDS } from '@aiigo/domain'
import { createFileGrants } from '@aiigo/service'
import { deleteLogs, pruneEndedJobs } from '@aiigo/storage'
import { defineModule } from '../defineModule.js'
import { createForgetFiles } from './createForgetFiles.js'
import { FileResolver } from './file.resolver.js'
import { createFileService } from './file.service.js'
import { KeyResolver } from './key.resolver.js'
import { createKeyService } from './key.service.js'

const DAY_SECONDS = 86_400

export const fileModule = defineModule({
  resolvers: [FileResolver, KeyResolver],
  create({ config, storage, chain, now, deployment, verifySignature, fileKey }) {
    const grants = createFileGrants(config.FILE_GRANT_SECRET)
    const forget = createForgetFiles(config.BLOB_STORE_URL, grants, now)
    // The hourly sweep does what a crash or a failure leaves.
    const deleteLog = (jobId: string) => void deleteLogs(storage.fork(), jobId).catch(() => undefined)
    return {
      resolvers: [
        new FileResolver(createFileService({ storage, chain, now, config, grants, forget, deleteLog })),
        new KeyResolver(createKeyService({ storage, chain, deployment, verifySignature, fileKey })),
      ],
      async housekeeping() {
        const keptSeconds = config.FILE_RETENTION_DAYS * DAY_SECONDS + LONGEST_DISPUTE_SECONDS
        await pruneEndedJobs(storage.fork(), new Date(now() - keptSeconds * 1_000))
      },
    }
  },
})
