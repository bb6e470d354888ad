import { type JobSpec, runSeedOf } from '@aiigo/domain'
import type { Offer, SignedRunResult } from '@aiigo/sdk'
import type { Attempt, ExecuteDeps } from './Attempt.js'
import { createAttemptClock } from './createAttemptClock.js'
import type { AttemptLimits } from './createAttemptLimits.js'
import type { LogShipper } from './createLogShipper.js'
import { createMeter } from './createMeter.js'
import { createPrintedDigests } from './createPrintedDigests.js'
import { handInReserveMs } from './handInReserve.js'
import { obtainFiles, restore } from './prepareRun.js'
import { runWork } from './runWork.js'
import { signRun } from './signRun.js'
import { storeOutputs } from './storeOutputs.js'
import { openWork } from './work/openWork.js'

/**
 * Does the work of one assignment: fetches program and inputs, runs, stores the outputs and the manifest, signs the
 * result.
 * @param limits the attempt's, as its buyer moves them
 * @param stop the buyer wants the run stopped: what there is becomes the result
 * @throws what keeps this node from finishing; a program that fails or hits its limits is a result.
 */
export async function executeJob(
  offer: Offer,
  spec: JobSpec,
  shipper: LogShipper,
  limits: AttemptLimits,
  deps: ExecuteDeps,
  signal: AbortSignal,
  stop: AbortSignal,
): Promise<SignedRunResult> {
  const { provider, log } = deps
  const { workSeconds } = offer.request
  const reserveMs = handInReserveMs(workSeconds, spec.limits.seconds)
  const clock = createAttemptClock({ limits, reserveMs, log, signal, now: provider.now })
  const work = await openWork(offer, spec, deps)
  const tell = (line: string): void => shipper.add('SYSTEM', `${line}\n`)
  try {
    return await execute({ offer, spec, deps, limits, clock, work, shipper, signal, stop, tell })
  } finally {
    clock.close()
    await work.close()
  }
}

async function execute(attempt: Attempt): Promise<SignedRunResult> {
  const { offer, spec, deps, limits, clock, work, shipper } = attempt
  const { provider, nodeUnits } = deps
  const { key, files } = await obtainFiles(attempt)
  const executor = deps.executors.executorFor(spec.program.kind)
  const reportStart = () => provider.reportProgress(offer.id, { phase: 'RUNNING' })
  await clock.again('reporting the start', reportStart, work.hasEarned ? clock.logged : clock.run)
  shipper.open(`node ${offer.nodeId} runs attempt ${offer.attempt} (${executor.name})`)

  const restored = await restore(attempt, key, files)
  const prepared = { key, files, restored }
  const meter = createMeter({ offer, spec, limits, nodeUnits, restored })
  const printed = createPrintedDigests(runSeedOf(spec))
  const execution = await runWork(attempt, prepared, { meter, printed })
  const outputs = await storeOutputs(attempt, execution.outputs, key)
  return signRun(attempt, prepared, { execution, outputs, printed: printed.digests(), meter })
}
