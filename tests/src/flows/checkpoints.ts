import { readFile } from 'node:fs/promises'
import { pause } from '@aiigo/domain'
import type { Buyer, JobWithAttempts } from '@aiigo/sdk'
import { downloadResult } from '@aiigo/sdk/node'
import { describe, expect, it } from '@jest/globals'
import type { Hex } from 'viem'
import { verifyCollatz } from '../independent/index.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { orders, TASK } from './buys.js'

/** Starts of the search: some seconds of one core, for the first version to be taken long before the end. */
const BELOW = 12_000_000
const CHANGES = { args: [String(BELOW)], limits: { seconds: 60, outputMiB: 1 } }

/** Waits until the platform has a version of the job's checkpoint. */
async function kept(buyer: Buyer, jobId: string): Promise<JobWithAttempts> {
  for (const until = Date.now() + 120_000; Date.now() < until; await pause(100)) {
    const job = await buyer.job(jobId)
    if (job.checkpoint) return job
    if (job.state === 'VERIFYING') throw new Error('the job was over before its first checkpoint')
  }
  throw new Error('the platform has no checkpoint')
}

/** The lines of a job's attempts that say where a run began. */
async function beginnings(buyer: Buyer, jobId: string): Promise<{ attempt: number; from: number | string }[]> {
  const found: { attempt: number; from: number | string }[] = []
  for await (const { attempt, stream, text } of buyer.logs(jobId)) {
    const start = /^starts at (\d+) of/.exec(text)?.[1]
    if (stream === 'STDOUT' && start) found.push({ attempt, from: Number(start) })
    const checkpoint = /^the job goes on from (checkpoint \d+ of attempt \d+)/.exec(text)?.[1]
    if (stream === 'SYSTEM' && checkpoint) found.push({ attempt, from: checkpoint })
    // Its reason is in the log, and so in a failed comparison.
    if (stream === 'SYSTEM' && text.includes('is of no use')) found.push({ attempt, from: text })
  }
  return found
}

/** Long jobs whose nodes die in the middle. */
export function describeCheckpoints(market: () => Marketplace): void {
  async function verifies(buyer: Buyer, jobId: string): Promise<void> {
    const { files } = await downloadResult(buyer, jobId, await market().folder())
    verifyCollatz(await readFile(files[0]?.path ?? ''), BELOW)
  }

  describe('a job with a checkpoint', () => {
    it('is gone on with by another node when its node is killed, with files that no platform can open', async () => {
      const buyer = await market().buyer()
      const submitted = await orders(buyer, await market().example('collatz', { ...CHANGES, privacy: 'private' }))
      const { jobId } = submitted
      // The client has to be there for both nodes: it releases the key.
      const waiting = buyer.wait(jobId, { until: ['VERIFYING'] })
      waiting.catch(() => undefined)
      const { checkpoint, nodeId } = await kept(buyer, jobId)
      expect(checkpoint).toMatchObject({ attempt: 1 })
      await market().kills(nodeId as Hex)
      try {
        await waiting
        await verifies(buyer, jobId)
        await buyer.approve(jobId)
        expect((await buyer.wait(jobId)).last.state).toBe('PAID')
        const ran = await beginnings(buyer, jobId)
        expect(ran).toEqual([
          { attempt: 1, from: 1 },
          { attempt: 2, from: expect.stringMatching(/^checkpoint \d+ of attempt 1$/) },
          { attempt: 2, from: expect.any(Number) },
        ])
        // The state is whole: it is written after each 250 000 starts.
        const [, , second] = ran
        expect([Number(second?.from) > 250_000, (Number(second?.from) - 1) % 250_000]).toEqual([true, 0])
        const settled = await market().chain.settled(submitted.taskId)
        expect(settled.nodeId).not.toBe(nodeId)
        expect(await market().chain.taskState(submitted.taskId)).toBe(TASK.SETTLED)
      } finally {
        await market().revives(nodeId as Hex)
      }
    })

    it('goes on in the same attempt when the agent is killed and starts again', async () => {
      const buyer = await market().buyer()
      const node = market().stack.nodeIdOf(market().agents()[0])
      const { jobId } = await orders(buyer, await market().example('collatz', { ...CHANGES, allow: [node] }))
      await kept(buyer, jobId)
      await market().kills(node)
      await market().revives(node)
      await buyer.wait(jobId, { until: ['VERIFYING'] })
      await verifies(buyer, jobId)
      await buyer.approve(jobId)
      const { last } = await buyer.wait(jobId)
      expect([last.state, last.attempt]).toEqual(['PAID', 1])
      const [first, checkpoint, second] = await beginnings(buyer, jobId)
      expect([first?.from, checkpoint?.from]).toEqual([1, expect.stringMatching(/^checkpoint \d+ of attempt 1$/)])
      expect(Number(second?.from)).toBeGreaterThan(250_000)
    })
  })
}
