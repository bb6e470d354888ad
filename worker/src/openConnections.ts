import { createProducer, createQueueBackend, createRedisWakeUp, type Producer, type QueueBackend } from '@aiigo/queue'
import { countTransitions, type Metrics, measureConnections, type Shutdown, traceparent } from '@aiigo/service'
import { createStorage, type Storage } from '@aiigo/storage'
import type { WorkerConfig } from './config.js'

export interface Connections {
  storage: Storage
  backend: QueueBackend
  producer: Producer
}

/** Connects to the database and to the queues; the shutdown closes the connections in the opposite order. */
export async function openConnections(
  config: WorkerConfig,
  shutdown: Shutdown,
  onError: (error: unknown) => void,
  metrics: Metrics,
): Promise<Connections> {
  const wakeUp = config.REDIS_URL ? createRedisWakeUp(config.REDIS_URL, onError) : undefined
  if (wakeUp) shutdown.register('wake-ups', () => wakeUp.close())
  const storage = await createStorage({
    databaseUrl: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    onError,
    onTransition: countTransitions(metrics),
    trace: traceparent,
    ...(wakeUp ? { wakeUp } : {}),
  })
  measureConnections(metrics, async () => ({ ...(await storage.connections()) }))
  shutdown.register('storage', () => storage.close())
  const backend = createQueueBackend({ databaseUrl: config.DATABASE_URL, redisUrl: config.REDIS_URL, onError })
  shutdown.register('queue backend', () => backend.close())
  await backend.prepare()
  const producer = createProducer(backend, onError)
  shutdown.register('producer', () => producer.close())
  return { storage, backend, producer }
}
