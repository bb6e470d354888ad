import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createJobKey, createOutputMac, openBytes } from '@aiigo/sealing'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sealFile } from './sealFile.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-seal-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a file larger than a chunk is sealed, and opens to what it was', async () => {
  const content = randomBytes(200_000)
  const [from, to] = [join(folder, 'plain'), join(folder, 'sealed')]
  await writeFile(from, content)
  const key = await createJobKey()
  const { sha256, size, mac } = await sealFile(from, to, key)
  const sealed = await readFile(to)
  expect([size, sha256]).toEqual([sealed.length, createHash('sha256').update(sealed).digest('hex')])
  expect(Buffer.from(await openBytes(new Uint8Array(sealed), key.identity)).equals(content)).toBe(true)
  const expected = createOutputMac(key.identity)
  expected.update(content)
  expect(mac).toBe(expected.digest())
})

test('a file that cannot be read is an error, not a wait', async () => {
  const sealing = sealFile(join(folder, 'absent'), join(folder, 'never'), await createJobKey())
  await expect(sealing).rejects.toThrow(/ENOENT/)
})
