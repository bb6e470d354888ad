import { join } from 'node:path'
import { artifactProblem, handInProblem, JOB_LIMITS, type JobSpec, pause } from '@aiigo/domain'
import type { ArtifactVersion, Offer, Provider } from '@aiigo/sdk'
import type { JobKey } from '@aiigo/sealing'
import type { Logger } from '@aiigo/service'
import type { Blobs } from '../blobs.js'
import { type HeldVersion, holdVersion } from '../checkpoint/copyVersion.js'
import { sealVersion } from '../checkpoint/sealVersion.js'
import { listInside } from './listInside.js'

/** Parts and places that artifacts are taken with. */
export interface ArtifactTakerDeps {
  readonly provider: Pick<Provider, 'now' | 'reportArtifacts'>
  readonly blobs: Pick<Blobs, 'upload'>
  readonly offer: Pick<Offer, 'id'>
  readonly spec: JobSpec
  /** Entries in the form of outputs. */
  readonly artifacts: readonly string[]
  readonly key: JobKey | null
  /** Folder of the assignment. */
  readonly folder: string
  /** The job's directory. */
  readonly workDir: string
  /** Told the buyer, in the log. */
  readonly tell: (line: string) => void
  readonly log: Logger
  readonly signal: AbortSignal
  /** For how long a file has to stay as it is, milliseconds; default 2 000. */
  readonly stillMs?: number
}

/** Takes the artifacts of a run, one after the other. */
export interface ArtifactTaker {
  /** Files of its own, which are left behind. */
  readonly paths: readonly string[]
  /**
   * Stores the files that have changed since they were taken last, and that are left alone. One that cannot be stored
   * is left for the next time.
   * @param isLast nothing is written any more; the outputs are stored anyway
   */
  take(signal: AbortSignal, options?: { readonly isLast: boolean }): AsyncGenerator<ArtifactVersion>
}

interface Taken {
  readonly mark: string
  /** Of the content, 64 hex digits. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

const MIB = 1_048_576
/** Before a version that could not be stored is tried again, doubled each time, milliseconds. */
const [LEAST_PAUSE_MS, MOST_PAUSE_MS] = [1_000, 300_000]

/** Remembers what was taken. */
export function createArtifactTaker(deps: ArtifactTakerDeps): ArtifactTaker {
  const { provider, blobs, spec, artifacts, key, folder, workDir, tell, log, stillMs = 2_000 } = deps
  const { outputMiB } = spec.limits
  const [copy, sealed] = [join(folder, 'artifact'), join(folder, 'artifact-sealed')]
  const taken = new Map<string, Taken>()
  /** Versions that could not be stored, and until when they are not tried again, milliseconds. */
  const failed = new Map<string, { readonly mark: string; readonly pauseMs: number; readonly until: number }>()
  const told = new Set<string>()

  function tellOnce(line: string): void {
    if (!told.has(line)) tell(line)
    told.add(line)
  }

  /** The files that have changed, held open. */
  async function holdChanged(isLast: boolean): Promise<Map<string, HeldVersion>> {
    const names = (await listInside(workDir, artifacts)).filter((name) => artifactProblem(spec, name) === null)
    const held = new Map<string, HeldVersion>()
    let others = JOB_LIMITS.artifacts - taken.size
    for (const name of isLast ? names.filter((one) => handInProblem(spec, one) !== null) : names) {
      const found = await holdVersion(workDir, name)
      if (!found) continue
      const last = failed.get(name)
      if (last && last.mark === found.mark && provider.now() < last.until) {
        await found.close()
        continue
      }
      const before = taken.get(name)
      if (before ? before.mark !== found.mark : others-- > 0) {
        held.set(name, found)
        continue
      }
      await found.close()
      if (!before) tellOnce(`there are more than ${JOB_LIMITS.artifacts} artifacts; the others are not shown`)
    }
    return held
  }

  const bytesBeside = (name: string): number =>
    [...taken].reduce((sum, [other, { size }]) => (other === name ? sum : sum + size), 0)

  /** @returns null where it is not to be stored now */
  async function takeOne(name: string, held: HeldVersion, signal: AbortSignal): Promise<ArtifactVersion | null> {
    if (held.size + bytesBeside(name) > outputMiB * MIB) {
      tellOnce(`the artifact ${name} is not shown: the artifacts exceed ${outputMiB} MiB`)
      return null
    }
    const copied = await held.copy(copy, signal)
    // It is being written.
    if (!copied) return null
    const { mark, sha256, size } = copied
    if (taken.get(name)?.sha256 === sha256) {
      taken.set(name, { mark, sha256, size })
      return null
    }
    const takenAt = new Date(provider.now()).toISOString()
    const version = await sealVersion(copy, sealed, key)
    const stored = await blobs.upload({ path: sealed }, signal)
    if (stored.sha256 !== version.sha256)
      throw new Error(`expected ${name} to be stored as ${version.sha256}, the store says ${stored.sha256}`)
    taken.set(name, { mark, sha256, size })
    const { size: storedSize, mac } = version
    return { name, cid: stored.cid, sha256: version.sha256, storedSize, size, mac, takenAt }
  }

  return {
    paths: [copy, sealed],
    async *take(signal, { isLast } = { isLast: false }) {
      const held = await holdChanged(isLast)
      try {
        if (held.size > 0 && !isLast) await pause(stillMs, signal)
        for (const [name, one] of held) {
          const version = await takeOne(name, one, signal).catch((err: unknown) => {
            const last = failed.get(name)
            const pauseMs = last?.mark === one.mark ? Math.min(MOST_PAUSE_MS, last.pauseMs * 2) : LEAST_PAUSE_MS
            failed.set(name, { mark: one.mark, pauseMs, until: provider.now() + pauseMs })
            signal.throwIfAborted()
            log.warn({ err, name }, 'an artifact could not be stored')
            return null
          })
          if (version) yield version
        }
      } finally {
        for (const one of held.values()) await one.close()
      }
    },
  }
}
