import type { AddressInfo } from 'node:net'
import { createFileGrants, createHealth, createLogger, createMetrics, createShutdown, runMain } from '@aiigo/service'
import { createBlobStore } from './blobStore.js'
import { readConfig } from './config.js'
import { createBlobServer } from './createBlobServer.js'
import { createGateway } from './createGateway.js'
import { openHoldings } from './holdings.js'
import { measureDisk } from './measureDisk.js'
import { storedLimit } from './storedLimit.js'
import { sweepHoldings } from './sweepHoldings.js'

const SWEEP_MS = 60_000

runMain(async () => {
  const config = readConfig()
  const log = createLogger({ name: 'blob-gateway', level: config.LOG_LEVEL })
  const shutdown = createShutdown(log)
  const metrics = createMetrics()
  const health = createHealth({ metrics })
  const maxBytes = storedLimit(config.MAX_BLOB_BYTES)
  const store = await createBlobStore({ folder: config.DATA_DIR, maxBytes })
  const holdings = openHoldings(config.DATA_DIR)
  shutdown.register('holdings', () => holdings.close())
  const app = createGateway({
    store,
    holdings,
    health,
    metrics,
    log,
    grants: createFileGrants(config.FILE_GRANT_SECRET),
    maxBytes,
    unclaimedSeconds: config.UNCLAIMED_HOURS * 3_600,
    uploadsPerMinute: config.UPLOADS_PER_MINUTE,
  })
  measureDisk(metrics, config.DATA_DIR)
  const sweeping = setInterval(() => {
    sweepHoldings(holdings, store, log, Date.now()).catch((error: unknown) => log.error({ err: error }, 'sweep failed'))
  }, SWEEP_MS)
  shutdown.register('sweep', () => clearInterval(sweeping))
  const server = createBlobServer(app, {
    connectionsPerAddress: config.CONNECTIONS_PER_ADDRESS,
    trustedProxies: config.TRUSTED_PROXIES,
  })
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
