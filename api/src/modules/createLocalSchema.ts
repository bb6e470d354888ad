import type { GraphQLSchema } from 'graphql'
import { buildLocalSchema, type ResolverClass } from '../graphql/buildLocalSchema.js'
import { MODULES } from './modules.js'

interface Options {
  /** One object of each resolver class; none when only the schema's text is wanted. */
  instances?: readonly object[]
  /** Wallets of the platform's operator, lower case. */
  operators?: readonly string[]
}

/** The part of the API that answers from this system's own database: the resolvers of every module. */
export function createLocalSchema({ instances = [], operators = [] }: Options = {}): Promise<GraphQLSchema> {
  const classes = Object.values(MODULES).flatMap(({ resolvers }): readonly ResolverClass[] => resolvers)
  return buildLocalSchema({ classes, instances, operators })
}
