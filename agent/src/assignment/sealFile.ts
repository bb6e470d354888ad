import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { createOutputMac, type JobKey, sealStream } from '@aiigo/sealing'

/** A sealed file, and what it is without its seal. */
export interface SealedFile {
  /** Of the sealed file, 64 hex digits. */
  readonly sha256: string
  /** Bytes of the sealed file. */
  readonly size: number
  /** MAC of the content under the job's key, 64 hex digits. */
  readonly mac: string
}

/** Seals a file to a job's key, as a stream: it may be larger than the memory. */
export async function sealFile(from: string, to: string, key: JobKey): Promise<SealedFile> {
  const mac = createOutputMac(key.identity)
  const hash = createHash('sha256')
  let size = 0
  const plain = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      mac.update(chunk)
      done(null, new Uint8Array(chunk))
    },
  })
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  // A file that cannot be read ends the sealing, which would wait for its rest.
  const reading = pipeline(createReadStream(from), plain)
  const content = Readable.toWeb(plain) as unknown as ReadableStream<Uint8Array>
  const sealing = sealStream(content, key.recipient).then((sealed) =>
    pipeline(
      Readable.fromWeb(sealed as unknown as NodeStream<Uint8Array>),
      count,
      createWriteStream(to, { mode: 0o600 }),
    ),
  )
  await Promise.all([reading, sealing])
  return { sha256: hash.digest('hex'), size, mac: mac.digest() }
}
