import { randomBytes } from 'node:crypto'
import type { Problem } from '@aiigo/domain'
import { addNonce, consumeNonce, isNonceOpen, pruneNonces, type Storage } from '@aiigo/storage'
import { type Hex, hashMessage } from 'viem'
import { createSiweMessage, parseSiweMessage, type SiweMessage } from 'viem/siwe'
import type { VerifySignature } from '../../chain/verifySignature.js'

export interface SiweSettings {
  domain: string
  uri: string
  chainId: number
}

interface Deps extends SiweSettings {
  storage: Storage
  verifySignature: VerifySignature
  now: () => number
}

export interface IssuedNonce {
  nonce: string
  expiresAt: Date
  serverTime: Date
}

export interface SignIn {
  issueNonce(): Promise<IssuedNonce>
  /** Checks everything the message says and consumes its nonce; the address that signed, or what is wrong. */
  verify(message: string, signature: Hex): Promise<{ address: string } | { problem: Problem }>
  /** Deletes expired nonces. */
  prune(): Promise<void>
}

const NONCE_MS = 10 * 60_000
/** Clocks of wallets may be wrong by so much. */
const CLOCK_SKEW_MS = 60_000
/** A message of the proper form is far shorter. */
const MAX_MESSAGE_LENGTH = 4_000

export const STATEMENT = 'Sign in to the AIIGO marketplace. This costs nothing and sends no transaction.'

/** Signing in with Ethereum (EIP-4361), by a key or by a contract wallet, deployed or not. */
export function createSignIn({ storage, verifySignature, domain, uri, chainId, now }: Deps): SignIn {
  return {
    async issueNonce() {
      const issued = { nonce: randomBytes(16).toString('hex'), expiresAt: new Date(now() + NONCE_MS) }
      await addNonce(storage.fork(), issued)
      return { ...issued, serverTime: new Date(now()) }
    },

    async verify(message, signature) {
      if (message.length > MAX_MESSAGE_LENGTH) return wrong('SIWE_MALFORMED', 'message', 'expected a shorter message')
      const fields = readMessage(message)
      if (!fields) {
        return wrong(
          'SIWE_MALFORMED',
          'message',
          'expected an EIP-4361 message with address, version 1, nonce and issue time, each line once and in order',
        )
      }
      const { address, nonce } = fields
      if (fields.domain !== domain) return wrong('WRONG_DOMAIN', 'message', expected('domain', domain, fields.domain))
      if (fields.uri !== uri) return wrong('WRONG_URI', 'message', expected('URI', uri, fields.uri))
      if (fields.chainId !== chainId)
        return wrong('WRONG_CHAIN', 'message', expected('chain id', chainId, fields.chainId))
      const untimely = problemOfTimes(fields, now())
      if (untimely) return { problem: untimely }
      const unknown = wrong(
        'NONCE_INVALID',
        'message',
        'expected a nonce that was given out lately and not used yet; ask for a new one',
      )
      // A contract wallet's signature costs a call of the chain.
      if (!(await isNonceOpen(storage.fork(), nonce, new Date(now())))) return unknown
      const digest = hashMessage(message)
      const checked = await verifySignature(address, digest, signature, { undeployed: true })
      if ('reason' in checked) {
        const text = `expected the signature of ${address} over exactly this message; ${checked.reason}`
        return wrong('BAD_SIGNATURE', 'signature', text)
      }
      // Last, and atomically: a caller without a valid signature cannot consume another's nonce, and two equal requests
      // cannot both pass.
      if (!(await consumeNonce(storage.fork(), nonce, new Date(now())))) return unknown
      return { address: address.toLowerCase() }
    },

    async prune() {
      await pruneNonces(storage.fork(), new Date(now() - NONCE_MS))
    },
  }
}

/**
 * The fields of a message; null when it has any others. Written anew from what was read, it must be the same
 * text: viem's patterns are not anchored, so a second URI or an unknown line would be signed but not read.
 */
function readMessage(message: string): SiweMessage | null {
  const { address, domain, uri, version, chainId, nonce, issuedAt, ...rest } = parseSiweMessage(message)
  if (!address || !domain || !uri || version !== '1' || chainId === undefined || !nonce || !issuedAt) return null
  const fields: SiweMessage = { address, domain, uri, version, chainId, nonce, issuedAt, ...rest }
  try {
    return createSiweMessage(fields) === message ? fields : null
  } catch {
    // A field or a time of no valid form.
    return null
  }
}

function problemOfTimes({ issuedAt, expirationTime, notBefore }: SiweMessage, now: number): Problem | null {
  const time = `the server's time is ${new Date(now).toISOString()}`
  const says = (at: Date | undefined) => at?.toISOString()
  const problem = (code: string, message: string): Problem => ({ code, field: 'message', message })
  if (issuedAt && issuedAt.getTime() > now + CLOCK_SKEW_MS) {
    const text = `the message was issued at ${says(issuedAt)}, but ${time}`
    return problem('CLOCK_AHEAD', `${text}; set the clock back, or take serverTime of siweNonce as issue time`)
  }
  // A nonce that is still good was not issued that long ago.
  if (issuedAt && issuedAt.getTime() < now - NONCE_MS - CLOCK_SKEW_MS) {
    const text = `the message was issued at ${says(issuedAt)}, but ${time} and a nonce is good for ${NONCE_MS / 60_000} minutes`
    return problem('CLOCK_BEHIND', `${text}; set the clock, or sign a new message with serverTime of siweNonce`)
  }
  if (expirationTime && expirationTime.getTime() <= now) {
    return problem('MESSAGE_EXPIRED', `the message ended at ${says(expirationTime)}, and ${time}; sign a new one`)
  }
  if (notBefore && notBefore.getTime() > now + CLOCK_SKEW_MS) {
    return problem(
      'MESSAGE_EXPIRED',
      `the message begins at ${says(notBefore)}, and ${time}; sign one that is good now`,
    )
  }
  return null
}

function wrong(code: string, field: string, message: string): { problem: Problem } {
  return { problem: { code, field, message } }
}

function expected(what: string, wanted: string | number, got: string | number | undefined): string {
  return `expected the ${what} ${wanted}, got ${got ?? 'none'}; take the values that siweNonce answers`
}
