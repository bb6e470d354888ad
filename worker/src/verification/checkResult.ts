import { handInProblem, JOB_LIMITS, type JobSpec, READING_LEAST_BYTES } from '@aiigo/domain'
import type { Hex, TypedDataDomain } from 'viem'
import { type ClaimedResult, checkManifest, ResultMismatch } from './checkManifest.js'
import { checkReceipts } from './checkReceipts.js'
import { type BlobReader, BlobTooLarge } from './createBlobReader.js'
import { runReportOf } from './runReportOf.js'

/** A manifest names at most 500 files. */
export const MAX_MANIFEST_BYTES = 1_048_576
const MIB = 1_048_576

/**
 * Why readings are billed that cannot be in the result; null when they can. The files are sealed, so the platform knows
 * their size alone: it has room for so many lines. The buyer counts them.
 */
export function pointsProblem({ program }: Pick<JobSpec, 'program'>, usage: string, bytes: number): string | null {
  if (program.kind !== 'readings') return null
  const most = Math.floor(bytes / READING_LEAST_BYTES)
  if (BigInt(usage) <= BigInt(most)) return null
  return `expected a usage of at most ${most} data points, for which the readings have room (${bytes} bytes), got ${usage}`
}

/**
 * Checks that a result is there and is what was signed: the manifest, and every output it names. Programs that end
 * early leave outputs out, so missing ones are the buyer's to judge; outputs that the job does not name are refused.
 * @param provider wallet that has to have stored the files
 * @param chain what receipts of readers are signed for
 * @throws ResultMismatch when it is not
 * @throws RetryableError while something can't be fetched
 */
export async function checkResult(
  blobs: BlobReader,
  manifestCid: string,
  claimed: ClaimedResult,
  spec: JobSpec,
  provider: string,
  chain: { readonly domain: TypedDataDomain; readonly taskId: string },
): Promise<void> {
  try {
    const manifest = await blobs.read(manifestCid, MAX_MANIFEST_BYTES, provider)
    const files = checkManifest(manifest, claimed)
    if (spec.verification.mode !== 'NONE') runReportOf(manifest)
    const limit = spec.limits.outputMiB * MIB
    const areSealed = spec.files.privacy !== 'none'
    const loose = files.find(({ sealed }) => (sealed !== undefined) !== areSealed)
    if (loose) {
      const how = areSealed ? 'sealed to the job’s key' : 'stored as they are'
      throw new ResultMismatch(`expected outputs that are ${how}, ${loose.name} is not`)
    }
    if (files.reduce((sum, { size, sealed }) => sum + (sealed?.size ?? size), 0) > limit) {
      throw new ResultMismatch(`expected outputs of at most ${limit} bytes together`)
    }
    const bytes = files.reduce((sum, { size, sealed }) => sum + Math.min(size, sealed?.size ?? size), 0)
    const problem = pointsProblem(spec, claimed.usage, bytes)
    if (problem !== null) throw new ResultMismatch(problem)
    if (files.length > JOB_LIMITS.outputFiles) {
      throw new ResultMismatch(`expected at most ${JOB_LIMITS.outputFiles} outputs, got ${files.length}`)
    }
    const names = new Set<string>()
    for (const { name, cid, sha256, size } of files) {
      const wrong = names.has(name) ? 'it comes twice' : handInProblem(spec, name)
      if (wrong !== null) throw new ResultMismatch(`expected outputs of the job, each once, got ${name}: ${wrong}`)
      names.add(name)
      const found = await blobs.digest(cid, size, provider)
      if (found.sha256 !== sha256 || found.size !== size) {
        throw new ResultMismatch(
          `expected output ${name} with ${size} bytes and SHA-256 ${sha256}, got ${found.size} bytes and ${found.sha256}`,
        )
      }
    }
    const { domain, taskId } = chain
    const { attempt, nodeId, usage } = claimed
    const run = { taskId: taskId as Hex, attempt, nodeId: nodeId as Hex }
    await checkReceipts(blobs, spec, domain, { run, usage: BigInt(usage), files, provider })
  } catch (error) {
    if (error instanceof BlobTooLarge) throw new ResultMismatch(error.message)
    throw error
  }
}
