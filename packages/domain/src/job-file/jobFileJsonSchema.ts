import * as z from 'zod'
import { graphSchema, jobOrArraySchema } from './jobGroupSchema.js'

/** The job file's JSON Schema (draft 2020-12), as published in `examples/job.schema.json`. */
export function jobFileJsonSchema(): Record<string, unknown> {
  const form = (schema: z.ZodType): Record<string, unknown> => {
    const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' })
    return rest
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'AIIGO job file',
    // By the field that tells the forms apart, so that editors complete and complain about the one that is meant.
    if: { required: ['jobs'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: form(graphSchema),
    else: form(jobOrArraySchema),
  }
}
