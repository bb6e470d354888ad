import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { LoadedGroup } from './LoadedJob.js'
import { loadSubmission } from './loadSubmission.js'
import { withExampleFiles } from './withExampleFiles.js'

const GRAPH = {
  ...{ version: 1, name: 'Counts', program: { wasm: 'sweep.wasm' }, resources: { type: 'CPU' } },
  budget: { token: 'ETH', amount: '0.001' },
  jobs: {
    prepare: { inputs: [{ path: 'numbers.txt', as: 'numbers.txt' }], outputs: ['sorted.txt'] },
    count: { array: 2, inputs: [{ from: 'prepare', path: 'sorted.txt', as: 'sorted.txt' }] },
  },
}

describe('a copy of the job file of an example with several jobs', () => {
  let root: string
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'aiigo-examples-'))
    for (const name of ['sweep', 'other', 'elsewhere']) await mkdir(join(root, name))
    await writeFile(join(root, 'sweep/job.yaml'), JSON.stringify(GRAPH))
    await writeFile(join(root, 'sweep/numbers.txt'), '1\n')
    await writeFile(join(root, 'other/job.yaml'), '')
    await writeFile(join(root, 'elsewhere/job.yaml'), JSON.stringify(GRAPH))
  })
  afterAll(() => rm(root, { recursive: true }))

  it('takes program and inputs of each job from the example, and leaves outputs of jobs alone', async () => {
    const copied = await mkdtemp(join(tmpdir(), 'aiigo-copy-'))
    await writeFile(join(copied, 'job.yaml'), JSON.stringify(GRAPH))
    const found = await withExampleFiles((await loadSubmission(join(copied, 'job.yaml'))) as LoadedGroup, root)
    expect(found.located).toEqual([
      { path: 'sweep.wasm', from: join(root, 'sweep/sweep.wasm') },
      { path: 'numbers.txt', from: join(root, 'sweep/numbers.txt') },
    ])
    const { jobs } = found.job.group
    expect(jobs.map(({ file }) => file.program)).toEqual(
      jobs.map(() => expect.objectContaining({ wasm: join(root, 'sweep/sweep.wasm') })),
    )
    expect(jobs.map(({ file }) => file.inputs[0]?.path)).toEqual([
      join(root, 'sweep/numbers.txt'),
      'sorted.txt',
      'sorted.txt',
    ])
    await rm(copied, { recursive: true })
  })

  it('of the example itself is left as it is', async () => {
    const loaded = (await loadSubmission(join(root, 'elsewhere/job.yaml'))) as LoadedGroup
    expect(await withExampleFiles(loaded, root)).toEqual({ job: loaded, located: [] })
  })
})
