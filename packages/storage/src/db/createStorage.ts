import { pause } from '@aiigo/domain'
import { defineConfig, MikroORM, type PostgreSqlConnection, type SqlEntityManager } from '@mikro-orm/postgresql'
import type { Pool, QueryResultRow } from 'pg'
import { createPostgresWakeUp } from './createPostgresWakeUp.js'
import { entities } from './entities.js'
import { releaseDeadConnections } from './releaseDeadConnections.js'
import { routines } from './routines.js'
import type { StateChange } from './StateChange.js'
import type { WakeUp } from './wakeUp.js'

export interface StorageOptions {
  /** postgres://… */
  databaseUrl: string
  /** Most connections at a time; default 10. */
  poolSize?: number
  /** PostgreSQL ends a statement that takes longer, milliseconds; default: none. */
  statementTimeoutMs?: number
  /**
   * How other processes are woken; default PostgreSQL's NOTIFY. A wake-up that is given here is closed by its creator.
   */
  wakeUp?: WakeUp
  /** Hears of failing wake-ups and broken listening connections; nothing is lost by them. */
  onError?: (error: unknown) => void
  /** Hears of each change of a state that this process made, once it is committed. It must not throw. */
  onTransition?: (transition: StateChange) => void
  /** The trace of the code that runs, which its messages carry on; null without one. W3C `traceparent`. */
  trace?: () => string | null
}

export type EntityManager = SqlEntityManager

export interface PoolUse {
  used: number
  idle: number
  waiting: number
}

export interface Storage {
  readonly orm: MikroORM
  readonly wakeUp: WakeUp
  readonly onError: (error: unknown) => void
  readonly onTransition: (transition: StateChange) => void
  readonly trace: () => string | null
  /** A fresh unit of work. */
  fork(): EntityManager
  /**
   * A single statement with parameters `$1`… that are sent apart from it: for large ones, which `execute` of an
   * entity manager writes into the statement letter by letter.
   */
  query<Row extends QueryResultRow>(statement: string, parameters: readonly string[]): Promise<Row[]>
  /** Connections of the pool, and callers that wait for one. */
  connections(): Promise<PoolUse>
  /** Rejects while the database does not answer. */
  health(): Promise<void>
  close(): Promise<void>
}

/** Settings every connection of this package shares. */
export function ormOptions(databaseUrl: string, poolSize: number, statementTimeoutMs?: number) {
  return defineConfig({
    clientUrl: databaseUrl,
    // The name in the URL; MikroORM wants it separately.
    dbName: decodeURIComponent(new URL(databaseUrl).pathname.slice(1)),
    entities,
    routines,
    pool: { min: 0, max: poolSize },
    driverOptions: {
      onPoolCreated: releaseDeadConnections,
      ...(statementTimeoutMs === undefined ? {} : { statement_timeout: statementTimeoutMs }),
    },
    discovery: { checkDuplicateFieldNames: false },
    forceUtcTimezone: true,
  })
}

/** How long a storage that is closed waits for statements under way. Milliseconds. */
const CLOSE_MS = 5_000

/**
 * Waits until no statement is under way. The query builder loses a connection that is opened while it is destroyed, and
 * then waits for it for good.
 */
async function connectionsReturn(pool: Pool): Promise<void> {
  const until = Date.now() + CLOSE_MS
  while ((pool.waitingCount > 0 || pool.totalCount > pool.idleCount) && Date.now() < until) await pause(10)
}

/**
 * Connects to PostgreSQL.
 * @example
 * const storage = await createStorage({ databaseUrl, poolSize: 10 })
 * await inTransaction(storage, (em) => moveJob(em, job, 'QUEUED'))
 */
export async function createStorage(options: StorageOptions): Promise<Storage> {
  const {
    databaseUrl,
    poolSize = 10,
    onError = () => undefined,
    onTransition = () => undefined,
    trace = () => null,
  } = options
  const orm = await MikroORM.init(ormOptions(databaseUrl, poolSize, options.statementTimeoutMs))
  const fork = (): EntityManager => orm.em.fork()
  const pool = () => (orm.em.getDriver().getConnection() as unknown as PostgreSqlConnection).getNativeClient()
  const wakeUp =
    options.wakeUp ??
    createPostgresWakeUp({
      databaseUrl,
      onError,
      // Nothing that would have to be on disk: without the setting notifications wait for it one after the other, for
      // the commit of each is locked.
      notify: async (messages) => {
        await fork().execute(
          `select set_config('synchronous_commit', 'off', true), pg_notify(item ->> 'channel', item ->> 'text')
           from jsonb_array_elements(?::jsonb) as item`,
          [JSON.stringify(messages)],
        )
      },
    })
  return {
    orm,
    wakeUp,
    onError,
    onTransition,
    trace,
    fork,
    async query<Row extends QueryResultRow>(statement: string, parameters: readonly string[]) {
      return (await (await pool()).query<Row>(statement, [...parameters])).rows
    },
    async connections() {
      const { totalCount, idleCount, waitingCount } = await pool()
      return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount }
    },
    async health() {
      await fork().execute('select 1')
    },
    async close() {
      if (!options.wakeUp) await wakeUp.close()
      await connectionsReturn(await pool())
      await orm.close(true)
    },
  }
}
