import type { JobFile, JobGroupFile } from '@aiigo/domain'

/** A job file with the folder that its paths are relative to. */
export interface LoadedJob {
  readonly file: JobFile
  readonly folder: string
}

/** A file of several jobs with the folder that its paths are relative to. */
export interface LoadedGroup {
  readonly group: JobGroupFile
  readonly folder: string
}
