import { topic } from '@aiigo/domain'
import { lastEventSeq } from '@aiigo/storage'
import { apiError } from '../../graphql/apiError.js'
import { type EventSource, followTopics, mapIterator } from '../../live/followTopics.js'
import type { PriceTick } from './price.type.js'

/** How price indices move, read from the event table. */
export interface PriceEvents {
  /** After the cursor; without one from now on. */
  ticks(resourceType: string, afterSeq: number | null): Promise<AsyncIterable<PriceTick>>
}

export function createPriceEvents(source: EventSource): PriceEvents {
  return {
    async ticks(resourceType, afterSeq) {
      if (afterSeq !== null && afterSeq < 0)
        throw apiError('BAD_USER_INPUT', `expected afterSeq of 0 or more, got ${afterSeq}`)
      const name = topic('prices', resourceType) as `prices:${string}`
      const cursors = new Map([[name, afterSeq ?? (await lastEventSeq(source.storage.fork(), name))]])
      return mapIterator(followTopics(source, cursors), ({ seq, data }) => ({
        ...{ ...data, seq, at: new Date(data.at) },
        ...{ p10: BigInt(data.p10), median: BigInt(data.median), p90: BigInt(data.p90) },
      }))
    },
  }
}
