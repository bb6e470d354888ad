import type { ApolloServerPlugin } from '@apollo/server'
import type { Context } from '../graphql/context.js'
import { refuseSize } from './refuseSize.js'

/** Refuses operations that are too deep or ask for too much, before anything is resolved. */
export function operationLimits(): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request }) {
          const refusal = operation && refuseSize(schema, document, operation, request.variables)
          if (refusal) throw refusal
        },
      }
    },
  }
}
