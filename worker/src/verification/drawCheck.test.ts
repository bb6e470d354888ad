import { describe, expect, it } from '@jest/globals'
import { drawCheck } from './drawCheck.js'

const result = (index: number) => ({
  taskId: `0x${'1'.repeat(64)}`,
  resultHash: `0x${index.toString(16).padStart(64, '0')}`,
})
const drawn = (secret: string, shareBps: number): boolean[] =>
  Array.from({ length: 20_000 }, (_, index) => drawCheck(secret, result(index), shareBps))

describe('the draw of checks', () => {
  it('takes the share that was asked for', () => {
    // Of 20 000 draws with a chance of 5 % a count outside of this range has a chance below one in a million.
    const count = drawn('a secret', 500).filter(Boolean).length
    expect(count).toBeGreaterThan(845)
    expect(count).toBeLessThan(1_155)
    expect(drawn('a secret', 10_000).every(Boolean)).toBe(true)
  })

  it('is the same at each look, and another with another secret', () => {
    expect(drawn('a secret', 500)).toEqual(drawn('a secret', 500))
    expect(drawn('a secret', 500)).not.toEqual(drawn('another', 500))
  })

  it('does not depend on how the hash is written', () => {
    const upper = { taskId: result(10).taskId, resultHash: `0x${'A'.repeat(64)}` }
    const lower = { ...upper, resultHash: upper.resultHash.toLowerCase() }
    for (let share = 500; share < 10_000; share += 500) {
      expect(drawCheck('s', upper, share)).toBe(drawCheck('s', lower, share))
    }
  })
})
