import { chmod, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { fileSession } from './fileSession.js'

const session = { accessToken: 'a', refreshToken: 'r', expiresAt: '2030-01-01T00:00:00Z', address: '0x01' }
let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-session-'))
  path = join(folder, 'session.json')
})
afterEach(() => rm(folder, { recursive: true }))

test('keeps a session for the next run, for its owner alone', async () => {
  await fileSession(path).write(session)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await fileSession(path).read()).toEqual(session)
  await fileSession(path).write(null)
  expect(await fileSession(path).read()).toBeNull()
})

test('refuses a file that others may read', async () => {
  await fileSession(path).write(session)
  await chmod(path, 0o640)
  await expect(fileSession(path).read()).rejects.toThrow(/chmod 600/)
})

test('lets one at a time refresh', async () => {
  const order: string[] = []
  const work = (name: string) => async () => {
    order.push(`${name} begins`)
    await new Promise((done) => setImmediate(done))
    order.push(`${name} ends`)
  }
  await Promise.all([fileSession(path).exclusively(work('one')), fileSession(path).exclusively(work('two'))])
  const [first] = (order[0] as string).split(' ')
  const second = first === 'one' ? 'two' : 'one'
  expect(order).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`])
})
