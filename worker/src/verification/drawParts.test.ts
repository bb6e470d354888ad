import { BENCHMARK_LIMITS } from '@aiigo/domain'
import { expect, test } from '@jest/globals'
import { drawParts } from './drawParts.js'

const SECRET = 's'.repeat(32)
const answerOf = (id: string, cpu = 64) => ({
  id,
  cpuDigests: Array.from({ length: cpu }, (_, part) => `${id}${part}`),
  memoryDigests: ['a', 'b', 'c', 'd'],
})

test('draws as many parts as are checked, the same again, and others for another secret or another answer', () => {
  const drawn = drawParts(SECRET, answerOf('one'))
  const { checkedCpuParts, checkedMemoryParts } = BENCHMARK_LIMITS
  expect(drawn.map(({ stage }) => stage)).toEqual([
    ...Array(checkedCpuParts).fill('CPU'),
    ...Array(checkedMemoryParts).fill('MEMORY'),
  ])
  expect(drawParts(SECRET, answerOf('one'))).toEqual(drawn)
  const wide = (secret: string, id: string) => JSON.stringify(drawParts(secret, answerOf(id, 2_048)))
  const changed = { ...answerOf('one', 2_048), memoryDigests: ['a', 'b', 'c', 'e'] }
  expect(new Set([wide(SECRET, 'one'), wide('t'.repeat(32), 'one'), wide(SECRET, 'two')]).size).toBe(3)
  expect(JSON.stringify(drawParts(SECRET, changed))).not.toBe(wide(SECRET, 'one'))
})

test('favours no part', () => {
  const counts = new Map<number, number>()
  for (let round = 0; round < 2_000; round++) {
    for (const { stage, part } of drawParts(SECRET, answerOf(`answer ${round}`, 8))) {
      if (stage === 'CPU') counts.set(part, (counts.get(part) ?? 0) + 1)
    }
  }
  expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  // 500 expected of each; five standard deviations are 97.
  for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(97)
})
