import { writeFileSync } from 'node:fs'
import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql'
import { readIntrospectUrl } from './config.js'
import { SUBGRAPH_SDL_FILE } from './gateway/subgraphSdl.js'

/** Renews the committed copy of the subgraph's API from the graph-node at SUBGRAPH_URL. */
const url = readIntrospectUrl()
const response = await fetch(url, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: getIntrospectionQuery({ inputValueDeprecation: true }) }),
})
const { data, errors } = (await response.json()) as { data?: IntrospectionQuery; errors?: unknown }
if (!data) throw new Error(`expected an introspection from ${url}, got ${JSON.stringify(errors)}`)
writeFileSync(SUBGRAPH_SDL_FILE, `${printSchema(lexicographicSortSchema(buildClientSchema(data)))}\n`)
process.stdout.write(`wrote ${SUBGRAPH_SDL_FILE.pathname}\n`)
