import type { Client } from '@aiigo/client'
import type { WatchOptions } from './Buyer.js'
import { watchJob } from './watchJob.js'

/**
 * Events of a subscription until its job has ended, or has come to one of the wanted states.
 * @param open subscribes, until the signal is aborted
 */
export async function* untilOver<T>(
  client: Client,
  jobId: string,
  { until = [], signal }: Pick<WatchOptions, 'until' | 'signal'>,
  open: (signal: AbortSignal) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const over = new AbortController()
  const live = signal ? AbortSignal.any([signal, over.signal]) : over.signal
  let failure: { error: unknown } | undefined
  const watching = (async () => {
    for await (const _ of watchJob(client, jobId, { until, signal: live }));
  })()
    .catch((error: unknown) => {
      if (!live.aborted) failure = { error }
    })
    .finally(() => over.abort())
  try {
    for await (const item of open(live)) {
      yield item
      if (over.signal.aborted) break
    }
  } finally {
    over.abort()
    await watching
  }
  if (failure) throw failure.error
}
