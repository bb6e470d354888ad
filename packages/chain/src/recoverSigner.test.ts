import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type Address, bytesToHex, concat, type Hex, keccak256, numberToHex, recoverAddress, slice } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { normalizeSignature } from './normalizeSignature.js'
import { recoverSigner } from './recoverSigner.js'
import { signatureForms } from './testing/signatureForms.js'

/** Order of secp256k1, and of the field of its points. */
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const P = 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2fn

const viems = (hash: Hex, signature: Hex): Promise<Address | null> =>
  recoverAddress({ hash, signature }).catch(() => null)
const word = (value: bigint): Hex => numberToHex(value, { size: 32 })
const byte = (value: number): Hex => numberToHex(value, { size: 1 })
const signatureOf = (r: bigint, s: bigint, v: number): Hex => concat([word(r), word(s), byte(v)])

const scalars = fc.bigInt({ min: 1n, max: N - 1n })
const words = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => bytesToHex(bytes))

/** Whether `recoverSigner` and viem give the same account, or both none. */
async function agree(digest: Hex, signature: Hex): Promise<Address | null> {
  const recovered = await recoverSigner(digest, signature)
  expect([signature, recovered]).toEqual([signature, await viems(digest, signature)])
  return recovered
}

describe('recoverSigner', () => {
  it("finds the signer by any key's signature of any digest, in each form that wallets answer", async () => {
    await fc.assert(
      fc.asyncProperty(scalars, words, async (key, digest) => {
        const account = privateKeyToAccount(word(key))
        const signature = await account.sign({ hash: digest })
        for (const [name, form] of Object.entries(signatureForms(signature))) {
          // Of the packed form of EIP-2098 neither takes the 64 bytes as they are.
          expect([name, await agree(digest, form)]).toEqual([name, name === 'compact' ? null : account.address])
          const normal = normalizeSignature(form)
          if ('reason' in normal) throw new Error(normal.reason)
          expect(await agree(digest, normal.signature)).toBe(account.address)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('agrees with viem on made-up words, half of which are no point of the curve', async () => {
    let none = 0
    const vs = fc.constantFrom(0, 1, 27, 28)
    await fc.assert(
      fc.asyncProperty(scalars, scalars, vs, words, async (r, s, v, digest) => {
        if ((await agree(digest, signatureOf(r, s, v))) === null) none++
      }),
      { numRuns: 100 },
    )
    expect(none).toBeGreaterThan(20)
  })

  it('takes v 0, 1, 27 and 28 alone', async () => {
    const hash = keccak256('0x01')
    const signature = await privateKeyToAccount(word(7n)).sign({ hash })
    const taken: number[] = []
    for (let v = 0; v < 256; v++) {
      if (await agree(hash, concat([slice(signature, 0, 64), byte(v)]))) taken.push(v)
    }
    expect(taken).toEqual([0, 1, 27, 28])
  })

  const edges = [0n, 1n, 2n, N / 2n, N / 2n + 1n, N - 1n, N, N + 1n, P - N - 1n, P - N, P - 1n, P, 2n ** 256n - 1n]
  it.each(edges)('agrees with viem on an r, and on an s, of %s', async (edge) => {
    const digest = keccak256('0x02')
    for (const v of [27, 28]) {
      await agree(digest, signatureOf(edge, 5n, v))
      // 1 is the x of a point.
      await agree(digest, signatureOf(1n, edge, v))
    }
  })

  it('refuses r and s of zero and from the order on', async () => {
    const digest = keccak256('0x03')
    for (const wrong of [0n, N, 2n ** 256n - 1n]) {
      expect(await agree(digest, signatureOf(wrong, 5n, 27))).toBeNull()
      expect(await agree(digest, signatureOf(1n, wrong, 27))).toBeNull()
    }
    expect(await agree(digest, signatureOf(1n, 5n, 27))).not.toBeNull()
  })

  it('refuses a signature whose key would be the point at infinity', async () => {
    // R is the generator, so s·R = z·G cancels for s = z: no key signed this.
    const r = 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n
    const z = 12_345n
    expect(await agree(word(z), signatureOf(r, z, 27))).toBeNull()
    expect(await agree(word(z), signatureOf(r, z + 1n, 27))).not.toBeNull()
  })

  it('gives an account for digests of zero and above the order', async () => {
    for (const digest of [word(0n), word(N), word(N + 1n), word(2n ** 256n - 1n)]) {
      expect(await agree(digest, signatureOf(1n, 5n, 27))).not.toBeNull()
    }
  })

  it.each<[string, Hex]>([
    ['no bytes', '0x'],
    ['63 bytes', `0x${'11'.repeat(63)}`],
    ['64 bytes', `0x${'11'.repeat(64)}`],
    ['66 bytes', `0x${'11'.repeat(64)}1b1b`],
    ['130 bytes', `0x${'11'.repeat(64)}1b${'11'.repeat(65)}`],
    ['letters that are no digits', `0x${'zz'.repeat(64)}1b`],
  ])('refuses %s, as viem does', async (_, signature) => {
    expect(await agree(keccak256('0x04'), signature)).toBeNull()
  })

  it.each<[string, Hex]>([
    // viem reads what follows the words as one number.
    ['a v of two bytes', `0x${'11'.repeat(64)}001b`],
    ['half a byte', `0x${'11'.repeat(64)}1`],
  ])('refuses %s, which viem takes', async (_, signature) => {
    expect(await recoverSigner(keccak256('0x04'), signature)).toBeNull()
  })

  it('refuses a digest that has not 32 bytes', async () => {
    const signature = await privateKeyToAccount(word(7n)).sign({ hash: keccak256('0x05') })
    for (const digest of ['0x', `0x${'11'.repeat(31)}`, `0x${'11'.repeat(33)}`] as const) {
      expect(await recoverSigner(digest, signature)).toBeNull()
    }
  })
})
