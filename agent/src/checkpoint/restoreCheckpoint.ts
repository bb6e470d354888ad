import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Offer, OfferCheckpoint } from '@aiigo/sdk'
import type { JobKey } from '@aiigo/sealing'
import type { Logger } from '@aiigo/service'
import { machineFaultOf } from '../machine/machineFault.js'
import type { CheckpointStore } from './createCheckpointStore.js'
import { openVersion, type StoredVersion } from './sealVersion.js'

/** The version that a run begins with. */
export interface RestoredCheckpoint {
  /** Its content on this machine. */
  readonly path: string
  /** SHA-256 of the content, 64 hex digits. */
  readonly contentSha256: string
  /** Where it is from, for the result's manifest. */
  readonly from: { readonly attempt: number; readonly sequence: number; readonly sha256: string }
  /** How long this attempt's program had worked until then, seconds; 0 where another attempt did. */
  readonly wallSeconds: number
  /** Processor time of it, seconds. */
  readonly cpuSeconds: number
}

interface RestoreDeps {
  readonly checkpoints: Pick<CheckpointStore, 'newest'>
  readonly offer: Pick<Offer, 'id' | 'attempt' | 'checkpoint'>
  readonly key: JobKey | null
  /** Folder of the assignment. */
  readonly folder: string
  /** Fetches a stored version as it is, and checks its hash. */
  readonly fetch: (version: OfferCheckpoint, path: string) => Promise<void>
  /** Told the buyer, in the log. */
  readonly tell: (line: string) => void
  readonly log: Logger
  readonly signal: AbortSignal
}

/**
 * Finds the version that a run goes on with: this machine's own newest one, else the one that the platform has. A
 * version that cannot be had or opened is left out with a line in the log, and the job begins at its start.
 * @returns null for the start
 */
export async function restoreCheckpoint(deps: RestoreDeps): Promise<RestoredCheckpoint | null> {
  const { checkpoints, offer, key, folder, fetch, tell, log, signal } = deps
  const path = join(folder, 'restored')

  async function restore(
    version: StoredVersion & { readonly sequence: number; readonly attempt: number },
    stored: () => Promise<string>,
    worked: Pick<RestoredCheckpoint, 'wallSeconds' | 'cpuSeconds'>,
  ): Promise<RestoredCheckpoint | null> {
    const { attempt, sequence, sha256 } = version
    try {
      const contentSha256 = await openVersion({ ...version, path: await stored() }, path, key)
      tell(`the job goes on from checkpoint ${sequence} of attempt ${attempt} (${version.size} bytes)`)
      return { path, contentSha256, from: { attempt, sequence, sha256 }, ...worked }
    } catch (error) {
      signal.throwIfAborted()
      const fault = machineFaultOf(error)
      if (fault) throw fault
      const reason = error instanceof Error ? error.message : String(error)
      log.warn({ err: error, attempt, sequence }, 'a checkpoint is of no use')
      tell(`checkpoint ${sequence} of attempt ${attempt} is of no use: ${reason}`)
      await rm(path, { force: true })
      return null
    }
  }

  const own = await checkpoints.newest(offer.id)
  const remote = offer.checkpoint
  const remoteIsNewer = remote !== null && remote.attempt === offer.attempt && remote.sequence > (own?.sequence ?? 0)
  if (own && !remoteIsNewer) {
    const { wallSeconds, cpuSeconds } = own
    const worked = { wallSeconds, cpuSeconds }
    const restored = await restore({ ...own, attempt: offer.attempt }, async () => own.path, worked)
    if (restored) return restored
  }
  if (remote) {
    const fetched = join(folder, 'fetched', 'checkpoint')
    const none = { wallSeconds: 0, cpuSeconds: 0 }
    const restored = await restore(remote, () => fetch(remote, fetched).then(() => fetched), none)
    if (restored) return restored
  }
  if (own || remote) tell('the job begins at its start')
  return null
}
