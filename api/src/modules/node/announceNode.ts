import { appendEvent, type EntityManager, type Node, recordNodeChange } from '@aiigo/storage'

/**
 * Tells who watches nodes, and the indexes, that a node is there or not. A node that no chain knows is nobody's news.
 */
export async function announceNode(em: EntityManager, node: Node): Promise<void> {
  const { id, availability, online, registered } = node
  if (!registered) return
  recordNodeChange(em)
  await appendEvent(em, 'nodes', { nodeId: id, availability, online, at: new Date().toISOString() })
}
