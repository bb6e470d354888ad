import { type Payload, parsePayload, type QueueDefinition } from '@aiigo/queue'
import { Outbox, type Storage } from '@aiigo/storage'

/** Payloads of a queue's rows in the outbox, oldest first. */
export async function outboxOf<Q extends QueueDefinition>(storage: Storage, queue: Q): Promise<Payload<Q>[]> {
  const rows = await storage.fork().find(Outbox, { queue: queue.name }, { orderBy: { createdAt: 'asc' } })
  return rows.map(({ payload }) => parsePayload(queue, payload))
}
