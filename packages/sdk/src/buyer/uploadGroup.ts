import type { StoredBlob } from '@aiigo/client'
import {
  type Architecture,
  encodeSecrets,
  type GroupJob,
  InvalidInputError,
  inspectImage,
  JOB_LIMITS,
  type JobFile,
  type JobGroupFile,
  type JobSpec,
  jobNameOf,
  type NeededInput,
  type Problem,
  programFileOf,
  replicatedElement,
  sealedBytes,
  specHashOf,
  toJobSpec,
} from '@aiigo/domain'
import { wrapKey } from '@aiigo/sealing'
import type { CallOptions, Connection } from '../connect/Connection.js'
import { sha256OfText } from '../sha256.js'
import type { ReadFile } from './Buyer.js'
import type { UploadedGroup } from './Group.js'
import { storeContent } from './storeContent.js'
import { bytesOf, contentProblems, type Environment, jobFilePaths, randomSalt, readSecrets } from './uploadJob.js'

const MIB = 1_048_576

/**
 * Seals the files of all jobs of a group to one key, stores each once, and makes the specifications, in which jobs name
 * those that they need by their hashes.
 * @throws InvalidInputError `PRIVATE_GROUP`, or with the problems of the files
 */
export async function uploadGroup(
  group: JobGroupFile,
  read: ReadFile,
  connection: Connection,
  { env, ...call }: CallOptions & { readonly env?: Environment | undefined } = {},
): Promise<UploadedGroup> {
  await checkGroup(group, read, env)
  const { fileRecipient } = await connection.platform(call)
  const { identity, recipient } = await connection.keys.create(group.privacy, randomSalt())
  /** Stored files, by what is stored and whether it is sealed. */
  const known = new Map<string, Promise<StoredBlob & { architecture?: Architecture }>>()
  const store = (path: string, kind: 'wasm' | 'container' | 'input', isPublic: boolean) => {
    const name = JSON.stringify([path, kind, isPublic])
    const found = known.get(name) ?? storeOne(path, kind, isPublic)
    known.set(name, found)
    return found
  }
  async function storeOne(path: string, kind: 'wasm' | 'container' | 'input', isPublic: boolean) {
    const content = await read(path)
    const architecture = kind === 'container' ? inspectImage(await bytesOf(content)).architecture : null
    const stored = await storeContent(connection, content, path, { ...call, recipient: isPublic ? null : recipient })
    return architecture ? { ...stored, architecture } : stored
  }

  const knownSecrets = new Map<string, Promise<StoredBlob>>()
  /** The file of a job's secrets; jobs with the same ones share it. @returns null: it has none */
  async function storeSecrets(file: JobFile): Promise<StoredBlob | null> {
    if (Object.keys(file.secrets).length === 0) return null
    const name = JSON.stringify(file.secrets)
    const found =
      knownSecrets.get(name) ??
      readSecrets(file, read, env).then((values) =>
        storeContent(connection, encodeSecrets(Object.fromEntries(values)), 'the secrets', { ...call, recipient }),
      )
    knownSecrets.set(name, found)
    return found
  }

  const seeds = new Map<string, string>()
  /** One for all replicas of an element. */
  function seedOf({ key, element, file }: GroupJob): string {
    const name = jobNameOf(key, replicatedElement(element, file.verification))
    const found = seeds.get(name) ?? randomSalt()
    seeds.set(name, found)
    return found
  }

  const files = { privacy: group.privacy, recipient }
  const made = new Map<string, { spec: JobSpec; hash: string }>()
  const jobs: UploadedGroup['jobs'][number][] = []
  for (const job of group.jobs) {
    const { key, element, file, needs } = job
    const hashOf = (name: string): string => made.get(name)?.hash ?? ''
    const main = programFileOf(file)
    const inputs: (StoredBlob | Omit<NeededInput, 'as'>)[] = []
    for (const input of file.inputs) {
      const from = input.from === undefined ? null : made.get(input.from)
      inputs.push(
        from
          ? { from: from.hash, path: input.path, maxBytes: mostBytesOf(from.spec) }
          : await store(input.path, 'input', false),
      )
    }
    const program = main && (await store(main.path, main.kind, file.program.public))
    const secrets = await storeSecrets(file)
    const salt = randomSalt()
    const seed = seedOf(job)
    const spec = toJobSpec(file, { program, inputs, secrets, files, salt, seed, needs: needs.map(hashOf) })
    made.set(jobNameOf(key, element), { spec, hash: specHashOf(spec, sha256OfText) })
    jobs.push({ key, element, spec })
  }
  return { name: group.name, jobs, sealedKey: await wrapKey(identity, fileRecipient) }
}

/** The most that an output of a job can have as it is stored. */
const mostBytesOf = ({ limits }: Pick<JobSpec, 'limits'>): number =>
  sealedBytes(Math.min(limits.outputMiB * MIB, JOB_LIMITS.inputBytes))

/**
 * Looks at every file and all secrets once before anything is stored.
 * @throws InvalidInputError `PRIVATE_GROUP`, or with the problems of the files and secrets
 */
export async function checkGroup(
  { jobs, privacy }: JobGroupFile,
  read: ReadFile,
  env: Environment = {},
): Promise<void> {
  if (privacy === 'private') {
    const message =
      'expected privacy: platform for several jobs, as the key of a private job follows from its own salt; submit private jobs one by one'
    throw new InvalidInputError([{ code: 'PRIVATE_GROUP', field: 'privacy', message }])
  }
  const problems: Problem[] = []
  const seen = new Set<string>()
  for (const { key, element, file } of jobs) {
    if (file.program.serve) {
      const message =
        'expected a job with program.serve alone, got one of a group, whose files are sealed; submit it by itself'
      problems.push({ code: 'SERVES_IN_GROUP', field: `${jobNameOf(key, element)}.program.serve`, message })
    }
    for (const { field, path } of jobFilePaths(file)) {
      const name = JSON.stringify([path, isProgram(file, field) ? [field, file.resources.memoryMiB] : 'input'])
      if (seen.has(name)) continue
      seen.add(name)
      const found = await contentProblems(file, field, path, await read(path))
      problems.push(...found.map((one) => ({ ...one, field: `${jobNameOf(key, element)}.${one.field}` })))
    }
  }
  if (problems.length > 0) throw new InvalidInputError(problems)
  const withSecrets = new Map(jobs.map(({ file }) => [JSON.stringify(file.secrets), file]))
  for (const file of withSecrets.values()) await readSecrets(file, read, env)
}

const isProgram = (file: JobFile, field: string): boolean => programFileOf(file)?.field === field
