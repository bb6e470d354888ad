import type { Pool, PoolClient } from 'pg'

/** A connection's holder returns it well within this time after its end, or never. Milliseconds. */
const GRACE_MS = 500

/**
 * Gives connections back to the pool that died in the middle of a transaction. The query builder releases a
 * transaction's connection after its ROLLBACK, which fails on a dead connection: without this every such death would
 * take one connection of the pool for good, until the process hangs.
 */
export function releaseDeadConnections(pool: Pool): void {
  const out = new WeakSet<PoolClient>()
  const watched = new WeakSet<PoolClient>()
  pool.on('acquire', (client) => {
    out.add(client)
    if (watched.has(client)) return
    watched.add(client)
    client.once('end', () => {
      setTimeout(() => {
        if (out.has(client)) client.release(true)
      }, GRACE_MS).unref()
    })
  })
  pool.on('release', (_error, client) => {
    out.delete(client as PoolClient)
  })
}
