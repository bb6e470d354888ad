import { setTimeout as sleep } from 'node:timers/promises'
import type { Executor } from '@graphql-tools/utils'
import { schemaFromExecutor } from '@graphql-tools/wrap'
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql'
import { committedSubgraphSchema } from './subgraphSdl.js'

export interface SubgraphSchema {
  schema: GraphQLSchema
  /** `introspected`: as graph-node serves it; `committed`: graph-node did not answer in time. */
  source: 'introspected' | 'committed'
  /** Whether graph-node serves something else than the committed copy, so that schema.graphql is out of date. */
  differs: boolean
}

interface Options {
  /** How long to go on asking, milliseconds. */
  forMs: number
  signal?: AbortSignal
}

const PAUSE_MS = 500

/**
 * The subgraph's API as graph-node serves it now, or the committed copy when it does not answer: the API starts either
 * way.
 */
export async function loadSubgraphSchema(executor: Executor, { forMs, signal }: Options): Promise<SubgraphSchema> {
  const committed = committedSubgraphSchema()
  for (const end = Date.now() + forMs; Date.now() < end && !signal?.aborted; ) {
    try {
      const schema = await schemaFromExecutor(executor)
      return { schema, source: 'introspected', differs: print(schema) !== print(committed) }
    } catch {
      await sleep(PAUSE_MS)
    }
  }
  return { schema: committed, source: 'committed', differs: false }
}

const print = (schema: GraphQLSchema): string => printSchema(lexicographicSortSchema(schema))
