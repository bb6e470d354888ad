import type { ArgumentSpec } from '@aiigo/terminal'

/** The argument of every command that takes a job file. */
export const JOB_FILE: ArgumentSpec = {
  name: 'JOBFILE',
  about: 'a job file (YAML or JSON), whose paths are relative to itself; or the name of an example: word-statistics',
}

/** The argument of every command about a job. */
export const JOB: ArgumentSpec = { name: 'JOB', about: 'the id of one of your jobs: aiigo jobs' }
