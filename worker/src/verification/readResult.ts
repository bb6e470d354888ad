import { createHash } from 'node:crypto'
import { RetryableError, type RunReport } from '@aiigo/domain'
import type { Attempt, Job } from '@aiigo/storage'
import { ResultMismatch } from './checkManifest.js'
import { MAX_MANIFEST_BYTES } from './checkResult.js'
import { BlobMissing, type BlobReader, BlobTooLarge } from './createBlobReader.js'
import { runReportOf } from './runReportOf.js'

/**
 * A result on chain, as far as it can be compared. UNUSABLE: its provider handed in nothing that can be, and cannot
 * mend that any more. MISSING: the store does not have the manifest now. UNREACHABLE: the store does not answer now.
 */
export type StoredResult =
  | { readonly kind: 'REPORT'; readonly report: RunReport }
  | { readonly kind: 'UNUSABLE' | 'MISSING' | 'UNREACHABLE'; readonly reason: string }

/** Hash of an attempt's result, 0x hex: by the chain, or before the record has that, as its provider handed it in. */
export const resultHashOf = ({ onChain }: Pick<Attempt, 'onChain'>, { result }: Pick<Job, 'result'>): string =>
  onChain?.result?.resultHash ?? `0x${result?.manifestSha256}`

/**
 * Reads a result from the blob store, by the hash that the chain has of it.
 * @param result as it was handed in; null when it was not
 * @param resultHash 0x hex, SHA-256 of the manifest by the chain
 * @param provider wallet that has to have stored the manifest
 */
export async function readResult(
  blobs: BlobReader,
  result: Job['result'],
  resultHash: string,
  provider: string,
): Promise<StoredResult> {
  const unusable = (reason: string): StoredResult => ({ kind: 'UNUSABLE', reason })
  const onChain = resultHash.toLowerCase()
  if (!result) return unusable('its provider brought a result to the chain and handed none in')
  if (`0x${result.manifestSha256}` !== onChain) {
    return unusable('its provider brought another result to the chain than the one that it handed in')
  }
  try {
    const manifest = await blobs.read(result.manifestCid, MAX_MANIFEST_BYTES, provider)
    const hash = `0x${createHash('sha256').update(manifest).digest('hex')}`
    if (hash !== onChain) return unusable(`the stored manifest has the hash ${hash}, the chain has ${onChain}`)
    return { kind: 'REPORT', report: runReportOf(manifest) }
  } catch (error) {
    if (error instanceof ResultMismatch) return unusable(error.message)
    if (error instanceof BlobTooLarge) return unusable(`its manifest has more than ${MAX_MANIFEST_BYTES} bytes`)
    if (error instanceof BlobMissing) return { kind: 'MISSING', reason: 'its provider does not keep the manifest' }
    if (error instanceof RetryableError) return { kind: 'UNREACHABLE', reason: 'the blob store does not answer' }
    throw error
  }
}
