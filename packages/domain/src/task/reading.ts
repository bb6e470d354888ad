import * as z from 'zod/mini'

/** A data point of a sensor, as a line of the output `readings.jsonl`. */
export interface Reading {
  /** Number of the point within the attempt, from 1. */
  readonly sequence: number
  /** When it was taken, ISO 8601 in UTC with milliseconds. */
  readonly at: string
  readonly value: number
  readonly unit: string
  /** EIP-712 signature of the node's wallet, 0x and 130 hex digits. */
  readonly signature: `0x${string}`
}

/** The shortest line of readings has more bytes than this; so a file of so many bytes has no more points. */
export const READING_LEAST_BYTES = 200

const readingSchema = /* @__PURE__ */ z.strictObject({
  sequence: z.int().check(z.minimum(1)),
  at: z.iso.datetime({ precision: 3 }),
  value: z.number(),
  unit: z.string().check(z.maxLength(20)),
  signature: z.templateLiteral(['0x', z.string().check(z.regex(/^[0-9a-f]{130}$/))]),
})

/** A reading as a line, with its end. */
export const readingLine = ({ sequence, at, value, unit, signature }: Reading): string =>
  `${JSON.stringify({ sequence, at, value, unit, signature })}\n`

/**
 * The reading of a line; text: why it is none.
 * @param line without its end
 * @example readingOf('{"sequence":1,…}') // { sequence: 1, … }
 */
export function readingOf(line: string): Reading | string {
  try {
    const found = readingSchema.safeParse(JSON.parse(line))
    if (found.success) return found.data
    const [issue] = found.error.issues
    return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it is no reading'}`
  } catch {
    return 'it is no JSON'
  }
}

/** The lines of a file of readings that are whole; what follows the last line end is left out. */
export function readingLines(text: string): readonly string[] {
  return text.split('\n').slice(0, -1)
}
