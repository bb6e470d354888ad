import { marketplaceDomain, readReceiptTypedData, readSessionTypedData, type ServingRun, signerOf } from '@aiigo/chain'
import {
  chunkCount,
  chunkSize,
  digestInList,
  NotRetryableError,
  parseReceipt,
  parseServingPlace,
  pause,
  RetryableError,
  SERVING,
  type ServedFile,
  type ServingPlace,
} from '@aiigo/domain'
import type { Address, Hex, LocalAccount } from 'viem'
import { sdkError } from '../errors.js'
import { askNode, NodeRefusal, unreachable } from './nodeFiles.js'
import type { ReadChunk, Reader, ReadOptions } from './Reader.js'

/** Settings of a reader. */
export interface ReaderOptions {
  /** As the job's buyer gives it: `buyer.servingPlace(jobId)`, or `aiigo serving JOB`. */
  readonly place: ServingPlace
  /** One of the readers that the job lists. One process at a time reads with a key. */
  readonly key: LocalAccount
}

/** Tries of one chunk, one after another without a byte in between. */
const TRIES = 6
const FIRST_WAIT_MS = 100

const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))

const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

interface Session {
  readonly token: string
}

/**
 * A reader of the files that a job serves.
 * @throws InvalidInputError for what is no serving place
 * @example
 * const reader = createReader({ place: await buyer.servingPlace(jobId), key: privateKeyToAccount(key) })
 * const bytes = await reader.readAll('map.bin')
 */
export function createReader({ place: given, key }: ReaderOptions): Reader {
  const place = parseServingPlace(given)
  const run: ServingRun = {
    taskId: place.taskId.toLowerCase() as Hex,
    attempt: place.attempt,
    nodeId: place.nodeId.toLowerCase() as Hex,
  }
  const domain = marketplaceDomain(place.chainId, place.marketplace as Address)
  const base = `${place.url.replace(/\/+$/, '')}/${run.taskId}`
  const lists = new Map<string, Promise<Uint8Array>>()
  let session: Promise<Session> | null = null
  /** Bytes of this key in all: what it has signed for, and what has come and is to be signed for. */
  let received = 0n
  let paid = 0n
  let bytesRead = 0n

  async function openSession(signal: AbortSignal | undefined): Promise<Session> {
    const { nonce } = (await (await askNode(`${base}/challenge`, { signal: signal ?? null })).json()) as { nonce: Hex }
    if (!/^0x[0-9a-f]{64}$/.test(nonce)) throw badAnswer('a challenge of 32 bytes')
    const signature = await key.signTypedData(readSessionTypedData(domain, { ...run, nonce }))
    const body = JSON.stringify({ nonce, signature })
    const response = await askNode(`${base}/sessions`, { method: 'POST', body, signal: signal ?? null })
    const opened = (await response.json()) as { token: string; paid: { bytes: string; signature: string } | null }
    if (typeof opened.token !== 'string') throw badAnswer('a token')
    if (opened.paid) await takeUp(opened.paid)
    return { token: opened.token }
  }

  /** Goes on from the highest receipt of this key, which may come from an earlier process. */
  async function takeUp(shown: { bytes: string; signature: string }): Promise<void> {
    const receipt = parseReceipt({ reader: key.address, ...shown })
    if (BigInt(receipt.bytes) <= received) return
    // Its own signature: nothing that the node could have made up.
    if ((await signerOf(domain, run, receipt)) !== key.address.toLowerCase()) {
      throw badAnswer('a receipt that this reader has signed')
    }
    paid = BigInt(receipt.bytes)
    received = paid
  }

  /** Sends a request within a session; one that the node no longer knows is opened again, once. */
  async function ask(
    path: string,
    init: RequestInit,
    signal: AbortSignal | undefined,
    again = true,
  ): Promise<Response> {
    session ??= openSession(signal)
    const opening = session
    const { token } = await opening.catch((error: unknown) => {
      if (session === opening) session = null
      throw error
    })
    const headers = { ...init.headers, authorization: `Bearer ${token}` }
    try {
      return await askNode(`${base}${path}`, { ...init, headers, signal: signal ?? null })
    } catch (error) {
      if (!(error instanceof NodeRefusal) || error.status !== 401 || !again) throw error
      if (session === opening) session = null
      return ask(path, init, signal, false)
    }
  }

  function fileOf(name: string): ServedFile {
    const file = place.files.find(({ as, cid }) => as === name || cid === name)
    if (file) return file
    const names = place.files.map(({ as }) => as).join(', ')
    throw sdkError('NO_SUCH_FILE', `expected a file of the job (${names}), got ${name}`)
  }

  /** The digests of a file's chunks, which the job's specification binds. */
  function chunkListOf({ cid, chunks, size }: ServedFile, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const kept = lists.get(cid)
    if (kept) return kept
    async function load(): Promise<Uint8Array> {
      const response = await ask(`/files/${cid}/chunks`, {}, signal)
      const list = new Uint8Array(await response.arrayBuffer())
      if (toHex(await sha256(list)) !== chunks) throw badAnswer(`the list of chunks with SHA-256 ${chunks}`)
      if (size > 0) digestInList(list, size, 0)
      return list
    }
    const loading = load().catch((error: unknown) => {
      lists.delete(cid)
      throw error
    })
    lists.set(cid, loading)
    return loading
  }

  /** Fetches a chunk. What came before a cut is kept, and the rest asked for. */
  async function fetchChunk({ cid, size }: ServedFile, index: number, signal: AbortSignal | undefined) {
    const chunk = new Uint8Array(chunkSize(size, index))
    let have = 0
    await tried(async () => {
      const before = have
      const start = index * SERVING.chunkBytes
      const headers = { range: `bytes=${start + have}-${start + chunk.length - 1}` }
      const response = await ask(`/files/${cid}`, { headers }, signal)
      try {
        for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
          if (have + part.length > chunk.length) throw badAnswer(`${chunk.length} bytes of a chunk`)
          chunk.set(part, have)
          have += part.length
        }
      } catch (error) {
        signal?.throwIfAborted()
        if (error instanceof NotRetryableError) throw error
        throw Object.assign(unreachable(base, error), { moved: have > before })
      }
      if (have < chunk.length) throw Object.assign(unreachable(base, 'too few bytes'), { moved: have > before })
    }, signal)
    return chunk
  }

  /** Signs for all that has come, and tells the node. */
  async function pay(signal: AbortSignal | undefined): Promise<void> {
    const bytes = received
    const signature = await key.signTypedData(readReceiptTypedData(domain, { ...run, bytes }))
    const body = JSON.stringify({ bytes: bytes.toString(), signature })
    await tried(async () => {
      await ask('/receipts', { method: 'POST', body }, signal)
    }, signal)
    if (bytes > paid) paid = bytes
  }

  async function* read(name: string, { signal, from = 0 }: ReadOptions = {}): AsyncGenerator<ReadChunk> {
    const file = fileOf(name)
    if (from % SERVING.chunkBytes !== 0 || from < 0) {
      throw new NotRetryableError(
        'BAD_RANGE',
        `expected the beginning of a chunk of ${SERVING.chunkBytes}, got ${from}`,
      )
    }
    const list = await tried(() => chunkListOf(file, signal), signal)
    /** The receipt of the chunk before, which is on its way while the next one comes. */
    let paying: Promise<void> = Promise.resolve()
    try {
      for (let index = from / SERVING.chunkBytes; index < chunkCount(file.size); index++) {
        const bytes = await fetchChunk(file, index, signal)
        if (toHex(await sha256(bytes)) !== toHex(digestInList(list, file.size, index))) {
          const text = `expected chunk ${index} of ${file.as} with its hash, got other bytes of the node`
          throw sdkError('CHUNK_MISMATCH', `${text}; they are not signed for: tell the buyer`)
        }
        received += BigInt(bytes.length)
        bytesRead += BigInt(bytes.length)
        await paying
        paying = pay(signal)
        // It is awaited with the next chunk, or at the end.
        paying.catch(() => undefined)
        yield { start: index * SERVING.chunkBytes, bytes }
      }
    } finally {
      await paying
    }
  }

  return {
    place,
    get bytesPaid() {
      return paid
    },
    get bytesRead() {
      return bytesRead
    },
    file: fileOf,
    read,
    async readAll(name, options) {
      const content = new Uint8Array(fileOf(name).size)
      for await (const { start, bytes } of read(name, options)) content.set(bytes, start)
      return content
    },
  }
}

const badAnswer = (expected: string) =>
  sdkError('NODE_MISBEHAVES', `expected ${expected}, the node sent something else; tell the buyer`)

/** Repeats a step while it fails in a way that may pass. A step that moves forward has its tries anew. */
async function tried<T>(step: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let left = TRIES - 1; ; left--) {
    try {
      return await step()
    } catch (error) {
      signal?.throwIfAborted()
      if (!(error instanceof RetryableError)) throw error
      if ('moved' in error && error.moved === true) left = TRIES
      if (left <= 0) throw error
      await pause(FIRST_WAIT_MS * 2 ** (TRIES - Math.min(left, TRIES)), signal)
    }
  }
}
