import { INDEXED_TASK_FIELDS, type IndexedTask, indexedTaskSchema } from '@aiigo/chain'
import type { Executor } from '@graphql-tools/utils'
import { parse } from 'graphql'
import type { Hex } from 'viem'
import { z } from 'zod'
import { askSubgraph } from './askSubgraph.js'

/** A task from the chain's events; null while the subgraph does not know it. */
export type TaskLookup = (taskId: Hex) => Promise<IndexedTask | null>

const document = parse(`query Task($id: ID!) { task(id: $id) { ${INDEXED_TASK_FIELDS} } }`)
const schema = z.object({ task: indexedTaskSchema.nullable() })

/** Looks tasks up in the subgraph. Errors: GraphQLError SUBGRAPH_UNAVAILABLE while it does not answer. */
export function createTaskLookup(execute: Executor): TaskLookup {
  return async (taskId) => (await askSubgraph(execute, document, { id: taskId }, schema)).task
}
