import type { Storage } from '../db/createStorage.js'

/**
 * Deletes events of nodes' availability and of price ticks from before an instant: they are for current listeners, and
 * old ones are never read.
 * @returns how many
 */
export async function pruneNodeEvents(storage: Storage, before: Date): Promise<number> {
  const result = await storage
    .fork()
    .execute<{ affectedRows: number }>(
      `delete from event where (topic = 'nodes' or topic like 'prices:%') and at < ?::timestamptz`,
      [before.toISOString()],
      'run',
    )
  return result.affectedRows
}
