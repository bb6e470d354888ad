import { seededNumbers } from '@aiigo/domain'

/** A seeded generator: the same market and requests in every run. */
export function createRandom(seed: number) {
  const next = seededNumbers(seed)
  return {
    /** 0 to 1. */
    next,
    /** A whole number from 0, below `limit`. */
    below: (limit: number): number => Math.floor(next() * limit),
    chance: (probability: number): boolean => next() < probability,
    pick: <Value>(values: readonly Value[]): Value => values[Math.floor(next() * values.length)] as Value,
    /** One of the values, each as likely as its share. */
    weighed<Value>(values: readonly (readonly [Value, number])[]): Value {
      let left = next()
      for (const [value, share] of values) {
        left -= share
        if (left < 0) return value
      }
      return (values.at(-1) as readonly [Value, number])[0]
    },
    /** Nearly normal: mean 0, deviation 1. */
    normal: (): number =>
      next() + next() + next() + next() + next() + next() + next() + next() + next() + next() + next() + next() - 6,
  }
}

export type Random = ReturnType<typeof createRandom>
