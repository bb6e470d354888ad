import type { Viewer } from '../../graphql/context.js'
import { API_KEY_PREFIX, type ApiKeys } from './apiKeys.js'
import { CredentialsRefused } from './CredentialsRefused.js'
import type { Sessions } from './sessions.js'

export interface Authentication {
  viewer: Viewer | null
  /** Why the credentials were not accepted; null when there were none, or they were. */
  refusal: string | null
}

export type Authenticate = (authorization: string | undefined) => Promise<Authentication>

/**
 * Who an `Authorization` value belongs to, be it a header or a WebSocket's connection parameter.
 * Rejects when that can't be found out now.
 */
export function createAuthenticate({ sessions, apiKeys }: { sessions: Sessions; apiKeys: ApiKeys }): Authenticate {
  return async (authorization) => {
    if (!authorization) return { viewer: null, refusal: null }
    const token = /^Bearer (\S{1,4096})$/i.exec(authorization)?.[1]
    if (!token) return { viewer: null, refusal: 'expected "Authorization: Bearer <access token or API key>"' }
    const check = token.startsWith(API_KEY_PREFIX) ? apiKeys.check : sessions.check
    try {
      return { viewer: await check(token), refusal: null }
    } catch (error) {
      // A database that is away says nothing about the credentials, and what it says is not for the caller.
      if (!(error instanceof CredentialsRefused)) throw error
      return { viewer: null, refusal: error.message }
    }
  }
}
