import { NotRetryableError } from '../errors.js'
import type { Architecture } from '../image/index.js'
import { type JobFile, programFileOf } from './jobFileSchema.js'
import type { JobFiles, JobSpec, StoredFile } from './jobSpecSchema.js'
import { JOB_DEFAULTS } from './limits.js'
import { parseJobSpec } from './parseJobSpec.js'
import { defaultVerification } from './verification.js'

/** A program in the blob store. */
interface StoredProgram extends StoredFile {
  /** Of an image. */
  readonly architecture?: Architecture | undefined
}

function programOf(file: JobFile, { cid, sha256, size, architecture }: StoredProgram): unknown {
  const { kind, ...program } = programFileOf(file)
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
 * @param stored Where its program and its inputs are, inputs in the file's order; how they are sealed; and the salt of
 * its hash.
 * @throws JobFileError when the result breaks a limit (for example a program larger than 64 MiB).
 */
export function toJobSpec(
  file: JobFile,
  stored: { program: StoredProgram; inputs: readonly StoredFile[]; files: JobFiles; salt: string },
): JobSpec {
  if (stored.inputs.length !== file.inputs.length) {
    throw new NotRetryableError(
      'INPUT_COUNT',
      `expected ${file.inputs.length} stored inputs, one for each input of the job file, got ${stored.inputs.length}`,
    )
  }
  const { program: _program, privacy: _privacy, inputs, env, profile, weights, ...rest } = file
  const matching = weights ? { weights } : { profile: profile ?? JOB_DEFAULTS.profile }
  return parseJobSpec({
    ...rest,
    ...matching,
    verification: file.verification ?? defaultVerification(file),
    ...(Object.keys(env).length === 0 ? {} : { env }),
    files: stored.files,
    salt: stored.salt,
    program: programOf(file, stored.program),
    inputs: inputs.map((input, index) => {
      const { cid, sha256, size } = stored.inputs[index] as StoredFile
      return { as: input.as, cid, sha256, size }
    }),
  })
}
