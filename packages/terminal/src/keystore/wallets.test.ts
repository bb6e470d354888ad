import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { isPrivateKey } from './isPrivateKey.js'
import { readSecret } from './readSecret.js'
import { expectNewName, expectPrivateWallet, keepWallet, listWallets, readWallet, unlockWallet } from './wallets.js'

let settings: { folder: string }
beforeEach(async () => {
  settings = { folder: await mkdtemp(join(tmpdir(), 'aiigo-wallets-')) }
})
afterEach(() => rm(settings.folder, { recursive: true }))

describe('a wallet', () => {
  test('is kept for its owner alone, listed, and opened by its password', async () => {
    const key = generatePrivateKey()
    const wallet = await keepWallet(settings, 'work', key, 'correct horse')
    expect(wallet).toMatchObject({ name: 'work', address: privateKeyToAddress(key) })
    expect((await stat(wallet.path)).mode & 0o777).toBe(0o600)
    expect((await stat(join(wallet.path, '..'))).mode & 0o777).toBe(0o700)
    expect(await listWallets(settings)).toEqual([wallet])
    expect(await unlockWallet(wallet, 'correct horse')).toBe(key)
  })

  test('is refused when others may read its file', async () => {
    const wallet = await keepWallet(settings, 'work', generatePrivateKey(), 'correct horse')
    await chmod(wallet.path, 0o644)
    await expect(expectPrivateWallet(wallet)).rejects.toMatchObject({
      ...{ code: 'FILE_TOO_OPEN', advice: `chmod 600 ${wallet.path}` },
      message: expect.stringMatching(/mode 600\), got mode 644/),
    })
  })

  test('never takes the place of another one', async () => {
    const { path } = await keepWallet(settings, 'work', generatePrivateKey(), 'correct horse')
    await expect(expectNewName(settings, 'work')).rejects.toMatchObject({ code: 'WALLET_EXISTS' })
    await expect(keepWallet(settings, 'work', generatePrivateKey(), 'correct horse')).rejects.toMatchObject({
      ...{ code: 'WALLET_EXISTS', message: expect.stringContaining(path) },
    })
  })

  test.each([['../work'], ['a/b'], ['.hidden'], ['']])('has no name like %j', async (name) => {
    await expect(expectNewName(settings, name)).rejects.toMatchObject({ code: 'USAGE' })
  })

  test('that is not there is named with the ways to one', async () => {
    await expect(readWallet(settings, 'work')).rejects.toMatchObject({
      ...{ code: 'WALLET_UNKNOWN', advice: expect.stringMatching(/aiigo wallet new/) },
    })
  })
})

describe('a secret in a file', () => {
  test('is its first line, or that of standard input', async () => {
    const path = join(settings.folder, 'secret')
    await writeFile(path, 'correct horse\nmore\n', { mode: 0o600 })
    expect(await readSecret(path)).toBe('correct horse')
    expect(await readSecret('-', Readable.from(['battery ', 'staple\r\n']))).toBe('battery staple')
  })

  test('is refused when others may read it, when it is empty, and when it is not there', async () => {
    const path = join(settings.folder, 'secret')
    await expect(readSecret(path)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    await writeFile(path, '\n', { mode: 0o600 })
    await expect(readSecret(path)).rejects.toThrow(/it is empty/)
    await chmod(path, 0o640)
    await expect(readSecret(path)).rejects.toMatchObject({ code: 'FILE_TOO_OPEN' })
  })
})

test.each([
  [generatePrivateKey(), true],
  [`0x${'00'.repeat(32)}`, false],
  [`0x${'ff'.repeat(32)}`, false],
  ['0x12', false],
])('whether %s is a private key: %s', (text, is) => {
  expect(isPrivateKey(text)).toBe(is)
})
