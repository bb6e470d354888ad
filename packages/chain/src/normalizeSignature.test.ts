import { describe, expect, it } from '@jest/globals'
import {
  type Hex,
  keccak256,
  parseSignature,
  recoverAddress,
  serializeCompactSignature,
  signatureToCompactSignature,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { isSameSignature, normalizeSignature } from './normalizeSignature.js'
import { signatureForms } from './testing/signatureForms.js'

const account = privateKeyToAccount('0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80')
/** Both parities occur among these. */
const digests = ['0x01', '0x02', '0x03', '0x04', '0x05', '0x06'].map((data) => keccak256(data as Hex))

describe('normalizeSignature', () => {
  it.each(digests)('gives the one form that contracts take for every form of a signature of %s', async (hash) => {
    const signature = await account.sign({ hash })
    for (const [name, form] of Object.entries(signatureForms(signature))) {
      expect([name, normalizeSignature(form)]).toEqual([name, { signature }])
      expect(isSameSignature(signature, form)).toBe(true)
    }
    expect(await recoverAddress({ hash, signature })).toBe(account.address)
  })

  it('agrees with viem about EIP-2098', async () => {
    const signature = await account.sign({ hash: keccak256('0x07') })
    const compact = serializeCompactSignature(signatureToCompactSignature(parseSignature(signature)))
    expect(signatureForms(signature).compact).toBe(compact)
  })

  it.each<[string, Hex, string]>([
    ['no bytes', '0x', 'this has 0'],
    ['66 bytes', `0x${'11'.repeat(66)}`, 'this has 66'],
    ['a v of a replay-protected transaction', `0x${'11'.repeat(64)}25`, 'this has 37'],
    ['an r of zero', `0x${'00'.repeat(32)}${'11'.repeat(32)}1b`, 'above 0'],
    ['an s of zero', `0x${'11'.repeat(32)}${'00'.repeat(32)}1b`, 'above 0'],
    ['an s beyond the order', `0x${'11'.repeat(32)}${'ff'.repeat(32)}1b`, 'above 0'],
    ['an r beyond the order', `0x${'ff'.repeat(32)}${'11'.repeat(32)}1b`, 'above 0'],
  ])('refuses %s and says why', (_, signature, reason) => {
    expect(normalizeSignature(signature)).toEqual({ reason: expect.stringContaining(reason) })
    expect(isSameSignature(`0x${'22'.repeat(65)}`, signature)).toBe(false)
  })

  it('takes nothing for the same as nothing stored', async () => {
    expect(isSameSignature(null, await account.sign({ hash: keccak256('0x08') }))).toBe(false)
  })
})
