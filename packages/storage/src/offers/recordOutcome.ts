import { type AttemptState, FAILURE_HALF_LIFE_SECONDS, failurePoints } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'

/**
 * Records how an attempt ended against its node, across jobs: failures add points that fade, a success halves what is
 * left of them.
 */
export async function recordOutcome(
  em: EntityManager,
  nodeId: string,
  ended: AttemptState,
  reasonCode: string | null | undefined,
): Promise<void> {
  if (ended === 'SUCCEEDED') {
    await em.execute('update node_failure set points = points / 2 where node_id = ?', [nodeId], 'run')
    return
  }
  const points = failurePoints(ended, reasonCode)
  if (points === 0) return
  await em.execute(
    `insert into node_failure as f (node_id, points, at) values (?, ?, clock_timestamp())
     on conflict (node_id) do update set at = excluded.at, points = excluded.points
       + f.points * power(0.5, greatest(extract(epoch from excluded.at - f.at), 0) / ?)`,
    [nodeId, points, FAILURE_HALF_LIFE_SECONDS],
    'run',
  )
}
