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

/** Statuses after which a second try can succeed. */
const MAY_PASS = new Set([408, 429, 500, 502, 503, 504])

/** Most characters of an error's body that are read. */
const SHOWN = 500

/**
 * Sends a request to the node.
 * @throws RetryableError `NODE_UNREACHABLE` and what may pass; NodeRefusal for a refusal
 */
export async function askNode(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: 'error' }).catch((error: unknown) => {
    init.signal?.throwIfAborted()
    throw unreachable(url, error)
  })
  if (response.ok) return response
  const text = (await response.text().catch(() => '')).slice(0, SHOWN)
  const { code, message } = refusalIn(text)
  if (MAY_PASS.has(response.status)) throw new RetryableError(code, `HTTP ${response.status}: ${message}`)
  throw new NodeRefusal(response.status, code, message)
}

function refusalIn(text: string): { code: string; message: string } {
  try {
    const { code, message } = JSON.parse(text) as { code?: unknown; message?: unknown }
    if (typeof code === 'string' && typeof message === 'string') return { code, message }
  } catch {
    // Not of the node: a proxy's page.
  }
  return { code: 'NODE_REFUSED', message: `the node's address answered: ${text}` }
}
