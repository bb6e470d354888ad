import { until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createRedisWakeUp } from './createRedisWakeUp.js'
import { redisSource, startTestRedis, type TestRedis } from './testing/testRedis.js'

// Without a Redis this shows as skipped: not run, and not passed.
const onRedis = redisSource ? describe : describe.skip
onRedis(`createRedisWakeUp${redisSource ? '' : ' (not run: no REDIS_URL and no redis-server found)'}`, () => {
  let redis: TestRedis
  beforeAll(async () => {
    redis = await startTestRedis()
  })
  afterAll(() => redis?.stop())

  it('wakes those who listen, and nobody who has stopped', async () => {
    const wakeUp = createRedisWakeUp(redis.redisUrl)
    const stopped: (string | null)[] = []
    const listening: (string | null)[] = []
    const stop = await wakeUp.subscribe('channel', (text) => stopped.push(text))
    await wakeUp.subscribe('channel', (text) => listening.push(text))
    await wakeUp.publish([{ channel: 'channel', text: 'one\ntwo' }])
    await until(() => stopped.length > 0 && listening.length > 0)
    await stop()
    await wakeUp.publish([{ channel: 'channel', text: 'three' }])
    await until(() => listening.includes('three'))
    expect(stopped).toEqual(['one\ntwo'])
    await wakeUp.close()
  })
})
