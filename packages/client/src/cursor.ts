interface OfferPosition {
  nodeId: string
  seq: number
}

/**
 * The variables to subscribe with again so that the stream goes on where it stopped. Works for every subscription that
 * has an `$afterSeq` variable: a number, or a list with one number a node.
 * @param data the last event as it came: `{ rootField: { seq, nodeId? … } }`, or a list of them
 */
export function advance(query: string, variables: Record<string, unknown>, data: unknown): Record<string, unknown> {
  const event = firstValue(data)
  if (typeof event?.seq !== 'number' || !/\$afterSeq\b/.test(query)) return variables
  if (!Array.isArray(variables.nodeIds)) return { ...variables, afterSeq: event.seq }
  const nodeId = String(event.nodeId)
  const others = ((variables.afterSeq ?? []) as OfferPosition[]).filter((p) => p.nodeId.toLowerCase() !== nodeId)
  return { ...variables, afterSeq: [...others, { nodeId, seq: event.seq }] }
}

function firstValue(data: unknown): Record<string, unknown> | null {
  if (typeof data !== 'object' || data === null) return null
  const field: unknown = Object.values(data)[0]
  const value: unknown = Array.isArray(field) ? field.at(-1) : field
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
}
