import { randomUUID } from 'node:crypto'
import { message, type QueueMessage, queues } from '@aiigo/queue'
import { createHealth, createLogger, createMetrics, createProgress } from '@aiigo/service'
import { enqueue, inTransaction, type Storage } from '@aiigo/storage'
import { until } from '@aiigo/storage/testing'
import { withStorage } from '@aiigo/storage/testing/withStorage'
import { beforeEach, describe, expect, it } from '@jest/globals'
import type { WorkerDeps } from '../WorkerDeps.js'
import { checkOutbox } from './checkOutbox.js'
import { createChainSync } from './createChainSync.js'
import { createOutboxLoop } from './createOutboxLoop.js'

let storage: Storage
withStorage((opened) => {
  storage = opened
})
beforeEach(() => storage.fork().execute('truncate outbox'))

const log = createLogger({ name: 'test', level: 'silent' })
const LIMITS = { workMs: 60_000, turnMs: 120_000 }

/** Health of a process with one loop, as `main.ts` composes it, on a clock that the test moves. */
async function watched() {
  let at = 0
  const metrics = createMetrics({ runtime: false })
  const progress = createProgress({ metrics, now: () => at })
  const health = createHealth({ metrics })
  health.addLiveness('loops', () => progress.checkTurns())
  health.addReadiness('loops', () => progress.checkWork())
  health.addReadiness('outbox', () => checkOutbox(storage, 60_000))
  const url = `http://127.0.0.1:${await health.listen(0)}`
  const stop = new AbortController()
  return {
    ...{ metrics, progress, stop },
    passes: (ms: number) => {
      at += ms
    },
    /** Status of `/healthz` and `/readyz`, and the reasons. */
    async looks() {
      const [alive, ready] = await Promise.all(['healthz', 'readyz'].map((path) => fetch(`${url}/${path}`)))
      return { alive: alive?.status, ready: ready?.status, why: `${await alive?.text()} ${await ready?.text()}` }
    },
    async ends(running: Promise<unknown>) {
      stop.abort()
      await health.close()
      return running
    },
  }
}

const writes = () => inTransaction(storage, (em) => enqueue(em, message(queues.match, { jobId: randomUUID() })))

describe('health', () => {
  it('is bad while the outbox loop hangs, and well when it moves again', async () => {
    const world = await watched()
    const { progress, metrics, stop } = world
    let hangs = Promise.withResolvers<void>()
    const sent: QueueMessage[] = []
    const send = async (messages: QueueMessage[]) => {
      sent.push(...messages)
      await hangs.promise
    }
    const options = { pollMs: 10, signal: stop.signal, progress: progress.loop('outbox', LIMITS), metrics }
    const running = (await createOutboxLoop({ storage, send, log }, options)).run()
    expect(await world.looks()).toMatchObject({ alive: 200, ready: 200 })
    await writes()
    await until(() => sent.length === 1)
    world.passes(70_000)
    expect(await world.looks()).toMatchObject({
      alive: 200,
      ready: 503,
      why: expect.stringContaining('outbox for 70 s'),
    })
    world.passes(60_000)
    expect(await world.looks()).toMatchObject({ alive: 503, ready: 503, why: expect.stringContaining('restart') })
    hangs.resolve()
    hangs = Promise.withResolvers()
    await until(async () => (await world.looks()).ready === 200)
    expect(await world.looks()).toMatchObject({ alive: 200, ready: 200 })
    await world.ends(running)
  })

  it('is bad while rows stay in the outbox, although the loop turns', async () => {
    const world = await watched()
    await writes()
    expect((await world.looks()).ready).toBe(200)
    await storage.fork().execute("update outbox set created_at = created_at - interval '2 minutes'")
    expect(await world.looks()).toMatchObject({
      ...{ alive: 200, ready: 503 },
      why: expect.stringMatching(/1 rows of the outbox wait for their queues, the oldest for 12\d s/),
    })
    await world.ends(Promise.resolve())
  })

  it('is not ready while the subgraph fails, and bad while chain-sync hangs on it', async () => {
    const world = await watched()
    const { progress, metrics, stop } = world
    const hangs = Promise.withResolvers<never>()
    let asked = 0
    let isHanging = false
    const deps = { storage, log } as unknown as WorkerDeps
    const sync = createChainSync(deps, {
      subgraph: {
        head: async () => {
          asked++
          if (isHanging) return hangs.promise
          throw new Error('HTTP 502')
        },
        find: async () => null,
        changesSince: () => Promise.reject(new Error('expected no question')),
      },
      hashOf: async () => null,
      leadership: { look: async () => true },
      ...{ startBlock: 1, pollMs: 1, signal: stop.signal, metrics },
      progress: progress.loop('chain-sync', LIMITS),
    })
    const running = sync.run()
    // It turns and fails: a restart would not help.
    for (const _ of [1, 2, 3]) {
      world.passes(50_000)
      const before = asked
      await until(() => asked > before)
    }
    expect(await world.looks()).toMatchObject({
      alive: 200,
      ready: 503,
      why: expect.stringContaining('chain-sync for'),
    })
    isHanging = true
    const before = asked
    await until(() => asked > before)
    world.passes(130_000)
    expect(await world.looks()).toMatchObject({ alive: 503, ready: 503 })
    hangs.reject(new Error('the connection was reset'))
    await world.ends(running)
  })
})
