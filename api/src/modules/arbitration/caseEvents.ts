import { topic } from '@aiigo/domain'
import { apiError } from '../../graphql/apiError.js'
import type { Viewer } from '../../graphql/context.js'
import { type EventSource, followTopics, mapIterator } from '../../live/followTopics.js'
import type { ArbitrationCaseEvent } from './arbitration.type.js'

/** Events of an arbitrator's own cases: replayed from a cursor, then followed, without gaps. */
export type CaseEvents = (viewer: Viewer, afterSeq: number) => AsyncIterable<ArbitrationCaseEvent>

export function createCaseEvents(source: EventSource): CaseEvents {
  return ({ address }, afterSeq) => {
    if (afterSeq < 0) throw apiError('BAD_USER_INPUT', `expected afterSeq of 0 or more, got ${afterSeq}`)
    const name = topic('cases', address) as `cases:${string}`
    return mapIterator(followTopics(source, new Map([[name, afterSeq]])), ({ seq, data }) => ({
      ...data,
      seq,
      at: new Date(data.at),
    }))
  }
}
