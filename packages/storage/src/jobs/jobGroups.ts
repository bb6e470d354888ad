import type { JobSpec, JobState } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { Job } from './Job.js'
import { JobGroup } from './JobGroup.js'

/** Deposits and costs in one token, base units. */
export interface GroupAmount {
  token: string
  /** Deposits of all its jobs together. */
  deposit: bigint
  /** Costs of the results that are there. */
  cost: bigint
}

/** How far a group is. */
export interface GroupProgress {
  /** Jobs in each state that some have. */
  states: { state: JobState; count: number }[]
  total: number
  /** Jobs that have ended, or whose result is on chain. */
  done: number
  /** Jobs of these whose program ended with 0. */
  succeeded: number
  amounts: GroupAmount[]
  /** When one of its jobs changed last. */
  updatedAt: Date
}

interface Row {
  state: JobState
  token: string
  count: number
  done: number
  succeeded: number
  deposit: string
  cost: string
  updated_at: string | Date
}

/** How far a group is, by one statement. */
export async function groupProgress(em: EntityManager, groupId: string): Promise<GroupProgress> {
  const rows = await em.execute<Row[]>(
    `select state, token, count(*)::int as count, max(updated_at) as updated_at,
       (count(*) filter (where is_done))::int as done,
       (count(*) filter (where is_done and state in ('VERIFYING', 'PAID', 'DISPUTED') and exit_code = 0))::int as succeeded,
       sum(budget)::text as deposit,
       coalesce(sum(cost) filter (where state in ('VERIFYING', 'PAID', 'DISPUTED')), 0)::text as cost
     from (
       select state, token, budget, updated_at, exit_code,
         (result ->> 'cost')::numeric as cost, ended_at is not null or settle_after is not null as is_done
       from job where group_id = ?
     ) jobs group by state, token`,
    [groupId],
  )
  const sum = (pick: (row: Row) => number): number => rows.reduce((all, row) => all + pick(row), 0)
  const byState = Map.groupBy(rows, ({ state }) => state)
  const byToken = Map.groupBy(rows, ({ token }) => token)
  const amountOf = (some: readonly Row[], pick: (row: Row) => string): bigint =>
    some.reduce((all, row) => all + BigInt(pick(row)), 0n)
  return {
    states: [...byState].map(([state, some]) => ({ state, count: some.reduce((all, { count }) => all + count, 0) })),
    total: sum(({ count }) => count),
    done: sum(({ done }) => done),
    succeeded: sum(({ succeeded }) => succeeded),
    amounts: [...byToken].map(([token, some]) => ({
      token,
      deposit: amountOf(some, ({ deposit }) => deposit),
      cost: amountOf(some, ({ cost }) => cost),
    })),
    updatedAt: new Date(Math.max(0, ...rows.map(({ updated_at }) => new Date(updated_at).getTime()))),
  }
}

/** A buyer's group; null for another's, as for one that does not exist. */
export async function findJobGroup(em: EntityManager, id: string, buyer: string): Promise<JobGroup | null> {
  return em.findOne(JobGroup, { id, buyer })
}

/** The jobs of a group without their long texts, each behind those that it needs. */
export async function jobsOfGroup(em: EntityManager, groupId: string): Promise<Omit<Job, 'spec'>[]> {
  const found = await em.find(Job, { groupId }, { orderBy: { groupPlace: 'asc' }, exclude: ['spec'] })
  return found as Job[]
}

/** Jobs of a buyer by their hashes, as far as a job that needs them looks at them. The newest of each hash. */
export async function jobsByHash(
  em: EntityManager,
  buyer: string,
  hashes: readonly string[],
): Promise<Map<string, Pick<Job, 'id' | 'assignBy' | 'workSeconds'> & { files: JobSpec['files'] }>> {
  const rows = await em.execute<
    { id: string; spec_hash: string; assign_by: string | Date; work_seconds: number; files: JobSpec['files'] }[]
  >(
    `select distinct on (spec_hash) id, spec_hash, assign_by, work_seconds, spec -> 'files' as files from job
     where buyer = ? and spec_hash in (select value from jsonb_array_elements_text(?::jsonb))
     order by spec_hash, created_at desc`,
    [buyer, JSON.stringify(hashes)],
  )
  return new Map(
    rows.map(({ id, spec_hash, assign_by, work_seconds, files }) => [
      spec_hash,
      { id, assignBy: new Date(assign_by), workSeconds: work_seconds, files },
    ]),
  )
}
