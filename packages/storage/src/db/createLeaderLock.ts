import pg from 'pg'

export interface LeaderLock {
  /**
   * Whether this process holds the lock; tries to take it when it does not. Never waits for another process. Asked at
   * least every few seconds: a holder that does not ask for half a minute loses the lock to one that does.
   */
  tryAcquire(): Promise<boolean>
  /** Gives the lock up; a later try may take it again. */
  close(): Promise<void>
}

/** A holder whose connection said nothing for so long has died without a word, or stands still. */
const SILENT = `interval '30 s'`
/** Without a row where the holder is well. */
const END_SILENT_HOLDER = `
  select pg_terminate_backend(a.pid) from pg_locks l join pg_stat_activity a on a.pid = l.pid
  where l.locktype = 'advisory' and l.granted and l.objsubid = 1
    and l.database = (select oid from pg_database where datname = current_database())
    and (l.classid::bigint << 32) | l.objid::bigint = hashtextextended($1, 0)
    and a.state <> 'active' and a.state_change < pg_catalog.clock_timestamp() - ${SILENT}`
const KEEPALIVES = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3'

/**
 * A lock that one process of many holds, as long as its own database connection lives: PostgreSQL frees it when the
 * process dies. A machine that loses its network leaves the connection open, and a process that stands still keeps it:
 * another process ends the connection of a silent holder. The connection is a session of PostgreSQL's own: a pooler
 * that shares sessions between transactions cannot be in between.
 * @param name what the lock is for
 */
export function createLeaderLock({ databaseUrl, name }: { databaseUrl: string; name: string }): LeaderLock {
  let client: pg.Client | undefined
  let held = false

  function lost(which: pg.Client): void {
    if (client !== which) return
    client = undefined
    held = false
  }

  return {
    async tryAcquire() {
      if (!client) {
        const made = new pg.Client({
          connectionString: databaseUrl,
          application_name: `aiigo-lock-${name}`,
          keepAlive: true,
          options: KEEPALIVES,
        })
        made.on('error', () => lost(made))
        made.on('end', () => lost(made))
        await made.connect()
        client = made
      }
      const asked = client
      if (held) {
        await asked.query('select 1')
        return held
      }
      const { rows } = await client.query<{ taken: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
        [name],
      )
      held = client === asked && rows[0]?.taken === true
      if (!held && client === asked) await asked.query(END_SILENT_HOLDER, [name])
      return held
    },
    async close() {
      const ending = client
      client = undefined
      held = false
      await ending?.end().catch(() => undefined)
    },
  }
}
