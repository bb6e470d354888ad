import { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'

export interface RateLimit {
  /** Seconds to wait when the caller has used up this minute; null when there is room. */
  take(caller: string, points?: number): Promise<number | null>
  close(): void
}

interface Options {
  /** 0: no limit. */
  perMinute: number
  /** With Redis all processes count together; without, each for itself. */
  redisUrl?: string | undefined
  onError: (error: unknown) => void
}

/** A limit of requests for each caller. While Redis is away each process counts for itself. */
export function createRateLimit({ perMinute, redisUrl, onError }: Options): RateLimit {
  if (perMinute === 0) return { take: async () => null, close: () => undefined }
  const settings = { points: perMinute, duration: 60, keyPrefix: 'aiigo:api' }
  const memory = new RateLimiterMemory(settings)
  const redis = redisUrl ? new Redis(redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 }) : undefined
  redis?.on('error', onError)
  const limiter = redis ? new RateLimiterRedis({ ...settings, storeClient: redis, insuranceLimiter: memory }) : memory
  return {
    async take(caller, points = 1) {
      try {
        await limiter.consume(caller, points)
        return null
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
        onError(refusal)
        return null
      }
    },
    close: () => redis?.disconnect(),
  }
}
