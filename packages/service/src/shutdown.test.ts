// tier: parts
import { afterEach, describe, expect, test } from '@jest/globals'
import { createLogger } from './logger.js'
import { createShutdown } from './shutdown.js'

const log = createLogger({ name: 'test', level: 'silent' })
const EVENTS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'uncaughtException', 'unhandledRejection'] as const
const before = new Map(EVENTS.map((event) => [event, process.listeners(event as 'SIGINT')]))

// Each createShutdown adds process listeners that would act on jest's own process.
afterEach(() => {
  for (const event of EVENTS) {
    for (const listener of process.listeners(event as 'SIGINT')) {
      if (!before.get(event)?.includes(listener)) process.off(event, listener)
    }
  }
})

describe('createShutdown', () => {
  test('runs steps in reverse order, once, and exits with the code', async () => {
    const seen: string[] = []
    const codes: number[] = []
    const shutdown = createShutdown(log, { parentPid: 0, exit: (code) => codes.push(code) })
    shutdown.register('database', () => seen.push('database'))
    shutdown.register('server', async () => seen.push('server'))
    shutdown.register('removed', () => seen.push('removed'))()
    const first = shutdown.run('test')
    expect(shutdown.run('again', 1)).toBe(first)
    await first
    expect(shutdown.signal.aborted).toBe(true)
    expect(seen).toEqual(['server', 'database'])
    expect(codes).toEqual([0])
  })

  test('a failing step changes the code and the others still run', async () => {
    const seen: string[] = []
    const codes: number[] = []
    const shutdown = createShutdown(log, { parentPid: 0, exit: (code) => codes.push(code) })
    shutdown.register('first', () => seen.push('first'))
    shutdown.register('second', () => Promise.reject(new Error('broken')))
    await shutdown.run('test')
    expect(seen).toEqual(['first'])
    expect(codes).toEqual([1])
  })

  test('leaves with 1 when the steps take longer than the limit', async () => {
    const code = await new Promise<number>((resolve) => {
      const shutdown = createShutdown(log, { parentPid: 0, limitMs: 30, exit: resolve })
      shutdown.register('stuck', () => new Promise(() => undefined))
      void shutdown.run('test')
    })
    expect(code).toBe(1)
  })

  test('begins when the process it watches is gone', async () => {
    const { spawn } = await import('node:child_process')
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'])
    const ended = new Promise<number>((resolve) => {
      createShutdown(log, { parentPid: child.pid ?? 0, exit: resolve })
    })
    child.kill('SIGKILL')
    expect(await ended).toBe(0)
  })
})
