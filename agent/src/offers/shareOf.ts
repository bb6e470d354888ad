import type { JobTerms } from '@aiigo/domain'
import type { Share } from './createCapacity.js'

const MIB = 1_048_576
/** The agent's own files of a job, MiB. */
const OWN_MIB = 1

/**
 * The share of a node that a job may take. Program and inputs are fetched, and copied for the run; files and log have
 * the output limit together. A checkpoint is there as it was fetched, opened, copied for the run, kept, and on its way.
 * @example shareOf(terms).diskMiB // 19
 */
export function shareOf({ program, inputs, checkpoint, limits, resources }: JobTerms): Share {
  const fetched = inputs.reduce((sum, { size }) => sum + size, program.size)
  return {
    units: resources.units,
    memoryMiB: resources.memoryMiB,
    diskMiB: Math.ceil((2 * fetched) / MIB) + limits.outputMiB + 5 * (checkpoint?.maxMiB ?? 0) + OWN_MIB,
  }
}
