import { join } from 'node:path'
import { bytesOfMegabytes, isStoredInput, type JobSpec } from '@aiigo/domain'
import type { Offer } from '@aiigo/sdk'
import type { ServingTask } from '../executor/index.js'

/** File of the receipts of an attempt. */
export const receiptsPath = (folder: string, offerId: string): string => join(folder, `${offerId}.json`)

/** Kept for the receipts of the last chunks, seconds. */
const END_SECONDS = 5

/**
 * How long files are served, seconds: up to the limit, and not into the time of handing in.
 * @param leftMs time of the run, milliseconds
 */
export const servingSeconds = (limitSeconds: number, leftMs: number): number =>
  Math.max(0, Math.min(limitSeconds, leftMs / 1_000 - END_SECONDS))

/**
 * The serving of a job's files; undefined for a job that runs a program.
 * @param inputs as they lie on this machine, in the specification's order
 */
export function servingTaskOf(
  { taskId, attempt, nodeId }: Offer,
  { program, inputs: named }: JobSpec,
  inputs: readonly { readonly as: string; readonly path: string }[],
  bookPath: string,
): ServingTask | undefined {
  if (program.kind !== 'serve') return undefined
  const { readers, megabytes, chunks } = program
  return {
    run: { taskId, attempt, nodeId },
    readers,
    maxBytes: bytesOfMegabytes(megabytes),
    files: named.filter(isStoredInput).map(({ as, cid, size }, index) => ({
      ...{ as, cid, size },
      path: inputs[index]?.path ?? '',
      chunks: chunks[index] ?? '',
    })),
    bookPath,
  }
}
