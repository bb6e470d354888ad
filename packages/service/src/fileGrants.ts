import { errors, jwtVerify, SignJWT } from 'jose'

/** A permission to use the blob store: who asks, and what for. Nothing that it does not say is allowed. */
export interface FileGrant {
  /** The wallet that it was given to, lower case. It may always read what it stored itself. */
  readonly holder: string
  /**
   * Content ids that it may read although others stored them, by the wallet that has to hold them: a job that names
   * files of another wallet gives no right to read them.
   */
  readonly read?: Readonly<Record<string, readonly string[]>>
  /** It may store files as long as the holder keeps within these. */
  readonly store?: { readonly maxBytes: number; readonly maxFiles: number }
  /** For the platform's own processes: what is asked for is kept until then at least, Unix seconds. */
  readonly keepUntil?: number
  /** For the platform's own processes: the holder's claim to a file may be ended. */
  readonly forget?: boolean
}

/** A grant that is not good. `reason` says why, for the person who sent it. */
export class GrantRefused extends Error {
  constructor(readonly reason: string) {
    super(reason)
    this.name = 'GrantRefused'
  }
}

export interface FileGrants {
  /** Signs a grant (JWT, HS256). @param seconds how long it is good */
  sign(grant: FileGrant, seconds: number, now?: number): Promise<string>
  /** @throws GrantRefused */
  check(token: string): Promise<FileGrant>
}

const ISSUER = 'aiigo'
const AUDIENCE = 'aiigo-files'
const HOLDER = /^0x[0-9a-f]{40}$/

/**
 * Signs and checks file grants. API, worker and blob gateway share the secret, which is none that sessions are signed
 * with: a blob gateway that is broken into opens no session.
 * @param secret at least 32 characters
 * @example
 * const grants = createFileGrants(secret)
 * const token = await grants.sign({ holder: '0x…', read: { '0x…': ['bafkrei…'] } }, 600)
 */
export function createFileGrants(secret: string): FileGrants {
  const key = new TextEncoder().encode(secret)

  return {
    sign({ holder, ...claims }, seconds, now = Date.now()) {
      const issuedAt = Math.floor(now / 1_000)
      return new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(holder)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + seconds)
        .sign(key)
    },

    async check(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          issuer: ISSUER,
          audience: AUDIENCE,
          algorithms: ['HS256'],
          requiredClaims: ['sub', 'exp'],
        })
        const { sub = '', read, store, keepUntil, forget } = payload as { sub?: string } & Omit<FileGrant, 'holder'>
        if (!HOLDER.test(sub)) throw new GrantRefused('its subject is no wallet address')
        return {
          holder: sub,
          ...(read ? { read } : {}),
          ...(store ? { store } : {}),
          ...(keepUntil === undefined ? {} : { keepUntil }),
          ...(forget === undefined ? {} : { forget }),
        }
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw new GrantRefused('the grant has expired; ask for a new one')
        if (error instanceof errors.JOSEError) throw new GrantRefused(`the grant is not valid (${error.message})`)
        throw error
      }
    },
  }
}
