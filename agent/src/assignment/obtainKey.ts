import type { JobSpec } from '@aiigo/domain'
import { idle } from '@aiigo/domain'
import type { Offer, Provider } from '@aiigo/sdk'
import { createJobKey, type JobKey, unwrapKey } from '@aiigo/sealing'
import type { Logger } from '@aiigo/service'
import { retry } from '../waiting/retry.js'

interface ObtainDeps {
  readonly provider: Pick<Provider, 'now' | 'requestKey'>
  readonly log: Logger
  readonly signal: AbortSignal
  /** Milliseconds of the provider's clock: no key is waited for behind it. */
  readonly until: number
}

const PAUSE_MS = 1_000

/**
 * The key of a job's files, sealed to a recipient that lives as long as this call. It stays in memory.
 * @returns null when nobody released it in time
 */
export async function obtainKey(
  offer: Pick<Offer, 'jobId' | 'taskId' | 'attempt' | 'nodeId'>,
  files: Exclude<JobSpec['files'], { privacy: 'none' }>,
  { provider, log, signal, until }: ObtainDeps,
): Promise<JobKey | null> {
  const own = await createJobKey()
  const ask = () => provider.requestKey(offer, own.recipient, { signal })
  for (;;) {
    const sealedKey = await retry(ask, { what: 'asking for the key', log, signal, until, now: provider.now })
    if (sealedKey !== null) {
      // A key that opens nothing is as good as none: the buyer's client may release anything.
      const key = await unwrapKey(sealedKey, own.identity).catch(() => null)
      if (key?.recipient === files.recipient) return key
      log.warn({ expected: files.recipient, got: key?.recipient ?? null }, 'the released key does not open the files')
      return null
    }
    if (provider.now() + PAUSE_MS >= until) return null
    await idle(PAUSE_MS, signal)
    signal.throwIfAborted()
  }
}
