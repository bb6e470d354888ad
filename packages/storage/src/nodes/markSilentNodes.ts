import { type Availability, topic } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { appendEvents } from '../events/appendEvent.js'
import { SIGN_BREAK_SECONDS } from '../platform/partSigns.js'
import { recordNodeChange } from './nodeChanges.js'

/**
 * Marks online nodes without a heartbeat for some seconds as offline, and says so on the topic `nodes`. Heartbeats are
 * stamped and judged by the database's clock alone: those of agents, of the API and of this process may be wrong by
 * hours. Silence counts only while the API could take heartbeats: not while it gives no sign of life, and not before it
 * has worked for as long again.
 * @param em of `inTransaction`
 * @returns their ids
 */
export async function markSilentNodes(em: EntityManager, seconds: number): Promise<string[]> {
  const rows = await em.execute<{ id: string; availability: Availability; registered: boolean }[]>(
    `with silent as (
       select id from node
       where online and (last_heartbeat_at is null or last_heartbeat_at < clock_timestamp() - make_interval(secs => ?))
         and not exists (select 1 from part_sign s where s.part = 'API'
           and (s.seen_at < clock_timestamp() - make_interval(secs => ?) or s.since > clock_timestamp() - make_interval(secs => ?)))
       order by id for no key update of node)
     update node n set online = false, updated_at = now() from silent
     where n.id = silent.id returning n.id, n.availability, n.registered`,
    [seconds, SIGN_BREAK_SECONDS, seconds],
  )
  if (rows.length === 0) return []
  recordNodeChange(em)
  const at = new Date().toISOString()
  appendEvents(
    em,
    topic('nodes') as 'nodes',
    // A node that no chain knows was never announced.
    rows
      .filter(({ registered }) => registered)
      .map(({ id, availability }) => ({ nodeId: id, availability, online: false, at })),
  )
  return rows.map(({ id }) => id)
}
