import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { memoize } from './memoize.js'

/** A source whose loads a test settles by hand, and a clock that it moves. */
function world(options: { staleOnError?: boolean; maxKeys?: number } = {}) {
  const clock = { ms: 1_000 }
  const loads: { key: string; resolve: (value: string) => void; reject: (error: Error) => void }[] = []
  const read = memoize(
    (key: string) => new Promise<string>((resolve, reject) => void loads.push({ key, resolve, reject })),
    { freshMs: 100, now: () => clock.ms, ...options },
  )
  return { clock, loads, read }
}

describe('memoize', () => {
  it('lets concurrent callers of one key share a load, and loads each key by itself', async () => {
    const { loads, read } = world()
    const all = Promise.all([read('a'), read('a'), read('b')])
    expect(loads.map(({ key }) => key)).toEqual(['a', 'b'])
    for (const { key, resolve } of loads) resolve(`value of ${key}`)
    expect(await all).toEqual(['value of a', 'value of a', 'value of b'])
  })

  it('asks again when the value is as old as it may be, and not before', async () => {
    const { clock, loads, read } = world()
    const first = read('a')
    loads[0]?.resolve('old')
    await first
    clock.ms += 99
    expect(await read('a')).toBe('old')
    clock.ms += 1
    const second = read('a')
    loads[1]?.resolve('new')
    expect(await second).toBe('new')
    expect(loads).toHaveLength(2)
  })

  it('does not remember a failure: all who waited get it, the next caller asks again', async () => {
    const { loads, read } = world()
    const waiting = Promise.allSettled([read('a'), read('a')])
    loads[0]?.reject(new Error('away'))
    expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    const next = read('a')
    loads[1]?.resolve('back')
    expect(await next).toBe('back')
  })

  it('does not let a load that fails late take away what a later load has brought', async () => {
    const { clock, loads, read } = world()
    const slow = read('a').catch(() => 'failed')
    clock.ms += 100
    const quick = read('a')
    loads[1]?.resolve('new')
    await quick
    loads[0]?.reject(new Error('too late'))
    expect(await slow).toBe('failed')
    expect(await read('a')).toBe('new')
    expect(loads).toHaveLength(2)
  })

  it('answers the last value while the source is away, where that is asked for, and spares the source', async () => {
    const { clock, loads, read } = world({ staleOnError: true })
    const first = read('a')
    loads[0]?.resolve('last')
    await first
    for (const failing of [1, 2]) {
      clock.ms += 100
      const again = read('a')
      loads[failing]?.reject(new Error('away'))
      expect(await again).toBe('last')
      expect(await read('a')).toBe('last')
      expect(loads).toHaveLength(failing + 1)
    }
  })

  it('has nothing to answer when the source never was there', async () => {
    const { loads, read } = world({ staleOnError: true })
    const first = read('a')
    loads[0]?.reject(new Error('away'))
    await expect(first).rejects.toThrow('away')
  })

  it('makes a rejection of what a loader throws at once', async () => {
    const broken = memoize(
      () => {
        throw new Error('at once')
      },
      { freshMs: 1, now: () => 0 },
    )
    await expect(broken()).rejects.toThrow('at once')
  })

  it('never answers a value older than it may be, nor loads twice while it is fresh', async () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(80)), { maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(steps, async (calls) => {
        let ms = 0
        const loadedAt = new Map<string, number>()
        const read = memoize(
          async (key: string) => {
            const last = loadedAt.get(key)
            expect(last === undefined || ms - last >= 100).toBe(true)
            loadedAt.set(key, ms)
            return ms
          },
          { freshMs: 100, now: () => ms },
        )
        for (const [key, later] of calls) {
          ms += later
          expect(ms - (await read(key))).toBeLessThan(100)
        }
      }),
    )
  })

  it('remembers a bounded number of keys, and forgets the oldest first', async () => {
    let loads = 0
    const read = memoize(async (key: string) => `${key}${++loads}`, { freshMs: 100, now: () => 0, maxKeys: 2 })
    for (const key of ['a', 'b', 'c']) await read(key)
    expect(await read('c')).toBe('c3')
    expect(await read('b')).toBe('b2')
    expect(await read('a')).toBe('a4')
  })
})
