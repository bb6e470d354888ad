import { randomUUID } from 'node:crypto'
import { memoize } from '@aiigo/domain'
import { openSession, pruneSessions, revokeSession, rotateSession, type Storage } from '@aiigo/storage'
import { errors, jwtVerify, SignJWT } from 'jose'
import type { Viewer } from '../../graphql/context.js'
import { storableText } from '../../graphql/storableText.js'
import type { Session } from './account.type.js'
import { CredentialsRefused } from './CredentialsRefused.js'
import { hashOf, newSecretToken } from './secretToken.js'

interface Deps {
  storage: Storage
  /** HS256 secret, shared with the blob gateway. */
  secret: string
  now: () => number
}

export interface Sessions {
  /** Starts a session of a wallet that has just proven itself. */
  open(address: string, userAgent: string | null): Promise<Session>
  /** A new pair of tokens for a refresh token, which is good once; null when it is not good. */
  refresh(refreshToken: string, userAgent: string | null): Promise<Session | null>
  /** Ends the session that a token belongs or belonged to; false when there is none that is live. */
  end(refreshToken: string): Promise<boolean>
  /** @throws CredentialsRefused saying what is wrong with the token */
  check(accessToken: string): Promise<Viewer>
  /** Deletes sessions long ended. */
  prune(): Promise<void>
}

const ACCESS_SECONDS = 15 * 60
/** A checked token is remembered so long, milliseconds. */
const CHECKED_MS = 60_000
const CHECKED_TOKENS = 20_000
const REFRESH_MS = 30 * 24 * 3_600_000
const ISSUER = 'aiigo-api'
const AUDIENCE = 'aiigo'

/**
 * Access tokens (JWT, 15 minutes) and refresh tokens that rotate: seeing one twice means a copy exists, and ends them
 * all.
 */
export function createSessions({ storage, secret, now }: Deps): Sessions {
  const key = new TextEncoder().encode(secret)

  /** A token comes with every request, and what is in it never changes: its signature is checked once a minute. */
  const verified = memoize(
    async (accessToken: string) =>
      (
        await jwtVerify(accessToken, key, {
          issuer: ISSUER,
          audience: AUDIENCE,
          algorithms: ['HS256'],
          requiredClaims: ['sub', 'exp'],
          currentDate: new Date(now()),
        })
      ).payload,
    { freshMs: CHECKED_MS, maxKeys: CHECKED_TOKENS, now },
  )

  async function session(address: string, refreshToken: string): Promise<Session> {
    const issuedAt = Math.floor(now() / 1000)
    const accessToken = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(address)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ACCESS_SECONDS)
      .sign(key)
    return { accessToken, refreshToken, address, expiresAt: new Date((issuedAt + ACCESS_SECONDS) * 1000) }
  }

  const row = (refreshToken: string, userAgent: string | null) => ({
    id: randomUUID(),
    tokenHash: hashOf(refreshToken),
    expiresAt: new Date(now() + REFRESH_MS),
    userAgent: userAgent === null ? null : storableText(userAgent, 200),
    createdAt: new Date(now()),
  })

  return {
    async open(address, userAgent) {
      const refreshToken = newSecretToken('air_')
      await storage.fork().transactional((em) => openSession(em, { ...row(refreshToken, userAgent), address }))
      return session(address, refreshToken)
    },

    async refresh(refreshToken, userAgent) {
      const tokenHash = hashOf(refreshToken)
      const next = newSecretToken('air_')
      const address = await storage.fork().transactional((em) => rotateSession(em, tokenHash, row(next, userAgent)))
      return address === null ? null : session(address, next)
    },

    async end(refreshToken) {
      return storage.fork().transactional((em) => revokeSession(em, hashOf(refreshToken), new Date(now())))
    },

    async check(accessToken) {
      try {
        const { sub, exp = 0 } = await verified(accessToken)
        // As it is checked at the first time.
        if (exp <= Math.floor(now() / 1000)) throw expired()
        return { address: String(sub), via: 'session', expiresAt: exp }
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw expired()
        if (error instanceof errors.JOSEError)
          throw new CredentialsRefused(`the access token is not valid (${error.message})`)
        throw error
      }
    },

    async prune() {
      await pruneSessions(storage.fork(), new Date(now() - REFRESH_MS))
    },
  }
}

const expired = (): CredentialsRefused => new CredentialsRefused('the access token has expired; call refreshSession')
