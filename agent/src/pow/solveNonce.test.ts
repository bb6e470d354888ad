import { powHash } from '@aiigo/chain/testing'
import { describe, expect, test } from '@jest/globals'
import { createKeccak } from 'hash-wasm'
import type { PowPuzzle } from './challengeWords.js'
import { solveNonce } from './solveNonce.js'

const puzzle: PowPuzzle = {
  seed: `0x${'a7'.repeat(31)}01`,
  nodeId: '0x1122334455667788',
  provider: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  target: 1n << 246n,
}

/** As the contract computes it, by other code than the solver's. */
const contractHash = (index: number, nonce: bigint): bigint => powHash(puzzle, index, nonce)

const keccak = await createKeccak(256)

describe('solveNonce', () => {
  test.each([0, 1, 7, 31])('finds the first nonce whose contract hash is below the target, index %i', (index) => {
    const nonce = solveNonce(keccak, puzzle, index, { from: 0n, count: 100_000 })
    if (nonce === null) throw new Error('expected a solution within 100 000 hashes of an expected 1 024')
    expect(contractHash(index, nonce) < puzzle.target).toBe(true)
    for (let earlier = 0n; earlier < nonce; earlier++) expect(contractHash(index, earlier) < puzzle.target).toBe(false)
  })

  test('goes on from a nonce beyond 32 and 48 bits', () => {
    for (const from of [0xffff_fff0n, (1n << 48n) + 5n, (1n << 80n) + 0xffff_fff0n]) {
      const nonce = solveNonce(keccak, puzzle, 3, { from, count: 100_000 })
      if (nonce === null) throw new Error('expected a solution')
      expect(nonce >= from).toBe(true)
      expect(contractHash(3, nonce) < puzzle.target).toBe(true)
    }
  })

  test('says when none of the tried nonces solves', () => {
    expect(solveNonce(keccak, { ...puzzle, target: 1n }, 0, { from: 0n, count: 200 })).toBeNull()
  })

  test('a hash equal to the target does not solve', () => {
    expect(solveNonce(keccak, { ...puzzle, target: contractHash(0, 5n) }, 0, { from: 5n, count: 1 })).toBeNull()
    expect(solveNonce(keccak, { ...puzzle, target: contractHash(0, 5n) + 1n }, 0, { from: 5n, count: 1 })).toBe(5n)
  })
})
