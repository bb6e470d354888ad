import { createHash } from 'node:crypto'
import type { ResultFile } from '@aiigo/sdk'

/**
 * One hash for the files of a result, the same for every run of a deterministic job: a single file's SHA-256; for
 * several the SHA-256 of what `sha256sum` prints for them, in the job's order (`sha256sum a b | sha256sum`).
 */
export function resultSha256(files: readonly Pick<ResultFile, 'name' | 'sha256'>[]): string {
  const [first] = files
  if (first && files.length === 1) return first.sha256
  return createHash('sha256')
    .update(files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(''))
    .digest('hex')
}
