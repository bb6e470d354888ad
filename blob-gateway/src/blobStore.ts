import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { contentIdOf } from './contentId.js'
import { HttpError } from './httpError.js'

export interface StoredBlob {
  cid: string
  /** Bytes. */
  size: number
  /** 64 hex digits, no prefix. */
  sha256: string
}

export interface BlobStore {
  /**
   * Stores a stream. The blob is on disk and visible under its content id when this resolves; a stream that fails or is
   * too long leaves nothing behind. Storing the same content again changes nothing.
   *
   * @param admit Called with what has come, before it becomes visible; what it throws refuses the content.
   * @throws {HttpError} 413 BLOB_TOO_LARGE
   */
  put(content: Readable, admit?: (blob: StoredBlob) => void): Promise<StoredBlob>
  /**
   * The path below the store's folder of a blob whose length is what it was when it was stored; undefined when not
   * stored.
   *
   * @throws {HttpError} 500 BLOB_DAMAGED when the file on disk has another length
   */
  find(sha256: string): Promise<{ path: string; size: number } | undefined>
  /**
   * Deletes a blob, unless it is wanted by then.
   * @param forget ends the claim to it, after the file: a crash in between leaves a claim, which is ended again, and no
   * file without one
   */
  remove(sha256: string, isWanted: () => boolean, forget: () => void): Promise<void>
  /** Where `path`s are relative to. */
  readonly folder: string
}

export interface BlobStoreOptions {
  folder: string
  maxBytes: number
}

/**
 * A content-addressed store of files: `blobs/<first 2 hex digits>/<sha256>` with `<sha256>.size` beside it. Writes go
 * to a private file, are flushed, then renamed, so that a reader sees a whole blob or none, also after a crash.
 */
export async function createBlobStore({ folder, maxBytes }: BlobStoreOptions): Promise<BlobStore> {
  const incoming = join(folder, 'incoming')
  // Left over from uploads that a crash cut off.
  await rm(incoming, { recursive: true, force: true })
  await mkdir(incoming, { recursive: true })

  /** Publishing and deleting take turns: a blob that is stored again while it is deleted stays. */
  let turn: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work, work)
    turn = done.catch(() => undefined)
    return done
  }

  async function find(sha256: string): Promise<{ path: string; size: number } | undefined> {
    const path = pathOf(sha256)
    try {
      const [{ size }, expected] = await Promise.all([
        stat(join(folder, path)),
        readFile(join(folder, `${path}.size`), 'utf8'),
      ])
      if (size === Number(expected)) return { path, size }
      throw new HttpError(
        500,
        'BLOB_DAMAGED',
        `expected ${expected} bytes for ${sha256}, found ${size} on disk; upload the content again to repair it`,
      )
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  async function put(content: Readable, admit?: (blob: StoredBlob) => void): Promise<StoredBlob> {
    const temporary = join(incoming, randomUUID())
    const hash = createHash('sha256')
    let size = 0
    async function* measured(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of source) {
        size += chunk.length
        if (size > maxBytes) throw tooLarge(maxBytes)
        hash.update(chunk)
        yield chunk
      }
    }
    const file = createWriteStream(temporary, { flags: 'wx', mode: 0o640, flush: true })
    const closed = new Promise<void>((resolve) => file.once('close', resolve))
    try {
      // A refused stream is not destroyed: whoever sends it should read the answer.
      const source = content.iterator({ destroyOnReturn: false })
      await pipeline(measured(source), file)
      const digest = hash.digest()
      const sha256 = digest.toString('hex')
      const blob = { cid: contentIdOf(digest), size, sha256 }
      return await inTurn(async () => {
        admit?.(blob)
        const known = await find(sha256).catch(() => undefined)
        if (!known) await publish(temporary, sha256, size)
        return blob
      })
    } finally {
      // A file that is still being opened would appear once it was removed.
      await closed
      await rm(temporary, { force: true })
    }
  }

  async function publish(temporary: string, sha256: string, size: number): Promise<void> {
    const path = join(folder, pathOf(sha256))
    const parent = join(path, '..')
    await mkdir(parent, { recursive: true })
    // The length first: a blob without it counts as not stored, never as damaged.
    await writeFile(`${temporary}.size`, String(size), { flush: true })
    await rename(`${temporary}.size`, `${path}.size`)
    await rename(temporary, path)
    const directory = await open(parent)
    try {
      await directory.sync()
    } finally {
      await directory.close()
    }
  }

  function remove(sha256: string, isWanted: () => boolean, forget: () => void): Promise<void> {
    return inTurn(async () => {
      if (!isWanted()) {
        const path = join(folder, pathOf(sha256))
        // The length first, so that a crash in between leaves nothing that counts as stored.
        await rm(`${path}.size`, { force: true })
        await rm(path, { force: true })
      }
      forget()
    })
  }

  return { put, find, remove, folder }
}

/** The answer to content longer than the store takes. */
export function tooLarge(maxBytes: number): HttpError {
  return new HttpError(413, 'BLOB_TOO_LARGE', `expected at most ${maxBytes} bytes (MAX_BLOB_BYTES, sealed), got more`)
}

function pathOf(sha256: string): string {
  return join('blobs', sha256.slice(0, 2), sha256)
}
