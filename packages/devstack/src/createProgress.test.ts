import { describe, expect, test } from '@jest/globals'
import { createProgress } from './createProgress.js'

describe('progress', () => {
  test('tells each step with its own time, and what is still waited for', () => {
    const lines: string[] = []
    let clock = 1_000
    const progress = createProgress(
      (line) => lines.push(line),
      () => clock,
    )
    const first = progress.step('starting PostgreSQL')
    clock += 1_200
    const second = progress.step('starting the chain')
    expect(progress.waiting().map(({ what }) => what)).toEqual(['starting PostgreSQL', 'starting the chain'])
    clock += 300
    first('postgres ready')
    expect(progress.waiting().map(({ what }) => what)).toEqual(['starting the chain'])
    second('chain ready')
    expect(lines).toEqual(['[  1.5s] postgres ready (1.5 s)', '[  1.5s] chain ready (0.3 s)'])
  })
})
