import type { Storage } from './createStorage.js'
import { EVENTS_CHANNEL, OUTBOX_CHANNEL, type WakeUpMessage } from './wakeUp.js'

/** PostgreSQL refuses longer notifications (8000 bytes). */
const MAX_MESSAGE_BYTES = 7_900

/** The facts of a transaction that others are told of. */
interface Written {
  /** Topics that got events. */
  readonly topics: ReadonlySet<string>
  /** Whether outbox rows were written. */
  readonly outbox: boolean
}

interface Gathered {
  topics: Set<string>
  outbox: boolean
  /** Resolves when the wake-ups of what was gathered are sent. */
  sent: Promise<void>
}

interface Waker {
  /** The wake-ups on their way. */
  sending: Promise<void>
  /** The next ones, while some are on their way. */
  next: Gathered | undefined
}

const wakers = new WeakMap<Storage, Waker>()

/** Topics as messages within PostgreSQL's limit. */
function topicMessages(topics: Iterable<string>): string[] {
  const messages: string[] = []
  let current = ''
  for (const topic of topics) {
    const joined = current === '' ? topic : `${current}\n${topic}`
    if (current !== '' && Buffer.byteLength(joined) > MAX_MESSAGE_BYTES) {
      messages.push(current)
      current = topic
    } else current = joined
  }
  return current === '' ? messages : [...messages, current]
}

async function publish(storage: Storage, { topics, outbox }: Written): Promise<void> {
  const messages: WakeUpMessage[] = topicMessages(topics).map((text) => ({ channel: EVENTS_CHANNEL, text }))
  if (outbox) messages.push({ channel: OUTBOX_CHANNEL, text: '' })
  try {
    if (messages.length > 0) await storage.wakeUp.publish(messages)
  } catch (error) {
    storage.onError(error)
  }
}

/**
 * Tells other processes what a transaction wrote, after its commit: messages naming the topics, one when outbox rows
 * were written. Transactions that commit while wake-ups are on their way share the next ones, so no wake-up waits for
 * a timer, and a busy process sends few. A failing wake-up is reported to `onError`; listeners' slow poll makes up for
 * it.
 */
export function wakeListeners(storage: Storage, { topics, outbox }: Written): Promise<void> {
  let waker = wakers.get(storage)
  if (!waker) {
    waker = { sending: Promise.resolve(), next: undefined }
    wakers.set(storage, waker)
  }
  const next = waker.next ?? gather(storage, waker)
  for (const topic of topics) next.topics.add(topic)
  next.outbox ||= outbox
  return next.sent
}

function gather(storage: Storage, waker: Waker): Gathered {
  const sent = waker.sending.then(() => {
    waker.next = undefined
    waker.sending = publish(storage, gathered)
    return waker.sending
  })
  const gathered: Gathered = { topics: new Set(), outbox: false, sent }
  waker.next = gathered
  return gathered
}
