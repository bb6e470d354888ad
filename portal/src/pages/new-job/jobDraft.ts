import { type JobFile, JobFileError, type JobFileProblem, parseJobFile, programFileOf } from '@aiigo/domain'

/** A job file as far as it is written: the parsed file, or its problems. */
export type JobDraft =
  | { readonly file: JobFile; readonly problems: readonly [] }
  | { readonly file: null; readonly problems: readonly JobFileProblem[] }

/** Parses what is written. */
export function readDraft(text: string): JobDraft {
  try {
    return { file: parseJobFile(text), problems: [] }
  } catch (error) {
    if (error instanceof JobFileError) return { file: null, problems: error.problems }
    throw error
  }
}

/** The paths of the files that a job needs, the program first where it is a file, each once. */
export function neededPaths(file: JobFile): readonly string[] {
  const program = programFileOf(file)
  return [...new Set([...(program ? [program.path] : []), ...file.inputs.map(({ path }) => path)])]
}

/**
 * The chosen file for a path: the one whose name the path ends with. A page sees names only, no folders.
 * @example fileFor('../build/main.wasm', new Map([['main.wasm', file]])) // file
 */
export function fileFor(path: string, chosen: ReadonlyMap<string, Blob>): Blob | undefined {
  return chosen.get(path) ?? chosen.get(path.split('/').at(-1) ?? path)
}
