import {
  artifactProblem,
  JOB_LIMITS,
  type JobSpec,
  LONGEST_DISPUTE_SECONDS,
  type Problem,
  sealedBytes,
} from '@aiigo/domain'
import {
  type ArtifactBounds,
  artifactsOf,
  inTransaction,
  type NewArtifact,
  type ReplacedFile,
  recordArtifacts,
  type Storage,
} from '@aiigo/storage'
import type { ForgetFiles } from '../file/createForgetFiles.js'
import { createForgetUnneeded } from '../file/createForgetUnneeded.js'
import type { FileCheck } from '../job/blobCheck.js'
import type { ArtifactInput, ReportArtifactsPayload } from './offer.type.js'
import { notOpen, type OwnOffer } from './offerAccess.js'

interface Deps {
  storage: Storage
  checkFiles: FileCheck
  forget: ForgetFiles
  /** How long results and artifacts are kept behind the last deadline, days. */
  retentionDays: number
  now: () => number
}

const MIB = 1_048_576
const DAY = 86_400
/** Between two stored versions of a name, milliseconds. */
const LEAST_MS = 2_000
/** Files of one report. */
const AT_ONCE = 20
const HEX = /^[0-9a-f]{64}$/

/** Bounds of an attempt's artifacts: the job's output limit, and for each file what sealing adds. */
function boundsOf({ limits }: JobSpec): ArtifactBounds {
  return {
    files: JOB_LIMITS.artifacts,
    bytes: sealedBytes(limits.outputMiB * MIB) + JOB_LIMITS.artifacts * sealedBytes(0),
  }
}

/** Versions of a running job's artifacts: their files are kept as results are, and the ones before them are deleted. */
export function createReportArtifacts({ storage, checkFiles, forget, retentionDays, now }: Deps) {
  const forgetUnneeded = createForgetUnneeded(forget)
  return async function reportArtifacts(
    { attempt, job }: OwnOffer,
    input: readonly ArtifactInput[],
  ): Promise<ReportArtifactsPayload> {
    const refused = (...problems: Problem[]): ReportArtifactsPayload => ({
      userErrors: problems.map((problem) => ({ ...problem })),
    })
    if (!job.spec.artifacts) {
      const message = 'expected a job with artifacts; this one names none'
      return refused({ code: 'NO_ARTIFACTS', field: 'offerId', message })
    }
    if (attempt.state === 'ASSIGNED') {
      const message = 'expected an attempt whose start was reported; report progress first, then the artifacts again'
      return refused({ code: 'NOT_EXECUTING_YET', field: 'offerId', message })
    }
    if (attempt.state !== 'EXECUTING') return refused(notOpen('EXECUTING', attempt))
    const problems = problemsOf(input, job.spec)
    if (problems.length > 0) return refused(...problems)
    // A version that comes again, or at once after another of its name, costs no look at the blob store.
    const kept = new Map((await artifactsOf(storage.fork(), job.id)).map((one) => [one.name, one]))
    const fresh = input.filter(({ name, takenAt }) => {
      const before = kept.get(name)
      if (before?.attemptId !== attempt.id) return true
      return new Date(takenAt) > before.takenAt && now() - before.storedAt.getTime() >= LEAST_MS
    })
    if (fresh.length === 0) return refused()
    const named = fresh.map((file) => ({ field: `artifacts[${input.indexOf(file)}]`, file: asStored(file) }))
    const lastDeadline = Math.floor(job.assignBy.getTime() / 1_000) + job.workSeconds + job.windowSeconds
    const keepUntil = lastDeadline + LONGEST_DISPUTE_SECONDS + retentionDays * DAY
    const unfit = await checkFiles(named, attempt.provider, keepUntil)
    if (unfit.length > 0) return refused(...unfit)
    const storedAt = new Date(now())
    const versions = fresh.map(
      ({ mac = null, takenAt, ...version }): NewArtifact => ({ ...version, mac, storedAt, takenAt: new Date(takenAt) }),
    )
    const bounds = boundsOf(job.spec)
    const stored = await inTransaction(storage, (em) => recordArtifacts(em, attempt, versions, bounds))
    if (stored.outcome === 'CLOSED')
      return refused(notOpen('EXECUTING', { ...attempt, state: stored.state ?? attempt.state }))
    if (stored.outcome === 'FULL') {
      const message = `expected at most ${bounds.files} files and ${bounds.bytes} bytes in all artifacts of an attempt`
      return refused({ code: 'ARTIFACTS_FULL', field: 'artifacts', message })
    }
    await forgetReplaced(job.id, stored.replaced).catch(() => undefined)
    return refused()
  }

  /** Their time ends by itself where this fails. */
  async function forgetReplaced(jobId: string, replaced: readonly ReplacedFile[]): Promise<void> {
    for (const [provider, files] of Map.groupBy(replaced, (file) => file.provider)) {
      const cids = files.map(({ cid }) => cid)
      await forgetUnneeded(storage.fork(), jobId, provider, cids)
    }
  }
}

const asStored = ({ cid, sha256, storedSize }: ArtifactInput) => ({ cid, sha256, size: storedSize })

function problemsOf(input: readonly ArtifactInput[], spec: JobSpec): Problem[] {
  if (input.length === 0 || input.length > AT_ONCE) {
    const message = `expected 1 to ${AT_ONCE} artifacts at once, got ${input.length}`
    return [{ code: 'ARTIFACT_COUNT', field: 'artifacts', message }]
  }
  const isSealed = spec.files.privacy !== 'none'
  const most = sealedBytes(spec.limits.outputMiB * MIB)
  const seen = new Set<string>()
  return input.flatMap(({ name, sha256, storedSize, size, mac = null }, index): Problem[] => {
    const problem = (code: string, field: string, message: string): Problem[] => [
      { code, field: `artifacts[${index}].${field}`, message },
    ]
    const wrong = artifactProblem(spec, name)
    if (wrong !== null) {
      return problem('ARTIFACT_UNKNOWN', 'name', `expected one of the job's artifacts, got ${name}: ${wrong}`)
    }
    if (seen.has(name)) return problem('ARTIFACT_TWICE', 'name', `expected each artifact once, got ${name} again`)
    seen.add(name)
    if (!HEX.test(sha256)) return problem('SHA256_INVALID', 'sha256', 'expected 64 lower-case hex digits')
    if (isSealed ? !HEX.test(mac ?? '') : mac !== null) {
      const message = isSealed ? 'expected 64 lower-case hex digits' : 'expected none: files of this job are not sealed'
      return problem('MAC_INVALID', 'mac', message)
    }
    if (storedSize < 0 || storedSize > most) {
      const message = `expected at most ${most} bytes (${spec.limits.outputMiB} MiB, sealed), got ${storedSize}`
      return problem('ARTIFACT_TOO_LARGE', 'storedSize', message)
    }
    if (size >= 0 && size <= storedSize) return []
    return problem('SIZE_INVALID', 'size', `expected 0 to the ${storedSize} bytes that are stored, got ${size}`)
  })
}
