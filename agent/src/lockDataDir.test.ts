// tier: parts
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { lockDataDir } from './lockDataDir.js'

test('a data folder is for one agent at a time, by whatever path', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aiigo-lock-'))
  try {
    const unlock = await lockDataDir(folder)
    await symlink(folder, `${folder}-link`)
    await expect(lockDataDir(folder)).rejects.toThrow(/another one runs with it/)
    await expect(lockDataDir(`${folder}-link`)).rejects.toThrow(/another one runs with it/)
    await unlock()
    await (await lockDataDir(folder))()
  } finally {
    await rm(`${folder}-link`, { force: true })
    await rm(folder, { recursive: true, force: true })
  }
})
