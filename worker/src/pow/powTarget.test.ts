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

/** Seconds between the blocks of Ethereum, which is also the contract’s head start. */
const BLOCK_SECONDS = 12

/** The power that the chain shows of a node after so many challenges, each solved in the expected time. */
function shownAfter(challenges: number, power: number): number {
  let shown = 0
  for (let i = 0; i < challenges; i++) {
    const target = powTarget({ ...rules, hashesPerSecond: BigInt(shown) })
    const hashes = Number((1n << 256n) / target)
    const blocks = Math.max(1, Math.ceil((64 * hashes) / power / BLOCK_SECONDS))
    shown = Math.floor((63 * hashes) / ((blocks + 1) * BLOCK_SECONDS))
  }
  return shown
}

describe('nodes whose time is counted in whole blocks', () => {
  const powers = [1e6, 2e6, 5e6, 1e7, 3e7, 1e8]

  it('tie in their first challenge, and are told apart within five', () => {
    expect(new Set(powers.map((power) => shownAfter(1, power))).size).toBe(1)
    const shown = powers.map((power) => shownAfter(5, power))
    expect(shown).toEqual([...shown].sort((a, b) => a - b))
    expect(new Set(shown).size).toBe(powers.length)
    for (const [i, power] of powers.entries()) expect(Math.abs((shown[i] ?? 0) / power - 1)).toBeLessThan(0.15)
  })
})
