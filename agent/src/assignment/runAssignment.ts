import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Assignment } from '@aiigo/chain'
import { type JobSpec, NotRetryableError, pause, RetryableError } from '@aiigo/domain'
import { codeOf, type Offer, type Provider, type SignedRunResult } from '@aiigo/sdk'
import type { Logger } from '@aiigo/service'
import type { Journal, JournalEntry } from '../journal.js'
import type { DiskWatch } from '../machine/createDiskWatch.js'
import { machineFaultOf } from '../machine/machineFault.js'
import { hasReceipts, removeReceipts } from '../serving/createReceiptBook.js'
import { atMost } from '../waiting/atMost.js'
import { retry } from '../waiting/retry.js'
import { AgentStoppingError, AttemptEndedError, OutOfTimeError } from './AssignmentEnd.js'
import type { ExecuteDeps } from './Attempt.js'
import type { GrowingLimits } from './createAttemptLimits.js'
import { createLogShipper } from './createLogShipper.js'
import type { ResultRelay } from './createResultRelay.js'
import { executeJob } from './executeJob.js'
import { handInReserveMs } from './handInReserve.js'
import { endLeftoverProcess, markProcess } from './leftoverProcess.js'
import { runSeconds } from './runSeconds.js'
import { receiptsPath } from './servingTaskOf.js'
import { verifyAssignment } from './verifyAssignment.js'

export interface AssignmentDeps extends Omit<ExecuteDeps, 'folder' | 'onStart'> {
  readonly provider: Pick<
    Provider,
    | 'appendLogs'
    | 'assignment'
    | 'chainTime'
    | 'isAssigned'
    | 'now'
    | 'openOffers'
    | 'release'
    | 'reportArtifacts'
    | 'reportCheckpoint'
    | 'requestKey'
    | 'reportProgress'
    | 'signReading'
    | 'signResult'
    | 'submitResult'
    | 'task'
  >
  readonly journal: Journal
  readonly disk: Pick<DiskWatch, 'recordFault' | 'recordSuccess'>
  readonly relay: Pick<ResultRelay, 'watch'>
  /** Holds a folder for each running assignment. */
  readonly workRoot: string
}

/**
 * SUBMITTED: the platform has the result. RELEASED: given back. DROPPED: not ours (any more). STUCK: to be taken up
 * after a restart.
 */
export type AssignmentEnd = 'SUBMITTED' | 'RELEASED' | 'DROPPED' | 'STUCK'

/** Bound of sending the rest of the log of a job that is given back. */
const LOG_END_MS = 5_000
/** Times that an assignment is given back which the buyer extends meanwhile. */
const RELEASE_TRIES = 3
/** Bound of giving an assignment back while the agent stops. */
const RELEASE_MS = 6_000

function toJournal(result: SignedRunResult): NonNullable<JournalEntry['result']> {
  return { ...result, usage: result.usage.toString(), outputs: [...result.outputs] }
}

/**
 * Runs one assignment, from its confirmation by the chain to the platform's receipt of the result. The journal records
 * its progress, so that a restarted agent submits a finished result, runs the job again when there is time, or gives it
 * back.
 * @param spec Null when the platform does not tell it: the job is given back.
 * @param limits The attempt's, as its buyer moves them.
 * @param stop The buyer wants the run stopped; its result is handed in.
 */
export async function runAssignment(
  accepted: Offer,
  spec: JobSpec | null,
  limits: GrowingLimits,
  deps: AssignmentDeps,
  signal: AbortSignal,
  stop: AbortSignal,
): Promise<AssignmentEnd> {
  const { provider, journal } = deps
  // Once the chain has been read, its deadline replaces the offer's.
  let offer = accepted
  const log: Logger = deps.log.child({ offerId: offer.id, jobId: offer.jobId, attempt: offer.attempt })
  const folder = join(deps.workRoot, offer.id)
  const dueMs = (): number => limits.dueAt * 1_000
  let assignment: Assignment | undefined
  const shipping = new AbortController()
  const shipper = createLogShipper({
    send: (firstLine, parts, sending) => provider.appendLogs(offer.id, firstLine, parts, { signal: sending }),
    log,
    signal: shipping.signal,
  })
  /** The assignment, unless its deadline has been moved since: then the chain has another one. */
  const known = (): Assignment | null => (limits.addedSeconds === 0 ? (assignment ?? null) : null)
  const base = { offerId: offer.id, nodeId: offer.nodeId, taskId: offer.taskId, attempt: offer.attempt }

  async function work(): Promise<SignedRunResult> {
    const before = await journal.get(offer.id)
    if (before && before.phase !== 'RUNNING' && before.result) {
      log.info('the result of an earlier run is there; handing it in')
      return { ...before.result, usage: BigInt(before.result.usage) }
    }
    if (!spec) throw new NotRetryableError('NO_SPECIFICATION', 'the platform does not tell what the job is')
    const runs = (before?.runs ?? 0) + 1
    if (before) {
      if (await endLeftoverProcess(before.process)) log.warn('ended a process that an earlier agent left')
      const left = dueMs() - handInReserveMs(offer.request.workSeconds, spec.limits.seconds) - provider.now()
      const kept = spec.checkpoint ? await deps.checkpoints.newest(offer.id) : null
      const points = await deps.readings.count(offer.id)
      // A part of the rest is worth it where the next node goes on from there; files that are served have a value for
      // each moment that is left, and readings and receipts are to be handed in.
      const isWorthAny = points > 0 || spec.program.kind === 'serve'
      const most = runSeconds(spec, limits, deps.jobSeconds)
      const needed = kept ? (most - kept.wallSeconds) / 2 : most
      if (left < needed * 1_000 && !stop.aborted && !isWorthAny) {
        throw new OutOfTimeError(
          `the agent was restarted and ${Math.max(0, Math.floor(left / 1_000))} s are left, less than the job may take`,
        )
      }
      log.info({ runs }, 'running a job again that a restart cut off')
      shipper.add(
        'SYSTEM',
        `the agent was restarted; the job ${kept || points > 0 ? 'goes on' : 'begins again'} (run ${runs})\n`,
      )
    }
    await journal.put({ ...base, phase: 'RUNNING', runs, process: null, result: null })
    const recordProcess = async (pid: number): Promise<void> =>
      journal.put({ ...base, phase: 'RUNNING', runs, process: await markProcess(pid), result: null })
    let recorded: Promise<void> = Promise.resolve()
    const onStart = (pid: number): void => {
      recorded = recordProcess(pid).catch((error: unknown) => log.warn({ err: error }, 'could not record the process'))
    }
    const result = await executeJob(offer, spec, shipper, limits, { ...deps, folder, log, onStart }, signal, stop)
    await recorded
    const done = { ...base, phase: 'DONE', runs, process: null, result: toJournal(result) } as const
    // The result is there, and can be handed in although a restart would not find it.
    await journal.put(done).catch((error: unknown) => {
      log.error({ err: error }, 'could not record the result')
      const fault = machineFaultOf(error)
      if (fault) deps.disk.recordFault(fault)
    })
    return result
  }

  async function handIn(result: SignedRunResult): Promise<void> {
    await retry(() => provider.submitResult(offer.id, result), {
      what: 'handing in the result',
      log,
      signal,
      until: dueMs,
      now: provider.now,
    })
    log.info({ usage: result.usage, exitCode: result.exitCode }, 'handed in the result')
    const handedIn = { ...base, phase: 'HANDED_IN', runs: 0, process: null, result: toJournal(result) } as const
    await journal.put(handedIn).catch((error: unknown) => {
      log.warn({ err: error }, 'could not record that the result was handed in')
    })
    deps.relay.watch(handedIn, known())
  }

  /** Whether the platform still waits for this attempt; a refused result may be one that it has already. */
  async function stillOpen(): Promise<boolean> {
    const open = await provider.openOffers([offer.nodeId])
    return open.some(({ id, state }) => id === offer.id && (state === 'ASSIGNED' || state === 'EXECUTING'))
  }

  /** A buyer may have extended the attempt just now: then the chain wants the assignment as it is since. */
  async function release(tries = 1): Promise<void> {
    const ours = (tries === 1 ? known() : null) ?? (await provider.assignment(offer.taskId))
    if (!ours) {
      throw new RetryableError('NOT_INDEXED', `expected the assignment of task ${offer.taskId} from the platform`)
    }
    try {
      await provider.release(offer.taskId, ours)
    } catch (error) {
      if (codeOf(error) !== 'REVERTED' || tries === RELEASE_TRIES) throw error
      const { state, attempt } = await provider.task(offer.taskId)
      if (state !== 'ASSIGNED' || attempt !== offer.attempt) throw error
      await pause(tries * 1_000)
      await release(tries + 1)
    }
  }

  async function giveBack(error: unknown, submitting: boolean): Promise<AssignmentEnd> {
    const reason = error instanceof Error ? error.message : String(error)
    const isStopping = signal.aborted || error instanceof AgentStoppingError
    const bound = AbortSignal.timeout(isStopping ? RELEASE_MS : atMost(Math.max(RELEASE_MS, dueMs() - provider.now())))
    if (submitting && !(await stillOpen().catch(() => false))) {
      log.warn({ reason }, 'the platform does not wait for this result any more')
      return 'DROPPED'
    }
    log.warn({ err: error }, 'giving the job back')
    shipper.open(`node ${offer.nodeId} could not start attempt ${offer.attempt}`)
    shipper.add('SYSTEM', `the node gives the job back: ${reason}\n`)
    await shipper.close({ sendMs: isStopping ? 1_000 : LOG_END_MS, markMs: 1_000 })
    try {
      await retry(() => release(), { what: 'giving the job back', log, signal: bound })
      return 'RELEASED'
    } catch (refusal) {
      if (codeOf(refusal) === 'REVERTED') {
        log.warn(
          { reason: (refusal as Error).message },
          'the chain does not take the job back; it is not ours any more',
        )
        return 'DROPPED'
      }
      log.error({ err: refusal }, 'could not give the job back')
      return 'STUCK'
    }
  }

  /** Whether there are readings or receipts, which are paid when they are handed in. */
  const hasEarned = async (): Promise<boolean> =>
    (await deps.readings.count(offer.id)) > 0 || (await hasReceipts(receiptsPath(deps.receiptsFolder, offer.id)))

  async function run(): Promise<AssignmentEnd> {
    let submitting = false
    try {
      const verified = await verifyAssignment(offer, { provider, log, signal })
      if ('reason' in verified) {
        log.warn({ reason: verified.reason }, 'not running a job that is not ours')
        return 'DROPPED'
      }
      assignment = verified.assignment
      limits.confirm(assignment)
      offer = { ...offer, dueAt: limits.dueAt }
      const result = await work()
      submitting = true
      await handIn(result)
      deps.disk.recordSuccess()
      return 'SUBMITTED'
    } catch (error) {
      if (signal.reason instanceof AttemptEndedError) {
        log.info('the attempt was ended by the platform')
        return 'DROPPED'
      }
      if (signal.reason instanceof AgentStoppingError && (await hasEarned())) {
        log.info('the agent stops; its next run goes on with what was earned')
        return 'STUCK'
      }
      const fault = signal.aborted ? null : machineFaultOf(error)
      if (fault) {
        log.error({ err: error }, 'this machine can not do its work')
        deps.disk.recordFault(fault)
      }
      return await giveBack(signal.aborted ? signal.reason : (fault ?? error), submitting)
    }
  }

  try {
    const end = await run()
    // The relay removes a result that was handed in, once the chain has it.
    if (end !== 'STUCK' && end !== 'SUBMITTED') await journal.remove(offer.id)
    if (end !== 'STUCK') await deps.checkpoints.remove(offer.id)
    if (end !== 'STUCK') await removeReceipts(receiptsPath(deps.receiptsFolder, offer.id))
    if (end !== 'STUCK') await deps.readings.remove(offer.id)
    return end
  } finally {
    shipping.abort()
    await rm(folder, { recursive: true, force: true })
  }
}
