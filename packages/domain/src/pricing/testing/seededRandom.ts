import { seededNumbers } from '../../seededNumbers.js'

/**
 * Uniform numbers in 0…1 from a seed, and normal ones made of them: tests that are the same every time.
 */
export interface SeededRandom {
  (): number
  normal(): number
}

export function seededRandom(seed: number): SeededRandom {
  const next = seededNumbers(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return Object.assign(next, { normal })
}
