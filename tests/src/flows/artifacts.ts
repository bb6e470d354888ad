import { pause } from '@aiigo/domain'
import type { Buyer, JobArtifact } from '@aiigo/sdk'
import type { LoadedJob } from '@aiigo/sdk/node'
import { describe, expect, it } from '@jest/globals'
import type { Marketplace } from '../testkit/marketplace.js'
import { orders } from './buys.js'

/** Starts of the search: some seconds of one core, for the first look to be long before the end. */
const BELOW = 12_000_000
const CHANGES: Partial<LoadedJob['file']> = {
  ...{ args: [String(BELOW)], limits: { seconds: 60, outputMiB: 1 }, checkpoint: undefined },
  artifacts: { files: ['state.bin', 'longest.json'], everySeconds: 10 },
  privacy: 'private',
}

/** Waits until the program shows a file. */
async function shown(buyer: Buyer, jobId: string): Promise<JobArtifact> {
  for (const until = Date.now() + 120_000; Date.now() < until; await pause(100)) {
    const [artifact] = await buyer.artifacts(jobId)
    if (artifact) return artifact
  }
  throw new Error('the program shows no file')
}

/** Files that a job shows while it runs. */
export function describeArtifacts(market: () => Marketplace): void {
  describe('a job with artifacts', () => {
    it('shows its files while it runs, to its buyer alone, until its files are deleted', async () => {
      const buyer = await market().buyer()
      const { jobId } = await orders(buyer, await market().example('collatz', CHANGES))
      // The client releases the key.
      const waiting = buyer.wait(jobId, { until: ['VERIFYING'] })
      waiting.catch(() => undefined)
      const artifact = await shown(buyer, jobId)
      expect(artifact).toMatchObject({ name: 'state.bin', contentSize: 24, attempt: 1 })
      expect((await buyer.job(jobId)).state).toBe('EXECUTING')
      /** How far the search is, by the state that its program writes. */
      const at = async (file: JobArtifact) => Buffer.from(await buyer.download(file)).readBigUInt64LE()
      const early = await at(artifact)
      expect([early > 1n, early < BELOW, (early - 1n) % 250_000n]).toEqual([true, true, 0n])
      const stranger = await market().buyer()
      await expect(stranger.artifacts(jobId)).rejects.toMatchObject({ code: 'JOB_UNKNOWN' })

      await waiting
      // The last version is stored before the result; the output is in the result.
      const late = await buyer.artifacts(jobId)
      expect(late.map(({ name }) => name)).toEqual(['state.bin'])
      expect(await at(late[0] as JobArtifact)).toBe(BigInt(BELOW))
      let told: string | null = null
      for await (const { artifactsAt } of buyer.progress(jobId)) {
        told = artifactsAt
        break
      }
      expect(Date.parse(told ?? '')).toBe(Date.parse(late[0]?.storedAt ?? ''))

      await buyer.approve(jobId)
      expect((await buyer.wait(jobId)).last.state).toBe('PAID')
      expect(await at(late[0] as JobArtifact)).toBe(BigInt(BELOW))
      await buyer.deleteFiles(jobId)
      expect(await buyer.artifacts(jobId)).toEqual([])
    })
  })
}
