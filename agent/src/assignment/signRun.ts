import { createHash, randomBytes } from 'node:crypto'
import type { PrintedDigests } from '@aiigo/domain'
import type { SignedRunResult, StoredOutput } from '@aiigo/sdk'
import type { Execution } from '../executor/index.js'
import type { Attempt, PreparedRun } from './Attempt.js'
import type { Meter } from './createMeter.js'
import { encodeManifest, exitCodeOf, type ManifestOutput } from './resultManifest.js'

/** A run whose outputs are stored. */
interface StoredRun {
  readonly execution: Execution
  readonly outputs: readonly ManifestOutput[]
  readonly printed: PrintedDigests
  readonly meter: Meter
}

/** Meters the run, closes its log, stores the manifest and signs the result. */
export async function signRun(
  { offer, deps, clock, work, shipper }: Attempt,
  { files, restored }: PreparedRun,
  { execution, outputs, printed, meter }: StoredRun,
): Promise<SignedRunResult> {
  const { provider, blobs, log } = deps
  const chainTime = await clock.again('reading the chain’s clock', () => provider.chainTime())
  const now = Math.max(chainTime, Math.floor(clock.now() / 1_000))
  const { outcome, wallSeconds, cpuSeconds } = execution
  const run = { outcome, wallSeconds, cpuSeconds, ...work.earned(execution) }
  const usage = meter(run, now, [...files.stored, ...outputs])
  const shipped = await shipper.close({
    sendMs: Math.max(0, clock.logged() - clock.now()),
    markMs: clock.reserveMs / 4,
  })
  if (shipped.truncated) log.warn({ lines: shipped.lines }, 'the log is cut')
  const exitCode = exitCodeOf(execution)
  const { jobId, taskId, attempt, nodeId } = offer
  const manifest = encodeManifest({
    version: 1,
    salt: randomBytes(16).toString('hex'),
    ...{ jobId, taskId, attempt, nodeId, exitCode, outcome, wallSeconds, cpuSeconds },
    usage: usage.toString(),
    ...{ outputs, printed, log: shipped },
    ...(files.taken.length > 0 ? { taken: files.taken } : {}),
    ...(restored ? { resumedFrom: restored.from } : {}),
  })
  const handingIn = clock.signalAt(clock.signed)
  const store = () => blobs.upload({ bytes: manifest }, handingIn)
  const stored = await clock.again('storing the manifest', store, clock.signed)
  // The agent signs the hash that this machine computed, not one that the blob store names.
  const manifestSha256 = createHash('sha256').update(manifest).digest('hex')
  if (stored.sha256 !== manifestSha256)
    throw new Error(`expected the manifest to be stored as ${manifestSha256}, the store says ${stored.sha256}`)
  const result = { manifestCid: stored.cid, manifestSha256, usage, exitCode, outputs: outputs.map(asSubmitted) }
  return provider.signResult(offer, result)
}

/** The file as the API takes it. */
function asSubmitted({ name, cid, sha256, size }: ManifestOutput): StoredOutput {
  return { name, cid, sha256, size }
}
