import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHealth, createLogger, createMetrics, createShutdown, runMain } from '@aiigo/service'
import { createBlobStore } from './blobStore.js'
import { readConfig } from './config.js'
import { createGateway } from './createGateway.js'

runMain(async () => {
  const config = readConfig()
  const log = createLogger({ name: 'blob-gateway', level: config.LOG_LEVEL })
  const shutdown = createShutdown(log)
  const health = createHealth({ metrics: createMetrics() })
  const store = await createBlobStore({ folder: config.DATA_DIR, maxBytes: config.MAX_BLOB_BYTES })
  const app = createGateway({
    store,
    health,
    log,
    secret: config.AUTH_JWT_SECRET,
    maxBytes: config.MAX_BLOB_BYTES,
  })
  const server = createServer(app)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.PORT, config.HOST, resolve)
  })
  shutdown.register('http', async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeIdleConnections()
    const cut = setTimeout(() => server.closeAllConnections(), 5000)
    await closed
    clearTimeout(cut)
  })
  log.info({ port: (server.address() as AddressInfo).port, host: config.HOST, folder: config.DATA_DIR }, 'ready')
})
