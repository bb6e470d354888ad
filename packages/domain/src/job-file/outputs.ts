import * as z from 'zod'
import { fileNameProblem } from './fileNames.js'
import { JOB_LIMITS } from './limits.js'
import { matchesSequence } from './matchesSequence.js'

/** Whether an entry of `outputs` stands for any number of files: a folder (`frames/`) or a pattern (`frames/*.png`). */
export function isOutputPattern(output: string): boolean {
  return /[*?]/.test(output) || output.endsWith('/')
}

/** The pattern without the slash at the end that stands for everything below. */
const withoutSlash = (output: string): string => output.replace(/\/$/, '')

/** Why an entry can't be an output, or null when it can. */
export function outputProblem(output: string): string | null {
  if (output.length > JOB_LIMITS.fileNameLength) return `it is longer than ${JOB_LIMITS.fileNameLength} characters`
  if (/[[\]{}()!]/.test(output)) return 'it has other wildcards than "*", "?" and "**"'
  const segments = withoutSlash(output).split('/')
  if (segments.some((segment) => segment.includes('**') && segment !== '**')) {
    return '"**" stands for whole folders, so nothing else may be beside it between slashes'
  }
  return fileNameProblem(withoutSlash(output).replaceAll('**', 'x').replace(/[*?]/g, 'x'))
}

/** A name, a folder or a pattern of files that the program writes. */
export const outputSchema = z
  .string()
  .min(1)
  .superRefine((output, context) => {
    const found = output.length > 0 ? outputProblem(output) : null
    if (found === null) return
    const expected = 'a relative name ("result.txt"), a folder ("frames/") or a pattern ("frames/*.png", "**/*.log")'
    context.addIssue({ code: 'custom', message: found, params: { expected, advice: 'rename it' } })
  })

/** The entries of `outputs`; none for a program that only prints. */
export const outputsSchema = z
  .array(outputSchema)
  .max(JOB_LIMITS.outputs)
  .refine((outputs) => outputs.filter(isOutputPattern).length <= JOB_LIMITS.outputPatterns, {
    message: 'too many folders and patterns',
    params: {
      expected: `at most ${JOB_LIMITS.outputPatterns} folders and patterns`,
      advice: 'name a folder above them',
    },
  })

/**
 * The folder that an output is written into, as far as it is known before the run; empty for the job's directory.
 * @example outputFolder('frames/*.png') // 'frames'
 */
export function outputFolder(output: string): string {
  const segments = output.split('/').slice(0, -1)
  const wild = segments.findIndex((segment) => /[*?]/.test(segment))
  return segments.slice(0, wild < 0 ? segments.length : wild).join('/')
}

const matchesSegment = (pattern: string, name: string): boolean =>
  matchesSequence(
    [...pattern],
    [...name],
    (one) => one === '*',
    (one, character) => one === '?' || one === character,
  )

/**
 * Whether an entry of `outputs` names a file. A folder, and a plain name that turns out to be one, means everything
 * below it. In a pattern `*` and `?` stand for characters of one name, `**` for any folders, at the end for everything
 * below.
 * @example matchesOutput('frames/*.png', 'frames/001.png') // true
 */
export function matchesOutput(output: string, name: string): boolean {
  if (!/[*?]/.test(output)) return name === output || name.startsWith(`${withoutSlash(output)}/`)
  const pattern = (output.endsWith('/') ? `${output}**` : output).replace(/(^|\/)\*\*$/, '$1**/*')
  return matchesSequence(pattern.split('/'), name.split('/'), (segment) => segment === '**', matchesSegment)
}

/**
 * Why a file may not be handed in as an output of a job; null when it may. Inputs are no outputs.
 * @param job its specification
 */
export function handInProblem(
  job: { readonly outputs: readonly string[]; readonly inputs: readonly { readonly as: string }[] },
  name: string,
): string | null {
  const unsafe = fileNameProblem(name)
  if (unsafe !== null) return unsafe
  if (job.inputs.some(({ as }) => as.toLowerCase() === name.toLowerCase())) return 'it is an input'
  return job.outputs.some((output) => matchesOutput(output, name)) ? null : 'the job does not ask for it'
}
