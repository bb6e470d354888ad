import { describe, expect, it } from '@jest/globals'
import type { Storage } from './createStorage.js'
import { wakeListeners } from './wakeListeners.js'
import type { WakeUpMessage } from './wakeUp.js'

/** A wake-up whose messages a test lets through, or has fail, one batch at a time. */
function world() {
  const batches: { messages: readonly WakeUpMessage[]; pass: () => void; fail: (error: Error) => void }[] = []
  const errors: unknown[] = []
  const publish = (messages: readonly WakeUpMessage[]): Promise<void> =>
    new Promise((pass, fail) => void batches.push({ messages, pass, fail }))
  const storage = { wakeUp: { publish }, onError: (error: unknown) => errors.push(error) } as unknown as Storage
  const wake = (topics: string[], outbox = false): Promise<void> =>
    wakeListeners(storage, { topics: new Set(topics), outbox })
  return { batches, errors, wake }
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
const events = (text: string): WakeUpMessage => ({ channel: 'aiigo_events', text })
const OUTBOX: WakeUpMessage = { channel: 'aiigo_outbox', text: '' }

describe('wake-ups', () => {
  it('go at once, and those that come meanwhile share the next message', async () => {
    const { batches, wake } = world()
    const done: string[] = []
    const told = (name: string) => () => void done.push(name)
    const all = [wake(['a']).then(told('a'))]
    await turn()
    all.push(wake(['b']).then(told('b')), wake(['c', 'b'], true).then(told('c')), wake([], true).then(told('outbox')))
    await turn()
    expect(batches.map(({ messages }) => messages)).toEqual([[events('a')]])
    batches[0]?.pass()
    await turn()
    expect([done, batches.slice(1).map(({ messages }) => messages)]).toEqual([['a'], [[events('b\nc'), OUTBOX]]])
    batches[1]?.pass()
    await Promise.all(all)
    expect(done).toEqual(['a', 'b', 'c', 'outbox'])
    expect(batches).toHaveLength(2)
  })

  it('that fail are reported, hold up nobody, and do not stop the next ones', async () => {
    const { batches, errors, wake } = world()
    const first = wake(['a'])
    await turn()
    const second = wake(['b'])
    batches[0]?.fail(new Error('away'))
    await first
    await turn()
    batches[1]?.pass()
    await second
    expect(errors).toEqual([new Error('away')])
    expect(batches.map(({ messages }) => messages)).toEqual([[events('a')], [events('b')]])
  })

  it('of many topics are cut to what PostgreSQL takes, and lose none', async () => {
    const { batches, wake } = world()
    const topics = Array.from({ length: 400 }, (_, index) => `job:${String(index).padStart(36, '0')}`)
    const sent = wake(topics)
    await turn()
    const texts = batches[0]?.messages.map(({ text }) => text) ?? []
    expect(texts.length).toBeGreaterThan(1)
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThan(8_000)
    expect(texts.flatMap((text) => text.split('\n'))).toEqual(topics)
    batches[0]?.pass()
    await sent
  })
})
