import { createHash } from 'node:crypto'
import { NotRetryableError, RetryableError } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import { createNeededFiles } from './neededFiles.js'

const jobId = '02020202-0202-4202-8202-020202020202'
const specHash = `0x${'7a'.repeat(32)}` as const
const output = { name: 'model.bin', cid: 'bafy-model', sha256: 'ab'.repeat(32), size: 100 }
const input = { as: 'in/model.bin', from: specHash, path: 'model.bin', maxBytes: 100 }
const succeeded = { version: 1, jobId, exitCode: 0, outcome: 'EXITED', outputs: [output] }

/** The files of a needed job with this manifest. @returns them, and how often the store is asked */
function filesOf(manifest: unknown, stored: Buffer = Buffer.from(JSON.stringify(manifest))) {
  const signed = createHash('sha256').update(JSON.stringify(manifest)).digest('hex')
  const asked: string[] = []
  const find = createNeededFiles({
    needs: [{ jobId, specHash, manifestCid: 'bafy-manifest', manifestSha256: signed }],
    // As the store's client does.
    async read({ cid, sha256 }, maxBytes) {
      asked.push(cid)
      if (createHash('sha256').update(stored).digest('hex') !== sha256)
        throw new NotRetryableError('BLOB_MISMATCH', `expected ${cid} to have the SHA-256 ${sha256}`)
      if (stored.length > maxBytes) throw new NotRetryableError('BLOB_TOO_LARGE', `expected at most ${maxBytes} bytes`)
      return stored
    },
  })
  return { find, asked, signed }
}
const refusal = async (manifest: unknown, changes: Partial<typeof input> = {}, stored?: Buffer) => {
  const found = await filesOf(manifest, stored).find({ ...input, ...changes })
  return 'refusal' in found ? found.refusal : found
}

describe('files of needed jobs', () => {
  it('are those of the manifest that their provider has signed, which is read once', async () => {
    const log = { ...output, name: 'log.txt', cid: 'bafy-log', sha256: 'cd'.repeat(32), size: 0 }
    const { find, asked, signed } = filesOf({ ...succeeded, outputs: [output, log] })
    const [model, lines] = await Promise.all([find(input), find({ ...input, as: 'l', path: 'log.txt', maxBytes: 0 })])
    const { name: _, ...blob } = output
    const taken = { as: 'in/model.bin', from: specHash, path: 'model.bin', sha256: output.sha256 }
    expect(model).toEqual({ jobId, blob, taken: { ...taken, manifestSha256: signed } })
    expect(lines).toMatchObject({ blob: { cid: 'bafy-log' }, taken: { as: 'l', path: 'log.txt' } })
    expect(asked).toEqual(['bafy-manifest'])
  })

  it.each([
    ['is of another job', { ...succeeded, jobId: '03030303-0303-4303-8303-030303030303' }, 'not one of that job'],
    ['is none', 'text', 'not one of that job'],
    ['names a file by no hash', { ...succeeded, outputs: [{ ...output, sha256: '../' }] }, 'not one of that job'],
    ['says exit code 3', { ...succeeded, exitCode: 3 }, 'did not succeed: EXITED, exit code 3'],
    ['says that it was stopped', { ...succeeded, outcome: 'TIME_LIMIT' }, 'did not succeed: TIME_LIMIT, exit code 0'],
    ['has no such output', { ...succeeded, outputs: [] }, 'has no output model.bin'],
    ['has too large an output', { ...succeeded, outputs: [{ ...output, size: 101 }] }, '101 bytes, more than 100'],
    ['is too large itself', { ...succeeded, more: 'x'.repeat(1_048_576) }, 'expected at most 1048576 bytes'],
  ])('are refused, naming the job, when its manifest %s', async (_, manifest, reason) => {
    expect(await refusal(manifest)).toContain(reason)
    expect(await refusal(manifest)).toContain(jobId)
  })

  it('are refused when the manifest is not the one that was signed, or belongs to no job that is needed', async () => {
    const other = Buffer.from(JSON.stringify({ ...succeeded, outputs: [{ ...output, cid: 'bafy-other' }] }))
    expect(await refusal(succeeded, {}, other)).toMatch(new RegExp(`manifest of the needed job ${jobId} .*SHA-256`))
    const from = `0x${'7b'.repeat(32)}` as const
    expect(await refusal(succeeded, { from } as object)).toBe(`the platform names no result of the needed job ${from}`)
  })

  it('are not refused for an error that may pass, or that is this node’s own', async () => {
    const needs = [{ jobId, specHash, manifestCid: 'bafy-manifest', manifestSha256: '' }]
    for (const error of [
      new RetryableError('BLOB_MISSING', 'not yet'),
      new NotRetryableError('MACHINE_FAULT', 'its disk is full'),
      Object.assign(new Error('no room'), { code: 'ENOSPC' }),
    ]) {
      const find = createNeededFiles({ needs, read: () => Promise.reject(error) })
      await expect(find(input)).rejects.toBe(error)
    }
  })
})
