import { createHash, randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isOutputPattern, type JobSpec, runSeedOf, sealedBytes } from '@aiigo/domain'
import type { Offer, Provider, SignedRunResult, StoredOutput } from '@aiigo/sdk'
import type { Logger } from '@aiigo/service'
import type { Blobs } from '../blobs.js'
import { createCheckpointer } from '../checkpoint/createCheckpointer.js'
import type { CheckpointStore } from '../checkpoint/createCheckpointStore.js'
import { restoreCheckpoint } from '../checkpoint/restoreCheckpoint.js'
import {
  type CollectedOutput,
  type Execution,
  type ExecutorRegistry,
  type Outcome,
  StopRequest,
} from '../executor/index.js'
import type { GpuPool } from '../machine/createGpuPool.js'
import { machineFaultOf } from '../machine/machineFault.js'
import type { ReadingStore } from '../readings/createReadingStore.js'
import { openReadings } from '../readings/openReadings.js'
import { createReceiptBook } from '../serving/createReceiptBook.js'
import { receiptsAlone } from '../serving/writeReceipts.js'
import { retry } from '../waiting/retry.js'
import { OutOfTimeError } from './AssignmentEnd.js'
import type { LogShipper } from './createLogShipper.js'
import { createPrintedDigests } from './createPrintedDigests.js'
import { createProgressReporter } from './createProgressReporter.js'
import { fetchJobFiles, type JobFilesHere, untilMissing } from './fetchJobFiles.js'
import { meterUsage } from './meterUsage.js'
import { obtainKey } from './obtainKey.js'
import { encodeManifest, exitCodeOf, type ManifestOutput } from './resultManifest.js'
import { sealFile } from './sealFile.js'
import { receiptsPath, servingSeconds, servingTaskOf } from './servingTaskOf.js'
import { taskOf } from './taskOf.js'

export interface ExecuteDeps {
  readonly provider: Pick<
    Provider,
    'now' | 'reportCheckpoint' | 'reportProgress' | 'chainTime' | 'signReading' | 'signResult' | 'requestKey'
  >
  readonly blobs: Blobs
  readonly executors: ExecutorRegistry
  readonly checkpoints: CheckpointStore
  readonly readings: ReadingStore
  /** The GPUs that the node offers to images. */
  readonly gpus: GpuPool
  /** Units the node is registered with. */
  readonly nodeUnits: number
  /** Folder of the receipts of jobs that serve files. */
  readonly receiptsFolder: string
  /** Folder of this assignment alone; emptied first. */
  readonly folder: string
  readonly log: Logger
  /** Told the program's process id. */
  readonly onStart: (pid: number) => void
}

/**
 * Time kept for handing in the result: a tenth of the work time, 2 to 30 seconds, but no more than half of what the
 * platform gives beside the program's own limit. Else a program could not run up to its limit, and would be given back
 * instead of delivering what it wrote. Milliseconds.
 */
export function handInReserveMs(workSeconds: number, limitSeconds: number): number {
  const besideMs = Math.max(0, workSeconds - limitSeconds) * 1_000
  return Math.min(30_000, Math.max(2_000, Math.min(workSeconds * 100, besideMs / 2)))
}

/** A fault of this machine is not retried: it would hold the job for its whole time. */
function rethrowFault(error: unknown): never {
  throw machineFaultOf(error) ?? error
}

const MIB = 1_048_576

/** The files of a job that was stopped before they were here. */
const NO_FILES: JobFilesHere = { refusal: null, programPath: '', inputs: [], stored: [], taken: [], secrets: {} }

/** How a job ends that did not begin, by no fault of the node: it costs nothing. */
function notBegun(outcome: 'REFUSED' | 'STOPPED', detail: string): Execution {
  return {
    ...{ outcome, exitCode: null, detail, wallSeconds: 0, cpuSeconds: 0, isolation: 'none' },
    ...{ outputs: [], missingOutputs: [], oversizedOutputs: [], unsafeOutputs: [] },
  }
}

/** @throws why the node itself ends a run that has earned nothing: another node may do the job */
function requireWork(stop: AbortSignal): void {
  if (stop.aborted && !(stop.reason instanceof StopRequest)) throw stop.reason
}

/** A wait that a timer can hold, milliseconds. */
function atMost(ms: number): number {
  return Math.min(Math.max(0, Math.floor(ms)), 2 ** 31 - 1)
}

/** Outputs of which the log has a line each. */
const SHOWN_OUTPUTS = 50

/** The programs' ends by which an output can be unfinished, for the log. */
const STOPS: Readonly<Record<Exclude<Outcome, 'EXITED'>, string>> = {
  TIME_LIMIT: 'at its time limit',
  MEMORY_LIMIT: 'at its memory limit',
  OUTPUT_LIMIT: 'at its output limit',
  CRASHED: 'when it crashed',
  REFUSED: 'before it began',
  KILLED: 'by the node',
  STOPPED: 'by the buyer',
}

/** A run as far as it is billed. */
type Run = Pick<Execution, 'outcome' | 'wallSeconds' | 'cpuSeconds' | 'receiptedBytes' | 'points'>

/** A line for each of the first items, and one for the rest. */
function some<T>(items: readonly T[], line: (item: T) => string): string[] {
  const rest = items.length - SHOWN_OUTPUTS
  return [...items.slice(0, SHOWN_OUTPUTS).map(line), ...(rest > 0 ? [`and so for ${rest} more outputs`] : [])]
}

/** The lines about outputs: those that are not there, and those that the program may not have finished. */
export function describeOutputs(execution: Execution): string[] {
  const { outcome, outputs, missingOutputs, oversizedOutputs, unsafeOutputs } = execution
  const ended = outcome === 'EXITED' ? 'before the program ended' : `before the program was stopped ${STOPS[outcome]}`
  return [
    ...some(missingOutputs, (name) =>
      isOutputPattern(name)
        ? `nothing was written that the output ${name} names, ${ended}`
        : `the output ${name} was not written ${ended}`,
    ),
    ...some(oversizedOutputs, (name) => `the output ${name} is left out: it exceeds the output limit`),
    ...some(
      unsafeOutputs,
      (name) => `the output ${JSON.stringify(name)} is left out: not every machine holds its name`,
    ),
    ...(outcome === 'EXITED' ? [] : some(outputs, ({ name }) => `the output ${name} may be unfinished`)),
  ]
}

/** How a run ended, for the log. */
function describeEnd(execution: Execution): string {
  const { wallSeconds, cpuSeconds } = execution
  const after = `after ${wallSeconds.toFixed(2)} s (${cpuSeconds.toFixed(2)} s of processor time)`
  if (execution.outcome === 'EXITED') return `the program ended with exit code ${execution.exitCode} ${after}`
  return `the program was stopped ${after} (${execution.outcome}): ${execution.detail}`
}

/**
 * Does the work of one assignment: fetches program and inputs, runs, stores the outputs and the manifest, signs the
 * result.
 * @param stop the buyer wants the run stopped: what there is becomes the result
 * @throws what keeps this node from finishing; a program that fails or hits its limits is a result.
 */
export async function executeJob(
  offer: Offer,
  spec: JobSpec,
  shipper: LogShipper,
  deps: ExecuteDeps,
  signal: AbortSignal,
  stop: AbortSignal,
): Promise<SignedRunResult> {
  const { provider, blobs, executors, checkpoints, nodeUnits, folder, log, onStart } = deps
  const { request } = offer
  const reserveMs = handInReserveMs(request.workSeconds, spec.limits.seconds)
  const until = (offer.dueAt ?? 0) * 1_000 - reserveMs
  // The end of the log and the manifest, which the signature covers, come last and have a part of the reserve.
  const untilLogged = until + reserveMs / 4
  const untilSigned = until + (reserveMs * 3) / 4
  const again = <T>(what: string, step: () => Promise<T>, end = until, ending = signal): Promise<T> =>
    retry(() => step().catch(rethrowFault), { what, log, signal: ending, until: end, now: provider.now })
  // Before the run there is nothing to keep, unless readings were taken: a stop ends whatever is waited for.
  const hasPoints = (await deps.readings.count(offer.id)) > 0
  const bookPath = receiptsPath(deps.receiptsFolder, offer.id)
  const { receipts } = spec.program.kind === 'serve' ? await createReceiptBook(bookPath) : { receipts: [] }
  // Earnings of an earlier run are handed in, whatever becomes of this one.
  const hasEarned = hasPoints || receipts.length > 0
  const preparing = hasPoints ? signal : AbortSignal.any([signal, stop])
  const unlessStopped = <T>(work: Promise<T>): Promise<T | null> =>
    work.catch((error: unknown) => {
      if (!stop.aborted || signal.aborted) throw error
      return null
    })
  // A blob store that says nothing must not hold the job past the moment when it can still be given back.
  const transferUntil = (end: number): AbortSignal =>
    AbortSignal.any([signal, AbortSignal.timeout(atMost(end - provider.now()))])
  const transfer = transferUntil(until)

  await rm(folder, { recursive: true, force: true })
  await mkdir(join(folder, 'fetched'), { recursive: true, mode: 0o700 })
  // A key that its buyer does not release in half of the time comes too late for the run.
  const keyUntil = provider.now() + (until - provider.now()) / 2
  const { files } = spec
  const key =
    files.privacy === 'none'
      ? null
      : await unlessStopped(obtainKey(offer, files, { provider, log, signal: preparing, until: keyUntil }))
  const fetching = (): Promise<JobFilesHere> =>
    fetchJobFiles({
      ...{ jobId: offer.jobId, spec, needs: offer.needs, key, folder: join(folder, 'fetched'), blobs },
      ...{ transfer: AbortSignal.any([transfer, stop]), now: provider.now },
      again: (what, step) => again(what, step, until, preparing),
    })
  /** Why nothing can be served any more; null while it can. */
  let unserved: string | null = null
  const fetched = () =>
    fetching().catch((error: unknown) => {
      if (receipts.length === 0 || signal.aborted || stop.aborted) throw error
      unserved = `the files could not be fetched again: ${(error as Error).message}`
      return null
    })
  const here = (stop.aborted ? null : await unlessStopped(fetched())) ?? NO_FILES
  const { refusal, programPath, inputs, secrets } = here

  const executor = executors.executorFor(spec.program.kind)
  const reportStart = () => provider.reportProgress(offer.id, { phase: 'RUNNING' })
  await again('reporting the start', reportStart, hasEarned ? untilLogged : until)
  shipper.open(`node ${offer.nodeId} runs attempt ${offer.attempt} (${executor.name})`)

  const tell = (line: string) => shipper.add('SYSTEM', `${line}\n`)
  const { checkpoint } = spec
  const restored =
    checkpoint && refusal === null && !stop.aborted
      ? await restoreCheckpoint({
          ...{ checkpoints, offer, key, folder, tell, log, signal },
          async fetch(version, path) {
            const most = sealedBytes(checkpoint.maxMiB * MIB)
            if (version.size > most) throw new Error(`expected at most ${most} bytes, got ${version.size}`)
            // The run needs the rest of the time, with or without it.
            const fetchUntil = provider.now() + (until - provider.now()) / 2
            const download = () => blobs.download(offer.jobId, version, path, transferUntil(fetchUntil))
            await again('fetching the checkpoint', untilMissing(download, provider.now), fetchUntil)
          },
        })
      : null

  const serving = servingTaskOf(offer, spec, inputs, bookPath)
  /** Tells the bytes that readers have signed for so far. */
  let paid = (): bigint => 0n
  const meter = (
    { outcome, wallSeconds, cpuSeconds, receiptedBytes, points }: Run,
    now: number,
    moved: readonly { size: number }[],
  ): bigint => {
    // Stopped before it began: nothing of it is in the result.
    if (outcome === 'STOPPED' && wallSeconds === 0 && !points && !receiptedBytes) return 0n
    return meterUsage({
      outcome,
      resourceType: request.resourceType,
      // The node's work before a restart, up to the checkpoint, is in the result, too.
      wallSeconds: wallSeconds + (restored?.wallSeconds ?? 0),
      cpuSeconds: cpuSeconds + (restored?.cpuSeconds ?? 0),
      jobUnits: spec.resources.units,
      nodeUnits,
      elapsedSeconds: request.workSeconds + now - (offer.dueAt ?? now),
      bytesMoved: moved.reduce((sum, { size }) => sum + BigInt(size), 0n),
      receiptedBytes: serving ? (receiptedBytes ?? 0n) : undefined,
      points,
      maxUsage: request.maxUsage,
    })
  }
  /** Processor time of the run so far, seconds. */
  let cpuSeconds = 0
  const reporter = createProgressReporter({
    ...{ provider, offerId: offer.id, log, signal },
    usageAfter: (wallSeconds) =>
      meter(
        { outcome: 'EXITED', wallSeconds, cpuSeconds, receiptedBytes: paid(), points: readings?.log.readings.length },
        Math.floor(provider.now() / 1_000),
        here.stored,
      ),
  })
  const time = until - provider.now()
  // Readings and receipts are handed in, also when no time is left for more of them.
  if (time <= 0 && !hasEarned) throw new OutOfTimeError('no time is left to run the job before its result is due')
  const readings = await openReadings(spec, offer, { store: deps.readings, provider })
  const workDir = join(folder, 'job')
  // Readings end in time to be handed in: those that there are are a result.
  const seconds = readings
    ? Math.min(spec.limits.seconds, Math.max(0, Math.floor(time / 1_000) - 1))
    : // A run that goes on after a restart has less time than its limit.
      serving
      ? servingSeconds(spec, time)
      : spec.limits.seconds
  const runnable = { ...spec, limits: { ...spec.limits, seconds } }
  const printed = createPrintedDigests(runSeedOf(spec))
  const run = (gpus?: readonly string[]) =>
    executor.run(
      taskOf(runnable, {
        programPath,
        inputs,
        secrets,
        gpus,
        serving,
        readings,
        checkpointPath: restored?.path ?? null,
        workDir,
      }),
      {
        onBytes: printed.update,
        onLog(stream, text) {
          reporter.printed(text)
          shipper.add(stream === 'stdout' ? 'STDOUT' : 'STDERR', text)
          return shipper.ready()
        },
        onStart,
        onServing(url, paidSoFar) {
          paid = paidSoFar
          reporter.serving(url)
          tell(`files are served at ${url}`)
        },
        onProcessorTime(seconds) {
          cpuSeconds = seconds
        },
      },
      AbortSignal.any([signal, AbortSignal.timeout(atMost(time)), stop]),
    )
  const checkpointer =
    checkpoint &&
    createCheckpointer({
      ...{ provider, blobs, checkpoints, offer, checkpoint, key, folder, workDir, restored, tell, log, signal },
      cpuSeconds: () => cpuSeconds,
    })
  /** Runs it, with the GPUs that are its own for this time. Modules can use none. */
  async function runWithGpus(): Promise<Execution> {
    const needsGpus = spec.resources.type === 'GPU' && spec.program.kind === 'container'
    const lease = needsGpus ? deps.gpus.take(spec.resources.units) : null
    try {
      return await run(lease?.devices)
    } finally {
      lease?.release()
    }
  }
  const kept = () => (checkpointer ? checkpointer.during(runWithGpus) : runWithGpus())
  const begin = (): Promise<Execution> | Execution => {
    if (receipts.length > 0) {
      const why = unserved ?? refusal ?? (stop.aborted ? 'stopped' : time <= 0 ? 'no time is left' : null)
      if (why !== null) {
        tell(`the receipts of earlier runs are handed in: ${why}`)
        return receiptsAlone(workDir, receipts, stop)
      }
    }
    requireWork(stop)
    if (stop.aborted && !hasPoints) return notBegun('STOPPED', 'stopped before it began')
    return refusal === null ? reporter.during(kept) : notBegun('REFUSED', refusal)
  }
  const execution = await Promise.resolve(begin()).finally(() => readings?.log.close())
  signal.throwIfAborted()
  if (serving && !execution.receiptedBytes) requireWork(stop)
  if (execution.outcome === 'KILLED')
    throw new OutOfTimeError('the job was still running when its result had to be handed in')
  shipper.add('SYSTEM', `${describeEnd(execution)}\n`)
  for (const line of describeOutputs(execution)) shipper.add('SYSTEM', `${line}\n`)

  // Earnings may be there when the time of the run is over.
  const storeUntil = hasEarned || serving ? untilSigned : until
  const storing = storeUntil === until ? transfer : transferUntil(storeUntil)
  const storePlain = async ({ name, path, sha256, size }: CollectedOutput): Promise<ManifestOutput> => {
    const stored = await again(`storing ${name}`, () => blobs.upload({ path }, storing), storeUntil)
    if (stored.sha256 !== sha256)
      throw new Error(`expected ${name} to be stored as ${sha256}, the store says ${stored.sha256}`)
    return { name, cid: stored.cid, sha256, size }
  }
  const store = async (output: CollectedOutput): Promise<ManifestOutput> => {
    if (!key) return storePlain(output)
    const path = join(folder, 'sealed')
    const { mac, ...sealed } = await sealFile(output.path, path, key)
    return { ...(await storePlain({ name: output.name, path, ...sealed })), sealed: { size: output.size, mac } }
  }
  const outputs: ManifestOutput[] = []
  for (const output of execution.outputs) outputs.push(await store(output))

  const chainTime = await again('reading the chain’s clock', () => provider.chainTime())
  const usage = meter(execution, Math.max(chainTime, Math.floor(provider.now() / 1_000)), [...here.stored, ...outputs])
  const shipped = await shipper.close({
    sendMs: Math.max(0, untilLogged - provider.now()),
    markMs: reserveMs / 4,
  })
  if (shipped.truncated) log.warn({ lines: shipped.lines }, 'the log is cut')
  const exitCode = exitCodeOf(execution)
  const manifest = encodeManifest({
    version: 1,
    salt: randomBytes(16).toString('hex'),
    jobId: offer.jobId,
    taskId: offer.taskId,
    attempt: offer.attempt,
    nodeId: offer.nodeId,
    exitCode,
    outcome: execution.outcome,
    wallSeconds: execution.wallSeconds,
    cpuSeconds: execution.cpuSeconds,
    usage: usage.toString(),
    outputs,
    printed: printed.digests(),
    log: shipped,
    ...(here.taken.length > 0 ? { taken: here.taken } : {}),
    ...(restored ? { resumedFrom: restored.from } : {}),
  })
  const handingIn = transferUntil(untilSigned)
  const stored = await again('storing the manifest', () => blobs.upload({ bytes: manifest }, handingIn), untilSigned)
  // The agent signs the hash that this machine computed, not one that the blob store names.
  const manifestSha256 = createHash('sha256').update(manifest).digest('hex')
  if (stored.sha256 !== manifestSha256)
    throw new Error(`expected the manifest to be stored as ${manifestSha256}, the store says ${stored.sha256}`)
  return provider.signResult(offer, {
    manifestCid: stored.cid,
    manifestSha256,
    usage,
    exitCode,
    outputs: outputs.map(asSubmitted),
  })
}

/** The file as the API takes it. */
function asSubmitted({ name, cid, sha256, size }: ManifestOutput): StoredOutput {
  return { name, cid, sha256, size }
}
