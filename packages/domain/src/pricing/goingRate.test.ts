import { expect, test } from '@jest/globals'
import { goingRate } from './goingRate.js'

test.each([
  [[], null],
  [[0n, 0n], null],
  [[7n], 7n],
  [[7n, 10n ** 30n], 7n],
  [[10n ** 30n, 3_000n, 1_000n], 3_000n],
  [[100n, 1_000n, 100n], 1_000n],
  [[100n, 1_001n, 100n], 100n],
])('the going rate of %p is %p', (rates, going) => {
  expect(goingRate(rates)).toBe(going)
})
