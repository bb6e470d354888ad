import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { describeFailures } from './flows/failures.js'
import { describeMainJob } from './flows/mainJob.js'
import { describeQueueBoard } from './flows/queueBoard.js'
import { describeTraces } from './flows/traces.js'
import { type Marketplace, startMarketplace } from './testkit/marketplace.js'
import { hasRedis } from './testkit/redis.js'
import { startTraceReceiver, type TraceReceiver } from './testkit/traceReceiver.js'

// For a machine that is three times as slow as usual. Each wait has its own limit, and says what for.
jest.setTimeout(300_000)

/** Where Redis is required, its absence fails; elsewhere it is reported as not run. */
if (!hasRedis() && process.env.AIIGO_REQUIRE_REDIS !== '1') {
  it.skip('the marketplace, queues on Redis: not run, there is no redis-server on this machine', () => undefined)
} else {
  describe('the marketplace, queues on Redis', () => {
    let market: Marketplace
    let receiver: TraceReceiver
    beforeAll(async () => {
      receiver = await startTraceReceiver()
      market = await startMarketplace('Redis', { env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint } })
    }, 600_000)
    afterAll(async () => {
      await market?.stop()
      receiver?.stop()
    }, 120_000)

    it('really uses Redis', () => {
      expect(market.stack.urls.redis).toMatch(/^redis:/)
    })
    describeMainJob(() => market)
    describeQueueBoard(() => market)
    describeTraces(
      () => market,
      () => receiver,
    )
    describeFailures(() => market)
  })
}
