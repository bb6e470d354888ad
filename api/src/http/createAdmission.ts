import { createHash } from 'node:crypto'
import { addressKey } from '@aiigo/service'
import type { Authenticate, Authentication } from '../graphql/authentication.js'
import type { Context, Meter } from '../graphql/context.js'
import type { Buckets, Taken } from './createBuckets.js'

export interface Applicant {
  /** A step of signing in alone: it has a limit of its own. */
  isSignIn: boolean
  authorization: string | undefined
  ip: string
  userAgent: string | null
}

export interface Admission {
  /** The caller, and whether the limits admit it; nothing is read from the database for a refused one. */
  admit(applicant: Applicant): Promise<{ context: Context } | { waitMs: number }>
}

type Identified = { authentication: Authentication; paid?: Taken } | { refused: Taken }

interface Deps {
  authenticate: Authenticate
  buckets: Buckets
}

/** The least cost of a request: reading and checking it, even when it is refused. */
export const REQUEST_COST = 10
/** Wallets of API keys that are kept in memory, so that a wallet's limit acts before its key is looked up. */
const KNOWN_KEYS = 10_000

const NOBODY: Authentication = { viewer: null, refusal: null }
const API_KEY = /^Bearer aiigo_/i

/** Rate limits in front of everything, by cost. */
export function createAdmission({ authenticate, buckets }: Deps): Admission {
  const known = new Map<string, string>()

  /** The caller, or the limit that keeps its credentials from being looked up. */
  async function identify(authorization: string | undefined, address: string): Promise<Identified> {
    if (!authorization) return { authentication: NOBODY }
    // An access token says whose it is; a key must be looked up.
    if (!API_KEY.test(authorization)) return { authentication: await authenticate(authorization) }
    const hash = createHash('sha256').update(authorization).digest('base64')
    const wallet = known.get(hash)
    if (wallet !== undefined) {
      const paid = await buckets.signedIn.spend(wallet, REQUEST_COST)
      if (!paid.enough) return { refused: paid }
      const authentication = await authenticate(authorization)
      if (authentication.viewer) return { authentication, paid }
      known.delete(hash)
      return { authentication }
    }
    const checked = await buckets.unknownKeys.spend(address, 1)
    if (!checked.enough) return { refused: checked }
    const authentication = await authenticate(authorization)
    if (!authentication.viewer) return { authentication }
    await buckets.unknownKeys.giveBack(address, 1)
    known.set(hash, authentication.viewer.address)
    const [oldest] = known.keys()
    if (known.size > KNOWN_KEYS && oldest !== undefined) known.delete(oldest)
    return { authentication }
  }

  return {
    async admit({ isSignIn, authorization, ip, userAgent }) {
      const address = addressKey(ip)
      if (isSignIn) {
        const step = await buckets.signIn.spend(address, 1)
        return step.enough ? { context: { ...NOBODY, ip, userAgent } } : { waitMs: waitOf(step) }
      }
      const identified = await identify(authorization, address)
      if ('refused' in identified) return { waitMs: waitOf(identified.refused) }
      const { authentication } = identified
      const { viewer } = authentication
      const [bucket, caller] = viewer ? [buckets.signedIn, viewer.address] : [buckets.anonymous, address]
      const paid = identified.paid ?? (await bucket.spend(caller, REQUEST_COST))
      if (!paid.enough) return { waitMs: waitOf(paid) }
      const meter: Meter = {
        caller,
        allowance: paid.allowance,
        charge: (cost) => bucket.spend(caller, Math.max(0, cost - REQUEST_COST)),
      }
      return { context: { ...authentication, ip, userAgent, meter } }
    },
  }
}

function waitOf({ allowance }: Taken): number {
  return allowance ? allowance.resetAt - Date.now() : 1_000
}
