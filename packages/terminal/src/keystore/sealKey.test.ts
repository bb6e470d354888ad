import { describe, expect, test } from '@jest/globals'
import { generatePrivateKey } from 'viem/accounts'
import { openKey, parseKeystore, sealKey } from './sealKey.js'

/** Costs a hundredth of a second. */
const CHEAP = { n: 1_024, r: 8, p: 1 }
const key = generatePrivateKey()

describe('a keystore file', () => {
  test('gives the key back for its password', async () => {
    const text = JSON.stringify(await sealKey(key, 'correct horse', CHEAP))
    expect(text).not.toContain(key.slice(2))
    const sealed = parseKeystore(text, 'w.json')
    expect(sealed.crypto.kdfparams).toMatchObject(CHEAP)
    expect(await openKey(sealed, 'correct horse', 'w.json')).toBe(key)
  })

  test('says that a wrong password is one', async () => {
    const sealed = await sealKey(key, 'correct horse', CHEAP)
    await expect(openKey(sealed, 'battery staple', 'w.json')).rejects.toMatchObject({
      code: 'WRONG_PASSWORD',
      message: expect.stringMatching(/expected the password of w\.json, got another one/),
    })
  })

  test('is refused when the key is not the one of its address', async () => {
    const sealed = { ...(await sealKey(key, 'correct horse', CHEAP)), address: '00'.repeat(20) }
    await expect(openKey(sealed, 'correct horse', 'w.json')).rejects.toMatchObject({ code: 'BAD_KEYSTORE' })
  })

  test('takes the same password in both forms of Unicode', async () => {
    const sealed = await sealKey(key, 'caf\u00e9 au lait', CHEAP)
    expect(await openKey(sealed, 'cafe\u0301 au lait', 'w.json')).toBe(key)
  })

  test.each([['not json'], ['{}'], ['{"version": 3, "crypto": {"kdf": "pbkdf2"}}']])('is none: %s', (text) => {
    expect(() => parseKeystore(text, 'w.json')).toThrow(/keystore file \(version 3.*w\.json/)
  })
})

test('a file of geth opens', async () => {
  // Of geth's own tests, with the password foobar. The address is checked when it is opened.
  const text = JSON.stringify({
    address: '7ef5a6135f1fd6a02593eedc869c6d41d934aef8',
    crypto: {
      cipher: 'aes-128-ctr',
      ciphertext: '1d0839166e7a15b9c1333fc865d69858b22df26815ccf601b28219b6192974e1',
      cipherparams: { iv: '8df6caa7ff1b00c4e871f002cb7921ed' },
      kdf: 'scrypt',
      kdfparams: {
        ...{ dklen: 32, n: 8, p: 16, r: 8 },
        salt: 'e5e6ef3f4ea695f496b643ebd3f75c0aa58ef4070e90c80c5d3fb0241bf1595c',
      },
      mac: '6d16dfde774845e4585357f24bce530528bc69f4f84e1e22880d34fa45c273e5',
    },
    id: '950077c7-71e3-4c44-a4a1-143919141ed4',
    version: 3,
  })
  expect(await openKey(parseKeystore(text, 'geth.json'), 'foobar', 'geth.json')).toMatch(/^0x[0-9a-f]{64}$/)
})
