import pg from 'pg'

export interface LeaderLock {
  /** Whether this process holds the lock; tries to take it when it does not. Never waits. */
  tryAcquire(): Promise<boolean>
  close(): Promise<void>
}

/**
 * A lock that one process of many holds, as long as its own database connection lives: PostgreSQL frees it when the
 * process dies.
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
        })
        made.on('error', () => lost(made))
        made.on('end', () => lost(made))
        await made.connect()
        client = made
      }
      if (held) return true
      const { rows } = await client.query<{ taken: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
        [name],
      )
      held = client !== undefined && rows[0]?.taken === true
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
