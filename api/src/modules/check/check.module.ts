import { createFileGrants } from '@aiigo/service'
import { createSealCheck } from '../arbitration/sealCheck.js'
import { defineModule } from '../defineModule.js'
import { createFileCheck } from '../job/blobCheck.js'
import { CheckResolver, CheckRunWorkResolver } from './check.resolver.js'
import { createCheckService } from './check.service.js'

const DAY_SECONDS = 86_400

export const checkModule = defineModule({
  resolvers: [CheckResolver, CheckRunWorkResolver],
  create({ config, storage, deployment, verifySignature, fileKey, now }) {
    const grants = createFileGrants(config.FILE_GRANT_SECRET)
    const checkFiles = createFileCheck(config.BLOB_STORE_URL, grants)
    const checkSeals = createSealCheck(config.BLOB_STORE_URL, grants)
    const retentionSeconds = config.FILE_RETENTION_DAYS * DAY_SECONDS
    const files = { checkFiles, checkSeals, fileKey, retentionSeconds }
    const checks = createCheckService({ storage, deployment, verifySignature, ...files, now })
    return { resolvers: [new CheckResolver(checks), new CheckRunWorkResolver(checks)] }
  },
})
