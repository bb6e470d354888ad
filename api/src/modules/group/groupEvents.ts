import { isDeepStrictEqual } from 'node:util'
import { type JobState, jobLifeCycle, topic } from '@aiigo/domain'
import type { EventListener } from '@aiigo/storage'
import { apiError } from '../../graphql/apiError.js'
import type { Meter, Viewer } from '../../graphql/context.js'
import { followPages, mapIterator } from '../../live/followTopics.js'
import { lookCost } from '../../live/lookCost.js'
import { type GroupService, groupUnknown } from './group.service.js'
import type { JobGroupProgress } from './group.type.js'

/** Between two looks at a group, however many of its jobs move, milliseconds. */
const PACE_MS = 1_000
/** A look without a wake-up, which may have been lost, milliseconds. */
const AGAIN_MS = 10_000

/**
 * The progress of a group: as it is, and again whenever it has changed, at most once a second. It ends when every job
 * has ended.
 * Errors: GraphQLError GROUP_UNKNOWN.
 */
export type GroupEvents = (viewer: Viewer, groupId: string, meter?: Meter) => Promise<AsyncIterable<JobGroupProgress>>

interface Deps {
  listener: EventListener
  groups: Pick<GroupService, 'find' | 'progress'>
}

export function createGroupEvents({ listener, groups }: Deps): GroupEvents {
  const patient: EventListener = {
    ...listener,
    on(name, onNews) {
      const off = listener.on(name, onNews)
      const timer = setInterval(onNews, AGAIN_MS).unref()
      return () => {
        clearInterval(timer)
        off()
      }
    },
  }

  return async (viewer, groupId, meter) => {
    const group = await groups.find(viewer, groupId)
    if (!group) {
      const { code, message } = groupUnknown(groupId)
      throw apiError(code, message)
    }
    const pay = lookCost(meter)
    let last: JobGroupProgress | null = null
    let lookedAt = 0
    const read = async (_topic: string, afterSeq: number) => {
      lookedAt = Date.now()
      const progress = await groups.progress(group.id)
      const isOver = progress.states.every(({ state }) => jobLifeCycle.isFinal(state as JobState))
      if (isDeepStrictEqual(progress, last)) return { items: [], isLast: true, isOver }
      last = progress
      return { items: [{ seq: afterSeq + 1, progress }], isLast: true, isOver }
    }
    const beforeLook = async () => Math.max(lookedAt + PACE_MS - Date.now(), 0) || ((await pay?.()) ?? 0)
    const pages = followPages({ listener: patient }, new Map([[topic('group', group.id), 0]]), read, beforeLook)
    return mapIterator(pages, ({ progress }) => progress)
  }
}
