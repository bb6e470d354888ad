/** Beginnings of graph-node's messages about what the client wrote. */
const ABOUT_THE_QUERY =
  /^(Invalid value provided for argument|No value provided for required argument|Failed to decode|The value of the `?(first|skip|number)|The `?(first|skip|id)|Value .{0,80} is not|Ambiguous|Unknown field|Filter not supported|Filter .{0,80} is not supported|Order by|query is too expensive|query has reached timeout|Query timed out|Too many|Fulltext)/i
/** Parts of messages that no client needs: statements, paths, addresses. */
const INSIDE =
  /\b(select|insert|update|from|where|binds?|relation|column|sgd\d+)\b.*[";$]|\/(?:home|var|tmp|usr|work|root)\/|postgres|diesel|127\.0\.0\.1|localhost/i
const MAX_LENGTH = 300

/**
 * graph-node's message as a client may see it: what is wrong with the query, and nothing of the inside. The log has the
 * original.
 */
export function subgraphMessage(message: string): string {
  const isShown = ABOUT_THE_QUERY.test(message) && !INSIDE.test(message)
  return isShown
    ? message.slice(0, MAX_LENGTH)
    : 'the subgraph, which answers for the chain, could not answer this query; ask for less, or in another way'
}

const INDEXED_TO = /has only indexed up to block number (\d+) and data for block number (\d+)/i

/** The message for a query at a block that the subgraph has not reached; null where graph-node says something else. */
export function blockNotIndexed(message: string): string | null {
  const [, indexed, asked] = INDEXED_TO.exec(message) ?? []
  if (!indexed || !asked) return null
  return `expected a block that the subgraph has indexed, at most ${indexed}, got ${asked}; ask for an earlier one, or again later`
}
