import { join } from 'node:path'
import { createArtifactKeeper } from '../artifact/createArtifactKeeper.js'
import { createCheckpointer } from '../checkpoint/createCheckpointer.js'
import type { Execution, ExecutionHooks, TimeLimit } from '../executor/index.js'
import { OutOfTimeError } from './AssignmentEnd.js'
import type { Attempt, PreparedRun } from './Attempt.js'
import type { Meter } from './createMeter.js'
import type { PrintedDigester } from './createPrintedDigests.js'
import { createProgressReporter, type ProgressReporter } from './createProgressReporter.js'
import { describeEnd, describeOutputs } from './describeRun.js'
import { runSeconds } from './runSeconds.js'
import { taskOf } from './taskOf.js'

/** The watchers of a run. */
interface Watchers {
  readonly meter: Meter
  readonly printed: PrintedDigester
}

/**
 * Runs the job, or ends it without a run, and writes its end to the log.
 * @throws OutOfTimeError when it did not end in time, or could not begin in time
 */
export async function runWork(attempt: Attempt, prepared: PreparedRun, watchers: Watchers): Promise<Execution> {
  const { deps, clock, work, shipper, signal, stop, tell } = attempt
  const leftMs = clock.run() - clock.now()
  // Readings and receipts are handed in, also when no time is left for more of them.
  if (leftMs <= 0 && !work.hasEarned) {
    throw new OutOfTimeError('no time is left to run the job before its result is due')
  }
  const workDir = join(deps.folder, 'job')
  const before = { refusal: prepared.files.refusal, leftMs, stop, workDir, tell }
  const execution = (await work.endBefore(before)) ?? (await begin(attempt, prepared, watchers, workDir))
  signal.throwIfAborted()
  work.requireEarnings(execution, stop)
  if (execution.outcome === 'KILLED')
    throw new OutOfTimeError('the job was still running when its result had to be handed in')
  for (const line of [describeEnd(execution), ...describeOutputs(execution)]) shipper.add('SYSTEM', `${line}\n`)
  return execution
}

/** Runs it, and meanwhile reports its progress and keeps its checkpoints. */
function begin(
  attempt: Attempt,
  { key, files, restored }: PreparedRun,
  { meter, printed }: Watchers,
  workDir: string,
): Promise<Execution> {
  const { offer, spec, deps, limits, clock, work, signal, stop, tell } = attempt
  const { provider, blobs, checkpoints, executors, folder, log } = deps
  /** Processor time of the run so far, seconds. */
  let cpuSeconds = 0
  const reporter = createProgressReporter({
    ...{ provider, offerId: offer.id, log, signal },
    usageAfter: (wallSeconds) =>
      meter(
        { outcome: 'EXITED', wallSeconds, cpuSeconds, ...work.earned() },
        Math.floor(clock.now() / 1_000),
        files.stored,
      ),
  })
  const hooks: ExecutionHooks = {
    ...hooksOf(attempt, reporter),
    onBytes: printed.update,
    onProcessorTime(seconds) {
      cpuSeconds = seconds
    },
  }
  const began = clock.now()
  const time: TimeLimit = {
    get seconds() {
      return work.secondsOf(runSeconds(spec, limits, deps.jobSeconds), clock.run() - began)
    },
    onChange: limits.onChange,
  }
  const run = (gpus?: readonly string[]) =>
    executors.executorFor(spec.program.kind).run(
      taskOf(
        { ...spec, limits: { ...spec.limits, seconds: time.seconds } },
        {
          ...{ programPath: files.programPath, inputs: files.inputs, secrets: files.secrets, gpus, time, workDir },
          ...{ serving: undefined, readings: undefined, ...work.taskOf(files.inputs) },
          checkpointPath: restored?.path ?? null,
        },
      ),
      hooks,
      AbortSignal.any([clock.signalAt(clock.run), stop]),
    )
  const { checkpoint, artifacts } = spec
  const places = { provider, blobs, offer, key, folder, workDir, tell, log, signal }
  const running = () => withGpus(attempt, run)
  const keptRun = checkpoint
    ? () =>
        createCheckpointer({ ...places, checkpoints, checkpoint, restored, cpuSeconds: () => cpuSeconds }).during(
          running,
        )
    : running
  const shownRun = artifacts
    ? () => createArtifactKeeper({ ...places, spec, artifacts, signal: clock.signalAt(clock.run) }).during(keptRun)
    : keptRun
  return reporter.during(shownRun)
}

/** Runs it with the GPUs that are its own for this time. Modules can use none. */
async function withGpus<T>({ spec, deps }: Attempt, run: (gpus?: readonly string[]) => Promise<T>): Promise<T> {
  const needsGpus = spec.resources.type === 'GPU' && spec.program.kind === 'container'
  const lease = needsGpus ? deps.gpus.take(spec.resources.units) : null
  try {
    return await run(lease?.devices)
  } finally {
    lease?.release()
  }
}

function hooksOf({ deps, work, shipper, tell }: Attempt, reporter: ProgressReporter): ExecutionHooks {
  return {
    onLog(stream, text) {
      reporter.printed(text)
      shipper.add(stream === 'stdout' ? 'STDOUT' : 'STDERR', text)
      return shipper.ready()
    },
    onStart: deps.onStart,
    onServing(url, paidSoFar) {
      work.onServing(paidSoFar)
      reporter.serving(url)
      tell(`files are served at ${url}`)
    },
  }
}
