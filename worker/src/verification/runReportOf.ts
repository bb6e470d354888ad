import { printedDigestsSchema, RUN_OUTCOMES, type RunReport } from '@aiigo/domain'
import { z } from 'zod'

const SHA256 = /^[0-9a-f]{64}$/

const comparableSchema = z.looseObject({
  outcome: z.enum(RUN_OUTCOMES),
  exitCode: z.int(),
  printed: printedDigestsSchema,
  outputs: z.array(
    z.looseObject({
      name: z.string(),
      sha256: z.string().regex(SHA256),
      sealed: z.looseObject({ mac: z.string().regex(SHA256) }).optional(),
    }),
  ),
})

/** A result as far as another run can be compared with it; null when its manifest does not say enough. */
export function runReportOf(manifest: Uint8Array): RunReport | null {
  let json: unknown
  try {
    json = JSON.parse(Buffer.from(manifest).toString('utf8'))
  } catch {
    return null
  }
  const { data } = comparableSchema.safeParse(json)
  if (!data) return null
  const { outcome, exitCode, printed } = data
  const outputs = data.outputs.map(({ name, sha256, sealed }) => ({ name, digest: sealed?.mac ?? sha256 }))
  return { outcome, exitCode, printed, outputs }
}
