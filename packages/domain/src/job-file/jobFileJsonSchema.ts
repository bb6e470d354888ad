import * as z from 'zod'
import { jobFileSchema } from './jobFileSchema.js'

/** The job file's JSON Schema (draft 2020-12), as published in `examples/job.schema.json`. */
export function jobFileJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(jobFileSchema, { io: 'input', target: 'draft-2020-12' })
  return { $schema, title: 'AIIGO job file', ...schema }
}
