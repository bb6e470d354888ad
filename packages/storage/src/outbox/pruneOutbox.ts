import type { Storage } from '../db/createStorage.js'
import { deleteInSlices, deleteRows, type Pruning } from '../db/deleteInSlices.js'

/** Deletes rows dispatched before an instant, the oldest first. @returns how many */
export async function pruneOutbox(storage: Storage, before: Date, pruning?: Pruning): Promise<number> {
  const statement = `delete from outbox where id = any (array(
    select id from outbox where dispatched_at is not null and dispatched_at < ?::timestamptz
    order by dispatched_at limit ? for update skip locked))`
  return deleteInSlices((rows) => deleteRows(storage, statement, [before.toISOString(), rows]), pruning)
}
