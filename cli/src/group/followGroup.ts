import type { GroupProgress } from '@aiigo/sdk'
import type { Context } from '../Context.js'
import type { Session } from '../session/openSession.js'
import { costText, progressText } from './describeGroup.js'

/** How a group is followed. */
export interface FollowGroupOptions {
  /** Told of each change, beside the progress line. */
  readonly onProgress?: (progress: GroupProgress) => void
  /** Whether `onProgress` shows the changes itself. */
  readonly isShown?: boolean
}

/**
 * Waits until each job of a group has ended or has its result on chain, with one progress line for all of them.
 * @throws RetryableError `NETWORK` when the platform has not answered for too long
 */
export async function followGroup(
  { output }: Context,
  { buyer, platform, patient: signal }: Pick<Session, 'buyer' | 'platform' | 'patient'>,
  groupId: string,
  { onProgress, isShown = false }: FollowGroupOptions = {},
): Promise<void> {
  const progress = output.progress({ isDrawnOnly: isShown })
  progress.update('waiting for the first news')
  try {
    for await (const next of buyer.watchGroup(groupId, { signal })) {
      progress.update(progressText(next), {
        percent: Math.floor(next.share * 100),
        detail: costText(next, platform.paymentTokens),
      })
      onProgress?.(next)
    }
  } finally {
    progress.end()
  }
}
