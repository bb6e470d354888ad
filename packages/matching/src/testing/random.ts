import { seededNumbers } from '@aiigo/domain'

/** A seeded generator, so that every run tests the same data. */
export function createRandom(seed: number) {
  const next = seededNumbers(seed)
  return {
    /** 0 to 1. */
    next,
    /** A whole number from 0, below `limit`. */
    below: (limit: number): number => Math.floor(next() * limit),
    /** Whether something of this probability happens. */
    chance: (probability: number): boolean => next() < probability,
    pick: <Value>(values: readonly Value[]): Value => values[Math.floor(next() * values.length)] as Value,
    /** Roughly normal, mean 0, deviation 1. */
    normal: (): number => {
      let sum = -6
      for (let i = 0; i < 12; i++) sum += next()
      return sum
    },
  }
}

export type Random = ReturnType<typeof createRandom>
