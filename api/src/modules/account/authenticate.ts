import type { Authenticate } from '../../graphql/authentication.js'
import { API_KEY_PREFIX, type ApiKeys } from './apiKeys.js'
import { CredentialsRefused } from './CredentialsRefused.js'
import type { Sessions } from './sessions.js'

/** Finds the account of an access token or an API key. */
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
