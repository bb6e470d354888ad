import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { pause } from '@aiigo/domain'
import { openInside } from '../executor/openInside.js'

/** A copy of what a program wrote. */
export interface CopiedVersion {
  /** Of the content, 64 hex digits. */
  readonly sha256: string
  /** Distinguishes this file from another one, and from itself after a change. */
  readonly mark: string
}

/** Where a version is looked for, and where its copy goes. */
export interface CopyOptions {
  /** The job's directory. */
  readonly workDir: string
  /** Name in it. */
  readonly file: string
  /** Path of the copy; what is there is overwritten. */
  readonly to: string
  readonly maxBytes: number
  /** For how long the file has to stay as it is, milliseconds. */
  readonly stillMs: number
  /** The mark of the version that was copied last. */
  readonly known: string | null
  readonly signal: AbortSignal
}

async function markOf(handle: FileHandle): Promise<{ mark: string; size: number }> {
  const { dev, ino, size, mtimeNs } = await handle.stat({ bigint: true })
  return { mark: [dev, ino, size, mtimeNs].join(':'), size: Number(size) }
}

/**
 * Copies a complete version of a file that a running program writes. The file is opened once: a program that writes
 * beside and renames is never in the way. Of a program that writes in place a version counts that stays unchanged for
 * `stillMs` and during the copy.
 * @returns null when there is no new version, or it is not complete yet; TOO_LARGE when it is above `maxBytes`
 */
export async function copyVersion(options: CopyOptions): Promise<CopiedVersion | 'TOO_LARGE' | null> {
  const { workDir, file, to, maxBytes, stillMs, known, signal } = options
  const handle = await openInside(workDir, file)
  if (!handle) return null
  try {
    const found = await markOf(handle)
    if (found.size === 0 || found.mark === known) return null
    if (found.size > maxBytes) return 'TOO_LARGE'
    await pause(stillMs, signal)
    if ((await markOf(handle)).mark !== found.mark) return null
    const hash = createHash('sha256')
    const content = handle.createReadStream({ autoClose: false, start: 0, end: found.size - 1 })
    async function* hashed(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        hash.update(chunk)
        yield chunk
      }
    }
    await pipeline(content, hashed, createWriteStream(to, { mode: 0o600 }), { signal })
    return (await markOf(handle)).mark === found.mark ? { sha256: hash.digest('hex'), mark: found.mark } : null
  } finally {
    await handle.close()
  }
}
