import { NotRetryableError } from '@aiigo/domain'

/** Bytes of the header of a file that is sealed to one X25519 recipient: four lines of fixed length. */
export const HEADER_BYTES = 168

const HEADER = /^age-encryption\.org\/v1\n-> X25519 [A-Za-z0-9+/]{43}\n[A-Za-z0-9+/]{43}\n--- [A-Za-z0-9+/]{43}\n$/

/**
 * Whether a file begins as `sealBytes` and `sealStream` write it. The format of age allows any number of recipients.
 * Each costs whoever opens the file a multiplication on a curve: one file of 8 MiB held a process for minutes. So no
 * other header is opened.
 */
export function hasOwnHeader(start: Uint8Array): boolean {
  return HEADER.test(new TextDecoder('latin1').decode(start.subarray(0, HEADER_BYTES)))
}

/** The error of content that the key does not open. */
export function sealBroken(cause?: unknown): NotRetryableError {
  const message = 'expected content that is sealed to this key alone, whole and unchanged; it is not: do not use it'
  return new NotRetryableError('SEAL_BROKEN', message, { cause })
}

/** Reads the beginning of sealed content, of at least the header. @throws NotRetryableError `SEAL_BROKEN` */
export async function readOwnHeader(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  while (length < HEADER_BYTES) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    length += value.length
  }
  const start = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    start.set(part, at)
    at += part.length
  }
  if (hasOwnHeader(start)) return start
  await reader.cancel().catch(() => undefined)
  throw sealBroken()
}
