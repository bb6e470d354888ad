import type { JobTerms } from '@aiigo/domain'
import { IMAGE_LIMITS } from '../executor/index.js'
import type { Share } from './createCapacity.js'

/** A job, or its terms, as far as its share follows from them. */
type Sized = Pick<JobTerms, 'inputs' | 'limits' | 'resources'> & {
  readonly program: { readonly kind: JobTerms['program']['kind']; readonly size?: number }
  readonly checkpoint?: { readonly maxMiB: number } | undefined
  readonly artifacts?: unknown
}

const MIB = 1_048_576
/** The agent's own files of a job, MiB. */
const OWN_MIB = 1

/**
 * The share of a node that a job may take. Readings take no memory, as no process begins. Program and inputs are
 * fetched, and copied for the run; an image is unpacked; files and log have the output limit together. A checkpoint is
 * there as it was fetched, opened, copied for the run, kept, and on its way; an artifact as it was copied and sealed.
 * @example shareOf(terms).diskMiB // 19
 */
export function shareOf(job: Sized): Share {
  const { program, inputs, checkpoint, artifacts, limits, resources } = job
  // The archive alone does not say how large an image is unpacked.
  const unpackedMiB = program.kind === 'container' ? IMAGE_LIMITS.unpackedMiB : 0
  const fetched = inputs.reduce((sum, { size }) => sum + size, program.size ?? 0)
  return {
    units: resources.units,
    memoryMiB: program.kind === 'readings' ? 0 : resources.memoryMiB,
    diskMiB:
      Math.ceil((2 * fetched) / MIB) +
      unpackedMiB +
      (artifacts ? 3 : 1) * limits.outputMiB +
      5 * (checkpoint?.maxMiB ?? 0) +
      OWN_MIB,
  }
}
