import { createFileGrants } from '@aiigo/service'
import { defineModule } from '../defineModule.js'
import { createForgetFiles } from '../file/createForgetFiles.js'
import { createFileCheck } from '../job/blobCheck.js'
import { BenchmarkResolver } from './benchmark.resolver.js'
import { createBenchmarkService } from './benchmark.service.js'

export const benchmarkModule = defineModule({
  resolvers: [BenchmarkResolver],
  create({ config, storage, now }) {
    const grants = createFileGrants(config.FILE_GRANT_SECRET)
    const checkFiles = createFileCheck(config.BLOB_STORE_URL, grants)
    const forgetFiles = createForgetFiles(config.BLOB_STORE_URL, grants, now)
    return { resolvers: [new BenchmarkResolver(createBenchmarkService({ storage, checkFiles, forgetFiles, now }))] }
  },
})
