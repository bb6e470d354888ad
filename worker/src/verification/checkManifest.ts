import { createHash } from 'node:crypto'
import { NotRetryableError, problemOfOutcome, RUN_OUTCOMES, signedLogSchema } from '@aiigo/domain'
import { z } from 'zod'

const fileSchema = z.looseObject({
  name: z.string(),
  cid: z.string().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.int().min(0),
  /** The file itself, where what is stored is sealed: its size, and its MAC under the job's key. */
  sealed: z.object({ size: z.int().min(0), mac: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
})

/** The required fields of a result manifest; agents may add others. */
const manifestSchema = z.looseObject({
  jobId: z.string(),
  attempt: z.int(),
  nodeId: z.string(),
  usage: z.string(),
  exitCode: z.int(),
  outcome: z.enum(RUN_OUTCOMES),
  outputs: z.array(fileSchema),
  log: signedLogSchema,
})

export type ManifestFile = z.output<typeof fileSchema>

/** The values that the provider signed and sent to the API. */
export interface ClaimedResult {
  jobId: string
  attempt: number
  nodeId: string
  /** 0x hex, SHA-256 of the manifest. */
  resultHash: string
  usage: string
  exitCode: number
  outputs: readonly { name: string; cid: string; sha256: string; size: number }[]
  /** Lines of the attempt's log that the platform has. */
  logLines: number
  /** Whether the buyer asked to stop the run. */
  stopRequested: boolean
}

/** A stopped run is compared with no other one, so a node may not claim it. */
export const NOT_ASKED_TO_STOP = 'expected a run to its end, got the outcome STOPPED, which the buyer did not ask for'

/** A result that is not what was signed; it never reaches the chain. */
export class ResultMismatch extends NotRetryableError {
  constructor(message: string) {
    super('RESULT_MISMATCH', message)
  }
}

/** A manifest's content. @throws ResultMismatch when it is no JSON */
export function jsonOf(manifest: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(manifest).toString('utf8'))
  } catch {
    throw new ResultMismatch('expected the manifest to be JSON')
  }
}

/**
 * Checks a manifest against the signed hash and against the values that the provider sent to the API.
 * @returns the files it names
 * @throws ResultMismatch
 */
export function checkManifest(bytes: Uint8Array, claimed: ClaimedResult): ManifestFile[] {
  const hash = `0x${createHash('sha256').update(bytes).digest('hex')}`
  if (hash !== claimed.resultHash.toLowerCase()) {
    throw new ResultMismatch(`expected a manifest with SHA-256 ${claimed.resultHash}, got ${hash}`)
  }
  const parsed = manifestSchema.safeParse(jsonOf(bytes))
  if (!parsed.success) throw new ResultMismatch(`not a result manifest:\n${z.prettifyError(parsed.error)}`)
  const manifest = parsed.data
  for (const key of ['jobId', 'attempt', 'nodeId', 'usage', 'exitCode'] as const) {
    if (String(manifest[key]) !== String(claimed[key])) {
      throw new ResultMismatch(`expected the manifest's ${key} to be ${claimed[key]}, got ${manifest[key]}`)
    }
  }
  const problem = problemOfOutcome(manifest)
  if (problem) throw new ResultMismatch(problem)
  if (manifest.outcome === 'STOPPED' && !claimed.stopRequested) throw new ResultMismatch(NOT_ASKED_TO_STOP)
  const plain = (files: readonly { name: string; cid: string; sha256: string; size: number }[]): string =>
    JSON.stringify(files.map(({ name, cid, sha256, size }) => [name, cid, sha256, size]).sort())
  if (plain(manifest.outputs) !== plain(claimed.outputs)) {
    throw new ResultMismatch('expected the manifest to name the same outputs as the submission')
  }
  // Whether they are the signed ones is for the buyer to check; that all of them arrived is what delivery means.
  const lastLine = manifest.log.firstLine - 1 + manifest.log.lines
  if (lastLine > claimed.logLines) {
    throw new ResultMismatch(`expected the log up to line ${lastLine}, as was signed, got ${claimed.logLines} lines`)
  }
  return manifest.outputs
}
