import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Buyer, ResultFile } from '../buyer/Buyer.js'
import type { GroupMember } from '../buyer/Group.js'
import { chosenMembers, isComparing } from './chosenMembers.js'
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
  ].map((member) => ({ ...member, replicas: null, checkState: null }))
  return {
    group: async () => ({ members }) as never,
    result: async (jobId) =>
      ({ jobId, manifest: bytes(`manifest ${jobId}`), files: [{ jobId, name: 'out/a.txt' }] }) as never,
    download: async (file) => bytes(await download(file)) as never,
  }
}

const replica = (key: string, element: number, checkState: GroupMember['checkState'], exitCode: number | null = 0) => ({
  ...{ key, element, checkState, exitCode, replicas: 2, state: 'VERIFYING' as const },
})
const chosen = (members: ReturnType<typeof replica>[]) =>
  chosenMembers(members).map(({ member: { element, checkState }, folder }) => [folder, element, checkState])

describe('the results of replicas', () => {
  it('are one of each element: one that matched, and none that differs', () => {
    const members = [
      ...[replica('train', 0, 'DIFFERED'), replica('train', 1, 'MATCHED')],
      ...[replica('train', 2, 'MATCHED', 3), replica('train', 3, 'MATCHED')],
      ...[replica('train', 4, 'DIFFERED'), replica('train', 5, 'DIFFERED')],
      ...[replica('train', 6, null, null), replica('train', 7, 'SKIPPED')],
      ...[replica('one', 0, null, null), replica('one', 1, null, null)],
    ]
    expect(chosen(members)).toEqual([
      ['train/0', 1, 'MATCHED'],
      ['train/1', 2, 'MATCHED'],
      ['train/3', 7, 'SKIPPED'],
    ])
    expect(isComparing(members.slice(0, 6))).toBe(false)
  })

  it('are the first that are there while they are not compared', () => {
    const members = [replica('train', 0, null, null), replica('train', 1, 'PENDING')]
    expect(chosen(members)).toEqual([['train/0', 1, 'PENDING']])
    expect(isComparing(members)).toBe(true)
  })
})

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
