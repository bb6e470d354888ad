import type { EntityManager } from '../db/createStorage.js'
import { effectsOf } from '../db/inTransaction.js'

/**
 * Topic of everything that matching looks at: node rows, reservations, failures. Its events are the rows of
 * `node_change`, written by triggers; one number for each transaction that changed something.
 */
export const NODE_CHANGES_TOPIC = 'nodechange'

/**
 * Records that a transaction changes nodes or what is reserved on them, so that indexes are woken at once and not by
 * their poll.
 */
export function recordNodeChange(em: EntityManager): void {
  effectsOf(em).topics.add(NODE_CHANGES_TOPIC)
}
