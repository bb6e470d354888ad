import type { EntityManager } from '../db/createStorage.js'
import type { ChallengeState } from './ChallengeState.js'

/** Passed challenges that VERIFIED needs, as the contracts have it. */
const VERIFIED_PROOFS = 10

/** A challenge as the chain has it. */
export interface ChainChallenge {
  id: string
  nodeId: string
  issuedAt: Date
  deadline: Date
  state: ChallengeState
}

/** Writes chain state of challenges; their nodes must have been mirrored before. */
export async function mirrorChallenges(em: EntityManager, challenges: readonly ChainChallenge[]): Promise<void> {
  for (const { id, nodeId, issuedAt, deadline, state } of challenges) {
    await em.execute(
      `insert into challenge (id, node_id, issued_at, deadline, state) values (?, ?, ?::timestamptz, ?::timestamptz, ?)
       on conflict (id) do update set issued_at = excluded.issued_at, deadline = excluded.deadline, state = excluded.state`,
      [id, nodeId, issuedAt.toISOString(), deadline.toISOString(), state],
      'run',
    )
  }
}

/**
 * Registered nodes that should get a challenge: none is open, and the last one was issued before `lastBefore`; a
 * PENDING node waits only for `pendingLastBefore`, one with fewer proofs than VERIFIED needs for `newLastBefore`.
 */
export async function nodesDueForChallenge(
  em: EntityManager,
  {
    lastBefore,
    pendingLastBefore,
    newLastBefore = lastBefore,
    limit = 100,
  }: { lastBefore: Date; pendingLastBefore: Date; newLastBefore?: Date; limit?: number },
): Promise<string[]> {
  const rows = await em.execute<{ id: string }[]>(
    `select n.id from node n
     left join lateral (
       select max(issued_at) as last_at, bool_or(state = 'OPEN') as open, count(*) filter (where state = 'PASSED') as passed
       from challenge c where c.node_id = n.id
     ) c on true
     where n.registered and n.state in ('PENDING', 'VERIFIED', 'ACTIVE', 'INACTIVE') and n.active_stake > 0
       and not coalesce(c.open, false)
       and (c.last_at is null or c.last_at < case when n.state = 'PENDING' then ?::timestamptz
         when c.passed < ? then ?::timestamptz else ?::timestamptz end)
     order by c.last_at nulls first limit ?`,
    [pendingLastBefore.toISOString(), VERIFIED_PROOFS, newLastBefore.toISOString(), lastBefore.toISOString(), limit],
  )
  return rows.map(({ id }) => id)
}
