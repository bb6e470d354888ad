import { createProducer, createQueueBackend, type Producer, type QueueBackend } from '@aiigo/queue'
import { createStorage, type Storage } from '@aiigo/storage'
import { createTestDatabase } from '@aiigo/storage/testing'

/** A database of its own with the queues in it. */
export interface TestQueues {
  readonly storage: Storage
  readonly backend: QueueBackend
  readonly producer: Producer
  close(): Promise<void>
}

/** Queues in PostgreSQL, without consumers. */
export async function startQueues(): Promise<TestQueues> {
  const { databaseUrl, drop } = await createTestDatabase()
  const storage = await createStorage({ databaseUrl })
  const backend = createQueueBackend({ databaseUrl })
  await backend.prepare()
  const producer = createProducer(backend)
  return {
    ...{ storage, backend, producer },
    async close() {
      await producer.close()
      await backend.close()
      await storage.close()
      await drop()
    },
  }
}
