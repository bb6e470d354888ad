import * as z from 'zod'
import { expandGroup } from './expandGroup.js'
import { JobFileError } from './JobFileError.js'
import type { JobGroupFile } from './JobGroupFile.js'
import type { JobFile } from './jobFileSchema.js'
import { arraySchema, COMMON_FIELDS, graphSchema, groupFieldOf, sweepSchema } from './jobGroupSchema.js'
import { jobFileOf, readJobFile } from './parseJobFile.js'
import { problemsFromIssues } from './problemsFromIssues.js'
import type { JobFileFormat, Source } from './readSource.js'

/** The content of a job file: one job, or several that are submitted together. */
export type Submission =
  | { readonly kind: 'job'; readonly file: JobFile }
  | { readonly kind: 'group'; readonly group: JobGroupFile }

/** The key of the only step of a file without `jobs`. */
const ONLY_STEP = 'job'

const sizesSchema = z.object({ array: arraySchema.optional(), sweep: sweepSchema.optional() })

/**
 * Reads and checks a job file of any form: one job, its replicas, an array, a sweep, or a graph of steps. Pure: paths
 * in it are not looked at.
 * @param options.format YAML unless given; without it, a text that starts with `{` is taken as JSON.
 * @throws JobFileError with every problem found at once; of an array, those of its first element that has some.
 * @example parseSubmission('version: 1\narray: 50\n…') // { kind: 'group', group: { jobs: [ … 50 ] } }
 */
export function parseSubmission(text: string, options: { format?: JobFileFormat } = {}): Submission {
  const source = readJobFile(text, options)
  const field = groupFieldOf(source.value)
  if (field === null) {
    const file = jobFileOf(source)
    return file.verification?.mode === 'REPLICATED' ? { kind: 'group', group: arrayOf(source) } : { kind: 'job', file }
  }
  return { kind: 'group', group: field === 'jobs' ? graphOf(source) : arrayOf(source) }
}

function arrayOf({ value, places }: Source): JobGroupFile {
  const { array, sweep, ...job } = value as Record<string, unknown>
  const sizes = sizesSchema.safeParse(value)
  if (!sizes.success) throw new JobFileError(problemsFromIssues(sizes.error.issues, value, places))
  const step = { key: ONLY_STEP, path: [], job, needs: [], ...sizes.data, fieldsFromTop: new Set<string>() }
  return expandGroup({ name: String(job.name), steps: [step] }, places)
}

function graphOf({ value, places }: Source): JobGroupFile {
  const graph = graphSchema.safeParse(value)
  if (!graph.success) throw new JobFileError(problemsFromIssues(graph.error.issues, value, places))
  // The values as they are written: the schema has filled in defaults, which would hide those of the graph.
  const { jobs, ...top } = value as Record<string, unknown> & { jobs: Record<string, Record<string, unknown>> }
  const { name } = graph.data
  const given = Object.keys(top).filter((field) => COMMON_FIELDS.includes(field))
  const steps = Object.entries(jobs).map(([key, written]) => {
    const { needs: _needs, array: _array, sweep: _sweep, ...own } = written
    const { needs = [], array, sweep } = graph.data.jobs[key] ?? {}
    // A profile of the step takes the place of weights of the graph, and the other way round.
    const other = 'profile' in own ? 'weights' : 'weights' in own ? 'profile' : null
    const fieldsFromTop = new Set(given.filter((field) => !(field in own) && field !== other))
    const inherited = Object.fromEntries([...fieldsFromTop].map((field) => [field, top[field]]))
    const job = { version: 1, name: `${name}: ${key}`, ...inherited, ...own, privacy: top.privacy }
    return { key, path: ['jobs', key], job, needs, array, sweep, fieldsFromTop }
  })
  return expandGroup({ name, steps }, places)
}
