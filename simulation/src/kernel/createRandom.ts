import { seededNumbers } from '@aiigo/domain'

/** Draws that are the same for a seed. */
export interface Random {
  /** From 0 up to 1. */
  next(): number
  /** From `from` up to `to`. */
  between(from: number, to: number): number
  /** A whole number from 0 up to `count`. */
  below(count: number): number
  chance(probability: number): boolean
  /** @throws Error for an empty list */
  pick<T>(items: readonly T[]): T
  bytes(count: number): Uint8Array
  /** Another stream, which does not change what this one draws. */
  stream(name: string): Random
}

/** @param seed its low 32 bits count */
export function createRandom(seed: number): Random {
  const next = seededNumbers(seed)
  const below = (count: number): number => Math.floor(next() * count)
  return {
    next,
    between: (from, to) => from + next() * (to - from),
    below,
    chance: (probability) => next() < probability,
    pick(items) {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('expected something to pick from')
      return item
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
    stream(name) {
      let mixed = seed | 0
      for (const letter of name) mixed = (Math.imul(mixed, 31) + letter.charCodeAt(0)) | 0
      return createRandom(Math.imul(mixed, 0x9e3779b1))
    },
  }
}
