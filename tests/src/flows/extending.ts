import { JobDocument } from '@aiigo/client'
import { meteredCost } from '@aiigo/domain'
import type { ResultFile } from '@aiigo/sdk'
import { describe, expect, it } from '@jest/globals'
import type { Marketplace } from '../testkit/marketplace.js'
import { orders, THE_WHOLE_WAY } from './buys.js'

/** Buyers who give a running job more. */
export function describeExtending(market: () => Marketplace): void {
  describe('a job that needs longer than its buyer thought', () => {
    // It sleeps for twice its limit.
    const long = () => market().example('sleeper', { args: ['30'], limits: { seconds: 15, outputMiB: 1 } })

    it('gets more time and deposit while it runs, and is paid for all that it used', async () => {
      const buyer = await market().buyer()
      const job = await long()
      const submitted = await orders(buyer, job)
      const { jobId } = submitted
      await expect(buyer.extend(jobId, { seconds: 60 })).rejects.toMatchObject({ code: 'NOT_EXTENDABLE' })
      await buyer.wait(jobId, { until: ['EXECUTING'] })
      await expect(buyer.extend(jobId, { seconds: 1 })).rejects.toMatchObject({ code: 'BAD_EXTENSION' })

      const due = (await buyer.job(jobId)).dueAt
      const planned = await buyer.planExtension(jobId, { seconds: 60 })
      const extended = await buyer.extend(jobId, { seconds: 60 }, { maxDeposit: planned.addedDeposit })
      expect(extended).toMatchObject(planned)
      expect(extended.dueAt.getTime()).toBe(new Date(due ?? 0).getTime() + 60_000)
      const { request } = submitted
      expect(extended.maxUsage).toBe(request.maxUsage + 60n * BigInt(request.units))
      expect(extended.deposit).toBe(request.budget + extended.addedDeposit)

      const { states } = await buyer.wait(jobId, { until: ['VERIFYING'] })
      expect(states).toEqual(THE_WHOLE_WAY.slice(0, 6))
      const result = await buyer.result(jobId)
      expect(result).toMatchObject({ exitCode: 0 })
      expect(result.files.map(({ name }: ResultFile) => name)).toEqual(['slept.txt'])
      const [attempt] = (await buyer.client.execute(JobDocument, { id: jobId })).job?.attemptList ?? []
      expect(attempt).toMatchObject({ number: 1, extension: { dueAt: extended.dueAt.toISOString() } })
      await buyer.approve(jobId, result)
      await buyer.wait(jobId)

      const money = await buyer.accountFor(jobId)
      expect(result.usage).toBeGreaterThan(0n)
      expect(money.deposit).toBe(extended.deposit)
      expect(money.buyerPaid).toBe(meteredCost(result.usage, BigInt(attempt?.rate ?? 0)))
    })

    it('ends at its limit where nobody gives it more', async () => {
      const buyer = await market().buyer()
      const { jobId } = await orders(buyer, await long())
      await buyer.wait(jobId, { until: ['VERIFYING'] })
      expect((await buyer.result(jobId)).exitCode).not.toBe(0)
      await buyer.approve(jobId)
    })
  })
}
