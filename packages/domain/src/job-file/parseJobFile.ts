import { isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import { JobFileError, type JobFileProblem } from './JobFileError.js'
import { type JobFile, jobFileSchema } from './jobFileSchema.js'
import { JOB_LIMITS } from './limits.js'
import { problem, problemsFromIssues, type SourcePlaces } from './problemsFromIssues.js'

export type JobFileFormat = 'yaml' | 'json'

interface Source {
  readonly value: unknown
  readonly places: SourcePlaces
}

const ADVICE = 'see docs/job-file.md for an example'

function refuse(expected: string, got: string, line: number | null = null): JobFileProblem {
  return problem({ code: 'NOT_READABLE', path: '', expected, got, advice: ADVICE, line })
}

/** Reads JSON as the subset of YAML that it is, so that doubled keys are found and lines are known. */
function readSource(text: string, format: JobFileFormat): Source {
  if (format === 'json') {
    try {
      JSON.parse(text)
    } catch (error) {
      throw new JobFileError([refuse('JSON', (error as Error).message)])
    }
  }
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    version: '1.2',
    schema: 'core',
    merge: false,
    prettyErrors: false,
  })
  const found = [...document.errors, ...document.warnings]
  if (found.length > 0) {
    throw new JobFileError(
      found.map((error) =>
        refuse(format === 'json' ? 'JSON' : 'YAML', error.message, lines.linePos(error.pos[0]).line),
      ),
    )
  }
  const lineOf = (path: readonly PropertyKey[]): number | null => {
    // A missing field has no place of its own: its parent's is the nearest.
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
    }
    return null
  }
  const writtenAt = (path: readonly PropertyKey[]): string | null => {
    const node = document.getIn(path, true)
    return isScalar(node) && /^(number|bigint|boolean)$/.test(typeof node.value) ? (node.source ?? null) : null
  }
  try {
    return { value: document.toJS({ maxAliasCount: 50 }), places: { lineOf, writtenAt } }
  } catch (error) {
    throw new JobFileError([refuse('YAML without repeated aliases', (error as Error).message)])
  }
}

/**
 * Reads and checks a job file. Pure: paths in it are not looked at.
 * @param text Contents of the file.
 * @param options.format YAML unless given; without it, a text that starts with `{` is taken as JSON.
 * @throws JobFileError with every problem found at once.
 * @example parseJobFile('version: 1\nname: …').resources.units // 1
 */
export function parseJobFile(text: string, options: { format?: JobFileFormat } = {}): JobFile {
  const bytes = new TextEncoder().encode(text).length
  if (bytes > JOB_LIMITS.fileBytes) {
    throw new JobFileError([
      problem({
        code: 'TOO_BIG',
        path: '',
        expected: `a job file of at most ${JOB_LIMITS.fileBytes} bytes`,
        got: `${bytes} bytes`,
        advice: 'put data into input files',
      }),
    ])
  }
  const { value, places } = readSource(text, options.format ?? (text.trimStart().startsWith('{') ? 'json' : 'yaml'))
  const result = jobFileSchema.safeParse(value)
  if (result.success) return result.data
  throw new JobFileError(problemsFromIssues(result.error.issues, value, places))
}
