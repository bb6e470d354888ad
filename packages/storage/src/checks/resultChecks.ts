import { randomUUID } from 'node:crypto'
import {
  CHECK_LIMITS,
  type CheckCause,
  type CheckRunState,
  executorOf,
  OPEN_CHECK_STATES,
  type RunReport,
  topic,
  WRONG_RESULT_POINTS,
} from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { databaseNow } from '../db/databaseNow.js'
import { effectsOf } from '../db/inTransaction.js'
import type { EvidenceFile } from '../disputes/Evidence.js'
import { appendEvent } from '../events/appendEvent.js'
import { Job } from '../jobs/Job.js'
import { announceJob } from '../jobs/moveJob.js'
import type { Replica } from '../jobs/replicas.js'
import { recordNodeChange } from '../nodes/nodeChanges.js'
import type { Attempt } from '../offers/Attempt.js'
import { CheckRun } from './CheckRun.js'
import { ResultCheck } from './ResultCheck.js'

const OPEN = OPEN_CHECK_STATES as readonly string[]

/**
 * A job with the check of one of its attempts and its runs, under the locks of all rows, which last until the
 * transaction ends.
 * @param em of `inTransaction`
 */
export async function lockCheck(
  em: EntityManager,
  { id, jobId }: { readonly id: string; readonly jobId: string },
): Promise<{ job: Job; check: ResultCheck | null; runs: CheckRun[] } | null> {
  const [row] = await em.execute<object[]>('select * from job where id = ? for no key update', [jobId])
  if (!row) return null
  const [found] = await em.execute<object[]>('select * from result_check where attempt_id = ? for no key update', [id])
  // A report that a node hands in at this moment is here before the runs are read, or finds what comes of them.
  await em.execute('select id from check_run where attempt_id = ? order by id for no key update', [id])
  const runs = await em.find(CheckRun, { attemptId: id }, { orderBy: { assignedAt: 'asc' }, refresh: true })
  return { job: em.map(Job, row), check: found ? em.map(ResultCheck, found) : null, runs }
}

/**
 * Records that a result is checked, or that the draw left it out. The first record of an attempt stands, except that a
 * dispute has one checked that no node has run again yet.
 * @param em of `inTransaction`, with the locks of `lockCheck`
 */
export async function beginCheck(
  em: EntityManager,
  attempt: Pick<Attempt, 'id' | 'jobId' | 'nodeId'>,
  { cause, isDrawn, dueAt }: { cause: CheckCause; isDrawn: boolean; dueAt: Date },
): Promise<ResultCheck> {
  const { id: attemptId, jobId, nodeId } = attempt
  const now = new Date()
  const open = { state: 'PENDING' as const, cause, dueAt, lookAt: now, reason: null, proven: false, endedAt: null }
  const values = isDrawn ? open : { ...open, state: 'NOT_DRAWN' as const, lookAt: null, endedAt: now }
  await em.upsert(ResultCheck, { attemptId, jobId, nodeId, ...values, createdAt: now })
  return em.findOneOrFail(ResultCheck, { attemptId }, { refresh: true })
}

/**
 * Gives the run of a check to an online platform node that has the executor, the memory and the units free, and
 * belongs neither to the result's provider nor to the buyer. Its units are reserved until the run ends.
 * @param em of `inTransaction`, with the locks of `lockCheck`
 * @param notOn nodes that are not asked: those of the runs before, and of other replicas
 * @returns the run; `isPossible`, when there is none: whether a node may become free
 */
export async function assignCheckRun(
  em: EntityManager,
  {
    job,
    check,
    attempt,
    notOn,
  }: { job: Job; check: ResultCheck; attempt: Pick<Attempt, 'provider'>; notOn: readonly string[] },
): Promise<{ run: CheckRun } | { run: null; isPossible: boolean }> {
  const { spec } = job
  const tried = JSON.stringify(notOn)
  const fitting = `n.tier = 'OWNED' and n.registered and n.state = 'ACTIVE' and n.resource_type = ?
    and (n.resource_type = 'CPU' or coalesce(n.type_shown_until > clock_timestamp(), false))
    and n.provider not in (?, ?) and n.units >= ?
    and coalesce((n.spec ->> 'memoryMiB')::numeric, 0) >= ?
    and coalesce(n.spec -> 'executors', '["wasm"]'::jsonb) @> to_jsonb(?::text)
    and n.id not in (select jsonb_array_elements_text(?::jsonb))`
  const { resources } = spec
  const values = [
    ...[job.resourceType, attempt.provider, job.buyer, job.units, resources.memoryMiB, executorOf(spec.program), tried],
  ]
  // Free units are read under the node's lock: a search that reserves holds it, too.
  const candidates = await em.execute<{ id: string; provider: string; units: number }[]>(
    `select n.id, n.provider, n.units from node n
     where ${fitting} and n.online and n.availability = 'AVAILABLE'
       and n.units - coalesce((select sum(r.quantity) from reservation r where r.node_id = n.id), 0) >= ?
     order by random() limit 1 for no key update skip locked`,
    [...values, job.units],
  )
  const [node] = candidates
  const [held] = node
    ? await em.execute<{ used: string }[]>(
        'select coalesce(sum(quantity), 0) as used from reservation where node_id = ?',
        [node.id],
      )
    : []
  if (!node || node.units - Number(held?.used ?? 0) < job.units) {
    const some = await em.execute(`select 1 from node n where ${fitting} and n.online limit 1`, values)
    return { run: null, isPossible: some.length > 0 || node !== undefined }
  }
  const id = randomUUID()
  const now = new Date(await databaseNow(em))
  const longest = new Date(now.getTime() + (spec.limits.seconds + CHECK_LIMITS.transferSeconds) * 1_000)
  const dueAt = longest < check.dueAt ? longest : check.dueAt
  await em.insert(CheckRun, {
    ...{ id, attemptId: check.attemptId, nodeId: node.id, provider: node.provider },
    ...{ state: 'ASSIGNED', assignedAt: now, dueAt },
  })
  await em.execute('insert into reservation (check_run_id, node_id, quantity) values (?, ?, ?)', [
    ...[id, node.id, job.units],
  ])
  recordNodeChange(em)
  await em.nativeUpdate(ResultCheck, { attemptId: check.attemptId }, { state: 'ASSIGNED', lookAt: now })
  const run = await em.findOneOrFail(CheckRun, { id })
  announceRun(em, run, check.jobId, null)
  return { run }
}

/**
 * Takes a node's report of its run.
 * @param em of `inTransaction`
 * @returns KNOWN: the report came before. CLOSED: the run is over.
 */
export async function recordCheckReport(
  em: EntityManager,
  runId: string,
  reported: { report: RunReport; file: EvidenceFile; signature: string },
): Promise<'RECORDED' | 'KNOWN' | 'CLOSED'> {
  const [row] = await em.execute<object[]>('select * from check_run where id = ? for no key update', [runId])
  const run = row && em.map(CheckRun, row)
  if (!run) return 'CLOSED'
  if (run.report) return 'KNOWN'
  const now = new Date(await databaseNow(em))
  if (run.state !== 'ASSIGNED' || now > run.dueAt) return 'CLOSED'
  await em.nativeUpdate(CheckRun, { id: runId }, { ...reported, state: 'REPORTED', reportedAt: now })
  await giveUnitsBack(em, run)
  return 'RECORDED'
}

/** Takes back a run that its node cannot do. @returns whether it was open until now */
export async function refuseCheckRun(em: EntityManager, runId: string, reason: string): Promise<boolean> {
  const [row] = await em.execute<object[]>(
    `select * from check_run where id = ? and state = 'ASSIGNED' for no key update`,
    [runId],
  )
  const run = row && em.map(CheckRun, row)
  if (!run) return false
  await em.nativeUpdate(CheckRun, { id: runId }, { state: 'FAILED', reason })
  await giveUnitsBack(em, run)
  return true
}

/** Ends a run, and gives its units back. @param em of `inTransaction`, with the locks of `lockCheck` */
export async function endCheckRun(
  em: EntityManager,
  run: CheckRun,
  jobId: string,
  state: Exclude<CheckRunState, 'ASSIGNED' | 'REPORTED'>,
  reason: string | null,
): Promise<void> {
  await em.nativeUpdate(CheckRun, { id: run.id }, { state, reason })
  if (run.state === 'ASSIGNED') {
    await giveUnitsBack(em, run)
    announceRun(em, run, jobId, reason)
  }
}

async function giveUnitsBack(em: EntityManager, run: CheckRun): Promise<void> {
  await em.execute('delete from reservation where check_run_id = ?', [run.id])
  recordNodeChange(em)
}

/** How many checks of a buyer's drawn results go on. */
export async function countOpenChecks(em: EntityManager, buyer: string): Promise<number> {
  const [row] = await em.execute<{ count: string }[]>(
    `select count(*) as count from result_check c join job on job.id = c.job_id
     where c.look_at is not null and c.cause = 'DRAWN' and job.buyer = ?`,
    [buyer],
  )
  return Number(row?.count ?? 0)
}

/** How many runs of platform nodes go on for a buyer's results. */
export async function countOpenRuns(em: EntityManager, buyer: string): Promise<number> {
  const [row] = await em.execute<{ count: string }[]>(
    `select count(*) as count from check_run r join attempt a on a.id = r.attempt_id join job on job.id = a.job_id
     where r.state = 'ASSIGNED' and job.buyer = ?`,
    [buyer],
  )
  return Number(row?.count ?? 0)
}

/** The open checks of some replicas whose results are compared. */
export async function openReplicaChecks(em: EntityManager, replicas: readonly Replica[]): Promise<ResultCheck[]> {
  const attemptId = { $in: replicas.flatMap(({ attempt }) => (attempt ? [attempt.id] : [])) }
  return em.find(
    ResultCheck,
    { attemptId, cause: 'REPLICATED', state: { $in: [...OPEN_CHECK_STATES] } },
    { refresh: true },
  )
}

/** Puts the next look at an open check off, whatever it waits for. @param em of `inTransaction` */
export async function lookAgainAt(em: EntityManager, check: ResultCheck, lookAt: Date): Promise<void> {
  await em.nativeUpdate(ResultCheck, { attemptId: check.attemptId, lookAt: { $ne: null } }, { lookAt })
}

/** Has the check wait for the report of its run. @param em of `inTransaction` */
export async function waitForCheck(em: EntityManager, check: ResultCheck, lookAt: Date): Promise<void> {
  await em.nativeUpdate(ResultCheck, { attemptId: check.attemptId }, { state: 'ASSIGNED', lookAt })
}

/** Has the check wait for another node. @param em of `inTransaction` */
export async function requeueCheck(em: EntityManager, check: ResultCheck, lookAt: Date): Promise<void> {
  await em.nativeUpdate(ResultCheck, { attemptId: check.attemptId }, { state: 'PENDING', lookAt })
}

/**
 * Ends a check, tells the job's buyer and provider, and records the outcome against the node whose result it is.
 * @param em of `inTransaction`, with the locks of `lockCheck`
 * @param counts whether the outcome says something about the node: a job that did not run deterministically proves
 * nothing, and neither does one other run
 */
export async function endCheck(
  em: EntityManager,
  job: Job,
  check: ResultCheck,
  {
    state,
    reason,
    words,
    counts,
  }: {
    state: 'MATCHED' | 'DIFFERED' | 'SKIPPED'
    reason: string | null
    /** Of the job's event. */
    words: string
    counts: boolean
  },
): Promise<void> {
  const { attemptId, nodeId } = check
  const proven = counts && state === 'DIFFERED'
  await em.nativeUpdate(ResultCheck, { attemptId }, { state, reason, proven, lookAt: null, endedAt: new Date() })
  if (counts && state === 'MATCHED') effectsOf(em).success(nodeId)
  if (proven) effectsOf(em).failure(nodeId, WRONG_RESULT_POINTS)
  announceJob(em, job, words)
}

function announceRun(em: EntityManager, run: CheckRun, jobId: string, reason: string | null): void {
  appendEvent(em, topic('offers', run.nodeId) as `offers:${string}`, {
    ...{ kind: 'CHECK', offerId: run.id, nodeId: run.nodeId, jobId, reason },
    deadline: Math.floor(run.dueAt.getTime() / 1_000),
    at: new Date().toISOString(),
  })
}

/** Checks that are to be looked at, the longest due first. @returns their attempts */
export async function checksToLookAt(em: EntityManager, limit = 200): Promise<string[]> {
  const rows = await em.execute<{ attempt_id: string }[]>(
    'select attempt_id from result_check where look_at <= clock_timestamp() order by look_at limit ?',
    [limit],
  )
  return rows.map(({ attempt_id }) => attempt_id)
}

/** The check of a job's present result; null without one. */
export async function checkOf(em: EntityManager, job: Job): Promise<{ check: ResultCheck; runs: CheckRun[] } | null> {
  const [row] = await em.execute<object[]>(
    `select c.* from result_check c join attempt a on a.id = c.attempt_id where c.job_id = ? and a.number = ?`,
    [job.id, job.attempts],
  )
  if (!row) return null
  const check = em.map(ResultCheck, row)
  return { check, runs: await em.find(CheckRun, { attemptId: check.attemptId }, { orderBy: { assignedAt: 'asc' } }) }
}

/** The runs that nodes of a provider have to do, oldest first. */
export async function openCheckRuns(em: EntityManager, nodeIds: readonly string[]): Promise<CheckRun[]> {
  return em.find(CheckRun, { nodeId: { $in: [...nodeIds] }, state: 'ASSIGNED' }, { orderBy: { assignedAt: 'asc' } })
}

/** The run of a job that a provider's node does now; null without one. */
export async function openCheckRunOf(
  em: EntityManager,
  jobId: string,
  provider: string,
): Promise<{ number: number; nodeId: string } | null> {
  const [row] = await em.execute<{ number: number; node_id: string }[]>(
    `select a.number, r.node_id from check_run r join attempt a on a.id = r.attempt_id
     where a.job_id = ? and r.provider = ? and r.state = 'ASSIGNED' and r.due_at > clock_timestamp()`,
    [jobId, provider],
  )
  return row ? { number: row.number, nodeId: row.node_id } : null
}

/** Whether a check goes on. */
export const isCheckOpen = ({ state }: Pick<ResultCheck, 'state'>): boolean => OPEN.includes(state)
