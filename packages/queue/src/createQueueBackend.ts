import {
  type BackendFactory,
  createPostgresBackend,
  type Processor,
  Queue,
  type RedisQueueBackend,
  runMigrations,
  Worker,
  type WorkerOptions,
} from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'

export interface QueueBackendOptions {
  /** Used when there is no Redis. */
  databaseUrl: string
  /** redis://…; with it queues live in Redis. */
  redisUrl?: string | undefined
  /** Connections to PostgreSQL; each consumer keeps one to listen. Default 30. */
  poolSize?: number
  /** Separates systems that share a Redis; default `aiigo`. */
  prefix?: string
  /** Hears of connection errors; queues connect again by themselves. */
  onError?: (error: unknown) => void
}

/** How queues and workers reach the place where jobs are kept. */
export interface QueueBackend {
  readonly kind: 'postgres' | 'redis'
  /** Brings the queue tables up to date (PostgreSQL; several processes may do so at once) and checks the connection. */
  prepare(): Promise<void>
  queue(name: string): Queue
  worker(name: string, processor: Processor, options: Omit<WorkerOptions, 'connection' | 'prefix'>): Worker
  /** Rejects while the place does not answer. */
  health(): Promise<void>
  /** Ends the connections. Close producers and consumers first. */
  close(): Promise<void>
}

/** The one place that chooses between BullMQ's PostgreSQL and Redis backends. */
export function createQueueBackend(options: QueueBackendOptions): QueueBackend {
  return options.redisUrl ? createRedis(options.redisUrl, options) : createPostgres(options)
}

function createPostgres({ databaseUrl, poolSize = 30, onError = () => undefined }: QueueBackendOptions): QueueBackend {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: poolSize,
    keepAlive: true,
    application_name: 'aiigo-queue',
    // BullMQ leaves the schema of a pool that it is given to the pool's owner.
    options: '-c search_path=bullmq',
  })
  pool.on('error', onError)
  // Every queue and worker adds its listeners.
  pool.setMaxListeners(0)
  // Queue and Worker are the same classes on every backend; their types name the backend, which callers shall not care
  // about.
  const factory = createPostgresBackend as unknown as BackendFactory<RedisQueueBackend>
  return {
    kind: 'postgres',
    async prepare() {
      const client = await pool.connect()
      try {
        await runMigrations(client)
      } finally {
        client.release()
      }
    },
    queue: (name) => new Queue(name, { connection: pool }, factory),
    worker: (name, processor, rest) => new Worker(name, processor, { ...rest, connection: pool }, factory),
    async health() {
      await pool.query('select 1')
    },
    async close() {
      await pool.end()
    },
  }
}

function createRedis(
  redisUrl: string,
  { prefix = 'aiigo', onError = () => undefined }: QueueBackendOptions,
): QueueBackend {
  // Workers block on their own duplicate of it; null: commands wait for the connection instead of failing.
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null })
  connection.on('error', onError)
  connection.setMaxListeners(0)
  return {
    kind: 'redis',
    async prepare() {
      await connection.ping()
    },
    queue: (name) => new Queue(name, { connection, prefix }),
    worker: (name, processor, rest) => new Worker(name, processor, { ...rest, connection, prefix }),
    async health() {
      await connection.ping()
    },
    async close() {
      await connection.quit().catch(() => connection.disconnect())
    },
  }
}
