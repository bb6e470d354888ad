import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { NotRetryableError, RetryableError } from '../errors.js'
import { backoffMs, retry } from './retry.js'

const quick = { attempts: 4, baseMs: 1, maxMs: 2 }
const away = new RetryableError('AWAY', 'away')

/** A step that fails as often as it is told. */
function failing(times: number, error: unknown = away) {
  const calls = { count: 0 }
  const step = async (): Promise<string> => {
    if (++calls.count <= times) throw error
    return 'done'
  }
  return { calls, step }
}

describe('retry', () => {
  it.each([
    [0, 1],
    [3, 4],
  ])('succeeds after %i failures with %i tries', async (times, tries) => {
    const { calls, step } = failing(times)
    expect(await retry(step, { backoff: quick })).toBe('done')
    expect(calls.count).toBe(tries)
  })

  it('throws the last error when the tries are spent', async () => {
    const { calls, step } = failing(9)
    await expect(retry(step, { backoff: quick })).rejects.toBe(away)
    expect(calls.count).toBe(4)
  })

  it('does not repeat what says that it is not retryable, nor what its caller excludes', async () => {
    const refused = failing(9, new NotRetryableError('NO', 'no'))
    await expect(retry(refused.step, { backoff: quick })).rejects.toMatchObject({ code: 'NO' })
    const excluded = failing(9)
    await expect(retry(excluded.step, { backoff: quick, mayRetry: () => false })).rejects.toBe(away)
    expect([refused.calls.count, excluded.calls.count]).toEqual([1, 1])
  })

  it('repeats errors that say nothing of themselves', async () => {
    expect(await retry(failing(1, new TypeError('fetch failed')).step, { backoff: quick })).toBe('done')
  })

  it('waits as long as was asked, within its own bound', async () => {
    const waits: number[] = []
    const onRetry = (_: unknown, waitMs: number) => void waits.push(waitMs)
    const backoff = { attempts: 3, baseMs: 1, maxMs: 6 }
    await retry(failing(1).step, { backoff, askedMs: () => 4, onRetry })
    await retry(failing(1).step, { backoff, askedMs: () => 60_000, onRetry })
    expect(waits).toEqual([4, 6])
  })

  it('starts no try after the end of its time', async () => {
    const { calls, step } = failing(9)
    const backoff = { attempts: Number.POSITIVE_INFINITY, baseMs: 10, maxMs: 10 }
    const options = { backoff, until: 1_005, now: () => 1_000, random: () => 0 }
    await expect(retry(step, { ...options, until: 1_004 })).rejects.toBe(away)
    expect(calls.count).toBe(1)
    const more = failing(1)
    expect(await retry(more.step, options)).toBe('done')
  })

  it('ends with the signal’s reason: before a try, during one, and in a wait', async () => {
    const reason = new Error('stopped')
    const { calls, step } = failing(9)
    await expect(retry(step, { backoff: quick, signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(calls.count).toBe(0)

    const during = new AbortController()
    const aborting = async () => {
      during.abort(reason)
      throw away
    }
    await expect(retry(aborting, { backoff: quick, signal: during.signal })).rejects.toBe(reason)

    const waiting = new AbortController()
    const long = { attempts: 9, baseMs: 600_000, maxMs: 600_000 }
    const onRetry = () => void setImmediate(() => waiting.abort(reason))
    await expect(retry(step, { backoff: long, signal: waiting.signal, onRetry })).rejects.toBe(reason)
  })

  it('leaves no listener on a signal that lives longer', async () => {
    const { signal } = new AbortController()
    const counted = { added: 0, removed: 0 }
    const { addEventListener, removeEventListener } = EventTarget.prototype
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      counted.added++
      addEventListener.apply(signal, args)
    }
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      counted.removed++
      removeEventListener.apply(signal, args)
    }
    await retry(failing(3).step, { backoff: quick, signal })
    expect(counted).toEqual({ added: 3, removed: 3 })
  })
})

describe('backoffMs', () => {
  it('is between half and all of what doubles with each failure, and never above its bound', () => {
    const backoffs = fc.record({
      attempts: fc.constant(9),
      baseMs: fc.integer({ min: 0, max: 10_000 }),
      maxMs: fc.integer({ min: 0, max: 100_000 }),
    })
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(backoffs, fc.integer({ min: 1, max: 60 }), random, (backoff, failures, chance) => {
        const full = Math.min(backoff.maxMs, backoff.baseMs * 2 ** (failures - 1))
        const wait = backoffMs(backoff, failures, () => chance)
        expect(wait).toBeGreaterThanOrEqual(full / 2)
        expect(wait).toBeLessThanOrEqual(full)
      }),
    )
  })
})
