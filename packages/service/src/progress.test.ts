import { describe, expect, test } from '@jest/globals'
import { createMetrics } from './metrics/createMetrics.js'
import { createProgress } from './progress.js'

describe('createProgress', () => {
  let at = 0
  const start = () => {
    at = 0
    const metrics = createMetrics({ runtime: false })
    const progress = createProgress({ metrics, now: () => at })
    return { metrics, progress, loop: progress.loop('outbox', { workMs: 10_000, turnMs: 60_000 }) }
  }

  test('tells work that stands from a loop that stands', () => {
    const { progress, loop } = start()
    at = 9_000
    loop.failed()
    at = 11_000
    // It turns and fails: no restart, and no work.
    expect(() => progress.checkWork()).toThrow('did no work: outbox for 11 s, at most 10 s')
    expect(() => loop.checkWork()).toThrow('outbox')
    expect(() => progress.checkTurns()).not.toThrow()
    at = 70_000
    expect(() => progress.checkTurns()).toThrow('loops stand, restart the process: outbox for 61 s, at most 60 s')
    loop.succeeded()
    expect(() => progress.checkWork()).not.toThrow()
    expect(() => progress.checkTurns()).not.toThrow()
  })

  test('serves the age of the last work of each loop', async () => {
    const { metrics, progress, loop } = start()
    progress.loop('chain-sync', { workMs: 1_000 })
    at = 4_000
    loop.succeeded()
    at = 6_500
    expect(await metrics.metrics()).toContain('aiigo_loop_age_seconds{loop="outbox"} 2.5')
    expect(await metrics.metrics()).toContain('aiigo_loop_age_seconds{loop="chain-sync"} 6.5')
  })
})
