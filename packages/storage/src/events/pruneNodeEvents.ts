import { RESOURCE_TYPES, topic } from '@aiigo/domain'
import type { Storage } from '../db/createStorage.js'
import { deleteInSlices, deleteRows, type Pruning } from '../db/deleteInSlices.js'

const PASSING = [topic('nodes'), ...RESOURCE_TYPES.map((type) => topic('prices', type))]

/**
 * Deletes events of nodes' availability and of price ticks from before an instant: they are for current listeners, and
 * old ones are never read.
 * @returns how many
 */
export async function pruneNodeEvents(storage: Storage, before: Date, pruning?: Pruning): Promise<number> {
  // The first events of a topic are its oldest: a slice reads no more rows than it may delete.
  const statement = `with first as (
      select topic, seq, at from event where topic = ? order by seq limit ?
    ) delete from event e using first f where e.topic = f.topic and e.seq = f.seq and f.at < ?::timestamptz`
  let deleted = 0
  for (const name of PASSING) {
    deleted += await deleteInSlices(
      (rows) => deleteRows(storage, statement, [name, rows, before.toISOString()]),
      pruning,
    )
  }
  return deleted
}
