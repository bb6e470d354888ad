import { setTimeout as sleep } from 'node:timers/promises'
import { createLogger } from '@aiigo/service'
import { expect, test } from '@jest/globals'
import { createProgressReporter } from './createProgressReporter.js'

const log = createLogger({ name: 'test', level: 'silent' })

interface Report {
  readonly phase: string
  readonly percent?: number
  readonly usage?: bigint
}

/** A reporter to a platform that fails on the first report. */
function makeReporter(signal = new AbortController().signal) {
  const reports: Report[] = []
  let calls = 0
  let heard: () => void = () => undefined
  const reporter = createProgressReporter({
    provider: {
      async reportProgress(_offerId, report) {
        if (++calls === 1) throw new Error('the platform does not answer')
        reports.push(report)
        heard()
      },
    },
    offerId: 'offer',
    usageAfter: (seconds) => BigInt(Math.ceil(seconds * 1_000)),
    log,
    signal,
    leastMs: 5,
  })
  const next = () => new Promise<void>((resolve) => (heard = resolve))
  return { reporter, reports, next }
}

test('tells usage and the percentage that was printed last, over failures, until the work ends', async () => {
  const { reporter, reports, next } = makeReporter()
  const result = await reporter.during(async () => {
    await next()
    reporter.printed('frame 12 of 40\n 30 %\r')
    await next()
    reporter.printed('no figure here\n')
    await next()
    return 'done'
  })
  expect(result).toBe('done')
  expect(reports.map(({ percent }) => percent).slice(0, 3)).toEqual([undefined, 30, 30])
  const usages = reports.map(({ usage }) => usage ?? -1n)
  expect(usages.every((usage, index) => usage > 0n && usage >= (usages[index - 1] ?? 0n))).toBe(true)
  const after = reports.length
  await sleep(50)
  expect(reports).toHaveLength(after)
})

test('passes on why the work failed', async () => {
  const { reporter } = makeReporter()
  await expect(reporter.during(() => Promise.reject(new Error('out of memory')))).rejects.toThrow('out of memory')
})

test('is silent once the agent stops', async () => {
  const { reporter, reports } = makeReporter(AbortSignal.abort())
  await reporter.during(() => sleep(50))
  expect(reports).toEqual([])
})
