import * as z from 'zod'
import { JOB_LIMITS } from './limits.js'

const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9._ -]*$/

/**
 * Why a name can't be used inside the job's directory, or null when it can. Names are plain: folders separated by `/`,
 * no `..`, no absolute path, no hidden files, ASCII letters, digits, `.`, `_`, `-` and inner spaces.
 */
export function fileNameProblem(name: string): string | null {
  if (name.length === 0) return 'the name is empty'
  if (name.length > JOB_LIMITS.fileNameLength) return `the name is longer than ${JOB_LIMITS.fileNameLength} characters`
  if (name.includes('\0')) return 'the name contains a NUL character'
  if (name.startsWith('/') || name.includes('\\') || /^[A-Za-z]:/.test(name)) return 'the name is not relative'
  const segments = name.split('/')
  if (segments.length > JOB_LIMITS.fileNameDepth) return `the name is deeper than ${JOB_LIMITS.fileNameDepth} folders`
  if (segments.some((s) => s === '..' || s === '.')) return 'the name contains "." or ".."'
  if (segments.some((s) => s === '')) return 'the name contains an empty folder'
  if (!segments.every((s) => SEGMENT.test(s) && !s.endsWith(' ') && !s.endsWith('.'))) {
    return 'the name has characters other than letters, digits, ".", "_", "-" and inner spaces, or starts with "." or "-"'
  }
  return null
}

/** A name inside the job's directory. */
export const fileNameSchema = z
  .string()
  .min(1)
  .max(JOB_LIMITS.fileNameLength)
  .superRefine((name, context) => {
    const problem = fileNameProblem(name)
    if (problem && name.length > 0 && name.length <= JOB_LIMITS.fileNameLength) {
      context.addIssue({
        code: 'custom',
        message: problem,
        params: { expected: 'a relative name such as "result.txt" or "data/in.csv"', advice: 'rename it' },
      })
    }
  })

/** Names that occur more than once, compared as a file system that ignores case would. */
export function duplicatesOf(names: readonly string[]): string[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const name of names) {
    const key = name.toLowerCase()
    if (seen.has(key)) twice.add(name)
    seen.add(key)
  }
  return [...twice]
}

/** Pairs where one name would have to be a file and a folder at once, such as `a` and `a/b`. */
export function fileFolderClashes(names: readonly string[]): string[] {
  return names.filter((name) => names.some((other) => other.toLowerCase().startsWith(`${name.toLowerCase()}/`)))
}

/** Texts under `key` of the items of a list that may be malformed elsewhere. */
export function textsOf(list: unknown, key?: string): string[] {
  if (!Array.isArray(list)) return []
  return list
    .map((item) => (key ? (item as Record<string, unknown> | null)?.[key] : item))
    .filter((v) => typeof v === 'string')
}
