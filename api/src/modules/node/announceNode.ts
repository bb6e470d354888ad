import { appendEvent, type EntityManager, type Node, recordNodeChange } from '@aiigo/storage'

/**
 * Writes the present availability of a registered node for subscribers of `nodes` and for the match indexes.
 */
export async function announceNode(em: EntityManager, node: Node): Promise<void> {
  const { id, availability, online, registered } = node
  if (!registered) return
  recordNodeChange(em)
  appendEvent(em, 'nodes', { nodeId: id, availability, online, at: new Date().toISOString() })
}
