import { createServer } from 'node:http'
import { readDeployment } from '@aiigo/chain/node'
import { createLogger, createMetrics, createShutdown, runMain } from '@aiigo/service'
import { readConfig, readReaderSocket } from './config.js'
import { createCore } from './createCore.js'
import { createReaderApp } from './http/createReaderApp.js'
import { MAX_QUERY_MS } from './http/createReaders.js'
import { openStorage } from './openStorage.js'

/** Answers queries for the API in front of it, which starts it. Its connections to the database are its own. */
runMain(async () => {
  const config = readConfig()
  const path = readReaderSocket()
  const log = createLogger({ name: 'api-reader', level: config.LOG_LEVEL })
  const shutdown = createShutdown(log)
  process.on('disconnect', () => void shutdown.run('the API in front of this reader is gone'))
  const storage = await openStorage({
    config,
    log,
    shutdown,
    metrics: createMetrics(),
    statementTimeoutMs: MAX_QUERY_MS,
  })
  const server = createServer()
  // The API in front keeps its connections for the next query. Ended here when idle, one of them could end just then.
  server.keepAliveTimeout = 0
  const core = await createCore({ config, storage, deployment: readDeployment(config.DEPLOYMENT_FILE), log }, server)
  shutdown.register('core', () => core.close())
  server.on('request', createReaderApp(core.apollo, log))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  process.on('message', () => process.send?.('pong'))
  process.send?.('ready')
})
