import { expect, test } from '@jest/globals'
import { createMemoryWatch } from './createMemoryWatch.js'

const MIB = 1_048_576

/** A watch of a process that has so many MiB after so many paid jobs. */
function watchOf(sizeAt: (paid: number) => number) {
  const watch = createMemoryWatch()
  for (let paid = 0; paid <= 1_000; paid += 10) {
    watch.record(paid, new Map([['worker', { cpuMs: 0, rssBytes: sizeAt(paid) * MIB }]]))
  }
  return watch.trend()
}

test('memory is flat when it grows in the first half only', () => {
  const trend = watchOf((paid) => 100 + Math.min(paid, 500))
  expect(trend).toEqual({ memoryFlat: true, jobs: 1_000, mib: { worker: [600, 600] } })
})

test('memory is not flat when it goes on growing', () => {
  expect(watchOf((paid) => 100 + paid / 2)).toMatchObject({ memoryFlat: false, jobs: 1_000 })
})
