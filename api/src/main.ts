import { readDeployment } from '@aiigo/chain/node'
import { createRedisWakeUp } from '@aiigo/queue'
import { createHealth, createLogger, createMetrics, createShutdown, runMain } from '@aiigo/service'
import { createStorage } from '@aiigo/storage'
import { readConfig } from './config.js'
import { createApi } from './createApi.js'

runMain(async () => {
  const config = readConfig()
  const log = createLogger({ name: 'api', level: config.LOG_LEVEL })
  const shutdown = createShutdown(log)
  const health = createHealth({ metrics: createMetrics() })
  const deployment = readDeployment(config.DEPLOYMENT_FILE)
  const onError = (error: unknown): void => log.warn({ err: error }, 'wake-ups failed; the slow poll goes on')
  const wakeUp = config.REDIS_URL ? createRedisWakeUp(config.REDIS_URL, onError) : undefined
  if (wakeUp) shutdown.register('wake-ups', () => wakeUp.close())
  const storage = await createStorage({
    databaseUrl: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    onError,
    ...(wakeUp ? { wakeUp } : {}),
  })
  shutdown.register('database', () => storage.close())
  const api = await createApi({ config, storage, deployment, health, log })
  shutdown.register('api', () => api.close())
  log.info({ port: api.port, host: config.HOST, chainId: deployment.chainId }, 'ready')
})
