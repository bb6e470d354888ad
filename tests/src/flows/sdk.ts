import { ETH_ADDRESS } from '@aiigo/domain'
import { createAnalyst } from '@aiigo/sdk'
import { describe, expect, it } from '@jest/globals'
import type { Marketplace } from '../testkit/marketplace.js'
import { buys, orders } from './buys.js'

/** Programs need two things of the SDK: iterators that resume at a cursor, and rows of the subgraph by two ways. */
export function describeSdk(market: () => Marketplace): void {
  describe('the SDK', () => {
    it('goes on behind the cursors that a program has kept', async () => {
      const buyer = await market().buyer()
      const job = await market().example('sleeper', { args: ['2'], limits: { seconds: 60, outputMiB: 1 } })
      const { jobId } = await orders(buyer, job)
      const first: { seq: number; text: string }[] = []
      for await (const line of buyer.logs(jobId)) {
        first.push(line)
        break
      }
      const rest: typeof first = []
      const afterSeq = first.at(-1)?.seq ?? 0
      for await (const line of buyer.logs(jobId, { afterSeq, until: ['VERIFYING'] })) rest.push(line)
      const stored: typeof first = []
      for await (const line of buyer.logs(jobId, { follow: false })) stored.push(line)
      expect(stored.length).toBeGreaterThan(1)
      expect([...first, ...rest].map(({ seq, text }) => [seq, text])).toEqual(
        stored.map(({ seq, text }) => [seq, text]),
      )

      await buyer.approve(jobId, await buyer.result(jobId))
      const { states } = await buyer.wait(jobId)
      const later: string[] = []
      for await (const { seq, state } of buyer.watch(jobId)) {
        if (state !== 'EXECUTING') continue
        for await (const status of buyer.watch(jobId, { afterSeq: seq })) later.push(status.state)
      }
      expect(later).toEqual(states.slice(states.indexOf('EXECUTING') + 1))
    })

    it('lists a buyer’s jobs page by page', async () => {
      const buyer = await market().buyer()
      const made = [await orders(buyer, await market().example('kmeans'))]
      made.push(await orders(buyer, await market().example('kmeans')))
      const listed: string[] = []
      for await (const { job } of buyer.jobs({ pageSize: 1 })) listed.push(job.id)
      expect(listed).toEqual(made.map(({ jobId }) => jobId).reverse())
    })

    it('reads the same history from the subgraph and through the API', async () => {
      const bought = await buys(market(), await market().buyer(), await market().example('kmeans'))
      const { provider } = await market().chain.settled(bought.taskId)
      const { api, subgraph } = market().stack.urls
      const analysts = [createAnalyst({ apiUrl: api }), createAnalyst({ subgraphUrl: subgraph })] as const
      try {
        const { block } = await analysts[1].block()
        const [here, there] = await Promise.all(
          analysts.map(async (analyst) => {
            const rows: string[] = []
            for await (const { id } of analyst.tasks({ block: block.number, pageSize: 2 })) rows.push(id)
            return rows
          }),
        )
        expect(here).toContain(bought.taskId)
        expect(here).toEqual(there)
        const earners = await analysts[1].topEarners({ token: ETH_ADDRESS, first: 100 })
        const earner = earners.find(({ provider: account }) => account.toLowerCase() === provider.toLowerCase())
        expect(earner?.earned).toBeGreaterThanOrEqual(bought.money.providerCredited)
      } finally {
        await Promise.all(analysts.map((analyst) => analyst.close()))
      }
    })
  })
}
