import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { contentIdOf, every, type JobSpec } from '@aiigo/domain'
import { type Offer, type Provider, problemsOf } from '@aiigo/sdk'
import type { JobKey } from '@aiigo/sealing'
import type { Logger } from '@aiigo/service'
import type { Blobs } from '../blobs.js'
import { copyVersion } from './copyVersion.js'
import type { CheckpointStore, KeptCheckpoint } from './createCheckpointStore.js'
import type { RestoredCheckpoint } from './restoreCheckpoint.js'
import { sealVersion } from './sealVersion.js'

/** Parts and places that a checkpointer works with. */
export interface CheckpointerDeps {
  readonly provider: Pick<Provider, 'reportCheckpoint'>
  readonly blobs: Pick<Blobs, 'upload'>
  readonly checkpoints: CheckpointStore
  readonly offer: Pick<Offer, 'id' | 'attempt' | 'checkpoint'>
  readonly checkpoint: NonNullable<JobSpec['checkpoint']>
  readonly key: JobKey | null
  /** Folder of the assignment, on the disk of `checkpoints`. */
  readonly folder: string
  /** The job's directory. */
  readonly workDir: string
  /** The version that the run begins with. */
  readonly restored: RestoredCheckpoint | null
  /** Processor time of the run so far, seconds. */
  readonly cpuSeconds: () => number
  /** Told the buyer, in the log. */
  readonly tell: (line: string) => void
  readonly log: Logger
  readonly signal: AbortSignal
  /** For how long a file has to stay as it is, milliseconds; default 1 000. */
  readonly stillMs?: number
  /** Between two looks, milliseconds; default 1 000. */
  readonly lookMs?: number
}

/** How long the attempt's program has worked, earlier runs included. */
type Times = Pick<KeptCheckpoint, 'wallSeconds' | 'cpuSeconds'>

/** Keeps the versions of a job's checkpoint while its program runs. */
export interface Checkpointer {
  /** Keeps versions while the work lasts; the work's result or error is passed on. */
  during<T>(work: () => Promise<T>): Promise<T>
}

const MIB = 1_048_576
/** After a failure the next try waits so long, milliseconds. */
const AGAIN_MS = 5_000
/** An upload that takes longer is given up: a later version says more. Milliseconds. */
const LEAST_TRANSFER_MS = 30_000

/**
 * Looks for new versions of the checkpoint, keeps each on this machine's disk, stores it and reports it. A failure
 * costs the version at most: the job goes on.
 */
export function createCheckpointer(deps: CheckpointerDeps): Checkpointer {
  const { provider, blobs, checkpoints, offer, checkpoint, key, folder, workDir, restored, tell, log } = deps
  const { stillMs = 1_000, lookMs = 1_000 } = deps
  const everyMs = checkpoint.everySeconds * 1_000
  const [copy, sealed] = [join(folder, 'version'), join(folder, 'version-sealed')]
  let known: string | null = null
  let contentSha256 = restored?.contentSha256 ?? null
  /** The newest version, until it is stored. */
  let waiting: { version: KeptCheckpoint; path: string } | null = null
  /**
   * A stored version, until the platform has it. No other one is stored meanwhile: only a reported version's file is
   * deleted for the next one, so others would fill the provider's space.
   */
  let unreported: KeptCheckpoint | null = null
  let sequence = 0
  let [takeAt, sendAt] = [0, 0]
  let isClosed = false
  let isToldTooLarge = false

  async function take(times: Times, signal: AbortSignal): Promise<void> {
    const maxBytes = checkpoint.maxMiB * MIB
    const copied = await copyVersion({ workDir, file: checkpoint.file, to: copy, maxBytes, stillMs, known, signal })
    if (copied === 'TOO_LARGE') {
      if (!isToldTooLarge) tell(`the checkpoint is larger than ${checkpoint.maxMiB} MiB and is not kept`)
      isToldTooLarge = true
      return
    }
    if (copied === null) return
    if (copied.sha256 !== contentSha256) {
      const stored = await sealVersion(copy, sealed, key)
      const version = { ...stored, sequence: sequence + 1, cid: contentIdOf(stored.sha256), ...times }
      waiting = { version, path: await checkpoints.keep(offer.id, sealed, version) }
      sequence = version.sequence
      contentSha256 = copied.sha256
      takeAt = performance.now() + everyMs
      sendAt = 0
    }
    known = copied.mark
  }

  async function send(signal: AbortSignal): Promise<void> {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(Math.max(LEAST_TRANSFER_MS, everyMs))])
    if (!unreported && waiting) {
      const { path, version } = waiting
      const { sha256 } = await blobs.upload({ path }, bounded)
      if (sha256 !== version.sha256)
        throw new Error(`expected the checkpoint to be stored as ${version.sha256}, the store says ${sha256}`)
      unreported = version
      waiting = null
    }
    if (!unreported) return
    const { wallSeconds, cpuSeconds, ...version } = unreported
    const storedSequence = await provider.reportCheckpoint(offer.id, version, { signal: bounded })
    unreported = null
    if (storedSequence <= version.sequence)
      return log.debug({ sequence: storedSequence }, 'the platform has a checkpoint')
    // The numbers of an earlier run are lost, and with them what this one was compared with.
    sequence = Math.max(sequence, storedSequence)
    unreported = { ...version, wallSeconds, cpuSeconds, sequence: ++sequence }
    if (waiting) waiting = { ...waiting, version: { ...waiting.version, sequence: ++sequence } }
  }

  async function look(times: Times, signal: AbortSignal): Promise<void> {
    if (isClosed) return
    try {
      if (performance.now() >= takeAt) await take(times, signal)
    } catch (error) {
      takeAt = performance.now() + AGAIN_MS
      throw error
    }
    try {
      if (performance.now() >= sendAt) await send(signal)
    } catch (error) {
      sendAt = performance.now() + AGAIN_MS
      const codes = problemsOf(error).map(({ code }) => code)
      isClosed = codes.includes('OFFER_CLOSED')
      // Another try of the same version would be refused again.
      if (codes.length > 0 && !codes.includes('CHECKPOINT_TOO_SOON')) {
        if (unreported) unreported = null
        else waiting = null
      }
      throw error
    }
  }

  return {
    async during(work) {
      const own = await checkpoints.newest(offer.id)
      const remote = offer.checkpoint?.attempt === offer.attempt ? offer.checkpoint.sequence : 0
      sequence = Math.max(own?.sequence ?? 0, remote)
      // An earlier run of this agent did not come to it.
      if (own && own.sequence > remote) {
        const { path, ...version } = own
        waiting = { version, path }
      }
      const over = new AbortController()
      const signal = AbortSignal.any([deps.signal, over.signal])
      const began = performance.now()
      const times = (): Times => ({
        wallSeconds: (restored?.wallSeconds ?? 0) + (performance.now() - began) / 1_000,
        cpuSeconds: (restored?.cpuSeconds ?? 0) + deps.cpuSeconds(),
      })
      const keeping = every(
        lookMs,
        signal,
        () => look(times(), signal),
        (err) => log.warn({ err }, 'a checkpoint could not be kept'),
      )
      try {
        return await work()
      } finally {
        over.abort()
        await keeping
        await rm(copy, { force: true })
      }
    },
  }
}
