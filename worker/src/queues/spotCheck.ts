import { CHECK_LIMITS, checkBy, compareRuns, EVIDENCE_LIMITS, type ReplicaVote, type RunReport } from '@aiigo/domain'
import type { Payload, queues } from '@aiigo/queue'
import { addLogContext } from '@aiigo/service'
import {
  Attempt,
  addEvidence,
  assignCheckRun,
  beginCheck,
  type CheckRun,
  countOpenChecks,
  countOpenRuns,
  type EntityManager,
  endCheck,
  endCheckRun,
  inTransaction,
  isCheckOpen,
  Job,
  loadRow,
  lockCheck,
  lookAgainAt,
  Node,
  type ResultCheck,
  requeueCheck,
  runsOfReplicas,
  waitForCheck,
  wakeReplicaChecks,
} from '@aiigo/storage'
import type { Hex } from 'viem'
import { NOT_ASKED_TO_STOP } from '../verification/checkManifest.js'
import { drawCheck } from '../verification/drawCheck.js'
import { readable } from '../verification/readable.js'
import { type ReadReplicas, readReplicas } from '../verification/readReplicas.js'
import { readResult, resultHashOf, type StoredResult } from '../verification/readResult.js'
import {
  type Compared,
  comparedRun,
  confirming,
  isOthersTurn,
  isOwnWork,
  runsOfOthers,
  verdictOf,
  voteOn,
  waitForReplicas,
} from '../verification/replicaChecks.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/** Between looks at a check that waits for a node, or for a node's report. Milliseconds. */
const LOOK_MS = 5_000
/** Between looks at a check that waits for what comes of another replica. Milliseconds. */
const OTHERS_MS = 30_000
/** The longest wait for a result that cannot be read; each is as long as all before it. Milliseconds. */
const LONGEST_LOOK_MS = 60_000

interface Locked {
  job: Job
  check: ResultCheck
  runs: CheckRun[]
}

/**
 * Moves the check of a result on: draws or compares replicas, gives it to a platform node, compares what the node
 * reports, and attaches the reports to a dispute. The state of job and check decides what is done, so a late or
 * repeated message does no harm.
 */
export async function spotCheck(deps: WorkerDeps, { offerId }: Payload<typeof queues.spotCheck>): Promise<void> {
  const { storage, blobs, marketplace, log } = deps
  const attempt = await loadRow(storage, Attempt, offerId)
  const job = attempt && (await loadRow(storage, Job, attempt.jobId))
  if (!attempt || !job) return
  addLogContext({ jobId: job.id, taskId: job.taskId })
  const chainNow = await marketplace.now()
  // The chain's clock and the database's may be apart.
  const byOwnClock = (moment: Date): Date => new Date(Date.now() + moment.getTime() - chainNow.getTime())
  const dispute = job.state === 'DISPUTED' ? await marketplace.dispute(job.taskId as Hex) : null
  /** Whether another replica can learn something from what has come of this one. */
  let hasDecided = false
  const due = await inTransaction(storage, begin)
  if (!due) return
  const isRead = due.isOpen || due.of.replicaSet !== null
  const result = isRead ? await readResult(blobs, due.of.result, resultHashOf(attempt, due.of), attempt.provider) : null
  const others = due.of.replicaSet && !due.hasRun ? await readReplicas(deps, due.of) : null
  await inTransaction(storage, (em) => advance(em, result, others))
  // Without the locks of this one: two of a set may end at the same moment.
  if (hasDecided) await inTransaction(storage, (em) => wakeReplicaChecks(em, due.of))

  /** @returns the job, and whether its check goes on; null when there is nothing to do */
  async function begin(em: EntityManager): Promise<{ of: Job; isOpen: boolean; hasRun: boolean } | null> {
    const locked = await lockCheck(em, { id: offerId, jobId: (attempt as Attempt).jobId })
    if (!locked) return null
    const { job: of, check: before, runs } = locked
    if (hasEnded(of)) {
      if (before && isCheckOpen(before)) await endWithJob(em, { job: of, check: before, runs })
      return null
    }
    const plan = planOf(
      of,
      before,
      runs.some(({ report }) => report !== null),
    )
    const check = plan ? await beginCheck(em, attempt as Attempt, plan) : before
    if (!check || check.state === 'NOT_DRAWN') return null
    if (!isCheckOpen(check)) return of.state === 'DISPUTED' ? { of, isOpen: false, hasRun: false } : null
    // A dispute costs its buyer a stake, and a draw nothing.
    const isOneMore = plan?.cause === 'DRAWN' && (await countOpenChecks(em, of.buyer)) > CHECK_LIMITS.openOfBuyer
    if (isOneMore) {
      const reason = `${CHECK_LIMITS.openOfBuyer} checks of the buyer's results go on already`
      await skip(em, { job: of, check, runs }, reason)
      return null
    }
    // Whatever goes wrong from here on, the sweep does not come back at once.
    await lookAgainAt(em, check, nextLook(check))
    return { of, isOpen: true, hasRun: runs.some(({ state }) => state === 'ASSIGNED') }
  }

  /** Whether a job has no use for the check any more. */
  function hasEnded({ state, attempts }: Job): boolean {
    return (state !== 'VERIFYING' && state !== 'DISPUTED') || attempts !== (attempt as Attempt).number
  }
  /** The record that is due: the draw, or the re-run for a dispute. */
  function planOf(of: Job, check: ResultCheck | null, hasReport: boolean): Parameters<typeof beginCheck>[2] | null {
    const { program, verification, limits, files, secrets } = of.spec
    if (of.state === 'VERIFYING' && !check && of.settleAfter && verification.mode === 'SPOT_CHECK') {
      const drawn = { taskId: of.taskId, resultHash: resultHashOf(attempt as Attempt, of) }
      const isDrawn = drawCheck(deps.settings.checkSecret, drawn, verification.shareBps)
      return { cause: 'DRAWN', isDrawn, dueAt: byOwnClock(checkBy(of.settleAfter, of.windowSeconds)) }
    }
    if (of.state === 'VERIFYING' && !check && of.settleAfter && verification.mode === 'REPLICATED') {
      return { cause: 'REPLICATED', isDrawn: true, dueAt: byOwnClock(checkBy(of.settleAfter, of.windowSeconds)) }
    }
    // A run for a dispute has more time than one in the window.
    const isWithoutRun =
      check !== null &&
      check.cause !== 'DISPUTE' &&
      !check.proven &&
      (isCheckOpen(check) || check.state === 'SKIPPED' || (check.cause === 'REPLICATED' && !hasReport))
    const isNeeded = !check || check.state === 'NOT_DRAWN' || isWithoutRun
    if (of.state !== 'DISPUTED' || !isNeeded || files.privacy === 'private' || secrets) return null
    // A sensor does not show again what it showed then, and readers do not read again.
    if (program.kind === 'readings' || program.kind === 'serve' || limits.seconds > CHECK_LIMITS.disputedJobSeconds)
      return null
    const seconds = limits.seconds + CHECK_LIMITS.transferSeconds * 2
    return { cause: 'DISPUTE', isDrawn: true, dueAt: new Date(Date.now() + seconds * 1_000) }
  }

  async function advance(em: EntityManager, result: StoredResult | null, others: ReadReplicas | null): Promise<void> {
    const found = await lockCheck(em, { id: offerId, jobId: (attempt as Attempt).jobId })
    if (!found?.check) return
    const locked: Locked = { job: found.job, check: found.check, runs: found.runs }
    if (result && isCheckOpen(locked.check)) await step(em, locked, result, others)
    if (locked.job.state === 'DISPUTED') await attach(em, locked, result, others)
  }

  async function step(
    em: EntityManager,
    locked: Locked,
    stored: StoredResult,
    others: ReadReplicas | null,
  ): Promise<void> {
    const { job: of, check, runs } = locked
    const now = Date.now()
    const open = runs.find(({ state }) => state === 'ASSIGNED')
    if (hasEnded(of)) return endWithJob(em, locked)
    if (stored.kind !== 'REPORT') {
      // The store may have it later; `begin` has set the next look.
      if (stored.kind !== 'UNUSABLE' && now < check.dueAt.getTime()) return
      if (open) await endCheckRun(em, open, of.id, 'FAILED', 'there is no result to compare with')
      const isProvidersFault = stored.kind !== 'UNREACHABLE' && !of.filesDeletedAt && isDeterministic(of)
      return isProvidersFault ? refuse(em, locked, stored.reason) : skip(em, locked, stored.reason)
    }
    const result = stored.report
    if (result.outcome === 'STOPPED') {
      // No other run is cut at the same place.
      const reason = of.stopRequestedAt ? 'the buyer had the run stopped' : NOT_ASKED_TO_STOP
      if (open) await endCheckRun(em, open, of.id, 'FAILED', reason)
      return of.stopRequestedAt ? skip(em, locked, reason) : refuse(em, locked, reason)
    }
    if (open) {
      const node = await em.findOne(Node, { id: open.nodeId })
      if (now < open.dueAt.getTime() && node?.online) {
        return waitForCheck(em, check, new Date(Math.min(now + LOOK_MS, open.dueAt.getTime() + 1)))
      }
      const why = node?.online ? 'no report in time' : 'the node went offline'
      await endCheckRun(em, open, of.id, 'FAILED', why)
      open.state = 'FAILED'
    }
    for (const run of runs.filter(({ state }) => state === 'REPORTED')) await compare(em, locked, run, result)
    // They were not read while a run went on.
    if (check.cause === 'REPLICATED' && !others) return requeueCheck(em, check, new Date(now))
    const replicas = check.cause === 'REPLICATED' ? others : null
    const vote = replicas && voteOn(result, replicas, locked)
    if (replicas && vote?.kind === 'WAIT') return waitForReplicas(em, locked, replicas)
    if (vote?.kind === 'AGREED') return agree(em, locked, vote.same + 1)
    const all = [...runs.flatMap(comparedRun), ...(replicas ? await runsOfOthers(em, replicas, result) : [])]
    // Replicas that differ are decided by them, where a run says nothing.
    const compared = vote?.kind === 'SPLIT' ? all.filter(({ state }) => state !== 'INCOMPARABLE') : all
    if (compared.some(({ state }) => state === 'MATCHED')) return match(em, locked)
    const incomparable = compared.find(({ state }) => state === 'INCOMPARABLE')
    if (incomparable) return skip(em, locked, `the runs cannot be compared: ${incomparable.reason}`)
    const differing = compared.filter(({ state }) => state === 'DIFFERED')
    const [first, second] = [
      ...differing.map(({ report }) => report),
      ...(replicas && vote ? confirming(replicas, differing, vote) : []),
    ]
    // One node may be broken: a second one decides. Of a program that gives something else each time neither can.
    if (first && second && compareRuns(first, second).verdict !== 'EQUAL') {
      return skip(em, locked, 'the program does not give the same bytes twice: two re-runs differ from each other, too')
    }
    if (first && second) return differ(em, locked, differing, true)
    const later = new Date(Math.min(now + LOOK_MS, check.dueAt.getTime()))
    // The one that decides has this looked at; its process may die before.
    const untilOthers = new Date(Math.min(now + OTHERS_MS, check.dueAt.getTime()))
    const isDue = now >= check.dueAt.getTime()
    if (replicas && !isDue && (await isOthersTurn(em, locked, replicas))) return requeueCheck(em, check, untilOthers)
    const hasTime = check.dueAt.getTime() - now > CHECK_LIMITS.leastSeconds * 1_000
    if (!hasTime || runs.length >= CHECK_LIMITS.runs) {
      if (differing.length > 0) return differ(em, locked, differing, false)
      if (vote?.kind === 'SPLIT') return decideBy(em, locked, vote)
      return skip(em, locked, hasTime ? 'no platform node gave a report' : 'no platform node ran the job again in time')
    }
    if (replicas && (await countOpenRuns(em, of.buyer)) >= CHECK_LIMITS.openOfBuyer)
      return requeueCheck(em, check, later)
    // A node that has another replica would only repeat itself.
    const notOn = [...runs, ...(others?.replicas.flatMap((one) => one.attempt ?? []) ?? [])].map(({ nodeId }) => nodeId)
    const assigned = await assignCheckRun(em, { job: of, check, attempt: attempt as Attempt, notOn })
    if (assigned.run) {
      log.info({ nodeId: assigned.run.nodeId, run: assigned.run.id }, 'a platform node runs a job again')
      return waitForCheck(em, check, new Date(now + LOOK_MS))
    }
    const isPlatforms = vote?.kind === 'SPLIT' && replicas !== null && (await isOwnWork(em, check, replicas))
    const mayCome = assigned.isPossible || isPlatforms
    if (mayCome) return requeueCheck(em, check, later)
    if (differing.length > 0) return differ(em, locked, differing, false)
    if (vote?.kind === 'SPLIT') return decideBy(em, locked, vote)
    return skip(em, locked, 'no platform node could run the job')
  }

  async function agree(em: EntityManager, { job: of, check }: Locked, count: number): Promise<void> {
    const words = `${count} nodes of different owners got the same result`
    await conclude(em, of, check, { state: 'MATCHED', reason: null, words, counts: true })
  }

  /** No platform node could run the job: most of the nodes decide what the buyer is told, and nobody is blamed. */
  async function decideBy(em: EntityManager, { job: of, check }: Locked, vote: ReplicaVote & { kind: 'SPLIT' }) {
    const { same, largestOther } = vote
    const reason = readable(vote.differences.join('; '))
    const counts = `${same + 1} of the nodes got this result, ${largestOther} another one (${reason}), and no platform node could run the job`
    log.warn({ nodeId: check.nodeId, same, largestOther, reason }, 'replicas differ, and no platform node decides')
    if (same + 1 > largestOther) {
      const told = { state: 'MATCHED' as const, reason: counts, words: counts, counts: false }
      return conclude(em, of, check, told)
    }
    const words = counts + adviceOn(of)
    return conclude(em, of, check, { state: 'DIFFERED', reason: counts, words, counts: false })
  }

  async function conclude(...ended: Parameters<typeof endCheck>): Promise<void> {
    hasDecided = true
    await endCheck(...ended)
  }

  async function compare(em: EntityManager, { job: of }: Locked, run: CheckRun, result: RunReport): Promise<void> {
    const { state, reason } = verdictOf(result, run.report as RunReport)
    await endCheckRun(em, run, of.id, state, reason)
    Object.assign(run, { state, reason })
    hasDecided = true
    if (state === 'DIFFERED') log.warn({ run: run.id, nodeId: run.nodeId, reason }, 'a re-run of a job differs')
  }

  async function match(em: EntityManager, { job: of, check, runs }: Locked): Promise<void> {
    const other = runs.find(({ state }) => state === 'DIFFERED')
    // Two equal results come from the job; a single other one comes from its machine.
    if (other)
      log.error({ nodeId: other.nodeId, run: other.id }, 'a platform node got a result that two others did not')
    const words = 'a platform node ran the job again and got the same result'
    await conclude(em, of, check, { state: 'MATCHED', reason: null, words, counts: isDeterministic(of) })
  }

  /** One other run is told to the buyer; two that agree count against the node. */
  async function differ(
    em: EntityManager,
    { job: of, check }: Locked,
    differing: readonly Compared[],
    isProven: boolean,
  ): Promise<void> {
    const reason = differing[0]?.reason ?? null
    const others = differing.length > 1 ? `${differing.length} platform nodes` : 'a platform node'
    const nodes = isProven && differing.length === 1 ? 'a platform node and another owner’s node' : others
    const doubt = isProven ? '' : '; no second one could confirm it'
    const words = readable(`${nodes} ran the job again and got another result: ${reason}`) + doubt + adviceOn(of)
    log.warn({ nodeId: check.nodeId, reason, isProven }, 'a result differs from its re-run')
    await conclude(em, of, check, { state: 'DIFFERED', reason, words, counts: isProven && isDeterministic(of) })
  }

  /** There is nothing to compare with, by the provider's fault: as bad as a wrong result. */
  async function refuse(em: EntityManager, { job: of, check }: Locked, reason: string): Promise<void> {
    const words = `the result cannot be checked: ${reason}${adviceOn(of)}`
    log.warn({ nodeId: check.nodeId, reason }, 'a result that cannot be checked')
    await conclude(em, of, check, { state: 'DIFFERED', reason, words, counts: true })
  }

  async function endWithJob(em: EntityManager, locked: Locked): Promise<void> {
    const open = locked.runs.find(({ state }) => state === 'ASSIGNED')
    if (open) await endCheckRun(em, open, locked.job.id, 'FAILED', 'the job has ended')
    await skip(em, locked, 'the job ended before the check did')
  }

  async function skip(em: EntityManager, { job: of, check }: Locked, reason: string): Promise<void> {
    log.info({ reason }, 'a check is skipped')
    const words = `the result was not checked: ${reason}`
    await conclude(em, of, check, { state: 'SKIPPED', reason, words, counts: false })
  }

  /** Brings the reports before the panel, also those of other replicas; the same one twice is one piece of evidence. */
  async function attach(
    em: EntityManager,
    { job: of, runs }: Locked,
    result: StoredResult | null,
    others: ReadReplicas | null,
  ): Promise<void> {
    if (dispute?.phase !== 'DRAW' && dispute?.phase !== 'COMMIT') return
    const stored = result?.kind === 'REPORT' ? result.report : null
    const ofOthers = others && stored ? await runsOfReplicas(em, others.replicas) : []
    const compared = ofOthers.map(({ nodeId, provider, file, report }) => {
      return { nodeId, provider, file, report, ...verdictOf(stored as RunReport, report as RunReport) }
    })
    for (const run of [...runs, ...compared]) {
      if (!run.file || run.state === 'REPORTED') continue
      const text = wordsOfRun(of, run)
      const piece = { jobId: of.id, author: run.provider, side: 'PLATFORM' as const, text, files: [run.file] }
      await addEvidence(em, piece, dispute.phase, EVIDENCE_LIMITS.pieces)
    }
  }
}

/** When a check is looked at again that cannot go on now: soon at first, once a minute later, and as it is due. */
function nextLook({ createdAt, dueAt }: ResultCheck): Date {
  const now = Date.now()
  const next = now + Math.min(Math.max(now - createdAt.getTime(), LOOK_MS), LONGEST_LOOK_MS)
  return new Date(dueAt.getTime() > now ? Math.min(next, dueAt.getTime()) : next)
}

/** The buyer's way out, in words. */
function adviceOn({ state, settleAfter }: Job): string {
  if (state !== 'VERIFYING') return ''
  return `; you can dispute the result${settleAfter ? ` until ${settleAfter.toISOString()}` : ''}`
}

/** Whether two runs of the job have to give the same. */
const isDeterministic = ({ spec }: Job): boolean => spec.verification.mode !== 'NONE'

/** A run in words, for a panel. */
function wordsOfRun(
  job: Job,
  { nodeId, state, reason, report }: Pick<CheckRun, 'nodeId' | 'state' | 'reason' | 'report'>,
): string {
  const { outcome, exitCode, outputs } = report as RunReport
  const verdict = { MATCHED: 'It is the same as the result.', DIFFERED: `It differs: ${reason}.` }[state as string]
  const lines = [
    `The platform node ${nodeId} ran the job again: ${outcome}, exit code ${exitCode}, ${outputs.length} output files.`,
    verdict ?? `It could not be compared with the result: ${reason}.`,
    isDeterministic(job)
      ? 'The job runs deterministically: two honest runs give the same bytes.'
      : 'The job did not run deterministically (verification NONE): a program that reads clocks or random numbers may give another result each time, so a difference alone proves nothing.',
    'The file has the digests of its outputs and the end of its log.',
  ]
  return lines.join('\n').slice(0, EVIDENCE_LIMITS.textLength)
}
