import type { EntityManager } from '../db/createStorage.js'

/** Transactions of an account that are in no block. */
export interface OpenByAccount {
  /** Lower case. */
  account: string
  count: number
  /** Of the oldest one, seconds. */
  oldestSeconds: number
}

/** Numbers that all processes share; for metrics. */
export interface PlatformFigures {
  /** How many rows are in a state. Of jobs and attempts those that have not ended; of benchmarks those of a day. */
  states: { of: 'job' | 'attempt' | 'dispute' | 'node' | 'benchmark'; state: string; count: number }[]
  /** Accounts that sent transactions of the platform, with those that wait. */
  open: OpenByAccount[]
  /** The block of the oldest transaction that the chain may still take back; null without one. */
  oldestProvisionalBlock: number | null
  /** Seconds since processes of a kind last wrote that they work. */
  silence: { part: string; seconds: number }[]
}

/** Reads the shared numbers. Each part goes by a database index over what is open, not over all that ever was. */
export async function platformFigures(em: EntityManager): Promise<PlatformFigures> {
  const states = await em.execute<{ of: PlatformFigures['states'][number]['of']; state: string; count: string }[]>(
    `select 'job' as of, state, count(*) from job
       where state <> all (array['PAID', 'REFUNDED', 'TIMED_OUT', 'FAILED', 'CANCELLED']) group by state
     union all select 'attempt', state, count(*) from attempt where ended_at is null group by state
     union all select 'node', state, count(*) from node where registered group by state
     union all select 'benchmark', state, count(*) from node_benchmark
       where asked_at > clock_timestamp() - interval '1 day' group by state
     union all select 'dispute', phase, count(distinct job_id) from panel_seat where phase <> 'CONCLUDED' group by phase`,
  )
  const open = await em.execute<{ account: string; count: string; oldest: string }[]>(
    `select from_address as account, count(*), extract(epoch from clock_timestamp() - min(created_at)) as oldest
     from chain_transaction where state in ('PREPARED', 'SENT') group by from_address`,
  )
  const [provisional] = await em.execute<{ block: string | null }[]>(
    `select min(block) as block from chain_transaction where state = 'MINED' and not final`,
  )
  const silence = await em.execute<{ part: string; seconds: string }[]>(
    'select part, extract(epoch from clock_timestamp() - seen_at) as seconds from part_sign',
  )
  return {
    states: states.map(({ count, ...row }) => ({ ...row, count: Number(count) })),
    open: open.map(({ account, count, oldest }) => ({
      ...{ account, count: Number(count), oldestSeconds: Number(oldest) },
    })),
    oldestProvisionalBlock: provisional?.block == null ? null : Number(provisional.block),
    silence: silence.map(({ part, seconds }) => ({ part, seconds: Math.max(0, Number(seconds)) })),
  }
}
