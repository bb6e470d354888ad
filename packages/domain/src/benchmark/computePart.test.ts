import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { CPU_PART_OPERATIONS, chainedProducts, computeCpuPart, computeMemoryPart } from './computePart.js'
import { createDigest } from './createDigest.js'
import { seededWords } from './seededWords.js'

const SEED = createHash('sha256').update('a seed').digest('hex')
const OTHER = createHash('sha256').update('another seed').digest('hex')

/** The same work another way: whole numbers without a limit, reduced at the end of each product. */
function productsByBigints(seed: string, part: number, size: number, products: number): string {
  const next = seededWords(seed, part)
  const [a, b]: [bigint[], bigint[]] = [[], []]
  for (let at = 0; at < size * size; at++) {
    a.push(BigInt(next() >>> 0))
    b.push(BigInt((next() | 1) >>> 0))
  }
  const columns = Array.from({ length: size }, (_, column) => b.filter((_, at) => at % size === column))
  let rows = Array.from({ length: size }, (_, row) => a.slice(row * size, row * size + size))
  for (let product = 0; product < products; product++) {
    rows = rows.map((row, y) =>
      columns.map((column, x) => {
        const sum = row.reduce((total, value, inner) => total + value * (column[inner] as bigint), 0n)
        const word = Number(sum % 4_294_967_296n)
        return BigInt((word ^ (word >>> 15) ^ (y * size + x)) >>> 0)
      }),
    )
  }
  const digest = createDigest()
  for (const word of rows.flat()) digest.add(Number(word) | 0)
  return digest.hex()
}

describe('the work of a benchmark', () => {
  it('of the processor is products of matrices modulo 2^32, each changed before the next', () => {
    for (const [part, size, products] of [
      [0, 1, 1],
      [3, 7, 2],
      [9, 32, 8],
    ] as const) {
      expect(chainedProducts(SEED, part, size, products)).toBe(productsByBigints(SEED, part, size, products))
    }
    expect(computeCpuPart(SEED, 1)).toBe(chainedProducts(SEED, 1, 256, 8))
    expect(CPU_PART_OPERATIONS).toBe(8 * 256 ** 3)
  })

  it('has another answer for each seed and each part, and the same one again', () => {
    const digests = [SEED, OTHER].flatMap((seed) => [0, 1].map((part) => computeCpuPart(seed, part)))
    expect(new Set(digests).size).toBe(4)
    expect(computeCpuPart(OTHER, 1)).toBe(digests[3])
    for (const digest of digests) expect(digest).toMatch(/^[0-9a-f]{16}$/)
    expect(computeMemoryPart(SEED, 1)).toBe(computeMemoryPart(SEED, 1))
    expect(computeMemoryPart(SEED, 1)).not.toBe(computeMemoryPart(SEED, 0))
  }, 60_000)

  it('wants a seed of 64 hex digits', () => {
    expect(() => computeCpuPart('ab', 0)).toThrow('expected a seed of 64 hex digits, got ab')
  })

  it('begins each part with words of its own', () => {
    const first = Array.from({ length: 2_000 }, (_, part) => seededWords(SEED, part)())
    expect(new Set(first).size).toBeGreaterThan(1_995)
  })
})
