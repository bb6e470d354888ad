import type { Storage } from './createStorage.js'

/**
 * Deletes events of the topic `nodes` from before an instant: they are for who listens at the moment, and nobody asks for old ones.
 * @returns how many
 */
export async function pruneNodeEvents(storage: Storage, before: Date): Promise<number> {
  const result = await storage
    .fork()
    .execute<{ affectedRows: number }>(
      `delete from event where topic = 'nodes' and at < ?::timestamptz`,
      [before.toISOString()],
      'run',
    )
  return result.affectedRows
}
