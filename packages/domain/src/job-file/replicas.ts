import { canonicalJson } from './canonicalJson.js'
import type { JobSpec } from './jobSpecSchema.js'

/**
 * Name of the set that a replica belongs to: the same for two jobs only if one buyer has both run the same program with
 * the same files, terms and seed. No job could pass for a replica of another one.
 * @param buyer wallet, lower case
 * @param sha256 of a text, hex digits with or without 0x
 * @returns 64 lower-case hex digits; null for a job that is no replica
 */
export function replicaSetOf(spec: JobSpec, buyer: string, sha256: (text: string) => string): string | null {
  if (spec.verification.mode !== 'REPLICATED') return null
  const { salt: _salt, name: _name, ...common } = spec
  return sha256(`aiigo replicas ${buyer} ${canonicalJson(common)}`).replace(/^0x/, '')
}

/**
 * Which element of its step a job is a replica of: the replicas of an element stand after each other.
 * @param element number of the job within its step; null for a step of one job
 * @example replicatedElement(5, { mode: 'REPLICATED', replicas: 2 }) // 2
 */
export function replicatedElement(
  element: number | null,
  verification: JobSpec['verification'] | undefined,
): number | null {
  return element !== null && verification?.mode === 'REPLICATED' ? Math.floor(element / verification.replicas) : element
}

/**
 * The text that a run's random numbers and the digests of what it prints follow from. Replicas have one in common, so
 * that their results can be compared; every other job has its own.
 */
export const runSeedOf = ({ seed, salt }: Pick<JobSpec, 'seed' | 'salt'>): string => seed ?? salt
