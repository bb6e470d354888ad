import { NotRetryableError } from '../errors.js'
import type { Architecture } from '../image/index.js'
import { type JobFile, programFileOf } from './jobFileSchema.js'
import type { JobFiles, JobSpec, NeededInput, StoredFile } from './jobSpecSchema.js'
import { JOB_DEFAULTS } from './limits.js'
import { parseJobSpec } from './parseJobSpec.js'
import { READINGS_FILE } from './readings.js'
import { defaultVerification } from './verification.js'

/** A program in the blob store. */
interface ProgramInStore extends StoredFile {
  /** Of an image. */
  readonly architecture?: Architecture | undefined
}

const pick = ({ cid, sha256, size }: StoredFile): StoredFile => ({ cid, sha256, size })

function programOf(file: JobFile, stored: ProgramInStore | null): unknown {
  const { readings } = file.program
  if (readings) return { kind: 'readings', ...readings }
  const found = programFileOf(file)
  if (!stored || !found) {
    throw new NotRetryableError('NO_PROGRAM', 'expected the stored program of the job file, got none; store it first')
  }
  const { cid, sha256, size, architecture } = stored
  const { kind, ...program } = found
  const { entrypoint, deterministic } = 'entrypoint' in program ? program : {}
  return {
    ...{ kind, cid, sha256, size },
    ...(file.program.public ? { public: true } : {}),
    ...(kind === 'container' ? { architecture, ...(entrypoint ? { entrypoint } : {}) } : {}),
    ...(deterministic ? { deterministic } : {}),
  }
}

/**
 * The stored form of a job file whose files have been uploaded.
 * @param file A parsed job file.
 * @param stored Where its program (null for a job without one), its inputs and the file of its secrets are, inputs in
 * the file's order; how they are sealed; the salt of its hash; and the hashes of the jobs that it needs.
 * @throws JobFileError when the result breaks a limit (for example a program larger than 64 MiB).
 */
export function toJobSpec(
  file: JobFile,
  stored: {
    program: ProgramInStore | null
    inputs: readonly (StoredFile | Omit<NeededInput, 'as'>)[]
    secrets?: StoredFile | null
    files: JobFiles
    salt: string
    needs?: readonly string[]
  },
): JobSpec {
  if (stored.inputs.length !== file.inputs.length) {
    throw new NotRetryableError(
      'INPUT_COUNT',
      `expected ${file.inputs.length} stored inputs, one for each input of the job file, got ${stored.inputs.length}`,
    )
  }
  const { program: _program, privacy: _privacy, inputs, env, secrets, profile, weights, ...rest } = file
  const matching = weights ? { weights } : { profile: profile ?? JOB_DEFAULTS.profile }
  return parseJobSpec({
    ...rest,
    ...matching,
    verification: file.verification ?? defaultVerification(file),
    ...(Object.keys(env).length === 0 ? {} : { env }),
    ...(stored.secrets ? { secrets: { names: Object.keys(secrets), ...pick(stored.secrets) } } : {}),
    files: stored.files,
    salt: stored.salt,
    program: programOf(file, stored.program),
    ...(file.program.readings ? { outputs: [READINGS_FILE] } : {}),
    ...(stored.needs && stored.needs.length > 0 ? { needs: stored.needs } : {}),
    inputs: inputs.map(({ as }, index) => {
      const input = stored.inputs[index] as StoredFile | NeededInput
      if ('from' in input) return { as, from: input.from, path: input.path, maxBytes: input.maxBytes }
      return { as, ...pick(input) }
    }),
  })
}
