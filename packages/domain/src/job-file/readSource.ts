import { isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import { JobFileError, type JobFileProblem } from './JobFileError.js'
import { problem, type SourcePlaces } from './problemsFromIssues.js'

/** The language that a file for people is written in. */
export type JobFileFormat = 'yaml' | 'json'

/** The values of a text, and where they stand in it. */
export interface Source {
  readonly value: unknown
  readonly places: SourcePlaces
}

/**
 * Reads JSON as the subset of YAML that it is, so that doubled keys are found and lines are known.
 * @param advice for a text that is neither
 * @throws JobFileError `NOT_READABLE`
 */
export function readSource(text: string, format: JobFileFormat, advice: string): Source {
  const refuse = (expected: string, got: string, line: number | null = null): JobFileProblem =>
    problem({ code: 'NOT_READABLE', path: '', expected, got, advice, line })
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
