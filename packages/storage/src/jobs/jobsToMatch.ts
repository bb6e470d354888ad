import type { JobSpec } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { ANOTHER_ACCEPTED } from '../offers/acceptOffer.js'
import { NEED_STANDING } from './jobNeeds.js'
import { HAS_REPLICA } from './replicas.js'

/** A job that waits for a node, as far as its search needs it. */
export interface JobToMatch {
  id: string
  buyer: string
  token: string
  /** Base units per million units of usage. */
  maxRate: bigint
  /** The task's deposit, base units. */
  budget: bigint
  spec: JobSpec
  /** Nodes that were tried: they are not asked again. A node that only lost a race may be asked once more. */
  tried: string[]
  /** The set that a replica belongs to; null for a job that is none. */
  replicaSet: string | null
  /** Where the job's other replicas are; empty for a job that is no replica. */
  replicas: ReplicaPlace[]
}

/** The node that has another replica of a job, and its owner. */
export interface ReplicaPlace {
  provider: string
  region: string
  tier: string
}

/** Returns those of the given jobs that are QUEUED, may still be assigned, and have their needs met. */
export async function jobsToMatch(em: EntityManager, jobIds: readonly string[]): Promise<JobToMatch[]> {
  const rows = await em.execute<(Omit<JobToMatch, 'maxRate' | 'budget'> & { max_rate: string; budget: string })[]>(
    `select j.id, j.buyer, j.token, j.max_rate::text as max_rate, j.budget::text as budget, j.spec,
       j.replica_set as "replicaSet",
       array(select a.node_id from attempt a where a.job_id = j.id and a.reason_code is distinct from ?) as tried,
       coalesce((select jsonb_agg(distinct jsonb_build_object('provider', a.provider, 'region', n.region, 'tier', n.tier))
         from job r join attempt a on a.job_id = r.id join node n on n.id = a.node_id
         where r.replica_set = j.replica_set and r.id <> j.id and ${HAS_REPLICA}), '[]'::jsonb) as replicas
     from job j
     where j.id in (select value::uuid from jsonb_array_elements_text(?::jsonb)) and j.state = 'QUEUED'
       and j.assign_by > clock_timestamp()
       -- Its buyer wanted the run stopped that its last node had.
       and j.stop_requested_at is null
       -- A buyer may fund it early, and a result may vanish again.
       and not exists (select 1 from job_need r join job n on n.id = r.need_id
         where r.job_id = j.id and ${NEED_STANDING} <> 'MET')`,
    [ANOTHER_ACCEPTED, JSON.stringify(jobIds)],
  )
  return rows.map(({ max_rate, budget, ...job }) => ({ ...job, maxRate: BigInt(max_rate), budget: BigInt(budget) }))
}
