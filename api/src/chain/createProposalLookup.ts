import type { Executor } from '@graphql-tools/utils'
import { parse } from 'graphql'
import { toHex } from 'viem'
import { z } from 'zod'
import { askSubgraph } from './askSubgraph.js'

/** Of some proposals those that exist, as the subgraph has them. Errors: GraphQLError SUBGRAPH_UNAVAILABLE. */
export type ProposalLookup = (ids: readonly bigint[]) => Promise<Set<bigint>>

/** Proposals that are kept in memory: one that exists goes on to exist. */
const MAX_KNOWN = 10_000

export const PROPOSALS_DOCUMENT = parse(
  'query KnownProposals($ids: [Bytes!]!, $first: Int!) { proposals(where: { id_in: $ids }, first: $first) { id } }',
)
const schema = z.object({ proposals: z.array(z.object({ id: z.string().transform((id) => BigInt(id)) })) })

/** Tells proposals from numbers that anybody makes up, so that these cost no calls of the chain. */
export function createProposalLookup(execute: Executor): ProposalLookup {
  const known = new Set<bigint>()

  function remember(id: bigint): void {
    known.add(id)
    const [oldest] = known
    if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest)
  }

  return async (ids) => {
    const found = new Set(ids.filter((id) => known.has(id)))
    const others = ids.filter((id) => !found.has(id) && id >= 0n && id < 1n << 256n)
    if (others.length === 0) return found
    const variables = { ids: others.map((id) => toHex(id, { size: 32 })), first: others.length }
    const { proposals } = await askSubgraph(execute, PROPOSALS_DOCUMENT, variables, schema)
    for (const { id } of proposals) {
      remember(id)
      found.add(id)
    }
    return found
  }
}
