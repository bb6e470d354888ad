import * as z from 'zod'

/** The part of a job's log that its node signs with the result: in the result's manifest, as `log`. */
export const signedLogSchema = z.object({
  /** Number of its first line among the attempt's, from 1: lines of a run that was cut off come before. */
  firstLine: z.int().min(1),
  lines: z.int().min(0),
  /** Of the lines with their ends, UTF-8. */
  bytes: z.int().min(0),
  /** Over the lines, each as `hashedLine` writes it; 64 lower-case hex digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Whether the program wrote lines that are left out behind these. */
  truncated: z.boolean(),
})

export type SignedLog = Readonly<z.output<typeof signedLogSchema>>
