import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { writeJobFolder } from './writeJobFolder.js'

const repository = fileURLToPath(new URL('../../../examples/', import.meta.url))
let root: string
let examples: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'aiigo-init-'))
  examples = join(root, 'examples')
  for (const name of ['starter/main.ts', 'starter/job.yaml', 'starter/numbers.txt', 'common/files.ts']) {
    await mkdir(join(examples, name, '..'), { recursive: true })
    await writeFile(join(examples, name), await readFile(join(repository, name)))
  }
  for (const name of ['job.schema.json', 'package.json']) {
    await writeFile(join(examples, name), await readFile(join(repository, name)))
  }
})
afterEach(() => rm(root, { recursive: true }))

test('the folder names its own program, and pins the compiler of the examples', async () => {
  await writeFile(join(examples, 'starter/starter.wasm'), 'compiled')
  const { folder, files } = await writeJobFolder(join(root, 'My $& job'), examples)
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8')
  expect(files).toContain('README.md')
  expect(await read('program.wasm')).toBe('compiled')
  expect(await read('job.yaml')).toMatch(/^name: "My \$& job"\nprogram:\n {2}wasm: program\.wasm$/m)
  expect(await read('main.ts')).toContain("from './files'")
  expect(JSON.parse(await read('package.json'))).toMatchObject({
    name: 'my-job',
    devDependencies: { assemblyscript: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
  })
})

test('a folder with something in it is left alone', async () => {
  await writeFile(join(examples, 'starter/starter.wasm'), 'compiled')
  const taken = join(root, 'taken')
  await mkdir(taken)
  await writeFile(join(taken, 'job.yaml'), 'mine')
  await expect(writeJobFolder(taken, examples)).rejects.toMatchObject({ code: 'FOLDER_NOT_EMPTY' })
  expect(await readFile(join(taken, 'job.yaml'), 'utf8')).toBe('mine')
})

test('examples that are not compiled are compiled first', async () => {
  await expect(writeJobFolder(join(root, 'new'), examples)).rejects.toMatchObject({ code: 'EXAMPLES_NOT_BUILT' })
})
