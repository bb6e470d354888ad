import { lastEventSeq } from '@aiigo/storage'
import { type EventSource, followTopics, mapIterator } from '../../live/followTopics.js'
import type { NodeAvailabilityEvent } from './node.type.js'

/** Events of nodes, read from the event table. */
export interface NodeEvents {
  /** From now on. */
  availability(): Promise<AsyncIterable<NodeAvailabilityEvent>>
}

export function createNodeEvents(source: EventSource): NodeEvents {
  return {
    async availability() {
      const cursors = new Map([['nodes' as const, await lastEventSeq(source.storage.fork(), 'nodes')]])
      return mapIterator(followTopics(source, cursors), ({ seq, data }) => ({ ...data, seq, at: new Date(data.at) }))
    },
  }
}
