// tier: parts
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkJobFiles, loadJobFile } from '@aiigo/sdk/node'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { loadDemoJob, projectRoot } from './loadDemoJob.js'

// Compiles the examples when nothing else did before.
jest.setTimeout(120_000)

const example = join(projectRoot, 'examples/word-statistics')
let folder: string
let said: string[]
const load = (path: string) => loadDemoJob(path, (line) => void said.push(line), new AbortController().signal)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-demo-job-'))
  said = []
})
afterEach(() => rm(folder, { recursive: true }))

describe('a job file of an example', () => {
  it('runs from any folder when its job.yaml alone was copied', async () => {
    await cp(join(example, 'job.yaml'), join(folder, 'mine.yaml'))
    const job = await load(join(folder, 'mine.yaml'))
    expect(job.file.inputs).toEqual([{ path: join(example, 'text.txt'), as: 'text.txt' }])
    expect(job.file.program.wasm).toBe(join(example, 'word-statistics.wasm'))
    expect(said).toEqual([
      'word-statistics.wasm is not beside the job file; taking examples/word-statistics/word-statistics.wasm',
      'text.txt is not beside the job file; taking examples/word-statistics/text.txt',
    ])
  })

  it('takes the files that are beside it', async () => {
    await cp(join(example, 'job.yaml'), join(folder, 'job.yaml'))
    await writeFile(join(folder, 'text.txt'), 'a text of my own')
    const job = await load(join(folder, 'job.yaml'))
    expect(job.file.inputs).toEqual([{ path: 'text.txt', as: 'text.txt' }])
    expect(said).toHaveLength(1)
  })

  it('runs for any program when its folder was copied', async () => {
    await load(join(example, 'job.yaml'))
    await cp(example, folder, { recursive: true })
    await expect(checkJobFiles(await loadJobFile(join(folder, 'job.yaml')))).resolves.toBeUndefined()
    await load(join(folder, 'job.yaml'))
    expect(said).toEqual([])
  })

  it('says what is missing when no example has it', async () => {
    await cp(join(example, 'job.yaml'), join(folder, 'job.yaml'))
    await writeFile(
      join(folder, 'other.json'),
      JSON.stringify({
        ...{ version: 1, name: 'x', program: { wasm: 'nowhere.wasm' }, outputs: ['x'], resources: { type: 'CPU' } },
        budget: { token: 'ETH', amount: '1' },
      }),
    )
    await expect(load(join(folder, 'other.json'))).rejects.toMatchObject({ problems: [{ code: 'FILE_MISSING' }] })
  })
})
