import type { ApolloServerPlugin, GraphQLResponse } from '@apollo/server'
import { Kind, type OperationDefinitionNode } from 'graphql'
import type { Context } from '../graphql/context.js'

/** Of an operation that the schema does not know. */
export const NO_OPERATION = 'none'
/** Of an answer without errors. */
const OK = 'ok'

/**
 * Reports each operation and its outcome to its context. It is named by the first field of its own, which the schema
 * bounds; the names that clients give are without bound. It must be the last plugin, so that it sees the answer as it
 * goes out.
 */
export function reportRequests(): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ contextValue }) {
      let operation = NO_OPERATION
      return {
        async didResolveOperation({ operation: found }) {
          if (found) operation = firstField(found)
        },
        async willSendResponse({ response }) {
          contextValue.report?.(operation, outcomeOf(response))
        },
      }
    },
  }
}

function firstField({ selectionSet }: OperationDefinitionNode): string {
  const field = selectionSet.selections.find((selection) => selection.kind === Kind.FIELD)
  return field?.kind === Kind.FIELD ? field.name.value : NO_OPERATION
}

/** The code of the first error. */
function outcomeOf({ body }: GraphQLResponse): string {
  if (body.kind !== 'single') return OK
  const [error] = body.singleResult.errors ?? []
  return error ? String(error.extensions?.code ?? 'INTERNAL_SERVER_ERROR') : OK
}
