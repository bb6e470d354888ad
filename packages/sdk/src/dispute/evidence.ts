import {
  AddEvidenceDocument,
  DisputeEvidenceDocument,
  type EvidenceFieldsFragment,
  JobSpecDocument,
  succeed,
} from '@aiigo/client'
import type { DisputeSide } from '@aiigo/domain'
import { type JobKey, openBytes } from '@aiigo/sealing'
import type { Address } from 'viem'
import { fetchExactly } from '../buyer/readResult.js'
import { storeContent } from '../buyer/storeContent.js'
import type { CallOptions, Connection } from '../connect/Connection.js'
import { sdkError } from '../errors.js'
import { boundJob } from './boundJob.js'

/** A file of evidence, before it is stored. */
export interface NewEvidenceFile {
  /** Its name: plain, with folders at most. */
  readonly name: string
  readonly content: Blob | Uint8Array
}

/** The words of a side of a dispute, and files that show what they say. */
export interface NewEvidence {
  /** For the panel and the other side; 1 to 4 000 characters. */
  readonly text: string
  /** At most 10. */
  readonly files?: readonly NewEvidenceFile[]
}

/** A file of evidence, in the blob store. */
export interface EvidenceFile {
  readonly jobId: string
  readonly name: string
  readonly cid: string
  /** Of what is stored, 64 lower-case hex digits. */
  readonly sha256: string
  /** Bytes that are stored. */
  readonly size: number
}

/** A piece of evidence of one side of a dispute. */
export interface Evidence {
  readonly id: string
  readonly side: DisputeSide
  readonly author: Address
  readonly text: string
  /** ISO 8601. */
  readonly addedAt: string
  readonly files: readonly EvidenceFile[]
}

/** Evidence as the API has it. */
export function evidenceOf(jobId: string, { files, ...piece }: EvidenceFieldsFragment): Evidence {
  return { ...piece, files: files.map((file) => ({ jobId, ...file })) }
}

/** Seals files to the job's key, stores them, and adds them with a text to the job's dispute. */
export async function addEvidence(
  connection: Connection,
  jobId: string,
  { text, files = [] }: NewEvidence,
  call: CallOptions,
): Promise<Evidence> {
  const { job } = await connection.client.execute(JobSpecDocument, { id: jobId }, call)
  if (!job?.spec) throw sdkError('JOB_UNKNOWN', `expected the id of a job of the caller, got ${jobId}`)
  const { spec } = boundJob(connection, job, null)
  const recipient = spec.files.privacy === 'none' ? null : spec.files.recipient
  const stored = []
  for (const { name, content } of files) {
    const { cid, sha256, size } = await storeContent(connection, content, name, { ...call, recipient })
    stored.push({ name, cid, sha256, size })
  }
  const input = { jobId, text, files: stored }
  const answer = await connection.client.execute(AddEvidenceDocument, { input }, { ...call, idempotent: true })
  const { evidence } = succeed(answer.addEvidence)
  if (!evidence) throw sdkError('JOB_UNKNOWN', `the API took no evidence for job ${jobId} and did not say why`)
  return evidenceOf(jobId, evidence)
}

/** Evidence of both sides of a job's dispute, for these two. */
export async function readEvidence(
  connection: Connection,
  jobId: string,
  call: CallOptions,
): Promise<readonly Evidence[]> {
  const { disputeEvidence } = await connection.client.execute(DisputeEvidenceDocument, { jobId }, call)
  if (disputeEvidence) return disputeEvidence.map((piece) => evidenceOf(jobId, piece))
  throw sdkError('JOB_UNKNOWN', `expected a job of the caller, or one whose result is the caller's, got ${jobId}`)
}

/** A file of evidence, opened. @param key of the job's files; null where they are not sealed */
export async function openEvidenceFile(
  connection: Connection,
  file: EvidenceFile,
  key: JobKey | null,
  call: CallOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const stored = await fetchExactly(connection, { ...file, fresh: true }, file.size, call)
  return key ? openBytes(stored, key.identity) : stored
}
