import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { readSessionTypedData, type ServingRun } from '@aiigo/chain'
import { recoverSigner } from '@aiigo/chain/node'
import { type Hex, hashTypedData, type TypedDataDomain } from 'viem'
import { ServingError } from './ServingError.js'

/** Sessions of the readers of one run; they end with the process. */
export interface ReaderSessions {
  /** A number for a reader to sign, good once and for a minute. Nothing is kept of it. */
  challenge(): Hex
  /**
   * Opens a session; an earlier one of the same reader ends.
   * @param isReader whether the job lists a wallet, in lower case
   * @throws ServingError 401 for an old or used number, 403 for a stranger
   */
  open(
    nonce: Hex,
    signature: Hex,
    isReader: (wallet: string) => boolean,
  ): Promise<{ readonly token: string; readonly reader: string }>
  /** The reader of a token. @throws ServingError 401 for an unknown one */
  readerOf(token: string | null): string
}

/** Milliseconds. */
const NONCE_MS = 60_000

/** Sessions by signed numbers. */
export function createReaderSessions(
  domain: TypedDataDomain,
  run: ServingRun,
  now: () => number = Date.now,
): ReaderSessions {
  const secret = randomBytes(32)
  const readers = new Map<string, string>()
  const tokens = new Map<string, string>()
  /** Numbers that opened a session, with the time until which they would be good. */
  const used = new Map<string, number>()
  const macOf = (head: Buffer): Buffer => createHmac('sha256', secret).update(head).digest().subarray(0, 16)

  function isGood(nonce: Buffer): boolean {
    const head = nonce.subarray(0, 16)
    const madeAt = Number(head.readBigUInt64BE(0))
    return timingSafeEqual(macOf(head), nonce.subarray(16)) && now() - madeAt < NONCE_MS
  }

  return {
    challenge() {
      const head = Buffer.concat([Buffer.alloc(8), randomBytes(8)])
      head.writeBigUInt64BE(BigInt(now()), 0)
      return `0x${Buffer.concat([head, macOf(head)]).toString('hex')}`
    },
    async open(nonce, signature, isReader) {
      for (const [old, until] of used) if (until < now()) used.delete(old)
      if (!isGood(Buffer.from(nonce.slice(2), 'hex')) || used.has(nonce)) {
        throw new ServingError(
          401,
          'CHALLENGE_OLD',
          'expected a challenge of the last minute, used once; ask for another',
        )
      }
      const digest = hashTypedData(readSessionTypedData(domain, { ...run, nonce }))
      const reader = (await recoverSigner(digest, signature))?.toLowerCase()
      if (reader === undefined || !isReader(reader)) {
        const got = reader ?? 'no wallet'
        throw new ServingError(403, 'NOT_A_READER', `expected the signature of a reader of the job, got that of ${got}`)
      }
      // Another request may have used it meanwhile.
      if (used.has(nonce)) throw new ServingError(401, 'CHALLENGE_OLD', 'expected a challenge that is used once')
      used.set(nonce, now() + NONCE_MS)
      const token = randomBytes(32).toString('base64url')
      const before = tokens.get(reader)
      if (before !== undefined) readers.delete(before)
      tokens.set(reader, token)
      readers.set(token, reader)
      return { token, reader }
    },
    readerOf(token) {
      const reader = token === null ? undefined : readers.get(token)
      if (reader !== undefined) return reader
      const text = 'expected a session of a reader of this job (Authorization: Bearer TOKEN)'
      throw new ServingError(401, 'NO_SESSION', `${text}; open one by a signed challenge`)
    },
  }
}
