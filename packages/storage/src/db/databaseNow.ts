import type { EntityManager } from './createStorage.js'

/** The database's clock, milliseconds since 1970. */
export async function databaseNow(em: EntityManager): Promise<number> {
  const rows = await em.execute<{ now: string }[]>('select extract(epoch from clock_timestamp()) * 1000 as now')
  return Number(rows[0]?.now)
}
