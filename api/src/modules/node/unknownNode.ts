import type { Problem } from '@aiigo/domain'

/** Said of nodes that are not there, and of other people's. */
export function unknownNode(nodeId: string, field: string): Problem {
  const message = `expected the id of one of the caller's nodes, got ${nodeId}; describe it with upsertNode first`
  return { code: 'NODE_UNKNOWN', field, message }
}
