import type { JobFile } from './jobFileSchema.js'

/** One of several jobs that are submitted together. */
export interface GroupJob {
  /** Name of its step; `job` where the file has no steps. */
  readonly key: string
  /** Number within its step, from 0: the index in an array, or of a replica; null for a step that is one job. */
  readonly element: number | null
  /** Values of the sweep's parameters, as they were filled in. */
  readonly parameters: Readonly<Record<string, string>>
  /** The job, with every text filled in. `from` of an input is the name of one job (`jobNameOf`). */
  readonly file: JobFile
  /** Names of the jobs that have to succeed before it, those of its inputs among them. */
  readonly needs: readonly string[]
}

/** A file of several jobs. */
export interface JobGroupFile {
  readonly name: string
  readonly privacy: JobFile['privacy']
  /** Each after those that it needs; at most 500. */
  readonly jobs: readonly GroupJob[]
}

/**
 * Name of a job within its group.
 * @example jobNameOf('train', 3) // 'train[3]'
 */
export function jobNameOf(key: string, element: number | null): string {
  return element === null ? key : `${key}[${element}]`
}
