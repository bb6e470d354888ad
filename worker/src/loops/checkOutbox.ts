import { databaseNow, outboxBacklog, type Storage } from '@aiigo/storage'

/**
 * Whether recorded work reaches its queues: a loop that turns may still leave rows behind.
 * @param stuckMs the oldest row may be so old, milliseconds
 * @throws Error saying how many rows wait, and for how long
 */
export async function checkOutbox(storage: Storage, stuckMs: number): Promise<void> {
  const em = storage.fork()
  const { waiting, since } = await outboxBacklog(em)
  if (since === null) return
  const ageMs = Number(await databaseNow(em)) - since.getTime()
  if (ageMs <= stuckMs) return
  throw new Error(`${waiting} rows of the outbox wait for their queues, the oldest for ${Math.round(ageMs / 1_000)} s`)
}
