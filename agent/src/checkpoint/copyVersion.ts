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
  /** Bytes. */
  readonly size: number
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

/** A file that is held open as it was found: what the program renames over it is another one. */
export interface HeldVersion {
  /** Distinguishes this file from another one, and from itself after a change. */
  readonly mark: string
  /** Bytes. */
  readonly size: number
  /** Copies it, unless it has changed since it was found. @returns null where it has, or changes meanwhile */
  copy(to: string, signal: AbortSignal): Promise<CopiedVersion | null>
  close(): Promise<void>
}

/** Opens a file of a directory that a program changes meanwhile. @returns null where there is none, or an empty one */
export async function holdVersion(workDir: string, file: string): Promise<HeldVersion | null> {
  const handle = await openInside(workDir, file)
  if (!handle) return null
  const found = await markOf(handle).catch(async (error: unknown) => {
    await handle.close()
    throw error
  })
  const isSame = async (): Promise<boolean> => (await markOf(handle)).mark === found.mark
  if (found.size === 0) {
    await handle.close()
    return null
  }
  return {
    ...found,
    async copy(to, signal) {
      if (!(await isSame())) return null
      const hash = createHash('sha256')
      const content = handle.createReadStream({ autoClose: false, start: 0, end: found.size - 1 })
      async function* hashed(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
        for await (const chunk of chunks) {
          hash.update(chunk)
          yield chunk
        }
      }
      await pipeline(content, hashed, createWriteStream(to, { mode: 0o600 }), { signal })
      return (await isSame()) ? { ...found, sha256: hash.digest('hex') } : null
    },
    close: () => handle.close(),
  }
}

/**
 * Copies a complete version of a file that a running program writes. The file is opened once: a program that writes
 * beside and renames is never in the way. Of a program that writes in place a version counts that stays unchanged for
 * `stillMs` and during the copy.
 * @returns null when there is no new version, or it is not complete yet; TOO_LARGE when it is above `maxBytes`
 */
export async function copyVersion(options: CopyOptions): Promise<CopiedVersion | 'TOO_LARGE' | null> {
  const { workDir, file, to, maxBytes, stillMs, known, signal } = options
  const held = await holdVersion(workDir, file)
  if (!held) return null
  try {
    if (held.mark === known) return null
    if (held.size > maxBytes) return 'TOO_LARGE'
    await pause(stillMs, signal)
    return await held.copy(to, signal)
  } finally {
    await held.close()
  }
}
