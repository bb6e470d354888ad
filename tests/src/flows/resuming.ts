import { createClient, JobLogsDocument, WatchJobLogsDocument, WatchJobStatusDocument } from '@aiigo/client'
import { describe, expect, it } from '@jest/globals'
import { startCutProxy } from '../testkit/cutProxy.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { orders, THE_WHOLE_WAY } from './buys.js'

/** Live events over a network that breaks. */
export function describeResuming(market: () => Marketplace): void {
  describe('a subscription whose connection breaks again and again', () => {
    it('delivers every state and every log line once, in order', async () => {
      const buyer = await market().buyer()
      const { hostname, port, pathname } = new URL(market().stack.urls.api)
      const proxy = await startCutProxy({ host: hostname, port: Number(port) })
      const client = createClient({
        url: market().stack.urls.api,
        wsUrl: `ws://${proxy.address}${pathname}`,
        session: buyer.client.session(),
        backoff: { attempts: 5, baseMs: 20, maxMs: 100 },
      })
      let cuts = 0
      const cutting = setInterval(() => {
        cuts += proxy.cut() > 0 ? 1 : 0
      }, 400)
      try {
        const job = await market().example('sleeper', { args: ['4'], limits: { seconds: 60, outputMiB: 1 } })
        const { jobId } = await orders(buyer, job)
        const [states, releases, lines] = [[] as string[], [] as string[], [] as { seq: number; text: string }[]]
        const watching = new AbortController()
        const following = (async () => {
          for await (const { jobLogs } of client.subscribe(
            WatchJobLogsDocument,
            { jobId, afterSeq: 0 },
            { signal: watching.signal },
          ))
            lines.push(...jobLogs.map(({ seq, text }) => ({ seq, text })))
        })()
        for await (const { jobStatus } of client.subscribe(WatchJobStatusDocument, { jobId, afterSeq: 0 })) {
          if (/released the key/.test(jobStatus.reason ?? '')) releases.push(jobStatus.state)
          else states.push(jobStatus.state)
          if (jobStatus.state === 'VERIFYING') break
        }
        const stored = (await buyer.client.execute(JobLogsDocument, { jobId, afterSeq: 0, first: 500 })).jobLogs
        for (const until = Date.now() + 60_000; lines.length < stored.length && Date.now() < until; )
          await new Promise((done) => setTimeout(done, 50))
        watching.abort()
        await following
        expect(cuts).toBeGreaterThan(3)
        expect(states).toEqual(THE_WHOLE_WAY.slice(0, 6))
        // The node asks for the key of the files once.
        expect(releases).toHaveLength(1)
        expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1))
        expect(lines.map(({ text }) => text)).toEqual(stored.map(({ text }) => text))
        await buyer.approve(jobId)
      } finally {
        clearInterval(cutting)
        await client.close()
        await proxy.stop()
      }
    })
  })
}
