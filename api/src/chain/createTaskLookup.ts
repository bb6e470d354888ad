import { INDEXED_TASK_FIELDS, type IndexedTask, indexedTaskSchema } from '@aiigo/chain'
import type { Executor } from '@graphql-tools/utils'
import { parse } from 'graphql'
import type { Hex } from 'viem'
import { z } from 'zod'
import { apiError } from '../graphql/apiError.js'

/** A task from the chain's events; null while the subgraph does not know it. */
export type TaskLookup = (taskId: Hex) => Promise<IndexedTask | null>

const document = parse(`query Task($id: ID!) { task(id: $id) { ${INDEXED_TASK_FIELDS} } }`)
const schema = z.object({ task: indexedTaskSchema.nullable() })

/** Looks tasks up in the subgraph. Errors: GraphQLError SUBGRAPH_UNAVAILABLE while it does not answer. */
export function createTaskLookup(execute: Executor): TaskLookup {
  return async (taskId) => {
    const result = await execute({ document, variables: { id: taskId } })
    const parsed = schema.safeParse('data' in result ? result.data : null)
    if (parsed.success) return parsed.data.task
    throw apiError(
      'SUBGRAPH_UNAVAILABLE',
      'the subgraph, which answers for the chain, does not answer now; try again later',
    )
  }
}
