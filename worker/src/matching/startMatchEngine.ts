import type { SmallTaskCaps } from '@aiigo/chain'
import { createLiveIndex, keepCurrent, startMatchIndex } from '@aiigo/matching'
import type { Logger, Shutdown } from '@aiigo/service'
import {
  createEventListener,
  createNodeChangeReader,
  createTierLooks,
  NODE_CHANGES_TOPIC,
  type Storage,
} from '@aiigo/storage'
import { createMatchEngine, type MatchEngine } from './createMatchEngine.js'

interface Options {
  storage: Storage
  smallTaskCaps: SmallTaskCaps
  /** Time to answer an offer. */
  offerSeconds: number
  shutdown: Shutdown
  log: Logger
  onError: (error: unknown) => void
}

/** A match engine over a match index that follows the changes of nodes until the shutdown. */
export async function startMatchEngine(options: Options): Promise<MatchEngine> {
  const { storage, smallTaskCaps, offerSeconds, shutdown, log, onError } = options
  const matchIndex = await createLiveIndex({
    changes: createNodeChangeReader(storage),
    startIndex: startMatchIndex,
    onError,
  })
  const listener = await createEventListener({ storage })
  const stopFollowing = keepCurrent(matchIndex, (news) => listener.on(NODE_CHANGES_TOPIC, news), { onError })
  shutdown.register('match index', () => {
    stopFollowing()
    return listener.close()
  })
  const tiers = createTierLooks({ storage, onError })
  return createMatchEngine({ storage, matchIndex, smallTaskCaps, tiers, log, offerSeconds })
}
