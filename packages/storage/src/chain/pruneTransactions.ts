import type { Storage } from '../db/createStorage.js'
import { deleteInSlices, deleteRows, type Pruning } from '../db/deleteInSlices.js'

/** Of each account so many nonces stay, however old: they are counted on from the last, and lists show failures. */
const KEPT_NONCES = 2_000
/** A process that gathered a step before it was given up has tried to send it long before. */
const GIVEN_UP_KEPT = `interval '1 day'`

/**
 * Deletes transactions whose fate has been settled since before an instant, with their effects, and effects that were
 * given up. Those of a job that has not ended, or ended later, stay: an effect takes place once as long as its row is
 * there.
 * @returns how many transactions, and how many effects that were given up
 */
export async function pruneTransactions(
  storage: Storage,
  before: Date,
  pruning?: Pruning,
): Promise<{ transactions: number; givenUp: number }> {
  const instant = before.toISOString()
  const settled = `delete from chain_transaction where id = any (array(
      select t.id from chain_transaction t
      where t.updated_at < ?::timestamptz
        and (t.state = 'REPLACED' or (t.spent is not null and (t.state = 'FAILED' or (t.state = 'MINED' and t.final))))
        and t.nonce < (select max(m.nonce) from chain_transaction m where m.from_address = t.from_address) - ${KEPT_NONCES}
        and not exists (
          select 1 from chain_effect c join job j on j.task_id = c.subject
          where c.transaction_id = t.id and (j.ended_at is null or j.ended_at >= ?::timestamptz))
      order by t.updated_at limit ? for update of t skip locked))`
  const givenUp = `delete from chain_effect where id = any (array(
      select id from chain_effect where transaction_id is null and given_up_at < clock_timestamp() - ${GIVEN_UP_KEPT}
      order by given_up_at limit ? for update skip locked))`
  return {
    transactions: await deleteInSlices((rows) => deleteRows(storage, settled, [instant, instant, rows]), pruning),
    givenUp: await deleteInSlices((rows) => deleteRows(storage, givenUp, [rows]), pruning),
  }
}
