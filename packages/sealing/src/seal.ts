import { NotRetryableError } from '@aiigo/domain'
import { Decrypter, Encrypter } from 'age-encryption'

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

function broken(cause: unknown): NotRetryableError {
  const message = 'expected content that is sealed to this key, whole and unchanged; it is not: do not use it'
  return new NotRetryableError('SEAL_BROKEN', message, { cause })
}

/** Seals content: only the identity of the recipient opens it. The same content looks different each time. */
export async function sealBytes(content: Uint8Array, recipient: string): Promise<Bytes> {
  return (await encrypterTo(recipient).encrypt(content)) as Bytes
}

/** Opens sealed content. @throws NotRetryableError `SEAL_BROKEN` */
export async function openBytes(sealed: Uint8Array, identity: string): Promise<Bytes> {
  try {
    return (await decrypterWith(identity).decrypt(sealed)) as Bytes
  } catch (error) {
    throw broken(error)
  }
}

/** Seals a stream, chunk by chunk. */
export function sealStream(content: ReadableStream<Uint8Array>, recipient: string): Promise<ReadableStream<Bytes>> {
  return encrypterTo(recipient).encrypt(content) as Promise<ReadableStream<Bytes>>
}

/**
 * Opens a sealed stream. Every chunk is authentic when it comes out; an end that is missing is an error.
 * @throws NotRetryableError `SEAL_BROKEN`, here or while the stream is read; errors of the source stay what they are.
 */
export async function openStream(sealed: ReadableStream<Uint8Array>, identity: string): Promise<ReadableStream<Bytes>> {
  const source: { failure?: unknown; failed: boolean } = { failed: false }
  const from = sealed.getReader()
  const watched = new ReadableStream<Uint8Array>({
    async pull(controller) {
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
  const reasonOf = (error: unknown): unknown => (source.failed ? source.failure : broken(error))
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
