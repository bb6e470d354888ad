import type * as z from 'zod'

/** A field of a value that may be malformed; undefined where there is none. */
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined

/** Whether a field is left out, or has nothing in it. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0)

/** A job, in its file or as it is stored, of which any part may be malformed. */
type LooseJob = { readonly program?: unknown; readonly outputs?: unknown } | undefined

/**
 * The form of a program that a job has, in its file or as it is stored; null where it has another one.
 * @example programFormOf(job, 'readings') // { sensor: 'temperature', points: 100, … }
 */
export function programFormOf(job: LooseJob, form: string): unknown {
  const program = fieldOf(job, 'program')
  return fieldOf(program, 'kind') === form ? program : (fieldOf(program, form) ?? null)
}

/** Whether a job has one output, which its file need not name and the stored job has to. */
export function hasOnlyOutput(job: LooseJob, name: string): boolean {
  const outputs = fieldOf(job, 'outputs')
  if (isEmpty(outputs)) return fieldOf(fieldOf(job, 'program'), 'kind') === undefined
  return Array.isArray(outputs) && outputs.length === 1 && outputs[0] === name
}

/** A rule of jobs, with the function that says whether a job keeps it. */
export interface JobRule {
  keeps(job: unknown): boolean
  readonly rule: Parameters<z.ZodType['refine']>[1]
}

/** A schema that has all of these rules, too, in their order. */
export function withRules<Schema extends z.ZodType>(schema: Schema, rules: readonly JobRule[]): Schema {
  return rules.reduce((all, { keeps, rule }) => all.refine(keeps, rule), schema)
}
