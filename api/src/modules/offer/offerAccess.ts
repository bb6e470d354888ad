import type { Problem } from '@aiigo/domain'
import { type Attempt, type EntityManager, type Job, Node } from '@aiigo/storage'
import { apiError, forbidden } from '../../graphql/apiError.js'
import type { Viewer } from '../../graphql/context.js'

/** An attempt of one of the caller's nodes, with its job. */
export interface OwnOffer {
  attempt: Attempt
  job: Job
}

/** How a change of an attempt went. */
export interface Change {
  problems: Problem[]
  /** As they are afterwards; left out: they are looked up. */
  after?: OwnOffer
}

/** Nothing is in the way; or it had happened before. */
export const DONE: Change = { problems: [] }

export const refused = (...problems: Problem[]): Change => ({ problems })

const MAX_NODES = 100

/** @throws GraphQLError FORBIDDEN unless the viewer is the provider of every one of them */
export async function requireOwnNodes(em: EntityManager, viewer: Viewer, nodeIds: readonly string[]): Promise<void> {
  if (nodeIds.length === 0 || nodeIds.length > MAX_NODES) {
    throw apiError('BAD_USER_INPUT', `expected 1 to ${MAX_NODES} node ids, got ${nodeIds.length}`)
  }
  const own = await em.count(Node, { id: { $in: [...new Set(nodeIds)] }, provider: viewer.address })
  if (own !== new Set(nodeIds).size)
    throw forbidden('expected only nodes of the caller; describe them with upsertNode first')
}

export function notOpen(wanted: string, { state, reason }: Attempt): Problem {
  const why = reason ? ` (${reason})` : ''
  return { code: 'OFFER_CLOSED', field: 'offerId', message: `expected an offer in state ${wanted}, got ${state}${why}` }
}
