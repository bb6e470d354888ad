import type { ApolloServerPlugin } from '@apollo/server'
import { apiError } from '../graphql/apiError.js'
import type { Context } from '../graphql/context.js'
import { measureOperation, sizeProblem } from './measureOperation.js'

/** Refuses operations that are too deep or ask for too much, before anything is resolved. */
export function operationLimits(): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, request }) {
          if (!operation) return
          const problem = sizeProblem(measureOperation(document, operation, request.variables))
          if (problem) throw apiError('OPERATION_TOO_LARGE', problem)
        },
      }
    },
  }
}
