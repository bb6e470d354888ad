import type { EntityManager } from '../db/createStorage.js'

/** A disputed result whose provider has brought no evidence forward. */
export interface DisputeToAnswer {
  jobId: string
  taskId: string
  nodeId: string
}

/**
 * Disputes about results of a provider that has not answered them, the oldest jobs first. The chain says whether
 * evidence still counts.
 * @param provider lower case
 */
export async function disputesToAnswer(em: EntityManager, provider: string, first: number): Promise<DisputeToAnswer[]> {
  const rows = await em.execute<{ id: string; task_id: string; node_id: string }[]>(
    `select j.id, j.task_id, j.node_id from job j
     join attempt a on a.job_id = j.id and a.number = j.attempts and a.node_id = j.node_id and a.state <> 'WITHDRAWN'
     where a.provider = ? and j.state = 'DISPUTED'
       and not exists (select 1 from evidence e where e.job_id = j.id and e.author = a.provider)
     order by j.created_at, j.id limit ?`,
    [provider, first],
  )
  return rows.map((row) => ({ jobId: row.id, taskId: row.task_id, nodeId: row.node_id }))
}
