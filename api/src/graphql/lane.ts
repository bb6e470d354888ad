import type { GraphQLSchema } from 'graphql'
import { Extensions } from 'type-graphql'

/**
 * Mutations that share places, from those that nothing may delay to those that may take long.
 * - HEARTBEAT: signs of life of nodes.
 * - PROVIDER: the other calls by which a provider meets a deadline.
 * - RENEWAL: steps of signing in that ask the database alone, so that sessions go on.
 * - OWN: the others that ask the database alone.
 * - SIGN_IN: the check of a signature, which may be one of a contract wallet.
 * - OUTSIDE: those that wait for the chain, the subgraph or the blob store.
 */
export const LANES = ['HEARTBEAT', 'PROVIDER', 'RENEWAL', 'OWN', 'SIGN_IN', 'OUTSIDE'] as const
export type Lane = (typeof LANES)[number]

/** Gives the lane of an operation by the names of its own fields. */
export type LaneOf = (fields: readonly string[]) => Lane

interface LaneExtension {
  readonly lane?: Lane
}

/** Of a mutation: the places that it runs in. Without it they are those of OUTSIDE, which are the fewest. */
export function InLane(lane: Exclude<Lane, 'OUTSIDE'>): MethodDecorator {
  return Extensions({ lane } satisfies LaneExtension) as MethodDecorator
}

/** The lanes that the schema's mutations declare. An operation of several fields has the last of their lanes. */
export function lanesOf(schema: GraphQLSchema): LaneOf {
  const declared = new Map(
    Object.values(schema.getMutationType()?.getFields() ?? {}).map(
      ({ name, extensions }) => [name, (extensions as LaneExtension).lane ?? 'OUTSIDE'] as const,
    ),
  )
  return (fields) => {
    const last = Math.max(0, ...fields.map((name) => LANES.indexOf(declared.get(name) ?? 'OUTSIDE')))
    return fields.length > 0 ? (LANES[last] ?? 'OUTSIDE') : 'OUTSIDE'
  }
}
