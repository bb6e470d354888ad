import { createHash } from 'node:crypto'
import type { DownloadedFile } from '@aiigo/sdk/node'

/**
 * One hash for the files of a result, the same for every run of a deterministic job: a single file's SHA-256; for
 * several the SHA-256 of what `sha256sum` prints for them, in the job's order (`sha256sum a b | sha256sum`).
 */
export function resultSha256(files: readonly Pick<DownloadedFile, 'name' | 'contentSha256'>[]): string {
  const [first] = files
  if (first && files.length === 1) return first.contentSha256
  return createHash('sha256')
    .update(files.map(({ name, contentSha256 }) => `${contentSha256}  ${name}\n`).join(''))
    .digest('hex')
}
