import { expect, test } from '@jest/globals'
import { displayOf } from './displayOf.js'

test.each([
  [2.31e-9, 'PH_PER_SECOND', '2.31 MH/s'],
  [5.4e-11, 'PH_PER_SECOND', '54 kH/s'],
  [0, 'PH_PER_SECOND', '0 H/s'],
  [1e-12, 'PH_PER_SECOND', '1 kH/s'],
  [120, 'PH_PER_SECOND', '120 PH/s'],
  [1234.567, 'USD', '$1,234.57'],
  [95.14, 'PERCENT', '95.1 %'],
  [10_000, 'PROVIDERS', '10,000'],
] as const)('%d %s are shown as %s', (value, unit, shown) => expect(displayOf(value, unit)).toBe(shown))
