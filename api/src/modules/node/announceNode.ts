import { appendEvent, type EntityManager, type Node, recordNodeChange } from '@aiigo/storage'

/** Tells who watches nodes, and the indexes, that a node is there or not. */
export async function announceNode(em: EntityManager, { id, availability, online }: Node): Promise<void> {
  recordNodeChange(em)
  await appendEvent(em, 'nodes', { nodeId: id, availability, online, at: new Date().toISOString() })
}
