import type { JobSpec } from './jobSpecSchema.js'

/** For buyers who ask for speed without saying how many. */
const FASTEST = 3

/**
 * How many nodes are asked at the same time: what the job says, else three for the profile `fastest` and one for the
 * others.
 */
export function offersAtOnce({ parallelOffers, profile }: Pick<JobSpec, 'parallelOffers' | 'profile'>): number {
  return parallelOffers ?? (profile === 'fastest' ? FASTEST : 1)
}
