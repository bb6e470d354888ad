import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sealedBytes } from '@aiigo/domain'
import type { OfferCheckpoint } from '@aiigo/sdk'
import type { JobKey } from '@aiigo/sealing'
import { type RestoredCheckpoint, restoreCheckpoint } from '../checkpoint/restoreCheckpoint.js'
import type { Attempt, PreparedRun } from './Attempt.js'
import { fetchJobFiles, type JobFilesHere, untilMissing } from './fetchJobFiles.js'
import { obtainKey } from './obtainKey.js'

const MIB = 1_048_576

/** The files of a job that was stopped before they were here. */
const NO_FILES: JobFilesHere = { refusal: null, programPath: '', inputs: [], stored: [], taken: [], secrets: {} }

/** Half of the time that the run has: what comes later comes too late for it. Milliseconds of the provider's clock. */
const halfTime = ({ now, run }: Attempt['clock']): number => now() + (run() - now()) / 2

/**
 * The key of the job's files, which its buyer may release, and the files. A stop ends whatever is waited for, as long
 * as there is nothing to keep.
 */
export async function obtainFiles(attempt: Attempt): Promise<Pick<PreparedRun, 'key' | 'files'>> {
  const { offer, spec, deps, clock, work, signal, stop } = attempt
  const { provider, blobs, folder, log } = deps
  const preparing = work.endsEarly ? AbortSignal.any([signal, stop]) : signal
  const unlessStopped = <T>(step: Promise<T>): Promise<T | null> =>
    step.catch((error: unknown) => {
      if (!stop.aborted || signal.aborted) throw error
      return null
    })

  await rm(folder, { recursive: true, force: true })
  await mkdir(join(folder, 'fetched'), { recursive: true, mode: 0o700 })
  const { files } = spec
  const waiting = { provider, log, signal: preparing, until: halfTime(clock) }
  const key = files.privacy === 'none' ? null : await unlessStopped(obtainKey(offer, files, waiting))
  if (stop.aborted) return { key, files: NO_FILES }
  const fetching = fetchJobFiles({
    ...{ jobId: offer.jobId, spec, needs: offer.needs, key, folder: join(folder, 'fetched'), blobs },
    // A blob store that says nothing must not hold the job past the moment when it can still be given back.
    transfer: AbortSignal.any([clock.signalAt(clock.run), stop]),
    now: clock.now,
    again: (what, step) => clock.again(what, step, clock.run, preparing),
  }).catch((error: unknown) => {
    if (!signal.aborted && !stop.aborted) work.failFiles(error)
    else throw error
    return null
  })
  return { key, files: (await unlessStopped(fetching)) ?? NO_FILES }
}

/** The version of the job's checkpoint that the run goes on from; null for the job's start. */
export async function restore(
  { offer, spec, deps, clock, signal, stop, tell }: Attempt,
  key: JobKey | null,
  files: JobFilesHere,
): Promise<RestoredCheckpoint | null> {
  const { checkpoint } = spec
  if (!checkpoint || files.refusal !== null || stop.aborted) return null
  const { blobs, checkpoints, folder, log } = deps

  async function fetch(version: OfferCheckpoint, path: string): Promise<void> {
    const most = sealedBytes((checkpoint?.maxMiB ?? 0) * MIB)
    if (version.size > most) throw new Error(`expected at most ${most} bytes, got ${version.size}`)
    // The run needs the rest of the time, with or without it.
    const until = halfTime(clock)
    const download = () =>
      blobs.download(
        offer.jobId,
        version,
        path,
        clock.signalAt(() => until),
      )
    await clock.again('fetching the checkpoint', untilMissing(download, clock.now), () => until)
  }
  return restoreCheckpoint({ checkpoints, offer, key, folder, tell, log, signal, fetch })
}
