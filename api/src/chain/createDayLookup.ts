import type { Executor } from '@graphql-tools/utils'
import { type DocumentNode, parse } from 'graphql'
import { z } from 'zod'
import { askSubgraph } from './askSubgraph.js'

/** Whose days: a node's or a provider's earnings, or a buyer's spend. */
export type DayOwner = { readonly kind: 'NODE' | 'PROVIDER' | 'BUYER'; readonly id: string }

/** Payments of one day in one token, as the subgraph adds them up. */
export interface IndexedDay {
  /** Unix seconds of its start, UTC. */
  readonly startsAt: number
  readonly tasks: number
  /** Base units. */
  readonly amount: bigint
}

/** Days that begin at or after `from` and before `to`, unix seconds. */
export interface DaySpan {
  readonly from: number
  readonly to: number
  /** At most so many, 1 to 1 000. */
  readonly first: number
}

/** Days with a payment, the newest first. */
export type DayLookup = (owner: DayOwner, token: string, span: DaySpan) => Promise<IndexedDay[]>

const documentOf = (root: string, owner: string, ownerType: string, amount: string): DocumentNode =>
  parse(`query Days($owner: ${ownerType}!, $token: Bytes!, $from: BigInt!, $to: BigInt!, $first: Int!) {
    days: ${root}(
      where: { ${owner}: $owner, token: $token, startsAt_gte: $from, startsAt_lt: $to }
      orderBy: startsAt
      orderDirection: desc
      first: $first
    ) { startsAt tasks amount: ${amount} }
  }`)

const DOCUMENTS = {
  NODE: documentOf('nodeDays', 'node', 'String', 'earned'),
  PROVIDER: documentOf('providerDays', 'provider', 'String', 'earned'),
  BUYER: documentOf('buyerDays', 'buyer', 'Bytes', 'spent'),
}

const schema = z.object({
  days: z.array(
    z.object({
      startsAt: z.string().transform(Number),
      tasks: z.number(),
      amount: z.string().transform(BigInt),
    }),
  ),
})

/** Looks days up in the subgraph. Errors: GraphQLError SUBGRAPH_UNAVAILABLE while it does not answer. */
export function createDayLookup(execute: Executor): DayLookup {
  return async ({ kind, id }, token, { from, to, first }) => {
    const span = { from: String(from), to: String(to), first }
    const variables = { owner: id.toLowerCase(), token: token.toLowerCase(), ...span }
    return (await askSubgraph(execute, DOCUMENTS[kind], variables, schema)).days
  }
}
