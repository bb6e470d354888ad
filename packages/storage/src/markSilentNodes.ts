import { type Availability, topic } from '@aiigo/domain'
import { appendEvents } from './appendEvent.js'
import type { EntityManager } from './createStorage.js'

/**
 * Marks online nodes without a heartbeat since an instant as offline, and says so on the topic `nodes`.
 * @param em of `inTransaction`
 * @returns their ids
 */
export async function markSilentNodes(em: EntityManager, since: Date): Promise<string[]> {
  const rows = await em.execute<{ id: string; availability: Availability }[]>(
    `update node set online = false, updated_at = now()
     where online and (last_heartbeat_at is null or last_heartbeat_at < ?::timestamptz) returning id, availability`,
    [since.toISOString()],
  )
  if (rows.length === 0) return []
  const at = new Date().toISOString()
  await appendEvents(
    em,
    topic('nodes') as 'nodes',
    rows.map(({ id, availability }) => ({ nodeId: id, availability, online: false, at })),
  )
  return rows.map(({ id }) => id)
}
