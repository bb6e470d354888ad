import { expect, test } from '@jest/globals'
import { lastPercentage } from './lastPercentage.js'

test.each([
  ['25 %\r50 %\r', 50],
  [' 41.9% of 12', 41],
  ['0 %', 0],
  ['100 %\n', 100],
  ['12,5 %', 12],
  ['99 % of 3, then 250 %', 99],
  ['', null],
  ['no figure, only %', null],
  ['1000 %', null],
  ['3.1415 %', 3],
])('of %j is %j', (text, percent) => {
  expect(lastPercentage(text)).toBe(percent)
})
