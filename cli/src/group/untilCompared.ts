import { pause } from '@aiigo/domain'
import type { Buyer } from '@aiigo/sdk'
import { isComparing } from '@aiigo/sdk/node'

const WAIT_MS = 60_000
const LOOK_MS = 1_000

/** Waits until the results of a group's replicas are compared, a minute at most. */
export async function untilCompared(buyer: Pick<Buyer, 'group'>, groupId: string, signal: AbortSignal): Promise<void> {
  for (const end = Date.now() + WAIT_MS; Date.now() < end; ) {
    if (!isComparing((await buyer.group(groupId, { signal })).members)) return
    await pause(LOOK_MS, signal)
  }
}
