import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql'
import { apiError } from '../graphql/apiError.js'
import { measureOperation, sizeProblem } from './measureOperation.js'

/**
 * The reason to refuse an operation before anything of it is resolved: it asks for too much, or an argument does not
 * fit. Null: there is none.
 */
export function refuseSize(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> | undefined,
): GraphQLError | null {
  try {
    const size = measureOperation(schema, document, operation, variables)
    const problem = size && sizeProblem(size)
    return problem ? apiError('OPERATION_TOO_LARGE', problem) : null
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}
