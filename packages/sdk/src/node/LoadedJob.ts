import type { JobFile } from '@aiigo/domain'

/** A job file with the folder that its paths are relative to. */
export interface LoadedJob {
  readonly file: JobFile
  readonly folder: string
}
