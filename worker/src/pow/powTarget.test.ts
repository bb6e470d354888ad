import { describe, expect, it } from '@jest/globals'
import { powTarget } from './powTarget.js'

const rules = { nonces: 64, solveSeconds: 240, difficultyBits: 16 }

describe('powTarget', () => {
  it('starts with the least difficulty', () => {
    expect(powTarget({ ...rules, hashesPerSecond: 0n })).toBe(2n ** 240n)
  })

  it.each([1_000_000n, 123_456_789n, 40_000_000_000n])(
    'keeps a node of %s hashes per second busy for 240 s',
    (power) => {
      const hashesPerNonce = 2n ** 256n / powTarget({ ...rules, hashesPerSecond: power })
      const seconds = Number(hashesPerNonce * 64n) / Number(power)
      expect(seconds).toBeGreaterThan(239.9)
      expect(seconds).toBeLessThan(240.1)
    },
  )

  it('never goes below the least difficulty, nor beyond what the contract takes', () => {
    expect(powTarget({ ...rules, hashesPerSecond: 10n })).toBe(2n ** 240n)
    expect(powTarget({ ...rules, hashesPerSecond: 2n ** 63n })).toBe(2n ** 208n)
    expect(powTarget({ ...rules, difficultyBits: 48, hashesPerSecond: 2n ** 63n })).toBe(2n ** 208n)
  })
})
