import { type JobSpec, runSeedOf } from '@aiigo/domain'

/**
 * The seed of a run that gives the same bytes on every machine; undefined for a job whose result is not checked. The
 * buyer draws it: buyer, platform and the assigned nodes know it, and no two jobs have the same that are not replicas.
 */
export const seedOf = (spec: JobSpec): string | undefined =>
  spec.verification.mode === 'NONE' ? undefined : runSeedOf(spec)
