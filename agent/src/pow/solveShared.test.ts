import { powHash } from '@aiigo/chain/testing'
import { describe, expect, test } from '@jest/globals'
import { createKeccak } from 'hash-wasm'
import type { PowPuzzle } from './challengeWords.js'
import { type Solution, STEP, solveShared } from './solveShared.js'

const puzzle: PowPuzzle = {
  seed: `0x${'5e'.repeat(31)}02`,
  nodeId: '0x1122334455667788',
  provider: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  target: 1n << 248n,
}
const keccak = await createKeccak(256)

/** By other code than the solver's. */
const solves = ({ index, nonce }: Solution): boolean => powHash(puzzle, index, nonce) < puzzle.target

function search(thread: number, current: Int32Array, nonceCount = 64): Solution[] {
  const solutions: Solution[] = []
  solveShared(keccak, { puzzle, nonceCount, thread, current }, (solution) => solutions.push(solution))
  return solutions
}

describe('solveShared', () => {
  test('solves every index in turn, alone', () => {
    const solutions = search(0, new Int32Array(1))
    expect(solutions.map(({ index }) => index)).toEqual(Array.from({ length: 64 }, (_, index) => index))
    expect(solutions.every(solves)).toBe(true)
  })

  test('two threads look at different nonces', () => {
    const first = search(0, new Int32Array(1), 8)
    const second = search(1, new Int32Array(1), 8)
    expect(second.every(solves)).toBe(true)
    expect(first.every(({ nonce }) => nonce < 1n << 48n)).toBe(true)
    expect(second.every(({ nonce }) => nonce >= 1n << 48n && nonce < 2n << 48n)).toBe(true)
  })

  test('goes on where the threads are', () => {
    expect(search(0, new Int32Array([60])).map(({ index }) => index)).toEqual([60, 61, 62, 63])
    expect(search(0, new Int32Array([64]))).toEqual([])
  })

  test('leaves an index that another thread solved meanwhile, within one step', () => {
    const current = new Int32Array(1)
    let hashes = 0
    // This thread finds nothing; another thread solves the only index while this one is in its first step.
    const impossible = { ...puzzle, target: 0n }
    const watched = Object.assign(Object.create(keccak), {
      init: () => {
        if (hashes++ === 10) Atomics.store(current, 0, 1)
        return keccak.init()
      },
    })
    const solutions: Solution[] = []
    solveShared(watched, { puzzle: impossible, nonceCount: 1, thread: 0, current }, (found) => solutions.push(found))
    expect(solutions).toEqual([])
    expect(hashes).toBe(STEP)
  })

  test('drops its own solution when another thread was first', () => {
    const current = new Int32Array(1)
    const easy = { ...puzzle, target: (1n << 256n) - 1n }
    const beaten = Object.assign(Object.create(keccak), {
      init: () => {
        Atomics.store(current, 0, 1)
        return keccak.init()
      },
    })
    const solutions: Solution[] = []
    solveShared(beaten, { puzzle: easy, nonceCount: 1, thread: 0, current }, (found) => solutions.push(found))
    expect(solutions).toEqual([])
  })
})
