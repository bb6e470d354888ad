import {
  createTurns,
  type EventListener,
  type EventRead,
  type PayloadOf,
  readEventsOf,
  type Storage,
  type StoredEvent,
} from '@aiigo/storage'
import type { BeforeLook } from './lookCost.js'

export interface TopicEvent<Name extends string> extends StoredEvent<PayloadOf<Name>> {
  topic: Name
}

/** The event table, and notifications of new rows in it. */
export interface EventSource {
  storage: Storage
  listener: EventListener
}

/** Events fetched by one read. */
const PAGE = 200

/**
 * The events of some topics after a cursor each: those that are stored, then new ones as they come. The table is the
 * truth and a wake-up only says when to look, so events are neither missed nor repeated, however many writers there
 * are. Events are read when they are asked for: a slow consumer holds nothing in memory. `return()` ends a wait at
 * once.
 */
export function followTopics<Name extends string>(
  source: EventSource,
  cursors: ReadonlyMap<Name, number>,
): AsyncIterableIterator<TopicEvent<Name>> {
  return followPages(source, cursors, async (topic, afterSeq) => {
    const page = await readTogether(source.storage, topic, afterSeq)
    return { items: page.map((event) => ({ ...event, topic })), isLast: page.length < PAGE }
  })
}

interface Reads {
  /** Different ones, by what they read. */
  readonly places: Map<string, number>
  readonly reads: EventRead[]
  readonly events: PromiseWithResolvers<StoredEvent<unknown>[][]>
}

/** Reads of one statement. */
const MOST_TOGETHER = 200

const turns = createTurns<Reads>({
  make: () => ({ places: new Map(), reads: [], events: Promise.withResolvers() }),
  run: (storage, { reads, events }) => events.resolve(readEventsOf(storage.fork(), reads, PAGE)),
})

/**
 * One statement for all reads of the same turn, and one read for all who want the same events: an event wakes all that
 * follow its topic, which may be thousands.
 */
async function readTogether<Name extends string>(
  storage: Storage,
  topic: Name,
  afterSeq: number,
): Promise<StoredEvent<PayloadOf<Name>>[]> {
  const { places, reads, events } = turns(storage, (together) => together.reads.length < MOST_TOGETHER)
  const name = `${afterSeq} ${topic}`
  const place = places.get(name) ?? reads.push({ topic, afterSeq }) - 1
  places.set(name, place)
  return ((await events.promise)[place] ?? []) as StoredEvent<PayloadOf<Name>>[]
}

/** A read of what a topic has behind a number. */
interface Page<T> {
  items: readonly T[]
  /** Whether there was no more at the time of the read. */
  isLast: boolean
  /** Whether there will be no more of the topic. */
  isOver?: boolean
}

/**
 * Items of some topics behind a cursor each, as `read` finds them; see `followTopics`. They end when all topics are
 * over.
 * @param beforeLook called before each read but the first one of each topic
 */
export function followPages<Name extends string, T extends { seq: number }>(
  { listener }: Pick<EventSource, 'listener'>,
  cursors: ReadonlyMap<Name, number>,
  read: (topic: Name, afterSeq: number) => Promise<Page<T>>,
  beforeLook: BeforeLook = async () => 0,
): AsyncIterableIterator<T> {
  const positions = new Map(cursors)
  const stale = new Set(cursors.keys())
  let stopped = false
  let wake: () => void = () => undefined
  let endPause: () => void = () => undefined
  /** Topics that were read before. */
  const seen = new Set<Name>()
  /** Topics that are not over. */
  const open = new Set(cursors.keys())

  const unsubscribes = [...cursors.keys()].map((topic) =>
    listener.on(topic, () => {
      if (!open.has(topic)) return
      stale.add(topic)
      wake()
    }),
  )

  /** Ends the listening as well when a read fails: `return()` is not called on an iterator that has thrown. */
  async function* items(): AsyncGenerator<T, void, undefined> {
    try {
      yield* pages()
    } finally {
      stop()
    }
  }

  async function* pages(): AsyncGenerator<T, void, undefined> {
    while (!stopped) {
      const [topic] = stale
      if (topic === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve
          if (stopped || stale.size > 0) resolve()
        })
        continue
      }
      if (seen.has(topic)) await pauseBeforeLook()
      if (stopped) return
      seen.add(topic)
      // Marked as read before the read: an event that comes meanwhile marks it again.
      stale.delete(topic)
      const page = await read(topic, positions.get(topic) ?? 0)
      if (!page.isLast) stale.add(topic)
      for (const item of page.items) {
        if (stopped) return
        positions.set(topic, item.seq)
        yield item
      }
      if (page.isOver && page.isLast) {
        open.delete(topic)
        stale.delete(topic)
        if (open.size === 0) return
      }
    }
  }

  async function pauseBeforeLook(): Promise<void> {
    for (let ms = await beforeLook(); ms > 0 && !stopped; ms = await beforeLook()) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms).unref()
        endPause = () => {
          clearTimeout(timer)
          resolve()
        }
        if (stopped) endPause()
      })
    }
  }

  const stop = (): void => {
    if (stopped) return
    stopped = true
    for (const unsubscribe of unsubscribes) unsubscribe()
    wake()
    endPause()
  }
  const generator = items()
  return {
    next: () => generator.next(),
    async return() {
      stop()
      await generator.return()
      return { done: true, value: undefined }
    },
    async throw(error) {
      stop()
      return generator.throw(error)
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

/** Maps what an iterator yields; null is passed over. Ending it ends the source. */
export function mapIterator<T, R>(
  source: AsyncIterableIterator<T>,
  map: (value: T) => Promise<R | null> | R | null,
): AsyncIterableIterator<R> {
  async function mapOrEnd(value: T): Promise<R | null> {
    try {
      return await map(value)
    } catch (error) {
      await source.return?.()
      throw error
    }
  }

  return {
    async next() {
      for (;;) {
        const { done, value } = await source.next()
        if (done) return { done: true, value: undefined }
        const mapped = await mapOrEnd(value)
        if (mapped !== null) return { done: false, value: mapped }
      }
    },
    async return() {
      await source.return?.()
      return { done: true, value: undefined }
    },
    async throw(error) {
      await source.return?.()
      throw error
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
