import { BlobError, type StoredBlob, uploadBlob } from '@aiigo/client'
import {
  engineProblem,
  InvalidInputError,
  inspectProgram,
  JOB_LIMITS,
  type JobFile,
  type JobSpec,
  type Problem,
  type ProgramProblem,
  programProblems,
  toJobSpec,
} from '@aiigo/domain'
import { sealBytes } from '@aiigo/sealing'
import type { CallOptions, Connection } from '../connect/Connection.js'
import { sdkError } from '../errors.js'
import { sha256OfContent } from '../sha256.js'
import type { ReadFile } from './Buyer.js'

const sizeOf = (content: Blob | Uint8Array): number => (content instanceof Blob ? content.size : content.length)

/** Why no node can run a program; empty when one can. */
async function problemsOfProgram(content: Blob | Uint8Array, memoryMiB: number): Promise<readonly ProgramProblem[]> {
  const bytes = content instanceof Blob ? new Uint8Array(await content.arrayBuffer()) : content
  const problems = programProblems(inspectProgram(bytes), memoryMiB)
  const refusal = problems.length > 0 ? null : await engineProblem(bytes)
  return refusal ? [refusal] : problems
}

/** The files of a job with their fields in the job file, program first. */
export function jobFilePaths(file: JobFile): readonly { field: string; path: string }[] {
  const inputs = file.inputs.map(({ path }, index) => ({ field: `inputs.${index}.path`, path }))
  return [{ field: 'program.wasm', path: file.program.wasm }, ...inputs]
}

/**
 * The problems of one file of a job, by its field: too large, or a program that no node can run.
 * @param label The file's name in messages.
 */
export async function contentProblems(
  { resources }: JobFile,
  field: string,
  label: string,
  content: Blob | Uint8Array,
): Promise<Problem[]> {
  const program = field === 'program.wasm'
  const maxBytes = program ? JOB_LIMITS.programBytes : JOB_LIMITS.inputBytes
  const size = sizeOf(content)
  if (size > maxBytes) {
    const message = `expected at most ${maxBytes} bytes, ${label} has ${size}; make it smaller or split it`
    return [{ code: 'INPUT_TOO_LARGE', field, message }]
  }
  const problems = program ? await problemsOfProgram(content, resources.memoryMiB) : []
  return problems.map(({ code, message }) => ({ code, field, message: `${label}: ${message}` }))
}

/** Stores one file, and checks that the store names the bytes that were sent. */
export async function storeContent(
  connection: Connection,
  content: Blob | Uint8Array,
  name: string,
  call: CallOptions = {},
): Promise<StoredBlob> {
  const blobUrl = await connection.blobUrl(call)
  const token = await connection.files.toStore(call)
  const [stored, sha256] = await Promise.all([
    uploadBlob(blobUrl, token, content, call).catch((error: unknown) => {
      // The store's own limit may be lower than a job file's, and it does not know which file this was.
      if (error instanceof BlobError) throw new BlobError(error.code, `${name}: ${error.message}`, { cause: error })
      throw error
    }),
    sha256OfContent(content),
  ])
  const size = sizeOf(content)
  if (stored.sha256 === sha256 && stored.size === size) return stored
  throw sdkError(
    'BLOB_MISMATCH',
    `expected ${name} to be stored as ${size} bytes with SHA-256 ${sha256}, the store says ${stored.size} with ${stored.sha256}`,
  )
}

/** Content as it is stored: sealed to the job's key. */
async function sealed(content: Blob | Uint8Array, recipient: string): Promise<Uint8Array> {
  const bytes = content instanceof Blob ? new Uint8Array(await content.arrayBuffer()) : content
  return sealBytes(bytes, recipient)
}

/**
 * Seals the files of a job to a key of its own, stores them and makes the specification that names them by content. The
 * connection remembers the key for `submit`.
 */
export async function uploadJob(
  file: JobFile,
  read: ReadFile,
  connection: Connection,
  call: CallOptions = {},
): Promise<JobSpec> {
  const problems: Problem[] = []
  for (const { field, path } of jobFilePaths(file)) {
    problems.push(...(await contentProblems(file, field, path, await read(path))))
  }
  if (problems.length > 0) throw new InvalidInputError(problems)
  const salt = randomSalt()
  const { recipient } = await connection.keys.create(file.privacy, salt)
  const stored: StoredBlob[] = []
  for (const { field, path } of jobFilePaths(file)) {
    const content = await read(path)
    const isPublic = field === 'program.wasm' && file.program.public
    stored.push(await storeContent(connection, isPublic ? content : await sealed(content, recipient), path, call))
  }
  const [program, ...inputs] = stored as [StoredBlob, ...StoredBlob[]]
  return toJobSpec(file, { program, inputs, files: { privacy: file.privacy, recipient }, salt })
}

/** 32 random hex digits. */
function randomSalt(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
