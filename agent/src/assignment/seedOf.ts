import type { JobSpec } from '@aiigo/domain'

/**
 * The seed of a run that gives the same bytes on every machine; undefined for a job whose result is not checked. The
 * buyer draws the salt, which the specification has: buyer, platform and the assigned node know it, and no two jobs
 * have the same.
 */
export const seedOf = ({ verification, salt }: JobSpec): string | undefined =>
  verification.mode === 'NONE' ? undefined : salt
