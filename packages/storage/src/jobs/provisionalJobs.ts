import type { EntityManager } from '../db/createStorage.js'

/**
 * Jobs whose end the chain may still take back, and which are due for a look: their end has its confirmations now, or
 * the chain is shorter than it was then.
 * @param head the chain's latest block
 * @returns ids
 */
export async function provisionalJobs(
  em: EntityManager,
  head: number,
  confirmations: number,
  limit = 200,
): Promise<string[]> {
  const rows = await em.execute<{ id: string }[]>(
    `select id from job
     where not final and (refunded or state in ('PAID', 'REFUNDED'))
       and (ended_block is null or ended_block <= ? or ended_block > ?)
     order by ended_block nulls first limit ?`,
    [head - confirmations, head, limit],
  )
  return rows.map(({ id }) => id)
}
