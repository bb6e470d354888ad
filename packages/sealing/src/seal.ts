import { Decrypter, Encrypter } from 'age-encryption'
import { hasOwnHeader, readOwnHeader, sealBroken } from './header.js'

type Bytes = Uint8Array<ArrayBuffer>

function encrypterTo(recipient: string): Encrypter {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return encrypter
}

function decrypterWith(identity: string): Decrypter {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return decrypter
}

/** Seals content: only the identity of the recipient opens it. The same content looks different each time. */
export async function sealBytes(content: Uint8Array, recipient: string): Promise<Bytes> {
  return (await encrypterTo(recipient).encrypt(content)) as Bytes
}

/** Opens sealed content. @throws NotRetryableError `SEAL_BROKEN` */
export async function openBytes(sealed: Uint8Array, identity: string): Promise<Bytes> {
  if (!hasOwnHeader(sealed)) throw sealBroken()
  try {
    return (await decrypterWith(identity).decrypt(sealed)) as Bytes
  } catch (error) {
    throw sealBroken(error)
  }
}

/** A stream of sealed content. */
export interface SealedStream extends ReadableStream<Bytes> {
  /** The bytes that so many bytes of content take when they are sealed. */
  size(contentBytes: number): number
}

/** Seals a stream, chunk by chunk. */
export function sealStream(content: ReadableStream<Uint8Array>, recipient: string): Promise<SealedStream> {
  return encrypterTo(recipient).encrypt(content) as Promise<SealedStream>
}

/**
 * Opens a sealed stream. Every chunk is authentic when it comes out; an end that is missing is an error.
 * @throws NotRetryableError `SEAL_BROKEN`, here or while the stream is read; errors of the source stay what they are.
 */
export async function openStream(sealed: ReadableStream<Uint8Array>, identity: string): Promise<ReadableStream<Bytes>> {
  const source: { failure?: unknown; failed: boolean } = { failed: false }
  const from = sealed.getReader()
  let start: Uint8Array | null = await readOwnHeader(from)
  const watched = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (start) {
        controller.enqueue(start)
        start = null
        return
      }
      try {
        const { done, value } = await from.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (error) {
        Object.assign(source, { failed: true, failure: error })
        throw error
      }
    },
    cancel: (reason) => from.cancel(reason),
  })
  const reasonOf = (error: unknown): unknown => (source.failed ? source.failure : sealBroken(error))
  const opened = await decrypterWith(identity)
    .decrypt(watched)
    .catch((error: unknown) => {
      throw reasonOf(error)
    })
  const reader = opened.getReader()
  return new ReadableStream<Bytes>({
    async pull(controller) {
      const read = await reader.read().catch((error: unknown) => {
        throw reasonOf(error)
      })
      if (read.done) controller.close()
      else controller.enqueue(read.value as Bytes)
    },
    cancel: (reason) => reader.cancel(reason),
  })
}
