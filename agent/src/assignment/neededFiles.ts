import type { StoredBlob } from '@aiigo/client'
import type { NeededInput } from '@aiigo/domain'
import { codeOf, isRetryable, type OfferNeed } from '@aiigo/sdk'
import * as z from 'zod'
import type { Blobs } from '../blobs.js'

/** A file of another job's result that a run began with; the manifest of the run names it. */
export interface TakenFile {
  /** Its name in the job's directory. */
  readonly as: string
  /** Hash of the needed job, as the task request of the running one binds it. */
  readonly from: string
  /** Its name in the needed job's result. */
  readonly path: string
  /** Of the file as it is stored. */
  readonly sha256: string
  /** Of the manifest that names it, which the needed job's provider signed. */
  readonly manifestSha256: string
}

/** A file to fetch; or why it cannot be had, whatever the node does. */
export type FoundFile =
  | { readonly jobId: string; readonly blob: StoredBlob; readonly taken: TakenFile }
  | { readonly refusal: string }

const MANIFEST_BYTES = 1_048_576

const manifestSchema = z.object({
  jobId: z.string(),
  exitCode: z.int(),
  outcome: z.string(),
  outputs: z.array(
    z.object({ name: z.string(), cid: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/), size: z.int().min(0) }),
  ),
})

type Manifest = z.output<typeof manifestSchema>

/** The store has other bytes under the reference, or more than such a file has. */
const OTHER_BYTES = new Set<string | undefined>(['BLOB_MISMATCH', 'BLOB_TOO_LARGE'])

/**
 * Why no node can have a file of another job's result: the store has it not after some time, or has other bytes.
 * @param what names the file, for the buyer
 * @throws the error, when it is another one, or one that may pass
 */
export function refusalOf(what: string, error: unknown): string {
  const code = codeOf(error)
  if (isRetryable(error)) throw error
  if (code === 'BLOB_MISSING') return `${what} is not in the blob store: ${(error as Error).message}`
  if (OTHER_BYTES.has(code)) return `${what} is not what its needed job has signed: ${(error as Error).message}`
  throw error
}

interface Deps {
  /** Results of the needed jobs. */
  readonly needs: readonly OfferNeed[]
  /** Reads a stored file of known hash; one that the store has not, for as long as it may still come. */
  readonly read: (file: { cid: string; sha256: string }, maxBytes: number) => ReturnType<Blobs['read']>
}

/**
 * Finds the files that a job takes out of other jobs' results, by the manifests that the providers of these have
 * signed. Each manifest is read once.
 */
export function createNeededFiles({ needs, read }: Deps): (input: NeededInput) => Promise<FoundFile> {
  const manifests = new Map<string, Promise<Manifest | string>>()

  async function manifestOf(from: string): Promise<Manifest | string> {
    const need = needs.find(({ specHash }) => specHash === from)
    if (!need) return `the platform names no result of the needed job ${from}`
    const file = { cid: need.manifestCid, sha256: need.manifestSha256 }
    const bytes = await read(file, MANIFEST_BYTES).catch((error: unknown) =>
      refusalOf(`the manifest of the needed job ${need.jobId}`, error),
    )
    if (typeof bytes === 'string') return bytes
    const manifest = parsed(bytes)
    if (manifest?.jobId !== need.jobId) return `the manifest of the needed job ${need.jobId} is not one of that job`
    if (manifest.outcome === 'EXITED' && manifest.exitCode === 0) return manifest
    return `the needed job ${need.jobId} did not succeed: ${manifest.outcome}, exit code ${manifest.exitCode}`
  }

  return async function find({ as, from, path, maxBytes }) {
    const reading = manifests.get(from) ?? manifestOf(from)
    manifests.set(from, reading)
    const manifest = await reading
    if (typeof manifest === 'string') return { refusal: manifest }
    const file = manifest.outputs.find(({ name }) => name === path)
    if (!file) return { refusal: `the needed job ${manifest.jobId} has no output ${path}` }
    const { cid, sha256, size } = file
    if (size > maxBytes) return { refusal: `${path} of job ${manifest.jobId} has ${size} bytes, more than ${maxBytes}` }
    const manifestSha256 = needs.find(({ specHash }) => specHash === from)?.manifestSha256 ?? ''
    return { jobId: manifest.jobId, blob: { cid, sha256, size }, taken: { as, from, path, sha256, manifestSha256 } }
  }
}

function parsed(bytes: Uint8Array): Manifest | null {
  try {
    return manifestSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data ?? null
  } catch {
    return null
  }
}
