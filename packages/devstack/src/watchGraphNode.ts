import { idle } from '@aiigo/domain'

export interface GraphNodeWatchOptions {
  /** Rejects while the chain does not answer. */
  chainHead(): Promise<number>
  /** The last block that the subgraph has indexed; rejects while graph-node does not answer. */
  subgraphHead(): Promise<number>
  /** Starts graph-node again, and resolves when the subgraph is at the head. */
  restart(): Promise<void>
  tell(line: string): void
  signal: AbortSignal
  /** Between two looks, milliseconds; default 5 000. */
  everyMs?: number
  /** How long the subgraph may stand while the chain is ahead, milliseconds; default 30 000. */
  wedgedMs?: number
}

/**
 * Starts a wedged graph-node again: one that goes on answering, and taking in blocks, without indexing them. Runs until
 * the signal.
 */
export async function watchGraphNode(options: GraphNodeWatchOptions): Promise<void> {
  const { chainHead, subgraphHead, restart, tell, signal, everyMs = 5_000, wedgedMs = 30_000 } = options
  /** Where the subgraph stands, and since when the chain has been ahead of it. */
  let standing = null as { block: number; since: number } | null
  while (!signal.aborted) {
    await idle(everyMs, signal)
    if (signal.aborted) return
    const chain = await chainHead().catch(() => null)
    // Without a chain nothing is indexed.
    if (chain === null) {
      standing = null
      continue
    }
    const block = await subgraphHead().catch(() => standing?.block ?? -1)
    if (block >= chain) standing = null
    else if (standing?.block !== block) standing = { block, since: Date.now() }
    if (!standing || Date.now() - standing.since < wedgedMs) continue
    const seconds = Math.round((Date.now() - standing.since) / 1000)
    tell(`graph-node is wedged: block ${standing.block} for ${seconds} s, the chain is at ${chain}; starting it again`)
    standing = null
    await restart().catch((error: unknown) => {
      if (!signal.aborted)
        tell(`graph-node could not be started again: ${error instanceof Error ? error.message : error}`)
    })
  }
}
