/** A Redis for tests; without it tests look for a redis-server. */
export const givenRedisUrl = process.env.REDIS_URL
