// tier: parts
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { measureDisk } from './measureDisk.js'
import { measureMemory } from './measureMemory.js'
import { createMultiplication, OPERATIONS } from './multiplyMatrices.js'

test('the kernel of the arithmetic multiplies matrices', () => {
  const value = (at: number, by: number, less: number): number => (at % by) - less
  // Another way to the sum of the product: the columns' sums of one matrix times the rows' sums of the other.
  let expected = 0
  for (let inner = 0; inner < 256; inner++) {
    let [column, row] = [0, 0]
    for (let other = 0; other < 256; other++) {
      column += value(other * 256 + inner, 13, 6)
      row += value(inner * 256 + other, 7, 3)
    }
    expected += column * row
  }
  const multiply = createMultiplication()
  expect([multiply(), multiply()]).toEqual([expected, expected])
  expect(OPERATIONS).toBe(33_554_432)
})

test('the disk is measured in its own folder, of which nothing is left', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aiigo-benchmark-'))
  try {
    const { writeMiBPerSecond, readMiBPerSecond } = await measureDisk(folder, 100)
    expect(writeMiBPerSecond).toBeGreaterThan(0)
    if (readMiBPerSecond !== null) expect(readMiBPerSecond).toBeGreaterThan(0)
    expect(await readdir(folder)).toEqual([])
    await expect(measureDisk(join(folder, 'nowhere'), 100)).rejects.toThrow('ENOENT')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('the memory is faster than nothing', () => {
  expect(measureMemory(50)).toBeGreaterThan(10)
})
