import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { NotRetryableError, VERSION_SALT_BYTES } from '@aiigo/domain'
import { createOutputMac, type JobKey, openStream } from '@aiigo/sealing'
import { type SealedFile, sealFile } from '../assignment/sealFile.js'

/** A version as it is stored. */
export type StoredVersion = Omit<SealedFile, 'mac'> & { readonly mac: string | null }

/** Writes a version as it is stored: sealed to the job's key, or behind a salt. */
export async function sealVersion(from: string, to: string, key: JobKey | null): Promise<StoredVersion> {
  if (key) return sealFile(from, to, key)
  const hash = createHash('sha256')
  let size = 0
  async function* salted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const salt = randomBytes(VERSION_SALT_BYTES)
    hash.update(salt)
    size = salt.length
    yield salt
    for await (const chunk of chunks) {
      hash.update(chunk)
      size += chunk.length
      yield chunk
    }
  }
  await pipeline(createReadStream(from), salted, createWriteStream(to, { mode: 0o600 }))
  return { sha256: hash.digest('hex'), size, mac: null }
}

/**
 * Writes the content of a stored version.
 * @param mac of the content, where it is sealed: everybody can seal to a job's key, and those who had it know a MAC
 * @returns SHA-256 of the content, 64 hex digits
 * @throws NotRetryableError `CHECKPOINT_BROKEN` when it has another hash, size or MAC; `SEAL_BROKEN`
 */
export async function openVersion(
  { path, sha256, size, mac }: StoredVersion & { readonly path: string },
  to: string,
  key: JobKey | null,
): Promise<string> {
  const stored = createHash('sha256')
  const content = createHash('sha256')
  const contentMac = key ? createOutputMac(key.identity) : null
  let bytes = 0
  async function* received(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      stored.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  async function* unsalted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let left = VERSION_SALT_BYTES
    for await (const chunk of chunks) {
      const rest = chunk.subarray(Math.min(left, chunk.length))
      left -= chunk.length - rest.length
      if (rest.length > 0) yield rest
    }
  }
  async function* opened(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      content.update(chunk)
      contentMac?.update(chunk)
      yield chunk
    }
  }
  const write = () => createWriteStream(to, { mode: 0o600 })
  const source = Readable.from(received(createReadStream(path)), { objectMode: false })
  try {
    if (key) {
      const plain = await openStream(Readable.toWeb(source) as unknown as ReadableStream<Uint8Array>, key.identity)
      await pipeline(Readable.fromWeb(plain as unknown as NodeStream<Uint8Array>), opened, write())
    } else {
      await pipeline(source, unsalted, opened, write())
    }
  } finally {
    source.destroy()
  }
  const digest = stored.digest('hex')
  if (bytes !== size || digest !== sha256) {
    throw broken(`${size} bytes with SHA-256 ${sha256}`, `${bytes} bytes with SHA-256 ${digest}`)
  }
  const found = contentMac?.digest() ?? null
  if (found !== null && !isSame(found, mac ?? '')) throw broken(`the MAC ${mac}`, found)
  return content.digest('hex')
}

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

function broken(expected: string, got: string): NotRetryableError {
  return new NotRetryableError('CHECKPOINT_BROKEN', `expected a checkpoint of ${expected}, got ${got}`)
}
