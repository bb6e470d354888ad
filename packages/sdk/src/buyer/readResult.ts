import { downloadBlob, JobDocument, type JobFieldsFragment } from '@aiigo/client'
import { fileNameSchema, signedLogSchema } from '@aiigo/domain'
import { createOutputMac, type JobKey, openBytes } from '@aiigo/sealing'
import { z } from 'zod'
import type { CallOptions, Connection } from '../connect/Connection.js'
import { codeOf, sdkError } from '../errors.js'
import type { Result, ResultFile } from './Buyer.js'

const MANIFEST_BYTES = 1_048_576

const manifestSchema = z.object({
  version: z.literal(1),
  jobId: z.string(),
  taskId: z.string(),
  attempt: z.int(),
  exitCode: z.int(),
  outcome: z.string(),
  outputs: z.array(
    z.object({
      name: fileNameSchema,
      cid: z.string(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      size: z.int().min(0),
      sealed: z.object({ size: z.int().min(0), mac: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
    }),
  ),
  log: signedLogSchema,
})

function mismatch(message: string, cause?: unknown): Error {
  return sdkError('RESULT_MISMATCH', `${message}; do not approve the result`, { cause })
}

/** Content with the hash it must have; anything else is a mismatch. */
export async function fetchExactly(
  connection: Connection,
  { jobId, cid, sha256, name, fresh }: Pick<ResultFile, 'jobId' | 'cid' | 'sha256' | 'name'> & { fresh: boolean },
  maxBytes: number,
  call: CallOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const [blobUrl, token] = [
    await connection.blobUrl(call),
    await connection.files.ofJob(jobId, { ...call, fresh, cid }),
  ]
  try {
    return (await downloadBlob(blobUrl, token, cid, { ...call, sha256, maxBytes })) as Uint8Array<ArrayBuffer>
  } catch (error) {
    const other = codeOf(error) === 'BLOB_MISMATCH' || codeOf(error) === 'BLOB_TOO_LARGE'
    throw other ? mismatch(`${name}: ${(error as Error).message}`, error) : error
  }
}

/** Fetches a job's manifest: it has to have the hash that the node signed, and to be this job's. */
export async function readResult(connection: Connection, jobId: string, call: CallOptions): Promise<Result> {
  const { job } = await connection.client.execute(JobDocument, { id: jobId }, call)
  if (!job) throw sdkError('NO_RESULT', `expected a job with a result, ${jobId} has none`)
  return readResultOf(connection, job, call)
}

/** The same for a job that is known, to its buyer or to a panel. */
export async function readResultOf(
  connection: Connection,
  job: Pick<JobFieldsFragment, 'id' | 'taskId' | 'state' | 'result'>,
  call: CallOptions,
): Promise<Result> {
  const jobId = job.id
  if (!job.result) throw sdkError('NO_RESULT', `expected a job with a result, ${jobId} has none (${job.state})`)
  const { manifestCid: cid, manifestSha256, resultHash, attempt, nodeId, usage, cost } = job.result
  if (nodeId === null || cost === null) {
    throw sdkError('NO_RESULT', `expected a result with its bill, job ${jobId} has none (${job.state})`)
  }
  if (resultHash !== `0x${manifestSha256}`) {
    throw mismatch(`expected the result hash ${resultHash} to be the manifest's, got ${manifestSha256}`)
  }
  const wanted = { jobId, cid, sha256: manifestSha256, name: 'the manifest', fresh: true }
  const bytes = await fetchExactly(connection, wanted, MANIFEST_BYTES, call)
  const manifest = manifestSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))
  if (manifest.jobId !== jobId || manifest.taskId !== job.taskId || manifest.attempt !== attempt) {
    throw mismatch(
      `expected the manifest of ${jobId}, attempt ${attempt}, got that of ${manifest.jobId}, attempt ${manifest.attempt}`,
    )
  }
  const { exitCode, outcome, outputs, log } = manifest
  const files = outputs.map(({ sealed, ...file }) => ({ jobId, ...file, sealed: sealed ?? null }))
  const bill = { nodeId, usage: BigInt(usage), cost: BigInt(cost) }
  return {
    ...{ jobId, taskId: job.taskId, attempt, manifestSha256, ...bill },
    ...{ manifest: bytes, exitCode, outcome, files, log },
  }
}

/** One file of a result of the wallet's own job, with exactly the size and hash that the manifest names. */
export async function downloadResultFile(
  connection: Connection,
  file: ResultFile,
  call: CallOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  return openResultFile(connection, file, ({ jobId }) => connection.keys.ofJob(jobId, call), call)
}

/** One file of a result. @param keyOf gives the key of the job's files; null where they are not sealed */
export async function openResultFile(
  connection: Connection,
  file: ResultFile,
  keyOf: (file: ResultFile) => Promise<JobKey | null>,
  call: CallOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const stored = await fetchExactly(connection, { ...file, fresh: false }, file.size, call)
  if (stored.length !== file.size) {
    throw mismatch(`expected ${file.name} to be stored as ${file.size} bytes, got ${stored.length}`)
  }
  const { sealed } = file
  const key = await keyOf(file)
  if (!sealed && !key) return stored.subarray(file.saltBytes ?? 0)
  if (!sealed || !key) {
    throw mismatch(`expected ${file.name} to be sealed as the job's files are; its node stored it otherwise`)
  }
  const content = await openBytes(stored, key.identity).catch((error: unknown) => {
    throw codeOf(error) === 'SEAL_BROKEN' ? mismatch(`${file.name} is not sealed to the job's key`, error) : error
  })
  const mac = createOutputMac(key.identity)
  mac.update(content)
  if (content.length === sealed.size && mac.digest() === sealed.mac) return content
  throw mismatch(`expected ${file.name} to be the ${sealed.size} bytes that its node signed for, got others`)
}
