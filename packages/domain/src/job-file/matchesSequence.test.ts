import { expect, it } from '@jest/globals'
import { matchesSequence } from './matchesSequence.js'

it.each([10, 50, 200])('compares no more often than the product of both lengths: %i stars', (stars) => {
  const pattern = [...'*a'.repeat(stars), 'b']
  const items = Array<string>(2 * stars).fill('a')
  let compared = 0
  const isOne = (one: string, item: string) => {
    compared++
    // A search of all ways has no end in a lifetime: it is cut here.
    if (compared > pattern.length * items.length) throw new Error(`compared ${compared} times`)
    return one === item
  }
  expect(matchesSequence(pattern, items, (one) => one === '*', isOne)).toBe(false)
  expect(compared).toBeGreaterThanOrEqual(items.length)
})
