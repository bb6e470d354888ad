import { marketplaceDomain, readReceiptTypedData, readSessionTypedData, type ServingRun, signerOf } from '@aiigo/chain'
import {
  chunkCount,
  chunkSize,
  digestInList,
  isPrivateUrl,
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
import { codeOf, sdkError } from '../errors.js'
import { hexOf } from '../hexOf.js'
import { askNode, badAnswer, type NodeAnswer, NodeRefusal, type NodeRequest, unreachable } from './nodeFiles.js'
import type { ReadChunk, Reader, ReadOptions } from './Reader.js'

/** Settings of a reader. */
export interface ReaderOptions {
  /** As the job's buyer gives it: `buyer.servingPlace(jobId)`. */
  readonly place: ServingPlace
  /** One of the readers that the job lists. One process at a time reads with a key. */
  readonly key: LocalAccount
  /**
   * Whether the node may be at an address of this machine or of a private, shared or link-local network, as the address
   * is the provider's word. Names are not resolved. Default: false.
   */
  readonly allowPrivate?: boolean | undefined
  /** A request on which nothing comes for so long is cut and sent again, milliseconds. Default: 30 000. */
  readonly silenceMs?: number | undefined
}

/** Tries of one chunk, one after another without a byte in between. */
const TRIES = 6
const FIRST_WAIT_MS = 100
/** Waits for a node that wants receipts first. */
const DUE_TRIES = 20
const DUE_WAIT_MS = 500
/** Bytes of one digest. */
const DIGEST = 32

type Asking = Pick<NodeRequest, 'method' | 'body' | 'headers'>

const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))

interface Session {
  readonly token: string
}

/**
 * A reader of the files that a job serves.
 * @throws InvalidInputError for what is no serving place; NotRetryableError `PRIVATE_ADDRESS` for one in a private
 * network
 * @example
 * const reader = createReader({ place: await buyer.servingPlace(jobId), key: privateKeyToAccount(key) })
 * const bytes = await reader.readAll('map.bin')
 */
export function createReader(options: ReaderOptions): Reader {
  const { key, allowPrivate = false, silenceMs = 30_000 } = options
  const place = parseServingPlace(options.place)
  if (!allowPrivate && isPrivateUrl(place.url)) {
    const text = `expected a node at a public address, got ${place.url}`
    throw sdkError('PRIVATE_ADDRESS', `${text}; set allowPrivate where the node is in your own network`)
  }
  const run: ServingRun = {
    taskId: place.taskId.toLowerCase() as Hex,
    attempt: place.attempt,
    nodeId: place.nodeId.toLowerCase() as Hex,
  }
  const domain = marketplaceDomain(place.chainId, place.marketplace as Address)
  /** The URL of a path below the run's. */
  const urlOf = (path: string): string => {
    const url = new URL(place.url)
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/${run.taskId}${path}`
    return url.href
  }
  const base = urlOf('')
  const lists = new Map<string, Promise<Uint8Array>>()
  let session: Promise<Session> | null = null
  /** Bytes of this key in all: what it has signed for, and what has come and is to be signed for. */
  let received = 0n
  let paid = 0n
  let bytesRead = 0n

  async function openSession(signal: AbortSignal | undefined): Promise<Session> {
    const { nonce } = await (await askNode(urlOf('/challenge'), { signal, silenceMs })).json()
    if (typeof nonce !== 'string' || !/^0x[0-9a-f]{64}$/.test(nonce)) throw badAnswer('a challenge of 32 bytes')
    const signature = await key.signTypedData(readSessionTypedData(domain, { ...run, nonce: nonce as Hex }))
    const body = JSON.stringify({ nonce, signature })
    const opened = await (await askNode(urlOf('/sessions'), { method: 'POST', body, signal, silenceMs })).json()
    const { token, paid: shown } = opened
    if (typeof token !== 'string' || !/^[\w-]{1,100}$/.test(token)) throw badAnswer('a token')
    if (typeof shown === 'object' && shown !== null) await takeUp(shown)
    return { token }
  }

  /** Goes on from the highest receipt of this key, which may come from an earlier process. */
  async function takeUp(shown: object): Promise<void> {
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
  async function ask(path: string, init: Asking, signal: AbortSignal | undefined, again = true): Promise<NodeAnswer> {
    session ??= openSession(signal)
    const opening = session
    const { token } = await opening.catch((error: unknown) => {
      if (session === opening) session = null
      throw error
    })
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` }
    try {
      return await askNode(urlOf(path), { ...init, headers, signal, silenceMs })
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
      const list = await (await ask(`/files/${cid}/chunks`, {}, signal)).bytes(chunkCount(size) * DIGEST)
      if (hexOf(await sha256(list)) !== chunks) throw badAnswer(`the list of chunks with SHA-256 ${chunks}`)
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
      const answer = await oncePaid(() => ask(`/files/${cid}`, { headers }, signal), signal)
      try {
        for await (const part of answer.parts()) {
          if (have + part.length > chunk.length) throw badAnswer(`${chunk.length} bytes of a chunk`)
          chunk.set(part, have)
          have += part.length
        }
      } catch (error) {
        signal?.throwIfAborted()
        if (error instanceof NotRetryableError) throw error
        throw Object.assign(error as Error, { moved: have > before })
      }
      if (have < chunk.length) throw Object.assign(unreachable(base, 'too few bytes'), { moved: have > before })
    }, signal)
    return chunk
  }

  /** Receipts on their way. */
  const payments = new Set<Promise<void>>()

  /** Asks for bytes. A node that wants receipts first gets those on their way, and those of other reads of this key. */
  async function oncePaid(step: () => Promise<NodeAnswer>, signal: AbortSignal | undefined): Promise<NodeAnswer> {
    for (let left = DUE_TRIES; ; left--) {
      try {
        return await step()
      } catch (error) {
        if (!(error instanceof NodeRefusal) || error.status !== 402 || left <= 0) throw error
        await Promise.allSettled(payments)
        if (received > paid) await pay(signal)
        else await pause(DUE_WAIT_MS, signal)
      }
    }
  }

  /** Signs for all that has come, and tells the node. */
  function pay(signal: AbortSignal | undefined): Promise<void> {
    const paying = sendReceipt(signal).finally(() => payments.delete(paying))
    payments.add(paying)
    return paying
  }

  async function sendReceipt(signal: AbortSignal | undefined): Promise<void> {
    const bytes = received
    const signature = await key.signTypedData(readReceiptTypedData(domain, { ...run, bytes }))
    const body = JSON.stringify({ bytes: bytes.toString(), signature })
    await tried(async () => {
      await (await ask('/receipts', { method: 'POST', body }, signal)).json()
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
    let isWhole = false
    try {
      for (let index = from / SERVING.chunkBytes; index < chunkCount(file.size); index++) {
        const bytes = await fetchChunk(file, index, signal)
        if (hexOf(await sha256(bytes)) !== hexOf(digestInList(list, file.size, index))) {
          const text = `expected chunk ${index} of ${file.as} with its hash, got other bytes of the node`
          throw sdkError('CHUNK_MISMATCH', `${text}; they are not signed for: tell the buyer`)
        }
        received += BigInt(bytes.length)
        bytesRead += BigInt(bytes.length)
        await paying
        paying = pay(signal)
        // It is awaited with the next chunk, or at the end.
        paying.catch(() => undefined)
        isWhole = (index + 1) * SERVING.chunkBytes >= file.size
        yield { start: index * SERVING.chunkBytes, bytes }
      }
    } finally {
      // The content is there: a node that has ended meanwhile takes no receipt, and that is no failure of the read.
      await paying.catch((error: unknown) => {
        if (!isWhole || codeOf(error) !== 'NOT_SERVED') throw error
      })
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
