import { filesOf } from '@aiigo/domain'
import type { UploadedJob } from '@aiigo/sdk'
import { uploadJob } from '@aiigo/sdk/node'
import { createJobKey } from '@aiigo/sealing'
import { describe, expect, it } from '@jest/globals'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { ask } from '../testkit/ask.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { buys } from './buys.js'

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
/** Without a chance that a platform node runs the job again, which gets the key, too. */
const UNCHECKED = { verification: { mode: 'NONE' } } as const

/** The content id of what has this hash, as anyone can work it out: CIDv1, raw, SHA-256, in base32. */
function cidOf(sha256: string): string {
  const bits = [...Buffer.from(`01551220${sha256.replace(/^0x/, '')}`, 'hex')]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return `b${groups.map((group) => BASE32[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')}`
}

/** The public part of a job, tried from the outside. */
export function describePrivacy(market: () => Marketplace): void {
  describe('the files of a job', () => {
    it('cannot be read by way of the result’s hash on chain, nor by a wallet of somebody else', async () => {
      const { urls } = market().stack
      const buyer = await market().buyer()
      const { jobId, taskId } = await buys(market(), buyer, await market().example('kmeans'))
      const { data } = await ask<{ task: { resultHash: string } }>(
        urls.subgraph,
        'query ($id: ID!) { task(id: $id) { resultHash } }',
        { id: taskId },
      )
      const result = await buyer.result(jobId)
      expect(data?.task.resultHash).toBe(`0x${result.manifestSha256}`)
      const cids = [cidOf(result.manifestSha256), ...result.files.map(({ cid }) => cid)]
      const own = await buyer.job(jobId)
      expect(own.result?.manifestCid).toBe(cids[0])

      const statuses = async (token?: string) =>
        Promise.all(
          cids.map(async (cid) => {
            const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
            const response = await fetch(`${urls.blob}/ipfs/${cid}`, { headers })
            await response.body?.cancel()
            return response.status
          }),
        )
      const other = await market().buyer()
      expect(new Set(await statuses())).toEqual(new Set([401]))
      expect(new Set(await statuses(await other.connection.files.toStore()))).toEqual(new Set([404]))
      expect(new Set(await statuses(other.client.session()?.accessToken))).toEqual(new Set([401]))
      await expect(other.connection.files.ofJob(jobId)).rejects.toMatchObject({ code: 'FILES_UNAVAILABLE' })
      expect(new Set(await statuses(await buyer.connection.files.ofJob(jobId)))).toEqual(new Set([200]))
    })

    it.each(['platform', 'private'] as const)('are sealed where they are stored (%s)', async (privacy) => {
      const { urls } = market().stack
      const wallet = privateKeyToAccount(generatePrivateKey())
      const buyer = await market().buyer(wallet)
      // The files are stored by one process, and the job is handed in by another, which has what the first one kept.
      const kept = JSON.stringify(
        await uploadJob(await market().buyer(wallet), await market().example('kmeans', { privacy, ...UNCHECKED })),
      )
      expect(kept).not.toContain('AGE-SECRET-KEY')
      const uploaded = JSON.parse(kept) as UploadedJob
      const submitted = await buyer.submit(uploaded)
      await buyer.fund(submitted)
      await buyer.wait(submitted.jobId, { until: ['VERIFYING'] })
      const result = await buyer.result(submitted.jobId)
      const token = await buyer.connection.files.ofJob(submitted.jobId)
      const stored = [...filesOf(uploaded.spec).map(({ file }) => file), ...result.files]
      expect(stored.length).toBeGreaterThan(2)
      for (const { cid } of stored) {
        const response = await fetch(`${urls.blob}/ipfs/${cid}`, { headers: { authorization: `Bearer ${token}` } })
        const bytes = Buffer.from(await response.arrayBuffer())
        expect(bytes.subarray(0, 22).toString()).toBe('age-encryption.org/v1\n')
      }
      const [file] = result.files
      if (!file) throw new Error('expected an output')
      expect((await buyer.download(file)).length).toBe(file.sealed?.size)
      await buyer.approve(submitted.jobId, result)
      expect((await buyer.wait(submitted.jobId)).last.state).toBe('PAID')

      // The job's history says who got the key.
      const { data } = await ask<{ keyRequests: { attempt: number; nodeId: string; releasedBy: string }[] }>(
        urls.api,
        'query ($id: ID!) { keyRequests(jobId: $id) { attempt nodeId releasedBy } }',
        { id: submitted.jobId },
        buyer.client.session()?.accessToken ?? null,
      )
      const releasedBy = privacy === 'private' ? 'BUYER' : 'PLATFORM'
      expect(data?.keyRequests).toEqual([{ attempt: 1, nodeId: result.nodeId, releasedBy }])

      // A client that starts anew has the key again: of the platform, or of its wallet.
      const again = await market().buyer(wallet)
      expect(await again.download(file)).toEqual(await buyer.download(file))
      const stranger = await market().buyer()
      const { recipient } = await createJobKey()
      const { data: refused } = await ask<{ requestJobKey: { sealedKey: null; userErrors: { code: string }[] } }>(
        urls.api,
        'mutation ($input: RequestJobKeyInput!) { requestJobKey(input: $input) { sealedKey userErrors { code } } }',
        { input: { jobId: submitted.jobId, recipient } },
        stranger.client.session()?.accessToken ?? null,
      )
      expect(refused?.requestJobKey).toEqual({ sealedKey: null, userErrors: [{ code: 'JOB_UNKNOWN' }] })
    })

    it('of a private job stay closed while nobody of the buyer is there: it ends without a bill', async () => {
      const buyer = await market().buyer()
      const job = await market().example('kmeans', { privacy: 'private' })
      const submitted = await buyer.submit(await uploadJob(buyer, job))
      await buyer.fund(submitted)
      // Looks at the job, and does not watch it: so nothing is released.
      for (const until = Date.now() + 60_000; Date.now() < until; ) {
        if ((await buyer.job(submitted.jobId)).state === 'VERIFYING') break
        await new Promise((done) => setTimeout(done, 500))
      }
      const result = await buyer.result(submitted.jobId)
      expect(result).toMatchObject({ outcome: 'REFUSED', files: [], cost: 0n })
    })

    it('have secrets among them, which the program is told and no other reader of the job', async () => {
      const buyer = await market().buyer()
      const secret = `hunter2 ${generatePrivateKey()}`
      const secrets = { GREETING: { env: 'THE_GREETING' } }
      const job = await market().example('toolchains', { env: {}, secrets })
      await expect(uploadJob(buyer, job)).rejects.toMatchObject({
        problems: [{ code: 'BAD_SECRET', field: 'secrets.GREETING', message: expect.stringContaining('THE_GREETING') }],
      })
      const uploaded = await uploadJob(buyer, job, { env: { THE_GREETING: secret } })
      expect(uploaded.spec.secrets?.names).toEqual(['GREETING'])
      const submitted = await buyer.submit(uploaded)
      await buyer.fund(submitted)
      await buyer.wait(submitted.jobId, { until: ['VERIFYING'] })
      const { files } = await buyer.result(submitted.jobId)
      const report = files.find(({ name }) => name === 'report.txt')
      if (!report) throw new Error('expected the report')
      expect(Buffer.from(await buyer.download(report)).toString()).toContain(secret)
      // The platform's own record, and the file as it is stored.
      const { data } = await ask<{ job: { spec: unknown } }>(
        market().stack.urls.api,
        'query ($id: ID!) { job(id: $id) { spec history { reason } } }',
        { id: submitted.jobId },
        buyer.client.session()?.accessToken ?? null,
      )
      expect(JSON.stringify(uploaded)).not.toContain(secret)
      expect(data?.job.spec).toMatchObject({ secrets: { names: ['GREETING'] } })
      expect(JSON.stringify(data)).not.toContain(secret)
    })

    it('cannot be had by naming them in a job of one’s own', async () => {
      const [buyer, thief] = [await market().buyer(), await market().buyer()]
      const uploaded = await uploadJob(buyer, await market().example('kmeans'))
      await expect(thief.submit(uploaded)).rejects.toMatchObject({
        problems: expect.arrayContaining([expect.objectContaining({ code: 'BLOB_NOT_FOUND' })]),
      })
    })

    it('are gone when the buyer deletes them', async () => {
      const { urls } = market().stack
      const buyer = await market().buyer()
      const { jobId } = await buys(market(), buyer, await market().example('kmeans'))
      const result = await buyer.result(jobId)
      const token = await buyer.connection.files.ofJob(jobId)
      // Waits for the confirmations: the chain may take the job's end back until then.
      await buyer.deleteFiles(jobId)
      await expect(buyer.result(jobId)).rejects.toMatchObject({ code: 'FILES_UNAVAILABLE' })
      // Also a permission from before finds nothing any more.
      const manifest = await fetch(`${urls.blob}/ipfs/${cidOf(result.manifestSha256)}`, {
        headers: { authorization: `Bearer ${token}` },
      })
      expect(manifest.status).toBe(404)
    })
  })
}
