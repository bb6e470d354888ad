import { describe, expect, test } from '@jest/globals'
import { createProgress } from './createProgress.js'

describe('progress', () => {
  test('tells each step with its own time, and what is still waited for', async () => {
    const lines: string[] = []
    const progress = createProgress((line) => lines.push(line))
    const first = progress.step('starting PostgreSQL')
    await new Promise((done) => setTimeout(done, 250))
    const second = progress.step('starting the chain')
    expect(progress.waiting().map(({ what }) => what)).toEqual(['starting PostgreSQL', 'starting the chain'])
    first('postgres ready')
    expect(progress.waiting().map(({ what }) => what)).toEqual(['starting the chain'])
    second('chain ready')
    expect(lines).toEqual([
      expect.stringMatching(/^\[ {2}0\.[2-9]s\] postgres ready \(0\.[2-9] s\)$/),
      expect.stringMatching(/^\[ {2}0\.[2-9]s\] chain ready \(0\.\d s\)$/),
    ])
  })
})
