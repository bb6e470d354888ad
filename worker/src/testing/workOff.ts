import { parsePayload, type QueueDefinition, queues } from '@aiigo/queue'
import { Outbox } from '@aiigo/storage'
import { advance } from '../queues/advance.js'
import { assign } from '../queues/assign.js'
import { match } from '../queues/match.js'
import { verify } from '../queues/verify.js'
import type { WorkerDeps } from '../WorkerDeps.js'

const MAX_ROUNDS = 10

/** Handles what waits in the outbox now, and what follows from it, as the queues of a worker would. */
export async function workOff(deps: WorkerDeps): Promise<void> {
  const em = deps.storage.fork()
  const payloadOf = <Q extends QueueDefinition>(queue: Q, row: Outbox) => parsePayload(queue, row.payload)
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const due = { $or: [{ delayUntil: null }, { delayUntil: { $lte: await deps.marketplace.now() } }] }
    const rows = await em.find(Outbox, due, { orderBy: { createdAt: 'asc' } })
    if (rows.length === 0) return
    await em.nativeDelete(Outbox, { id: { $in: rows.map(({ id }) => id) } })
    for (const row of rows) {
      if (row.queue === queues.advance.name) await advance(deps, payloadOf(queues.advance, row))
      if (row.queue === queues.assign.name) await assign(deps, payloadOf(queues.assign, row))
      if (row.queue === queues.match.name) await match(deps, payloadOf(queues.match, row))
      if (row.queue === queues.verify.name) await verify(deps, payloadOf(queues.verify, row))
    }
  }
  throw new Error(`expected the outbox to be empty after ${MAX_ROUNDS} rounds`)
}
