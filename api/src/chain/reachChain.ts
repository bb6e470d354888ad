import { apiError } from '../graphql/apiError.js'

/** A read of the chain. Errors: GraphQLError CHAIN_UNAVAILABLE while the chain's node does not answer. */
export async function reachChain<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch {
    throw apiError('CHAIN_UNAVAILABLE', 'the chain’s node does not answer; try again later')
  }
}
