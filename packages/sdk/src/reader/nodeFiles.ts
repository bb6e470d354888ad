import { NotRetryableError, RetryableError } from '@aiigo/domain'
import { sdkError } from '../errors.js'

/** A refusal of the node, by its status and code. */
export class NodeRefusal extends NotRetryableError {
  constructor(
    readonly status: number,
    code: string,
    message: string,
  ) {
    super(code, message)
  }
}

export const unreachable = (url: string, cause: unknown): Error =>
  sdkError('NODE_UNREACHABLE', `expected an answer of ${url}, but the connection failed or was cut`, {
    cause,
  })

/** An answer of the node is not as the protocol says. */
export const badAnswer = (expected: string): Error =>
  sdkError('NODE_MISBEHAVES', `expected ${expected}, the node sent something else; tell the buyer`)

/** Statuses after which a second try can succeed. */
const MAY_PASS = new Set([408, 429, 500, 502, 503, 504])

/** Most characters of an error's body that are shown. */
const SHOWN = 500
/** Most bytes of an answer that is no file: the node is a stranger, and must not fill the reader's memory. */
const ANSWER_BYTES = 4_096

/** An answer of the node. */
export interface NodeAnswer {
  /**
   * The body as it comes; read once.
   * @throws RetryableError `NODE_UNREACHABLE` when it is cut, or the node is silent
   */
  parts(): AsyncGenerator<Uint8Array>
  /**
   * The whole body.
   * @param most bytes
   * @throws NotRetryableError `NODE_MISBEHAVES` for more
   */
  bytes(most: number): Promise<Uint8Array>
  /** A small body as JSON. @throws NotRetryableError `NODE_MISBEHAVES` for another one */
  json(): Promise<Readonly<Record<string, unknown>>>
}

/** A request to the node. */
export interface NodeRequest extends Omit<RequestInit, 'signal'> {
  readonly signal: AbortSignal | undefined
  /** The request ends when nothing comes for so long, milliseconds. */
  readonly silenceMs: number
}

/**
 * Sends a request to the node.
 * @throws RetryableError `NODE_UNREACHABLE` and what may pass; NodeRefusal for a refusal
 */
export async function askNode(url: string, { signal, silenceMs, ...init }: NodeRequest): Promise<NodeAnswer> {
  const silence = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const listen = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(new Error(`nothing came for ${silenceMs} ms`)), silenceMs)
  }
  const failed = (error: unknown): Error => {
    clearTimeout(timer)
    signal?.throwIfAborted()
    return unreachable(url, error)
  }
  listen()
  const ends = signal ? AbortSignal.any([signal, silence.signal]) : silence.signal
  const response = await fetch(url, { ...init, redirect: 'error', signal: ends }).catch((error: unknown) => {
    throw failed(error)
  })
  const answer = answerOf(bodyOf(response, { listen, failed, end: () => clearTimeout(timer) }))
  if (response.ok) return answer
  const text = await answer.bytes(ANSWER_BYTES).then(
    (bytes) => new TextDecoder().decode(bytes).slice(0, SHOWN),
    () => '',
  )
  signal?.throwIfAborted()
  const { code, message } = refusalIn(text)
  if (MAY_PASS.has(response.status)) throw new RetryableError(code, `HTTP ${response.status}: ${message}`)
  throw new NodeRefusal(response.status, code, message)
}

/** Watches the time of a request. */
interface Watch {
  listen(): void
  failed(error: unknown): Error
  end(): void
}

/** The parts of a body; leaving it closes the connection. */
async function* bodyOf({ body }: Response, watch: Watch): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader()
  try {
    while (reader) {
      watch.listen()
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw watch.failed(error)
      })
      if (done) return
      yield value
    }
  } finally {
    watch.end()
    await reader?.cancel().catch(() => undefined)
  }
}

function answerOf(parts: AsyncGenerator<Uint8Array>): NodeAnswer {
  async function bytes(most: number): Promise<Uint8Array> {
    const found: Uint8Array[] = []
    let size = 0
    for await (const part of parts) {
      size += part.length
      if (size > most) throw badAnswer(`at most ${most} bytes`)
      found.push(part)
    }
    const whole = new Uint8Array(size)
    let at = 0
    for (const part of found) {
      whole.set(part, at)
      at += part.length
    }
    return whole
  }
  return {
    parts: () => parts,
    bytes,
    async json() {
      const text = new TextDecoder().decode(await bytes(ANSWER_BYTES))
      const value = parsed(text)
      if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
      throw badAnswer('an object as JSON')
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function refusalIn(text: string): { code: string; message: string } {
  const { code, message } = (parsed(text) ?? {}) as { code?: unknown; message?: unknown }
  // Another text is not of the node: a proxy's page.
  if (typeof code === 'string' && typeof message === 'string') return { code, message }
  return { code: 'NODE_REFUSED', message: `the node's address answered: ${text}` }
}
