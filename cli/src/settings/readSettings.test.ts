import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readSettings } from './readSettings.js'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'aiigo-settings-'))
})
afterEach(() => rm(home, { recursive: true }))

const write = async (text: string): Promise<void> => {
  await mkdir(join(home, 'aiigo'), { recursive: true })
  await writeFile(join(home, 'aiigo/config.json'), text)
}

describe('the URL of the platform', () => {
  test("is the local stack's by default, on the port that it was given", async () => {
    const env = { XDG_CONFIG_HOME: home }
    expect(await readSettings(env)).toMatchObject({
      apiUrl: 'http://127.0.0.1:4000/graphql',
      isDefaultApi: true,
      rpcUrl: null,
    })
    expect((await readSettings({ ...env, AIIGO_PORT_BASE: '15000' })).apiUrl).toBe('http://127.0.0.1:15000/graphql')
  })

  test('comes from the option, else the environment, else the file', async () => {
    await write('{"apiUrl": "https://file.example/graphql", "rpcUrl": "https://rpc.example"}')
    const env = { XDG_CONFIG_HOME: home }
    expect(await readSettings(env)).toMatchObject({
      ...{ apiUrl: 'https://file.example/graphql', rpcUrl: 'https://rpc.example', isDefaultApi: false },
    })
    const named = { ...env, AIIGO_API_URL: 'https://env.example/graphql' }
    expect((await readSettings(named)).apiUrl).toBe('https://env.example/graphql')
    expect((await readSettings(named, { api: 'https://option.example' })).apiUrl).toBe('https://option.example')
  })
})

describe('a setting that cannot be used is refused', () => {
  test.each([
    ['an option', '{}', { api: 'ftp://x' }, /http.* as --api, got "ftp:\/\/x"/],
    ['the file', '{"apiUrl": 7}', {}, /apiUrl of .*config\.json, got "7"/],
    ['a file that is no JSON', '{', {}, /expected a JSON object in .*config\.json/],
  ])('in %s', async (_, file, given, message) => {
    await write(file)
    await expect(readSettings({ XDG_CONFIG_HOME: home }, given)).rejects.toMatchObject({
      code: 'BAD_SETTING',
      message: expect.stringMatching(message),
    })
  })
})

test('the folder is the home folder’s where the variable is none or relative', async () => {
  expect((await readSettings({ HOME: home })).folder).toBe(join(home, '.config/aiigo'))
  expect((await readSettings({ HOME: home, XDG_CONFIG_HOME: 'here' })).folder).toBe(join(home, '.config/aiigo'))
})
