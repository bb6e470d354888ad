import {
  type DisputeSide,
  EVIDENCE_LIMITS,
  fileNameProblem,
  LONGEST_DISPUTE_SECONDS,
  type Problem,
} from '@aiigo/domain'
import { type JobKey, unwrapKey } from '@aiigo/sealing'
import {
  addEvidence,
  type Evidence,
  evidenceOf,
  findJobKey,
  inTransaction,
  Job,
  providerOfResult,
  type Storage,
} from '@aiigo/storage'
import type { Hex } from 'viem'
import type { ChainFacts } from '../../chain/chainFacts.js'
import type { Viewer } from '../../graphql/context.js'
import { isUuid } from '../../graphql/isUuid.js'
import type { FileCheck, NamedFile } from '../job/blobCheck.js'
import { JOB_UNKNOWN } from '../job/jobAccess.js'
import type {
  AddEvidenceInput,
  AddEvidencePayload,
  EvidenceFileInput,
  Evidence as EvidenceType,
} from './arbitration.type.js'
import type { SealCheck } from './sealCheck.js'

interface Deps {
  storage: Storage
  chain: ChainFacts
  checkFiles: FileCheck
  checkSeals: SealCheck
  /** The platform's own: keys of jobs are kept sealed to it. */
  fileKey: JobKey
  /** How long files are kept behind the longest dispute. */
  retentionSeconds: number
  now: () => number
}

export type EvidenceService = ReturnType<typeof createEvidenceService>

/** Evidence of the two sides of a dispute. */
export function createEvidenceService(deps: Deps) {
  const { storage, chain, checkFiles, checkSeals, fileKey, retentionSeconds, now } = deps
  /** The job and the caller's side in its dispute, which may be over; null for everybody else. */
  async function sideOf({ address }: Viewer, jobId: string): Promise<{ job: Job; side: DisputeSide } | null> {
    const em = storage.fork()
    const job = isUuid(jobId) ? await em.findOne(Job, { id: jobId }) : null
    if (!job) return null
    if (job.buyer === address) return { job, side: 'BUYER' }
    return (await providerOfResult(em, job)) === address ? { job, side: 'PROVIDER' } : null
  }

  /** Files of evidence that are not sealed to the job's key, so that the panel could not open them. */
  async function unsealed({ id, spec }: Job, named: readonly NamedFile[], author: string): Promise<Problem[]> {
    if (spec.files.privacy === 'none' || named.length === 0) return []
    const wrapped = await findJobKey(storage.fork(), id)
    const key = wrapped && (await unwrapKey(wrapped, fileKey.identity))
    return checkSeals(named, author, spec.files.recipient, key ? key.identity : null)
  }

  return {
    async ofSide(viewer: Viewer, jobId: string): Promise<EvidenceType[] | null> {
      const found = await sideOf(viewer, jobId)
      return found && (await evidenceOf(storage.fork(), found.job.id)).map(toEvidenceType)
    },

    /** @param job of a case; null when the dispute is over */
    async ofCase(job: { readonly id: string } | null): Promise<EvidenceType[]> {
      return job ? (await evidenceOf(storage.fork(), job.id)).map(toEvidenceType) : []
    },

    async add(viewer: Viewer, { jobId, files, ...input }: AddEvidenceInput): Promise<AddEvidencePayload> {
      const found = await sideOf(viewer, jobId)
      if (!found) {
        const message = `expected a job of the caller, or one whose result is the caller's, got ${jobId}`
        return refused([{ code: JOB_UNKNOWN, field: 'input.jobId', message }])
      }
      const { job, side } = found
      const text = input.text.trim()
      const problems = problemsOf(text, files)
      if (problems.length > 0) return refused(problems)
      if (job.state !== 'DISPUTED') {
        const message = `expected a disputed job (DISPUTED), got one in state ${job.state}`
        return refused([{ code: 'NOT_DISPUTED', field: 'input.jobId', message }])
      }
      const dispute = await chain.dispute(job.taskId as Hex)
      const { phase } = dispute ?? {}
      if (phase !== 'DRAW' && phase !== 'COMMIT') {
        const message = `expected a dispute whose votes are not committed yet; it is in phase ${phase ?? 'NONE'}`
        return refused([{ code: 'EVIDENCE_CLOSED', field: 'input.jobId', message }])
      }
      const named = files.map((file, index) => ({ field: `input.files[${index}]`, file }))
      const keepUntil = Math.floor(now() / 1_000) + LONGEST_DISPUTE_SECONDS + retentionSeconds
      const unfit = await checkFiles(named, viewer.address, keepUntil)
      if (unfit.length > 0) return refused(unfit)
      const open = await unsealed(job, named, viewer.address)
      if (open.length > 0) return refused(open)
      const piece = { jobId: job.id, author: viewer.address, side, text, files }
      const stored = await inTransaction(storage, (em) => addEvidence(em, piece, phase, EVIDENCE_LIMITS.pieces))
      if (stored) return { evidence: toEvidenceType(stored), userErrors: [] }
      const message = `expected at most ${EVIDENCE_LIMITS.pieces} pieces of each side, in an open dispute`
      return refused([{ code: 'TOO_MUCH_EVIDENCE', field: 'input', message }])
    },
  }
}

function problemsOf(text: string, files: readonly EvidenceFileInput[]): Problem[] {
  const { textLength, files: maxFiles, fileBytes } = EVIDENCE_LIMITS
  const problems: Problem[] = []
  if (text.length === 0 || text.length > textLength) {
    const message = `expected 1 to ${textLength} characters, got ${text.length}`
    problems.push({ code: 'TEXT_INVALID', field: 'input.text', message })
  }
  if (files.length > maxFiles) {
    const message = `expected at most ${maxFiles} files, got ${files.length}`
    return [...problems, { code: 'TOO_MANY_FILES', field: 'input.files', message }]
  }
  for (const [index, { name, size, sha256 }] of files.entries()) {
    const field = `input.files[${index}]`
    const unfit = fileNameProblem(name)
    if (unfit)
      problems.push({ code: 'NAME_INVALID', field: `${field}.name`, message: `expected a file name: ${unfit}` })
    if (!/^[0-9a-f]{64}$/.test(sha256)) {
      problems.push({ code: 'HASH_INVALID', field: `${field}.sha256`, message: 'expected 64 lower-case hex digits' })
    }
    if (size < 0 || size > fileBytes) {
      const message = `expected at most ${fileBytes} bytes, got ${size}`
      problems.push({ code: 'INPUT_TOO_LARGE', field: `${field}.size`, message })
    }
  }
  return problems
}

function toEvidenceType({ id, side, author, text, files, addedAt }: Evidence): EvidenceType {
  return { id, side, author, text, files: files.map((file) => ({ ...file })), addedAt }
}

function refused(problems: readonly Problem[]): AddEvidencePayload {
  return { evidence: null, userErrors: problems.map(({ code, field, message }) => ({ code, field, message })) }
}
