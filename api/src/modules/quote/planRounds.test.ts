import { describe, expect, test } from '@jest/globals'
import { type PlannedStep, planRounds } from './planRounds.js'

const step = (more: Partial<PlannedStep>): PlannedStep => ({
  ...{ key: 'a', jobs: 1, replicas: 1, units: 1, seconds: 1, needs: [], nodes: [] },
  ...more,
})

describe('rounds', () => {
  test('of replicas are as many as the owner with the fewest nodes needs, also of many nodes of one other owner', () => {
    const many = Array.from({ length: 999 }, (_, index) => ({ id: `n${index}`, provider: 'many', units: 1 }))
    const nodes = [...many, { id: 'one', provider: 'one', units: 1 }]
    const began = performance.now()
    // 250 sets of two: the one node runs a replica of each.
    expect(planRounds([step({ jobs: 500, replicas: 2, nodes })])).toEqual({ atOnce: 251, count: 250, seconds: 250 })
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  test('begin a step behind all that it needs, and end without a node', () => {
    const nodes = [{ id: 'n', provider: 'p', units: 3 }]
    const first = step({ jobs: 4, seconds: 5, nodes })
    const second = step({ key: 'b', needs: ['a'], units: 2, seconds: 7, nodes })
    expect(planRounds([first, second])).toEqual({ atOnce: 3, count: 3, seconds: 17 })
    expect(planRounds([first, step({ key: 'b', needs: ['a'] })])).toEqual({ atOnce: 3, count: null, seconds: null })
  })
})
