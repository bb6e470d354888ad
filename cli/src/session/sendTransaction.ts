import type { SendOptions } from '@aiigo/sdk'
import type { Context } from '../Context.js'

/** A transaction in words. */
export interface Sending {
  /** 'staking 100 AIIGO' */
  readonly doing: string
  /** Shows afterwards whether it was mined: 'aiigo node show 0x…'. */
  readonly look: string
}

/** Sends transactions with a progress line, and says what a Ctrl-C leaves behind. */
export async function sendTransaction<T>(
  { output, signal, leaves }: Context,
  { doing, look }: Sending,
  send: (options: SendOptions) => Promise<T>,
): Promise<T> {
  const progress = output.progress()
  progress.update(doing)
  try {
    return await send({
      signal,
      onTransaction({ what, hash }) {
        progress.update(`waiting for a block with ${what}`)
        leaves({ goesOn: `the transaction ${hash} (${what}) may be mined`, command: look })
      },
    })
  } finally {
    progress.end()
  }
}
