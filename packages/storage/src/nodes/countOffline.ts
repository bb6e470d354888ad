import type { EntityManager } from '../db/createStorage.js'

export interface OfflineCount {
  /** Nodes that are ACTIVE on chain and whose providers want work for them. */
  wanted: number
  /** Those of them that send no heartbeats. */
  offline: number
  /** The names of some of the offline ones, those heard last first. */
  offlineNames: string[]
}

const NAMED = 5

/** How many of the nodes that are meant to work are offline. */
export async function countOffline(em: EntityManager): Promise<OfflineCount> {
  const meant = `registered and state = 'ACTIVE' and availability = 'AVAILABLE'`
  const [[counts], names] = await Promise.all([
    em.execute<{ wanted: string; offline: string }[]>(
      `select count(*) as wanted, count(*) filter (where not online) as offline from node where ${meant}`,
    ),
    em.execute<{ name: string }[]>(
      `select name from node where ${meant} and not online order by last_heartbeat_at desc nulls last, id limit ${NAMED}`,
    ),
  ])
  return {
    wanted: Number(counts?.wanted ?? 0),
    offline: Number(counts?.offline ?? 0),
    offlineNames: names.map(({ name }) => name),
  }
}
