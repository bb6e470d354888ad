import { RetryableError } from '@aiigo/domain'
import type { ConnectOptions } from '@aiigo/sdk'
import { clock, type Input } from '@aiigo/terminal'
import type { Context } from '../Context.js'
import { PATIENCE_SECONDS } from './patienceOption.js'

const DAY_SECONDS = 86_400

/** Bears a platform that does not answer, for a while. */
export interface Patience {
  /** Aborted by Ctrl-C, and with a `NETWORK` error when the platform has not answered for the whole time. */
  readonly signal: AbortSignal
  /** For the connection: tells the person, and counts the time. */
  readonly onOutage: NonNullable<ConnectOptions['onOutage']>
  close(): void
}

/**
 * The SDK tries subscriptions again without end. A person or a script is told of it, and waits as long as the option
 * `--give-up-after` says.
 */
export function createPatience({ settings: { apiUrl }, output, signal }: Context, input: Input): Patience {
  const seconds = input.count('giveUpAfter', { min: 1, max: DAY_SECONDS }) ?? PATIENCE_SECONDS
  const giveUp = new AbortController()
  let timer: NodeJS.Timeout | undefined
  return {
    signal: AbortSignal.any([signal, giveUp.signal]),
    onOutage(outage) {
      clearTimeout(timer)
      if (!outage) return output.note('the platform answers again')
      output.note(`the platform ${apiUrl} does not answer; trying again for ${clock(seconds)} minutes at most`)
      timer = setTimeout(() => {
        const message = `expected ${apiUrl} to answer, it has not for ${clock(seconds)} minutes`
        giveUp.abort(new RetryableError('NETWORK', message))
      }, seconds * 1_000)
    },
    close: () => clearTimeout(timer),
  }
}
