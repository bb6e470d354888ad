import { RetryableError } from '@aiigo/domain'

const FETCH_MS = 30_000

/** A deployment file at a URL, as it came and as JSON. @throws RetryableError `DEPLOYMENT_UNREACHABLE` */
export async function fetchDeployment(url: string): Promise<{ text: string; json: unknown }> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS) })
    if (!answer.ok) throw new Error(`status ${answer.status}`)
    const text = await answer.text()
    return { text, json: JSON.parse(text) }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new RetryableError('DEPLOYMENT_UNREACHABLE', `expected the deployment file at ${url}, got: ${reason}`, {
      cause,
    })
  }
}
