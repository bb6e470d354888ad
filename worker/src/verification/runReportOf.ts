import { printedDigestsSchema, problemOfOutcome, RUN_OUTCOMES, type RunReport } from '@aiigo/domain'
import { z } from 'zod'
import { jsonOf, ResultMismatch } from './checkManifest.js'

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

/**
 * A result as far as another run can be compared with it.
 * @throws ResultMismatch when its manifest does not say enough, or says what no run can give; its words quote nothing
 */
export function runReportOf(manifest: Uint8Array): RunReport {
  const { data } = comparableSchema.safeParse(jsonOf(manifest))
  if (!data) {
    throw new ResultMismatch(
      'expected a manifest with outcome, exitCode, printed and outputs, to compare a re-run with',
    )
  }
  const { outcome, exitCode, printed } = data
  const problem = problemOfOutcome({ outcome, exitCode })
  if (problem) throw new ResultMismatch(problem)
  const outputs = data.outputs.map(({ name, sha256, sealed }) => ({ name, digest: sealed?.mac ?? sha256 }))
  return { outcome, exitCode, printed, outputs }
}
