import { appendEvent, type EntityManager, type Node, noteNodeChange } from '@aiigo/storage'

/** Tells who watches nodes, and the indexes, that a node is there or not. */
export async function announceNode(em: EntityManager, { id, availability, online }: Node): Promise<void> {
  noteNodeChange(em)
  await appendEvent(em, 'nodes', { nodeId: id, availability, online, at: new Date().toISOString() })
}
