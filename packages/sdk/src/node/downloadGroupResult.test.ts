import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Buyer, ResultFile } from '../buyer/Buyer.js'
import { archiveGroupResult } from './downloadGroupResult.js'

const run = promisify(execFile)
const bytes = (text: string) => new TextEncoder().encode(text)

/** A buyer with a step of one job, an array of two, and a job without a result. */
function buyerWith(download: (file: ResultFile) => Promise<string>): Pick<Buyer, 'group' | 'result' | 'download'> {
  const members = [
    { jobId: 'a', key: 'prepare', element: null, exitCode: 0 },
    { jobId: 'b', key: 'count', element: 0, exitCode: 0 },
    { jobId: 'c', key: 'count', element: 1, exitCode: 3 },
    { jobId: 'd', key: 'best', element: null, exitCode: null },
  ]
  return {
    group: async () => ({ members }) as never,
    result: async (jobId) =>
      ({ jobId, manifest: bytes(`manifest ${jobId}`), files: [{ jobId, name: 'out/a.txt' }] }) as never,
    download: async (file) => bytes(await download(file)) as never,
  }
}

describe('the archive of a group', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aiigo-archive-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('has the results that there are, as tar reads them', async () => {
    const buyer = buyerWith(async ({ jobId }) => `of ${jobId}`)
    const path = join(folder, 'whole.tar')
    const results = await archiveGroupResult(buyer, 'g', path)
    expect(results.map(({ jobId, key, element }) => [jobId, key, element])).toEqual([
      ['a', 'prepare', null],
      ['b', 'count', 0],
      ['c', 'count', 1],
    ])
    await run('tar', ['-xf', path, '-C', folder])
    expect(await readFile(join(folder, 'prepare/out/a.txt'), 'utf8')).toBe('of a')
    expect(await readFile(join(folder, 'count/1/out/a.txt'), 'utf8')).toBe('of c')
    expect(await readFile(join(folder, 'count/0.manifest.json'), 'utf8')).toBe('manifest b')
  })

  it('is not there when a file cannot be had: neither whole nor in part', async () => {
    const buyer = buyerWith(async ({ jobId }) => {
      if (jobId === 'c') throw new Error('no such file')
      return 'content'
    })
    await expect(archiveGroupResult(buyer, 'g', join(folder, 'torn.tar'))).rejects.toThrow('no such file')
    expect((await readdir(folder)).filter((name) => name.startsWith('torn'))).toEqual([])
  })
})
