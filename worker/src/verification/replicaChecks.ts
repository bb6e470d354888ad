import {
  CHECK_LIMITS,
  type CheckRunState,
  compareRuns,
  type ReplicaVote,
  type RunReport,
  voteOfReplicas,
} from '@aiigo/domain'
import {
  type CheckRun,
  type EntityManager,
  type Job,
  lookAgainAt,
  Node,
  openReplicaChecks,
  otherReplicas,
  ResultCheck,
  runsOfReplicas,
} from '@aiigo/storage'
import { readable } from './readable.js'
import { momentOf, type ReadReplicas } from './readReplicas.js'

/** A check under the locks of its rows. */
interface Checked {
  readonly job: Job
  readonly check: ResultCheck
  readonly runs: readonly CheckRun[]
}

/** A re-run that has been compared with the result: of this check, or of the check of another replica. */
export interface Compared {
  /** Owner of the platform node that ran it. */
  readonly provider: string
  readonly state: CheckRunState
  readonly report: RunReport
  readonly reason: string | null
}

/** A report beside the result, in words. */
export function verdictOf(result: RunReport, report: RunReport) {
  const compared = compareRuns(result, report)
  if (compared.verdict === 'EQUAL') return { state: 'MATCHED', reason: null } as const
  if (compared.verdict === 'INCOMPARABLE') return { state: 'INCOMPARABLE', reason: compared.reason } as const
  return { state: 'DIFFERED', reason: readable(compared.differences.join('; ')) } as const
}

/** A run of a check that has been compared; nothing for one that has not. */
export const comparedRun = ({ provider, state, report, reason }: CheckRun): Compared[] =>
  report && state !== 'FAILED' ? [{ provider, state, report, reason: reason ?? null }] : []

/** The longest run of a platform node, its files included. Milliseconds. */
const runMs = ({ spec }: Job): number => (spec.limits.seconds + CHECK_LIMITS.transferSeconds) * 1_000

/** Until when other replicas are waited for: later, no platform node could run the job in time. */
function replicasBy({ job, check: { createdAt, dueAt } }: Checked): number {
  const longest = (dueAt.getTime() - createdAt.getTime()) / 2
  return dueAt.getTime() - Math.min(runMs(job), longest)
}

/** How a result stands among the other replicas, which are waited for until a platform node has to run it. */
export function voteOn(result: RunReport, { standings }: ReadReplicas, checked: Checked): ReplicaVote {
  return voteOfReplicas(result, standings, checked.runs.length > 0 || Date.now() >= replicasBy(checked))
}

/** Has the check looked at again by a replica that delivers or ends. @param em of `inTransaction` */
export async function waitForReplicas(em: EntityManager, checked: Checked, { replicas }: ReadReplicas): Promise<void> {
  // It may have done so since they were read, before its message could find this one waiting.
  const hasMoved = momentOf(await otherReplicas(em, checked.job)) !== momentOf(replicas)
  await lookAgainAt(em, checked.check, new Date(hasMoved ? Date.now() : replicasBy(checked)))
}

/** The re-runs of other replicas, which run the same. */
export async function runsOfOthers(
  em: EntityManager,
  { replicas }: ReadReplicas,
  result: RunReport,
): Promise<Compared[]> {
  const runs = await runsOfReplicas(em, replicas)
  return runs.map(({ provider, report }) => {
    return { provider, report: report as RunReport, ...verdictOf(result, report as RunReport) }
  })
}

/**
 * Whether a platform node runs another replica now, or is about to: its report says all about this one. Of replicas
 * that wait for each other the first one goes on; a result of the platform's own nodes waits itself (`isOwnWork`).
 */
export async function isOthersTurn(
  em: EntityManager,
  { job, check, runs }: Checked,
  { replicas }: ReadReplicas,
): Promise<boolean> {
  if (runs.length > 0) return false
  const open = await openReplicaChecks(em, replicas)
  const hasTime = check.dueAt.getTime() - Date.now() > runMs(job)
  if (open.some(({ state }) => state === 'ASSIGNED')) return true
  const before = hasTime ? open.filter(({ attemptId }) => attemptId < check.attemptId) : []
  if (before.length === 0) return false
  const others = { id: { $in: before.map(({ nodeId }) => nodeId) }, tier: { $ne: 'OWNED' as const } }
  return (await em.count(Node, others)) > 0
}

/**
 * Whether the result is of a node of the platform, which may not check itself, and others may show what is right: their
 * checks go on, or have not begun, as their messages come late.
 */
export async function isOwnWork(
  em: EntityManager,
  { nodeId }: Pick<ResultCheck, 'nodeId'>,
  { replicas }: ReadReplicas,
): Promise<boolean> {
  const node = await em.findOne(Node, { id: nodeId })
  if (node?.tier !== 'OWNED') return false
  const compared = replicas.filter(({ job }) => job.state === 'VERIFYING' && job.settleAfter !== null)
  const attemptId = { $in: compared.flatMap(({ attempt }) => (attempt ? [attempt.id] : [])) }
  const begun = await em.count(ResultCheck, { attemptId })
  return begun < attemptId.$in.length || (await openReplicaChecks(em, replicas)).length > 0
}

/**
 * Results of other owners that are the same as the first differing re-run, where at least as many are like it as are
 * like the checked one: a single accomplice confirms nothing.
 */
export function confirming(
  { replicas, standings }: ReadReplicas,
  [differing]: readonly Compared[],
  vote: ReplicaVote,
): RunReport[] {
  if (!differing) return []
  const like = standings.flatMap((one, place) => {
    const isSame = one.kind === 'DELIVERED' && compareRuns(one.report, differing.report).verdict === 'EQUAL'
    return isSame && replicas[place]?.attempt?.provider !== differing.provider ? [one.report] : []
  })
  return 'same' in vote && like.length < vote.same + 1 ? [] : like
}
