import { type Problem, sealedBytes } from '@aiigo/domain'
import {
  type CheckpointOutcome,
  inTransaction,
  latestCheckpoint,
  needlessCheckpoint,
  recordCheckpoint,
  type Storage,
} from '@aiigo/storage'
import type { ForgetFiles } from '../file/createForgetFiles.js'
import { createForgetUnneeded } from '../file/createForgetUnneeded.js'
import type { FileCheck } from '../job/blobCheck.js'
import type { CheckpointInput, ReportCheckpointPayload } from './offer.type.js'
import { notOpen, type OwnOffer } from './offerAccess.js'

interface Deps {
  storage: Storage
  checkFiles: FileCheck
  forget: ForgetFiles
  now: () => number
}

const MIB = 1_048_576
/** Versions of an attempt: one in ten seconds for seven days has 60 480. */
const MAX_SEQUENCE = 1_000_000
const HEX = /^[0-9a-f]{64}$/

/**
 * A version of a job's checkpoint: its file is kept until no attempt can need it, and the one before it is deleted.
 */
export function createReportCheckpoint({ storage, checkFiles, forget, now }: Deps) {
  const forgetUnneeded = createForgetUnneeded(forget)
  return async function reportCheckpoint(
    { attempt, job }: OwnOffer,
    { sequence, cid, sha256, size, mac = null }: CheckpointInput,
  ): Promise<ReportCheckpointPayload> {
    const payload = (storedSequence: number, ...problems: Problem[]): ReportCheckpointPayload => ({
      storedSequence,
      userErrors: problems.map((problem) => ({ ...problem })),
    })
    const { checkpoint } = job.spec
    if (!checkpoint) {
      const message = 'expected a job with a checkpoint; this one names none'
      return payload(0, { code: 'NO_CHECKPOINT', field: 'offerId', message })
    }
    if (attempt.state !== 'EXECUTING') return payload(0, notOpen('EXECUTING', attempt))
    const problem = problemOf({ sequence, sha256, size, mac }, checkpoint.maxMiB, job.spec.files.privacy !== 'none')
    if (problem) return payload(0, problem)
    const version = { sequence, cid, sha256, size, mac, at: new Date(now()) }
    // A report may be faster than the one before it was.
    const leastMs = (checkpoint.everySeconds * 1_000) / 2
    // Looked at before the blob store is asked, and again under the lock.
    const needless = needlessCheckpoint(await latestCheckpoint(storage.fork(), job.id), attempt.id, version, leastMs)
    if (needless) return answerOf(needless)
    // The last attempt that can begin is due by then.
    const keepUntil = Math.floor(job.assignBy.getTime() / 1_000) + job.workSeconds
    const named = [{ field: 'input', file: { cid, sha256, size } }]
    const unfit = await checkFiles(named, attempt.provider, keepUntil)
    if (unfit.length > 0) return payload(0, ...unfit)
    const stored = await inTransaction(storage, (em) => recordCheckpoint(em, attempt, version, leastMs))
    if (stored.outcome === 'STORED' && stored.replaced) {
      const { provider, cid } = stored.replaced
      // Its time ends by itself where this fails.
      await forgetUnneeded(storage.fork(), job.id, provider, [cid]).catch(() => undefined)
    }
    return answerOf(stored)

    function answerOf(outcome: CheckpointOutcome): ReportCheckpointPayload {
      if (outcome.outcome === 'CLOSED') {
        return payload(0, notOpen('EXECUTING', { ...attempt, state: outcome.state ?? attempt.state }))
      }
      if (outcome.outcome !== 'TOO_SOON') return payload(outcome.storedSequence)
      const message = `expected a version every ${checkpoint?.everySeconds} s; the last one came less than half of that ago`
      return payload(outcome.storedSequence, { code: 'CHECKPOINT_TOO_SOON', field: 'input', message })
    }
  }
}

function problemOf(
  { sequence, sha256, size, mac }: Pick<CheckpointInput, 'sequence' | 'sha256' | 'size'> & { mac: string | null },
  maxMiB: number,
  isSealed: boolean,
): Problem | null {
  const problem = (code: string, field: string, message: string): Problem => ({
    code,
    field: `input.${field}`,
    message,
  })
  if (sequence < 1 || sequence > MAX_SEQUENCE) {
    return problem('SEQUENCE_INVALID', 'sequence', `expected 1 to ${MAX_SEQUENCE}, got ${sequence}`)
  }
  if (!HEX.test(sha256)) return problem('SHA256_INVALID', 'sha256', 'expected 64 lower-case hex digits')
  if (isSealed ? !HEX.test(mac ?? '') : mac !== null) {
    const message = isSealed ? 'expected 64 lower-case hex digits' : 'expected none: files of this job are not sealed'
    return problem('MAC_INVALID', 'mac', message)
  }
  const most = sealedBytes(maxMiB * MIB)
  if (size >= 0 && size <= most) return null
  return problem('CHECKPOINT_TOO_LARGE', 'size', `expected at most ${most} bytes (${maxMiB} MiB, sealed), got ${size}`)
}
