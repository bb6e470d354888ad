import type { StoredBlob } from '@aiigo/client'
import {
  type Architecture,
  chunkListOf,
  chunksOf,
  encodeSecrets,
  engineProblem,
  InvalidInputError,
  imageProblems,
  inspectImage,
  inspectProgram,
  JOB_LIMITS,
  type JobFile,
  type Problem,
  type ProgramProblem,
  programFileOf,
  programProblems,
  SECRETS_BYTES,
  secretProblem,
  toJobSpec,
} from '@aiigo/domain'
import { createSha256, wrapKey } from '@aiigo/sealing'
import { hexToBytes } from 'viem'
import type { CallOptions, Connection } from '../connect/Connection.js'
import { hexOf } from '../hexOf.js'
import type { ReadFile, UploadedJob } from './Buyer.js'
import { storeContent } from './storeContent.js'

const sizeOf = (content: Blob | Uint8Array): number => (content instanceof Blob ? content.size : content.length)

export const bytesOf = async (content: Blob | Uint8Array): Promise<Uint8Array> =>
  content instanceof Blob ? new Uint8Array(await content.arrayBuffer()) : content

/** Why no node can run a program; empty when one can. */
async function problemsOfProgram(file: JobFile, content: Blob | Uint8Array): Promise<readonly ProgramProblem[]> {
  const bytes = await bytesOf(content)
  const program = programFileOf(file)
  if (program?.kind === 'container') {
    return imageProblems(inspectImage(bytes), { entrypoint: program.entrypoint, args: file.args })
  }
  const problems = programProblems(inspectProgram(bytes), file.resources.memoryMiB)
  const refusal = problems.length > 0 ? null : await engineProblem(bytes)
  return refusal ? [refusal] : problems
}

interface FilePath {
  readonly field: string
  readonly path: string
}

/** The files of a job on this machine that are stored one by one, the program first where it is a file. */
function storedPaths(file: JobFile): readonly FilePath[] {
  const program = programFileOf(file)
  const inputs = file.inputs.flatMap((input, index) =>
    input.from === undefined ? [{ field: `inputs.${index}.path`, path: input.path }] : [],
  )
  return [...(program ? [{ field: program.field, path: program.path }] : []), ...inputs]
}

/** The files of a job with their fields in the job file, the program first where it is a file. */
export function jobFilePaths(file: JobFile): readonly FilePath[] {
  const ofSecrets = Object.entries(file.secrets).flatMap(([name, source]) =>
    'file' in source ? [{ field: `secrets.${name}.file`, path: source.file }] : [],
  )
  return [...storedPaths(file), ...ofSecrets]
}

/** Variables of the environment that a job file's secrets are taken from. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The values of a job's secrets. The line end at the end of a file does not count.
 * @param env none: a browser's client has no environment
 * @throws InvalidInputError naming every secret that is missing or cannot be one, and no value
 */
export async function readSecrets(file: JobFile, read: ReadFile, env: Environment = {}): Promise<[string, string][]> {
  const problems: Problem[] = []
  const values: [string, string][] = []
  for (const [name, source] of Object.entries(file.secrets)) {
    const field = `secrets.${name}`
    if ('env' in source) {
      const value = env[source.env]
      const problem = value === undefined ? `the variable ${source.env} is not set` : secretProblem(value)
      if (problem)
        problems.push({ code: 'BAD_SECRET', field, message: `${name}: ${problem}; it comes from ${source.env}` })
      else values.push([name, value as string])
      continue
    }
    const content = await read(source.file)
    const isLarge = sizeOf(content) > SECRETS_BYTES
    const value = isLarge ? '' : new TextDecoder().decode(await bytesOf(content)).replace(/\r?\n$/, '')
    const problem = isLarge ? 'the file is too large for a secret' : secretProblem(value)
    if (problem)
      problems.push({ code: 'BAD_SECRET', field, message: `${name}: ${problem}; it comes from ${source.file}` })
    else values.push([name, value])
  }
  if (problems.length > 0) throw new InvalidInputError(problems)
  return values
}

/**
 * The problems of one file of a job, by its field: too large, or a program that no node can run.
 * @param label The file's name in messages.
 */
export async function contentProblems(
  file: JobFile,
  field: string,
  label: string,
  content: Blob | Uint8Array,
): Promise<Problem[]> {
  if (field.startsWith('secrets.')) return []
  const program = programFileOf(file)
  const isProgram = field === program?.field
  const maxBytes = isProgram ? JOB_LIMITS.programBytes : JOB_LIMITS.inputBytes
  const size = sizeOf(content)
  if (size > maxBytes) {
    const advice =
      isProgram && program.kind === 'container'
        ? 'blob stores take no more as one file: begin from a smaller image (FROM scratch, or a distroless one)'
        : 'make it smaller or split it'
    const message = `expected at most ${maxBytes} bytes, ${label} has ${size}; ${advice}`
    return [{ code: 'INPUT_TOO_LARGE', field, message }]
  }
  const problems = isProgram ? await problemsOfProgram(file, content) : []
  return problems.map(({ code, message }) => ({ code, field, message: `${label}: ${message}` }))
}

/**
 * Seals the files of a job to a key of its own, stores them and makes the specification that names them by content. The
 * key comes along sealed to the platform, which gets it with the job; that of a private job follows from the wallet.
 */
export async function uploadJob(
  file: JobFile,
  read: ReadFile,
  connection: Connection,
  { env, ...call }: CallOptions & { readonly env?: Environment | undefined } = {},
): Promise<UploadedJob> {
  const problems: Problem[] = []
  for (const { field, path } of jobFilePaths(file)) {
    problems.push(...(await contentProblems(file, field, path, await read(path))))
  }
  if (problems.length > 0) throw new InvalidInputError(problems)
  const values = await readSecrets(file, read, env)
  const salt = randomSalt()
  // Readers get the files as they are stored.
  const isServed = file.program.serve !== undefined
  const { fileRecipient } = await connection.platform(call)
  const { identity, recipient } = await connection.keys.create(file.privacy, salt)
  const main = programFileOf(file)
  const inputs: StoredBlob[] = []
  const chunks: string[] = []
  let program: StoredBlob | null = null
  let architecture: Architecture | null = null
  for (const { field, path } of storedPaths(file)) {
    const content = await read(path)
    const isProgram = field === main?.field
    if (isProgram && main.kind === 'container') architecture = inspectImage(await bytesOf(content)).architecture
    const isPlain = isServed || (isProgram && file.program.public)
    const stored = await storeContent(connection, content, path, { ...call, recipient: isPlain ? null : recipient })
    if (isServed) chunks.push(await chunksSha256(content))
    if (isProgram) program = stored
    else inputs.push(stored)
  }
  const secrets =
    values.length > 0
      ? await storeContent(connection, encodeSecrets(Object.fromEntries(values)), 'the secrets', { ...call, recipient })
      : null
  return {
    spec: toJobSpec(file, {
      program: program && architecture ? { ...program, architecture } : program,
      ...{ inputs, secrets, salt, chunks },
      files: isServed ? { privacy: 'none' } : { privacy: file.privacy, recipient },
    }),
    sealedKey: file.privacy === 'platform' && !isServed ? await wrapKey(identity, fileRecipient) : null,
  }
}

/** SHA-256 of the list of a content's chunks, 64 hex digits. */
async function chunksSha256(content: Blob | Uint8Array): Promise<string> {
  const digest = (bytes: Uint8Array): string => {
    const hash = createSha256()
    hash.update(bytes)
    return hash.digest()
  }
  return digest(await chunkListOf(chunksOf(content), (bytes) => hexToBytes(`0x${digest(bytes)}`)))
}

/** 32 random hex digits. */
export function randomSalt(): string {
  return hexOf(crypto.getRandomValues(new Uint8Array(16)))
}
