import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type Deployment, parseDeployment } from '@aiigo/chain'
import { fetchDeployment } from '../fetchDeployment.js'

/** A deployment file, with a short name for its contents. */
export interface SeenDeployment {
  readonly deployment: Deployment
  /** The file as it came, for this machine's own copy. */
  readonly text: string
  /** SHA-256 of the file, 64 hex digits, as `sha256sum` prints it: who compares it has the same contracts. */
  readonly fingerprint: string
  /** Whether the file could not be changed on its way. */
  readonly isTrusted: boolean
}

/**
 * Reads a deployment file, which names the contracts that get the stake, from a path or a URL.
 * @throws NotRetryableError `DEPLOYMENT_MALFORMED`; RetryableError `DEPLOYMENT_UNREACHABLE`
 */
export async function seeDeployment(place: string): Promise<SeenDeployment> {
  const url = /^https?:/.test(place) ? new URL(place) : null
  const { text, json } = url ? await fetchDeployment(url.href) : await readFileOf(place)
  const isOfThisMachine = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return {
    ...{ text, deployment: parseDeployment(json, place) },
    fingerprint: createHash('sha256').update(text).digest('hex'),
    isTrusted: url === null || url.protocol === 'https:' || isOfThisMachine,
  }
}

async function readFileOf(path: string): Promise<{ text: string; json: unknown }> {
  const text = await readFile(path, 'utf8')
  return { text, json: JSON.parse(text) }
}
