import { needsAudit, RESOURCE_TYPES } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { Node } from './Node.js'

/**
 * Why the operator should look at a node, the most urgent first.
 * - UNDER_REVIEW: it failed too often; it gets small tasks alone until the operator ends the review on chain.
 * - RESULT_DIFFERED: within two weeks one of its results was shown to be wrong.
 * - AUDIT_MISSING: it says that it is of a type that only an audit shows; it gets no jobs until then.
 * - AUDIT_ENDS: its audit ends within two weeks.
 * - NEW: it is registered and not active yet; the operator may still reject it.
 */
export const REVIEW_REASONS = ['UNDER_REVIEW', 'RESULT_DIFFERED', 'AUDIT_MISSING', 'AUDIT_ENDS', 'NEW'] as const
export type ReviewReason = (typeof REVIEW_REASONS)[number]

export interface NodeReview {
  reason: ReviewReason
  node: Node
}

/** Types that only an audit shows, as SQL's list. */
const AUDITED = RESOURCE_TYPES.filter(needsAudit)
  .map((type) => `'${type}'`)
  .join(', ')

/** The reason of each node that has one, as a query with `id`, `reason` and its `rank`. */
const REVIEWS = `select * from (
  select id, created_at, case
      when id in (select jsonb_array_elements_text(?::jsonb)) then 'UNDER_REVIEW'
      when id in (select c.node_id from result_check c where c.proven and c.ended_at > clock_timestamp() - interval '14 days')
        then 'RESULT_DIFFERED'
      when resource_type in (${AUDITED}) and type_shown_until is null then 'AUDIT_MISSING'
      when type_shown_until < clock_timestamp() + interval '14 days' then 'AUDIT_ENDS'
      when state in ('PENDING', 'VERIFIED') then 'NEW' end as reason
    from node where registered and state not in ('REJECTED', 'SLASHED')) as reviews
  where reason is not null`

/**
 * Registered nodes that the operator should look at: the most urgent reason first, then the newest.
 * @param underReview ids of the nodes that the chain has under review
 */
export async function nodesToReview(
  em: EntityManager,
  underReview: readonly string[],
  first: number,
): Promise<NodeReview[]> {
  const rows = await em.execute<{ id: string; reason: ReviewReason }[]>(
    `${REVIEWS} order by array_position(array['${REVIEW_REASONS.join("', '")}'], reason), created_at desc, id limit ?`,
    [JSON.stringify(underReview), first],
  )
  const nodes = await em.find(Node, { id: { $in: rows.map(({ id }) => id) } })
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return rows.flatMap(({ id, reason }) => {
    const node = byId.get(id)
    return node ? [{ reason, node }] : []
  })
}

/** How many nodes wait for the operator: those that get fewer jobs, or none, until it acts, or gave a wrong result. */
export async function countWaitingReviews(em: EntityManager, underReview: readonly string[]): Promise<number> {
  const rows = await em.execute<{ count: string }[]>(
    `select count(*) as count from (${REVIEWS}) as waiting where reason in ('UNDER_REVIEW', 'RESULT_DIFFERED', 'AUDIT_MISSING')`,
    [JSON.stringify(underReview)],
  )
  return Number(rows[0]?.count ?? 0)
}
