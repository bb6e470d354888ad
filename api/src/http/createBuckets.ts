import { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Allowance } from '../graphql/context.js'

/** The outcome of taking points; the allowance is null without a limit. */
export interface Taken {
  enough: boolean
  allowance: Allowance | null
}

/** A limit of points a minute for each caller. */
export interface Bucket {
  /** Spends points if that many are left; else none. */
  spend(caller: string, points: number): Promise<Taken>
  giveBack(caller: string, points: number): Promise<void>
}

export interface Buckets {
  /** Cost of what an IP address asks for without a sign-in. */
  anonymous: Bucket
  /** Cost of what a signed-in wallet asks for. */
  signedIn: Bucket
  /** Cost of the events that are delivered to an IP address without a sign-in. */
  anonymousEvents: Bucket
  /** Cost of the events that are delivered to a wallet: its heartbeats do not wait for them. */
  signedInEvents: Bucket
  /** Steps of signing in, by IP address: they are served when the address's cost is used up. */
  signIn: Bucket
  /** WebSockets opened, by IP address: whose they are is known afterwards. */
  connections: Bucket
  /** API keys that turned out unknown, by IP address: the check reads the database. */
  unknownKeys: Bucket
  close(): void
}

interface Options {
  /** Points a minute; 0: no limit. */
  perMinute: Readonly<Record<Exclude<keyof Buckets, 'close'>, number>>
  /** With Redis all processes count together; without, each for itself. */
  redisUrl?: string | undefined
  onError: (error: unknown) => void
}

const UNLIMITED: Bucket = {
  spend: async () => ({ enough: true, allowance: null }),
  giveBack: async () => undefined,
}

/** The API's rate limits. None of them reads the database. While Redis is away each process counts for itself. */
export function createBuckets({ perMinute, redisUrl, onError }: Options): Buckets {
  const redis = redisUrl ? new Redis(redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 }) : undefined
  redis?.on('error', onError)

  function createBucket(name: string, limit: number): Bucket {
    if (limit === 0) return UNLIMITED
    const settings = { points: limit, duration: 60, keyPrefix: `aiigo:api:${name}` }
    const memory = new RateLimiterMemory(settings)
    const limiter = redis ? new RateLimiterRedis({ ...settings, storeClient: redis, insuranceLimiter: memory }) : memory
    const allowanceOf = ({ consumedPoints, msBeforeNext }: RateLimiterRes): Allowance => ({
      limit,
      remaining: Math.max(0, limit - consumedPoints),
      resetAt: Date.now() + msBeforeNext,
    })
    return {
      async spend(caller, points) {
        try {
          return { enough: true, allowance: allowanceOf(await limiter.consume(caller, points)) }
        } catch (refusal) {
          if (refusal instanceof RateLimiterRes) {
            // A refused cost is not used up: the caller may still ask for less.
            const after = await limiter.reward(caller, points).catch(() => refusal)
            return { enough: false, allowance: allowanceOf(after) }
          }
          onError(refusal)
          return { enough: true, allowance: null }
        }
      },
      async giveBack(caller, points) {
        await limiter.reward(caller, points).catch(onError)
      },
    }
  }

  return {
    anonymous: createBucket('anonymous', perMinute.anonymous),
    signedIn: createBucket('signed-in', perMinute.signedIn),
    anonymousEvents: createBucket('anonymous-events', perMinute.anonymousEvents),
    signedInEvents: createBucket('signed-in-events', perMinute.signedInEvents),
    signIn: createBucket('sign-in', perMinute.signIn),
    connections: createBucket('connections', perMinute.connections),
    unknownKeys: createBucket('unknown-keys', perMinute.unknownKeys),
    close: () => redis?.disconnect(),
  }
}
