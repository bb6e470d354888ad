import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseJobFile } from '@aiigo/domain'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { checkJobFiles } from './uploadJob.js'

/** Does nothing: a function `_start` and a memory. */
const PROGRAM = Buffer.from(
  '0061736d01000000010401600000030201000503010001071302066d656d6f72790200065f737461727400000a040102000b',
  'hex',
)

describe('the files of a job, before anything is sent', () => {
  let folder: string
  const jobOf = (wasm: string, input: string) => ({
    folder,
    file: parseJobFile(
      JSON.stringify({
        ...{ version: 1, name: 'test', program: { wasm }, inputs: [{ path: input, as: 'input' }], outputs: ['output'] },
        ...{ resources: { type: 'CPU' }, budget: { token: 'ETH', amount: '0.001' } },
      }),
    ),
  })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aiigo-job-'))
    await writeFile(join(folder, 'program.wasm'), PROGRAM)
    await writeFile(join(folder, 'component.wasm'), Buffer.from('0061736d0d000100', 'hex'))
    await writeFile(join(folder, 'text.txt'), 'hello')
    await writeFile(join(folder, 'empty.wasm'), '')
    await writeFile(join(folder, 'big.bin'), '')
    await truncate(join(folder, 'big.bin'), 268_435_457)
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('are fine when they are there, small enough, and the program is one', async () => {
    await expect(checkJobFiles(jobOf('program.wasm', 'text.txt'))).resolves.toBeUndefined()
  })

  it('are all named when they are not', async () => {
    await expect(checkJobFiles(jobOf('text.txt', 'nothing.txt'))).rejects.toMatchObject({
      problems: [
        { code: 'NOT_A_PROGRAM', field: 'program.wasm' },
        { code: 'FILE_MISSING', field: 'inputs.0.path' },
      ],
    })
    await expect(checkJobFiles(jobOf('empty.wasm', '.'))).rejects.toMatchObject({
      problems: [{ code: 'NOT_A_PROGRAM' }, { code: 'FILE_MISSING' }],
    })
  })

  it('are refused when no node could run the program, with the cure', async () => {
    await expect(checkJobFiles(jobOf('component.wasm', 'text.txt'))).rejects.toMatchObject({
      problems: [{ code: 'PROGRAM_IS_COMPONENT', message: expect.stringMatching(/component.wasm: .*wasm32-wasip1/) }],
    })
  })

  it('are refused with both sizes when too large', async () => {
    await expect(checkJobFiles(jobOf('program.wasm', 'big.bin'))).rejects.toThrow(
      /at most 268435456 bytes, .*big\.bin has 268435457/,
    )
  })
})
