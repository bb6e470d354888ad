import { createHmac } from 'node:crypto'
import type { PrintedDigests } from '@aiigo/domain'
import type { LogStream } from '../executor/index.js'

export interface PrintedDigester {
  update(stream: LogStream, bytes: Uint8Array): void
  /** Once, at the end: nothing can be added behind it. */
  digests(): PrintedDigests
}

/**
 * Takes what a program prints. Two runs that print the same have the same digests; without the job's salt, which
 * strangers do not know, they confirm no guess.
 * @param salt the job's, or the seed of its replicas; 32 hex digits
 */
export function createPrintedDigests(salt: string): PrintedDigester {
  const key = Buffer.from(salt, 'hex')
  const streams = { stdout: createHmac('sha256', key), stderr: createHmac('sha256', key) }
  return {
    update: (stream, bytes) => void streams[stream].update(bytes),
    digests: () => ({ stdout: streams.stdout.digest('hex'), stderr: streams.stderr.digest('hex') }),
  }
}
