import type { Reader } from '@aiigo/chain'
import type { Storage } from '@aiigo/storage'

/** The moment at which a history is being written. It only moves on. */
export interface HistoryClock {
  /** Unix seconds. */
  now(): number
  /** Moves every clock to a moment: this process's, the database session's, and the one of the chain's next block. */
  moveTo(seconds: number): Promise<void>
  /** Sets the time of the chain's next block: the present moment, or a second after the last block. */
  beforeBlock(): Promise<void>
  /** Gives the chain the machine's own time back, with a block of this moment. */
  end(): Promise<void>
}

const RealDate = Date

/** Schema of the functions that the database's session finds in place of PostgreSQL's. */
const SCHEMA = 'aiigo_history'

/**
 * The storage's own verbs date rows by `new Date()` and by PostgreSQL's clock_timestamp(). In this process and in its
 * database session both are the history's clock, so that the verbs write the past as they would have written it then.
 * The session finds the functions of a schema of its own before PostgreSQL's; no other session does.
 */
export async function createHistoryClock(storage: Storage, reader: Reader, from: number): Promise<HistoryClock> {
  let now = from
  let lastBlock = Number((await reader.getBlock()).timestamp)

  globalThis.Date = class extends RealDate {
    constructor(...given: unknown[]) {
      // @ts-expect-error: the arguments of any of Date's forms
      super(...(given.length === 0 ? [now * 1_000] : given))
    }
    static override now(): number {
      return now * 1_000
    }
  } as DateConstructor

  const moment = `coalesce(nullif(current_setting('aiigo.history_clock', true), '')::timestamptz, pg_catalog.clock_timestamp())`
  const em = storage.fork()
  await em.execute(`create schema if not exists ${SCHEMA}`)
  for (const name of ['clock_timestamp', 'now']) {
    await em.execute(
      `create or replace function ${SCHEMA}.${name}() returns timestamptz language sql volatile as $$ select ${moment} $$`,
    )
  }
  await setSession()

  async function setSession(): Promise<void> {
    await storage
      .fork()
      .execute(
        `select set_config('search_path', '${SCHEMA}, public, pg_catalog', false), set_config('aiigo.history_clock', ?, false)`,
        [new RealDate(now * 1_000).toISOString()],
      )
  }
  const control = (method: string, params: unknown[]) => reader.request({ method, params } as never)

  return {
    now: () => now,
    async moveTo(seconds) {
      if (seconds < now) throw new Error(`expected a moment from ${now} on, got ${seconds}`)
      now = seconds
      await setSession()
    },
    async beforeBlock() {
      lastBlock = Math.max(now, lastBlock + 1)
      await control('evm_setNextBlockTimestamp', [lastBlock])
    },
    async end() {
      globalThis.Date = RealDate
      await control('evm_setNextBlockTimestamp', [Math.max(Math.floor(RealDate.now() / 1_000), lastBlock + 1)])
      await control('evm_mine', [])
      await storage.fork().execute(`drop schema ${SCHEMA} cascade`)
    },
  }
}
