import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { addLogContext, withLogContext, withoutLogContext } from './logContext.js'
import { createLogger } from './logger.js'

function recorded(repeatMs: number) {
  const lines: string[] = []
  const log = createLogger({ name: 'test', repeatMs, destination: { write: (line) => void lines.push(line) } })
  return { log, lines, parsed: () => lines.map((line) => JSON.parse(line)) }
}

/** As PostgreSQL's driver ends a connection when the server restarts. */
const terminated = (query: string) =>
  Object.assign(new Error(`${query} - terminating connection due to administrator command`), { code: '57P01' })

describe('the context of a log', () => {
  test('is in each line that follows from it, also after waits and in children, and in none beside it', async () => {
    const { log, parsed } = recorded(60_000)
    const handle = (jobId: string) =>
      withLogContext({ queue: 'errands', jobId }, async () => {
        log.info('taken up')
        await sleep(1)
        addLogContext({ taskId: `task of ${jobId}` })
        log.child({ cause: 'SWEEP' }).info({ jobId: 'its own' }, 'moved')
        withoutLogContext(() => log.info('a batch'))
      })
    await Promise.all([handle('a'), handle('b')])
    log.info('idle')
    addLogContext({ jobId: 'nobody’s' })
    const lines = parsed().map(({ msg, queue, jobId, taskId, cause }) => [msg, queue, jobId, taskId, cause])
    expect(lines).toEqual([
      ['taken up', 'errands', 'a', undefined, undefined],
      ['taken up', 'errands', 'b', undefined, undefined],
      ['moved', 'errands', 'its own', 'task of a', 'SWEEP'],
      ['a batch', undefined, undefined, undefined, undefined],
      ['moved', 'errands', 'its own', 'task of b', 'SWEEP'],
      ['a batch', undefined, undefined, undefined, undefined],
      ['idle', undefined, undefined, undefined, undefined],
    ])
  })

  test('hides secrets as the line itself does', () => {
    const { log, lines } = recorded(60_000)
    withLogContext({ secret: 'of the context', jobId: 'a' }, () => log.info({ privateKey: '0x12' }, 'told'))
    expect(lines.join('')).not.toMatch(/of the context|0x12/)
    expect(lines.join('')).toContain('"jobId":"a"')
  })
})

describe('a logger', () => {
  test('writes the error that comes after a warning of the same kind', () => {
    const { log, parsed } = recorded(60_000)
    log.warn({ err: terminated('select 1'), final: false }, 'queue job failed')
    log.warn({ err: terminated('select 2'), final: false }, 'queue job failed')
    log.error({ err: terminated('select 3'), final: true }, 'queue job failed')
    expect(parsed()).toMatchObject([{ final: false }, { final: true, level: 'error' }])
  })

  test('writes one line for each kind of trouble and interval, and counts what it left out', async () => {
    const { log, lines, parsed } = recorded(1_000)
    const child = log.child({ cause: 'SWEEP' })
    for (let i = 0; i < 1_000; i++) {
      log.warn({ err: terminated(`select ${i}`) }, 'connection trouble')
      child.error({ err: terminated(`update job ${i}`), id: i }, 'queue job failed')
    }
    expect(parsed()).toMatchObject([
      { msg: 'connection trouble', err: { message: expect.stringContaining('select 0') } },
      { msg: 'queue job failed', cause: 'SWEEP', id: 0 },
    ])
    expect(lines.join('').length).toBeLessThan(5_000)
    while (lines.length < 4) await sleep(20)
    expect(parsed().slice(2)).toMatchObject([
      { leftOut: 999, msg: expect.stringContaining('connection trouble (57P01') },
      { leftOut: 999, msg: expect.stringContaining('queue job failed (57P01') },
    ])
  })

  test('leaves out nothing else: other errors, other texts, lines without an error, fatal ones', () => {
    const { log, parsed } = recorded(60_000)
    for (const _ of [1, 2]) {
      log.warn({ err: new Error('no route to the host') }, 'connection trouble')
      log.warn({ err: new TypeError('x is not a function') }, 'connection trouble')
      log.warn({ err: new TypeError('x is not a function') }, 'queue job failed')
      log.warn({ node: 1 }, 'nodes went offline')
      log.info({ err: new Error('told') }, 'told')
      log.fatal({ err: new Error('the end') }, 'stopped')
    }
    expect(parsed().map(({ msg }) => msg)).toEqual([
      ...['connection trouble', 'connection trouble', 'queue job failed', 'nodes went offline', 'told', 'stopped'],
      ...['nodes went offline', 'told', 'stopped'],
    ])
  })
})
