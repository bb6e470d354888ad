import type { JobSpec } from '@aiigo/domain'

/**
 * The seed of a run that gives the same bytes on every machine; undefined for a job whose result is not checked. The
 * salt is in no one's hand but the buyer's, and no two jobs have the same.
 */
export const seedOf = ({ verification, salt }: JobSpec): string | undefined =>
  verification.mode === 'NONE' ? undefined : salt
