import { readFileSync } from 'node:fs'
import { buildSchema, type GraphQLSchema } from 'graphql'

/** graph-node's API of the subgraph, as introspected; `npm run introspect` renews it. */
export const SUBGRAPH_SDL_FILE = new URL('../../src/gateway/subgraph-api.graphql', import.meta.url)

/** The committed copy: what the public schema is generated from, and what serves while graph-node can't be asked. */
export function committedSubgraphSchema(): GraphQLSchema {
  return buildSchema(readFileSync(SUBGRAPH_SDL_FILE, 'utf8'))
}
