import { createHash } from 'node:crypto'
import { createWriteStream, openAsBlob } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { downloadBlob, type StoredBlob, uploadBlob } from '@aiigo/client'
import { NotRetryableError, RetryableError } from '@aiigo/domain'
import { codeOf, type FileAccess } from '@aiigo/sdk'
import { type JobKey, openStream } from '@aiigo/sealing'
import type { Traffic } from './caps/createTraffic.js'

export interface Blobs {
  /**
   * Fetches a file of a job.
   * @param jobId whose node this one is
   * @param key opens the file, where it is sealed; what is written is not
   * @throws RetryableError while it can't be had; NotRetryableError when it is not what its reference says, which no
   * second try changes.
   */
  download(jobId: string, blob: StoredBlob, path: string, signal: AbortSignal, key?: JobKey | null): Promise<void>
  /**
   * Reads a small file of a job whose hash is known.
   * @throws RetryableError while it can't be had; NotRetryableError `BLOB_MISMATCH` when it has another hash,
   * `BLOB_TOO_LARGE` when it has more bytes
   */
  read(
    jobId: string,
    file: { readonly cid: string; readonly sha256: string },
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<Uint8Array>
  /** Stores a file's or these bytes. @throws BlobError when the store refuses it (too large); else a RetryableError. */
  upload(content: { path: string } | { bytes: Uint8Array }, signal: AbortSignal): Promise<StoredBlob>
  /** Stores bytes that everyone may read. */
  publish(bytes: Uint8Array, signal: AbortSignal): Promise<StoredBlob>
}

/** Beside the files of jobs: the node's own. */
export interface OwnBlobs extends Blobs {
  /** Reads a file that this wallet has stored. @throws BlobError when it is another one; else a RetryableError */
  readOwn(blob: StoredBlob, signal: AbortSignal): Promise<void>
}

export interface BlobsOptions {
  /** Base URL of the store, without a slash at the end. */
  readonly url: string
  readonly files: FileAccess
  /** Counts and slows down the files of jobs. */
  readonly traffic: Pick<Traffic, 'meter'>
}

/** Refusals that can pass: a grant or a file that is not known yet, too much at once. */
const MAY_PASS = new Set([401, 404, 408, 425, 429])

/** Counts and hashes the bytes that pass; more than `size` bytes is an error at once. */
function meter(expected: StoredBlob): Transform {
  const hash = createHash('sha256')
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      hash.update(chunk)
      if (bytes > expected.size)
        done(new NotRetryableError('BLOB_MISMATCH', `expected ${expected.size} bytes of ${expected.cid}, got more`))
      else done(null, chunk)
    },
    flush(done) {
      const sha256 = hash.digest('hex')
      if (bytes === expected.size && sha256 === expected.sha256) return done()
      const got = `${bytes} bytes with SHA-256 ${sha256}`
      done(
        new NotRetryableError(
          'BLOB_MISMATCH',
          `expected ${expected.cid} to be ${expected.size} bytes with SHA-256 ${expected.sha256}, got ${got}`,
        ),
      )
    },
  })
}

/** The blob store over HTTP. Nothing is trusted: what comes is compared with its reference before it is used. */
export function createBlobs({ url, files, traffic }: BlobsOptions): OwnBlobs {
  return {
    async download(jobId, blob, path, signal, key = null) {
      const headers = { authorization: `Bearer ${await files.ofJob(jobId, { signal, cid: blob.cid })}` }
      const response = await fetch(`${url}/ipfs/${blob.cid}`, { headers, signal }).catch((cause: unknown) => {
        throw new RetryableError(
          'BLOB_STORE_UNREACHABLE',
          `expected ${blob.cid} from ${url}, but the connection failed`,
          { cause },
        )
      })
      if (!response.ok || !response.body) {
        // The caller bounds the tries by the job's deadline: a file that is not there yet may come.
        const text = (await response.text()).slice(0, 300)
        const code = response.status === 404 ? 'BLOB_MISSING' : 'BLOB_STORE_FAILED'
        const Kind = MAY_PASS.has(response.status) || response.status >= 500 ? RetryableError : NotRetryableError
        throw new Kind(code, `expected ${blob.cid} from ${url}, got HTTP ${response.status} ${text}`)
      }
      const file = createWriteStream(path, { mode: 0o600 })
      const stored = Readable.fromWeb(response.body)
      if (!key) return pipeline(stored, traffic.meter(), meter(blob), file, { signal })
      const metered = meter(blob)
      const receiving = pipeline(stored, traffic.meter(), metered, { signal })
      const sealed = Readable.toWeb(metered) as unknown as ReadableStream<Uint8Array>
      const opening = openStream(sealed, key.identity).then((opened) =>
        pipeline(Readable.fromWeb(opened as unknown as NodeStream<Uint8Array>), file, { signal }),
      )
      await Promise.all([receiving, opening])
    },
    async read(jobId, { cid, sha256 }, maxBytes, signal) {
      const token = await files.ofJob(jobId, { signal, cid })
      return downloadBlob(url, token, cid, { sha256, maxBytes, signal }).catch((error: unknown) => {
        if (codeOf(error) !== 'BLOB_NOT_FOUND') throw error
        // As of a file that is downloaded: it may come yet.
        throw new RetryableError('BLOB_MISSING', (error as Error).message, { cause: error })
      })
    },
    async upload(content, signal) {
      // A Blob of a file is read while it is sent.
      const body =
        'path' in content ? await openAsBlob(content.path) : new Blob([content.bytes as Uint8Array<ArrayBuffer>])
      const token = await files.toStore({ signal })
      const sending = Readable.fromWeb(body.stream() as NodeStream).compose(traffic.meter(), { signal })
      const stream = Readable.toWeb(sending) as unknown as ReadableStream<Uint8Array>
      return uploadBlob(url, token, { stream, size: body.size }, { signal })
    },
    async readOwn({ cid, sha256, size }, signal) {
      const bytes = await downloadBlob(url, await files.toStore({ signal }), cid, { sha256, maxBytes: size, signal })
      // Counted behind: the bytes came without a brake, since their time is what is measured.
      traffic.meter().end(bytes).resume()
    },
    publish: async (bytes, signal) =>
      uploadBlob(url, await files.toStore({ signal }), bytes, { signal, isPublic: true }),
  }
}
