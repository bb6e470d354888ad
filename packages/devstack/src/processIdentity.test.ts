import { expect, test } from '@jest/globals'
import { identify, isAlive } from './processIdentity.js'

test('a process is alive under its own start time only', () => {
  const self = identify(process.pid)
  expect(self && isAlive(self)).toBe(true)
  expect(isAlive({ pid: process.pid, startTime: '1' })).toBe(false)
  expect(identify(2 ** 22 + 1)).toBeUndefined()
})
