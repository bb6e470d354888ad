import { ETH_ADDRESS, pause } from '@aiigo/domain'
import { uploadJob } from '@aiigo/sdk/node'
import { describe, expect, it } from '@jest/globals'
import type { Hex } from 'viem'
import type { Marketplace } from '../testkit/marketplace.js'
import { orders, TASK, THE_WHOLE_WAY } from './buys.js'

/** Two failures known from other marketplaces: a provider that vanishes, and a job without a taker. */
export function describeFailures(market: () => Marketplace): void {
  describe('a job that meets trouble', () => {
    it('goes to another node when the first one vanishes, and the first is slashed', async () => {
      const buyer = await market().buyer()
      const job = await market().example('sleeper', { args: ['12'], limits: { seconds: 20, outputMiB: 1 } })
      const submitted = await orders(buyer, job)
      const { last } = await buyer.wait(submitted.jobId, { until: ['EXECUTING'] })
      const vanished = last.nodeId as Hex
      const stake = await market().chain.activeStake(vanished)
      await market().kills(vanished)
      try {
        const ran: (Hex | null)[] = []
        const { states } = await buyer.wait(submitted.jobId, {
          until: ['VERIFYING'],
          onStatus: ({ state, nodeId }) => void (state === 'EXECUTING' && ran.push(nodeId)),
        })
        expect(states).toEqual([...THE_WHOLE_WAY.slice(0, 5), ...THE_WHOLE_WAY.slice(1, 6)])
        expect(ran).toEqual([vanished, expect.not.stringMatching(vanished)])
        await buyer.approve(submitted.jobId)
        expect((await buyer.wait(submitted.jobId)).last.state).toBe('PAID')
        expect((await market().chain.settled(submitted.taskId)).nodeId).toBe(ran[1])
        expect(await market().chain.activeStake(vanished)).toBe(stake - (stake * 5n) / 100n)
      } finally {
        await market().revives(vanished)
      }
    })

    it('is stopped by its buyer, and costs what it has used', async () => {
      const buyer = await market().buyer()
      const job = await market().example('sleeper', { args: ['90'], limits: { seconds: 100, outputMiB: 1 } })
      const submitted = await orders(buyer, job)
      const { jobId } = submitted
      // The program prints a line each second.
      for await (const { stream } of buyer.logs(jobId)) if (stream === 'STDOUT') break
      await buyer.stop(jobId)
      const { last } = await buyer.wait(jobId, { until: ['VERIFYING'] })
      const result = await buyer.result(jobId)
      expect([result.outcome, result.exitCode]).toEqual(['STOPPED', 143])
      // The same wish once more changes nothing.
      await buyer.stop(jobId)
      await buyer.approve(jobId, result)
      expect((await buyer.wait(jobId)).last.state).toBe('PAID')
      const settled = await market().chain.settled(submitted.taskId)
      expect([settled.nodeId, settled.cost]).toEqual([last.nodeId, result.cost])
      // 100 s were paid in; it ran for some, and a second of its processor is the least.
      expect(settled.cost).toBeGreaterThan(0n)
      expect(settled.cost * 4n).toBeLessThan(submitted.request.budget)
    }, 300_000)

    it('that no node matches ends at its deadline, and the whole deposit comes back', async () => {
      const buyer = await market().buyer()
      const job = await market().example('word-statistics', {
        resources: { type: 'CPU', units: 1, memoryMiB: 64, region: ['AF'] },
        deadlines: { fundSeconds: 45, assignSeconds: 5, windowSeconds: 600 },
      })
      await expect(orders(buyer, job)).rejects.toMatchObject({ problems: [{ code: 'NO_NODE_EVER' }] })
      const submitted = await orders(buyer, job, { waitForNode: true })
      expect(submitted.warnings).toMatchObject([{ code: 'NO_NODE_EVER' }])
      const { states, last } = await buyer.wait(submitted.jobId)
      expect(states).toEqual(['SUBMITTED', 'QUEUED', 'TIMED_OUT'])
      expect(last.reason).toMatch(/\w/)
      expect(await market().chain.taskState(submitted.taskId)).toBe(TASK.EXPIRED)
      expect((await buyer.withdraw(ETH_ADDRESS)).amount).toBe(submitted.request.budget)
    })
  })
}

/** Every other way a job can end, each with the buyer's money back. */
export function describeOtherEnds(market: () => Marketplace): void {
  describe('a job that ends otherwise', () => {
    it('returns the money when the only allowed node never delivers', async () => {
      const buyer = await market().buyer()
      const node = market().stack.nodeIdOf(market().agents()[0])
      const job = await market().example('sleeper', {
        args: ['20'],
        limits: { seconds: 2, outputMiB: 1 },
        allow: [node],
        deadlines: { fundSeconds: 45, assignSeconds: 5, windowSeconds: 600 },
      })
      const submitted = await orders(buyer, job)
      await buyer.wait(submitted.jobId, { until: ['ASSIGNED'] })
      // The process stays, but does nothing: no heartbeat, no result.
      market().freezes(node)
      try {
        const { last } = await buyer.wait(submitted.jobId)
        expect(['TIMED_OUT', 'FAILED']).toContain(last.state)
        expect(await market().chain.taskState(submitted.taskId)).toBe(TASK.EXPIRED)
        expect((await buyer.withdraw(ETH_ADDRESS)).amount).toBe(submitted.request.budget)
      } finally {
        market().thaws(node)
      }
    })

    it('returns the money by the buyer’s own transaction while the node is silent and no worker runs', async () => {
      const buyer = await market().buyer()
      const node = market().stack.nodeIdOf(market().agents()[0])
      const job = await market().example('sleeper', {
        args: ['20'],
        limits: { seconds: 2, outputMiB: 1 },
        allow: [node],
      })
      const submitted = await orders(buyer, job)
      await buyer.wait(submitted.jobId, { until: ['ASSIGNED'] })
      market().freezes(node)
      await market().stack.killService('worker')
      try {
        await expect(buyer.cancel(submitted.jobId)).rejects.toThrow('has it until')
        const dueAt = (await market().chain.changedAt(submitted.taskId)) + submitted.request.workSeconds
        await pause(Math.max(0, (dueAt + 2) * 1_000 - Date.now()))
        expect(await buyer.cancel(submitted.jobId)).toMatch(/^0x/)
        expect(await market().chain.taskState(submitted.taskId)).toBe(TASK.EXPIRED)
        expect((await buyer.withdraw(ETH_ADDRESS)).amount).toBe(submitted.request.budget)
      } finally {
        await market().stack.restartService('worker')
        market().thaws(node)
      }
      expect((await buyer.wait(submitted.jobId)).last.state).toBe('FAILED')
    })

    it('is paid although worker and API are killed while it runs', async () => {
      const buyer = await market().buyer()
      const job = await market().example('sleeper', { args: ['5'], limits: { seconds: 100, outputMiB: 1 } })
      const submitted = await orders(buyer, job)
      await buyer.wait(submitted.jobId, { until: ['EXECUTING'] })
      // Two processes start anew, which takes long on a busy machine; the attempt must not be overdue by then.
      await Promise.all([market().stack.killService('worker'), market().stack.killService('api')])
      await Promise.all([market().stack.restartService('worker'), market().stack.restartService('api')])
      await buyer.wait(submitted.jobId, { until: ['VERIFYING'] })
      await buyer.approve(submitted.jobId)
      const { states, last } = await buyer.wait(submitted.jobId)
      expect(states).toEqual(THE_WHOLE_WAY)
      expect(last.attempt).toBe(1)
    })

    it('lets the buyer take a funded job back before anyone has it', async () => {
      const buyer = await market().buyer()
      const resources = { type: 'CPU' as const, units: 1, memoryMiB: 64, region: ['OC' as const] }
      const submitted = await orders(buyer, await market().example('kmeans', { resources }), { waitForNode: true })
      await buyer.wait(submitted.jobId, { until: ['QUEUED'] })
      await buyer.cancel(submitted.jobId)
      expect((await buyer.wait(submitted.jobId)).last.state).toBe('CANCELLED')
      expect(await market().chain.taskState(submitted.taskId)).toBe(TASK.CANCELLED)
      expect((await buyer.withdraw(ETH_ADDRESS)).amount).toBe(submitted.request.budget)
    })

    it('times out when nobody funds it', async () => {
      const buyer = await market().buyer()
      const deadlines = { fundSeconds: 5, assignSeconds: 60, windowSeconds: 600 }
      const submitted = await buyer.submit(await uploadJob(buyer, await market().example('kmeans', { deadlines })))
      const { states } = await buyer.wait(submitted.jobId)
      expect(states).toEqual(['SUBMITTED', 'TIMED_OUT'])
      expect(await market().chain.taskState(submitted.taskId)).toBe(TASK.NONE)
    })
  })
}
