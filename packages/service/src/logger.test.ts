import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { createLogger } from './logger.js'

function recorded(repeatMs: number) {
  const lines: string[] = []
  const log = createLogger({ name: 'test', repeatMs, destination: { write: (line) => void lines.push(line) } })
  return { log, lines, parsed: () => lines.map((line) => JSON.parse(line)) }
}

/** As PostgreSQL's driver ends a connection when the server restarts. */
const terminated = (query: string) =>
  Object.assign(new Error(`${query} - terminating connection due to administrator command`), { code: '57P01' })

describe('a logger', () => {
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
