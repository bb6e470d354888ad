import type pg from 'pg'

interface Looked {
  control: pg.Client
  /** Offers of checked jobs whose result was made up. */
  inventions: ReadonlySet<string>
}

interface CheckRow {
  attempt_id: string
  job_id: string
  state: string
  cause: string
  proven: boolean
  reason: string | null
  look_at: Date | null
  runs: { state: string; reported: boolean }[]
}

/**
 * Every check has ended, no honest result is held to be wrong, and no made-up one for right; the replicas of a job are
 * with different owners.
 */
export async function checkChecks({ control, inventions }: Looked): Promise<string[]> {
  const problems: string[] = []
  const { rows } = await control.query<CheckRow>(
    `select c.*, coalesce((select jsonb_agg(jsonb_build_object('state', r.state, 'reported', r.report is not null))
       from check_run r where r.attempt_id = c.attempt_id), '[]'::jsonb) as runs
     from result_check c order by c.attempt_id`,
  )
  for (const { attempt_id, job_id, state, cause, proven, reason, look_at, runs } of rows) {
    const what = `the check (${cause}) of attempt ${attempt_id} of job ${job_id}`
    if (look_at !== null || state === 'PENDING' || state === 'ASSIGNED')
      problems.push(`${what} has not ended: ${state}`)
    if (runs.some((run) => run.state === 'ASSIGNED')) problems.push(`${what} has an open run`)
    const isInvented = inventions.has(attempt_id)
    if (state === 'MATCHED' && isInvented) problems.push(`${what} holds a made-up result for right (${reason})`)
    if (proven && !isInvented) problems.push(`${what} holds an honest result to be wrong (${reason})`)
    if (state === 'DIFFERED' && !isInvented && runs.some(({ reported }) => reported)) {
      problems.push(`${what} tells its buyer that an honest result is wrong (${reason})`)
    }
  }
  const { rows: held } = await control.query<{ check_run_id: string }>(
    'select check_run_id from reservation where check_run_id is not null',
  )
  for (const { check_run_id } of held) problems.push(`units are still held for the run ${check_run_id} of a check`)
  const { rows: shared } = await control.query<{ replica_set: string; provider: string; count: string }>(
    `select j.replica_set, a.provider, count(distinct j.id) as count from attempt a join job j on j.id = a.job_id
     where j.replica_set is not null and a.state in ('SUBMITTED', 'SUCCEEDED', 'REJECTED')
     group by 1, 2 having count(distinct j.id) > 1`,
  )
  for (const { replica_set, provider, count } of shared) {
    problems.push(`${count} replicas of the set ${replica_set} are with one owner, ${provider}`)
  }
  return problems
}
