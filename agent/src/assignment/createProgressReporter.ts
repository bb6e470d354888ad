import { every, idle, lastPercentage } from '@aiigo/domain'
import type { Provider } from '@aiigo/sdk'
import type { Logger } from '@aiigo/service'

export interface ProgressReporterDeps {
  readonly provider: Pick<Provider, 'reportProgress'>
  readonly offerId: string
  /** Usage that a run of so many seconds would be billed now. */
  readonly usageAfter: (wallSeconds: number) => bigint
  readonly log: Logger
  readonly signal: AbortSignal
  /** Between two reports at least, milliseconds; default 2 000. */
  readonly leastMs?: number
}

export interface ProgressReporter {
  /** Files are served at a URL: this is reported at once, and with each report. */
  serving(url: string): void
  /** Reads the percentage out of what the program prints. */
  printed(text: string): void
  /** Reports while the work lasts; the work's result or error is passed on. */
  during<T>(work: () => Promise<T>): Promise<T>
}

const MOST_MS = 30_000
/** Characters of a text that are searched, so that a flood costs nothing. */
const LAST = 256

/**
 * Tells how far a run is: usage, and the percentage that the program printed last. A run is reported less often the
 * longer it lasts, every 30 seconds at the least. A report that fails is left out, as the next one says more.
 */
export function createProgressReporter(deps: ProgressReporterDeps): ProgressReporter {
  const { provider, offerId, usageAfter, log, leastMs = 2_000 } = deps
  let percent: number | null = null
  let servedAt: string | null = null

  /** A first report after a while, then one after another. */
  async function report(started: number, signal: AbortSignal): Promise<void> {
    const seconds = () => (performance.now() - started) / 1_000
    await idle(leastMs, signal)
    await every(
      () => Math.min(MOST_MS, Math.max(leastMs, seconds() * 100)),
      signal,
      () => {
        return provider.reportProgress(offerId, progressAfter(seconds()), { signal })
      },
      (err) => log.debug({ err }, 'progress could not be reported'),
    )
  }

  const progressAfter = (seconds: number) => ({
    phase: 'RUNNING',
    usage: usageAfter(seconds),
    ...(percent === null ? {} : { percent }),
    ...(servedAt === null ? {} : { servedAt }),
  })

  return {
    serving(url) {
      servedAt = url
      // One that fails is made up for by the next report.
      provider.reportProgress(offerId, progressAfter(0), { signal: deps.signal }).catch((err: unknown) => {
        log.debug({ err }, 'the place of the files could not be reported')
      })
    },
    printed(text) {
      percent = lastPercentage(text.slice(-LAST)) ?? percent
    },
    async during(work) {
      const over = new AbortController()
      const reporting = report(performance.now(), AbortSignal.any([deps.signal, over.signal]))
      try {
        return await work()
      } finally {
        over.abort()
        await reporting
      }
    },
  }
}
