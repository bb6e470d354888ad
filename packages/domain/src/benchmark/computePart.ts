import type { SeededPart } from './benchmarkLimits.js'
import { createDigest } from './createDigest.js'
import { seededWords } from './seededWords.js'

// A look-up in the global object each time would cost more than the multiplication where that object is guarded.
const { imul } = Math

/** Rows and columns: three such matrices of 4-byte words are 768 KiB. */
const SIZE = 256
/** Products of a part, one after the other. */
const PRODUCTS = 8
/** Multiplications with additions of a part of the processor's work. */
export const CPU_PART_OPERATIONS = PRODUCTS * SIZE ** 3

/** Words of the buffer that is walked: 128 MiB, more than most caches. */
const WORDS = 1 << 25
/** A page has 64 lines of 64 bytes. */
const PAGE_WORDS = 1_024
const LINE_WORDS = 16
const PAGES = WORDS / PAGE_WORDS
const STEPS = 65_536
const MIB = 1_048_576
/** Memory that a part of the memory's work needs, and that it writes once at its beginning. MiB. */
export const MEMORY_PART_BUFFER_MIB = (WORDS * 4) / MIB
/** Memory that a part of the memory's work moves: the buffer, and the lines of the walk. MiB. */
export const MEMORY_PART_MIB = MEMORY_PART_BUFFER_MIB + (STEPS * PAGE_WORDS * 4) / MIB

/**
 * One part of the processor's work: products of seeded matrices of 32-bit words modulo 2^32, each changed word by word
 * before the next. Integers have one result on any machine.
 * @param seed 64 hex digits
 * @returns its digest, 16 hex digits
 */
export const computeCpuPart = (seed: string, part: number): string => chainedProducts(seed, part, SIZE, PRODUCTS)

/** The same for matrices of any size, and for as many products. */
export function chainedProducts(seed: string, part: number, size: number, products: number): string {
  const next = seededWords(seed, part)
  let [a, c] = [new Int32Array(size * size), new Int32Array(size * size)]
  const b = new Int32Array(size * size)
  for (let at = 0; at < size * size; at++) {
    a[at] = next()
    b[at] = next() | 1
  }
  for (let product = 0; product < products; product++) {
    multiply(a, b, c, size)
    // Without it eight products are four: powers of the second matrix could be taken first.
    for (let at = 0; at < size * size; at++) c[at] = (c[at] as number) ^ ((c[at] as number) >>> 15) ^ at
    ;[a, c] = [c, a]
  }
  const digest = createDigest()
  for (let at = 0; at < size * size; at++) digest.add(a[at] as number)
  return digest.hex()
}

function multiply(a: Int32Array, b: Int32Array, c: Int32Array, size: number): void {
  c.fill(0)
  for (let row = 0; row < size; row++) {
    for (let inner = 0; inner < size; inner++) {
      const factor = a[row * size + inner] as number
      const [to, from] = [row * size, inner * size]
      for (let column = 0; column < size; column++) {
        c[to + column] = ((c[to + column] as number) + imul(factor, b[from + column] as number)) | 0
      }
    }
  }
}

/**
 * One part of the memory's work: fills a buffer from the seed and walks over its pages. Each step's page follows from
 * the lines that were read before, and each step writes, so that no table can replace the buffer.
 * @param seed 64 hex digits
 * @returns its digest, 16 hex digits
 */
export function computeMemoryPart(seed: string, part: number): string {
  const next = seededWords(seed, part)
  const words = new Int32Array(WORDS)
  for (let at = 0; at < WORDS; at++) words[at] = next()
  const digest = createDigest()
  let state = next()
  for (let step = 0; step < STEPS; step++) {
    const page = ((state >>> 8) % PAGES) * PAGE_WORDS
    for (let at = page; at < page + PAGE_WORDS; at += LINE_WORDS)
      state = ((state << 5) | (state >>> 27)) ^ (words[at] as number)
    state = imul(state, 0x9e3779b1)
    state ^= state >>> 15
    words[page + (step % PAGE_WORDS)] = state
    if (step % 64 === 0) digest.add(state)
  }
  digest.add(state)
  return digest.hex()
}

/** A part of either stage. @returns its digest, 16 hex digits */
export const computePart = ({ stage, seed, part }: SeededPart): string =>
  stage === 'CPU' ? computeCpuPart(seed, part) : computeMemoryPart(seed, part)
