import type * as z from 'zod'
import type { JobFileProblem } from './JobFileError.js'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

const SHOWN = 80

/** A text cut to what a message has room for. */
function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text
}

/** A value as shown in a message: JSON, shortened. */
function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  return shorten(typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? String(value)))
}

/** `inputs[2].as` */
function formatPath(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    return (value as Record<PropertyKey, unknown>)[key]
  }, root)
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'an object',
  string: 'text',
  int: 'a whole number',
  number: 'a number',
}

const UNIT_WORDS: Readonly<Record<string, string>> = { string: ' characters', array: ' entries' }

/** @param written The value as the file has it, where it is a number, true or false. */
function describe(
  issue: Issue,
  value: unknown,
  written: string | null,
): { code: string; expected: string; advice: string } {
  switch (issue.code) {
    case 'invalid_type': {
      const expected = TYPE_WORDS[issue.expected] ?? issue.expected
      if (value === undefined) return { code: 'MISSING', expected, advice: 'add the field' }
      const quoted = issue.expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')
      return {
        code: 'WRONG_TYPE',
        expected,
        advice: quoted ? `put it in quotes: "${written ?? value}"` : `write ${expected}`,
      }
    }
    case 'too_small': {
      const unit = UNIT_WORDS[issue.origin] ?? ''
      return {
        code: 'TOO_SMALL',
        expected: `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${unit}`,
        advice: 'raise it',
      }
    }
    case 'too_big': {
      const unit = UNIT_WORDS[issue.origin] ?? ''
      return {
        code: 'TOO_BIG',
        expected: `${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${unit}`,
        advice: 'lower it',
      }
    }
    case 'invalid_value': {
      const expected = issue.values.length === 1 ? show(issue.values[0]) : `one of ${issue.values.join(', ')}`
      return {
        code: value === undefined ? 'MISSING' : 'UNKNOWN_VALUE',
        expected,
        advice: 'use one of the listed values',
      }
    }
    case 'invalid_format':
      return {
        code: 'WRONG_FORMAT',
        // A schema that has words for its form says them; else the pattern is better than nothing.
        expected: issue.message.startsWith('expected ')
          ? issue.message.slice('expected '.length)
          : `text like ${issue.pattern ?? issue.format}`,
        advice: 'correct its form',
      }
    case 'invalid_union': {
      const expected = issue.message.startsWith('expected ')
        ? issue.message.slice('expected '.length)
        : 'one of the documented forms'
      return { code: value === undefined ? 'MISSING' : 'UNKNOWN_VALUE', expected, advice: 'use one of these' }
    }
    case 'invalid_key': {
      const [inner] = issue.issues
      const expected = inner?.message.startsWith('expected ') ? inner.message.slice('expected '.length) : 'another name'
      return { code: 'WRONG_FORMAT', expected, advice: 'rename it' }
    }
    case 'custom': {
      const params = (issue.params ?? {}) as { expected?: string; advice?: string }
      return {
        code: 'BROKEN_RULE',
        expected: params.expected ?? 'a valid value',
        advice: params.advice ?? 'correct it',
      }
    }
    default:
      return { code: 'INVALID', expected: issue.message, advice: 'correct it' }
  }
}

/** Makes a problem with its message from its parts. */
export function problem(parts: {
  code: string
  path: string
  expected: string
  got: string
  advice: string
  reason?: string
  line?: number | null
}): JobFileProblem {
  const { code, path, expected, got, advice, reason, line = null } = parts
  const message = `${reason ? `${reason}: ` : ''}expected ${expected}, got ${got}; ${advice}${line === null ? '' : ` (line ${line})`}`
  return { code, field: path === '' ? null : path, message, path, expected, got, advice, line }
}

/** Places of values in a job file's text. */
export interface SourcePlaces {
  /** Line of a path, from 1. */
  readonly lineOf: (path: Path) => number | null
  /** The text of a number, true or false at a path, as it is written: `0999`, `1.10`; null for everything else. */
  readonly writtenAt: (path: Path) => string | null
}

/**
 * Turns zod's issues into problems that say what was expected, what came and what to do.
 * @param places Where the values stand in the source text, where known.
 */
export function problemsFromIssues(
  issues: readonly Issue[],
  root: unknown,
  { lineOf, writtenAt }: SourcePlaces = { lineOf: () => null, writtenAt: () => null },
): JobFileProblem[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => {
        const path = [...issue.path, key]
        const advice = 'remove it or correct its spelling'
        return problem({
          code: 'UNKNOWN_FIELD',
          path: formatPath(path),
          expected: 'only documented fields',
          got: show(key),
          advice,
          line: lineOf(path),
        })
      })
    }
    // A discriminated union without a match reports the union; the field that decides is what has to change.
    const missedBy = issue.code === 'invalid_union' ? issue.discriminator : undefined
    const path = missedBy !== undefined && issue.path.at(-1) !== missedBy ? [...issue.path, missedBy] : issue.path
    const value = issue.code === 'invalid_key' ? path.at(-1) : valueAt(root, path)
    const written = writtenAt(path)
    const { code, expected, advice } = describe(issue, value, written)
    const reason = issue.code === 'custom' ? issue.message : undefined
    return [
      problem({
        code,
        path: formatPath(path),
        expected,
        got: written === null ? show(value) : shorten(written),
        advice,
        line: lineOf(path),
        ...(reason ? { reason } : {}),
      }),
    ]
  })
}
