import type { CheckState } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'

/** Replicas and check of a group's job. */
export interface MemberCheck {
  /** Replicas of its set by its specification; null for a job that is no replica. */
  readonly replicas: number | null
  /** Of its present result; null before the draw. */
  readonly state: CheckState | null
}

/** Replicas and checks of the jobs of a group, by the ids of the jobs, by one statement. */
export async function checksOfGroup(em: EntityManager, groupId: string): Promise<Map<string, MemberCheck>> {
  const rows = await em.execute<{ id: string; replicas: number | null; state: CheckState | null }[]>(
    `select j.id, c.state,
       case when j.replica_set is not null then (j.spec -> 'verification' ->> 'replicas')::int end as replicas
     from job j
       left join attempt a on a.job_id = j.id and a.number = j.attempts
       left join result_check c on c.attempt_id = a.id
     where j.group_id = ?`,
    [groupId],
  )
  return new Map(rows.map(({ id, replicas, state }) => [id, { replicas, state }]))
}
