import { InvalidInputError, type Problem } from '../errors.js'

/** One thing wrong with a job file. */
export interface JobFileProblem extends Problem {
  /** Path of the field: `resources.units`, `inputs[2].as`; empty for the whole file. */
  readonly path: string
  /** The expected value. */
  readonly expected: string
  /** The file's value, shortened. */
  readonly got: string
  /** The remedy. */
  readonly advice: string
  /** Line in the file, from 1, where known. */
  readonly line: number | null
}

/** A job file that can't be used; lists every problem at once. */
export class JobFileError extends InvalidInputError {
  declare readonly problems: readonly JobFileProblem[]

  constructor(problems: readonly JobFileProblem[]) {
    super(problems)
  }
}
