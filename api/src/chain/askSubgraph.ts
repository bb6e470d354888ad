import type { Executor } from '@graphql-tools/utils'
import type { DocumentNode } from 'graphql'
import type { z } from 'zod'
import { apiError } from '../graphql/apiError.js'

/** The subgraph's answer in a known shape. Errors: GraphQLError SUBGRAPH_UNAVAILABLE while it does not answer. */
export async function askSubgraph<T>(
  execute: Executor,
  document: DocumentNode,
  variables: Record<string, unknown>,
  schema: z.ZodType<T>,
): Promise<T> {
  const result = await execute({ document, variables })
  const parsed = schema.safeParse('data' in result ? result.data : null)
  if (parsed.success) return parsed.data
  throw apiError(
    'SUBGRAPH_UNAVAILABLE',
    'the subgraph, which answers for the chain, does not answer now; try again later',
  )
}
