import type { Viewer } from './context.js'

export interface Authentication {
  viewer: Viewer | null
  /** Why the credentials were not accepted; null when there were none, or they were. */
  refusal: string | null
}

/**
 * Finds out whom an `Authorization` value belongs to, be it a header or a WebSocket's connection parameter.
 * Rejects when that can't be found out now.
 */
export type Authenticate = (authorization: string | undefined) => Promise<Authentication>
