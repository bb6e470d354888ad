import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { asUser, blockedFolder } from './unprivilegedUser.js'

test('names the folder another user may not pass', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aiigo-user-'))
  const nobody = { uid: 65_534, gid: 65_534, name: 'nobody' }
  const path = join(folder, 'inner', 'file')
  await mkdir(join(folder, 'inner'))
  await chmod(folder, 0o700)
  expect(blockedFolder(path, nobody)).toBe(folder)
  await chmod(folder, 0o711)
  expect(blockedFolder(path, nobody)).toBeUndefined()
  expect(asUser(nobody, path, ['x'], [])).toEqual({ command: path, args: ['x'], uid: 65_534, gid: 65_534 })
  expect(asUser(undefined, path, ['x'], [])).toEqual({ command: path, args: ['x'] })
  await rm(folder, { recursive: true })
})
