import { createRedisWakeUp } from '@aiigo/queue'
import {
  countTransitions,
  type Logger,
  type Metrics,
  measureConnections,
  type Shutdown,
  traceparent,
} from '@aiigo/service'
import { createStorage, type Storage } from '@aiigo/storage'
import type { Config } from './config.js'

interface Options {
  config: Config
  log: Logger
  shutdown: Shutdown
  metrics: Metrics
  /** PostgreSQL ends a statement that takes longer. */
  statementTimeoutMs?: number
}

/** The database of a process, closed by its shutdown. */
export async function openStorage({ config, log, shutdown, metrics, ...options }: Options): Promise<Storage> {
  const onError = (error: unknown): void => log.warn({ err: error }, 'wake-ups failed; the slow poll goes on')
  const wakeUp = config.REDIS_URL ? createRedisWakeUp(config.REDIS_URL, onError) : undefined
  if (wakeUp) shutdown.register('wake-ups', () => wakeUp.close())
  const storage = await createStorage({
    ...options,
    databaseUrl: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    onError,
    onTransition: countTransitions(metrics),
    trace: traceparent,
    ...(wakeUp ? { wakeUp } : {}),
  })
  measureConnections(metrics, async () => ({ ...(await storage.connections()) }))
  shutdown.register('database', () => storage.close())
  return storage
}
