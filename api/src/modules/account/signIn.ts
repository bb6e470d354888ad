import { randomBytes } from 'node:crypto'
import type { Problem } from '@aiigo/domain'
import { consumeNonce, SiweNonce, type Storage } from '@aiigo/storage'
import { type Hex, verifyMessage } from 'viem'
import { parseSiweMessage } from 'viem/siwe'

export interface SiweSettings {
  domain: string
  uri: string
  chainId: number
}

interface Deps extends SiweSettings {
  storage: Storage
  now: () => number
}

export interface IssuedNonce {
  nonce: string
  expiresAt: Date
}

export interface SignIn {
  issueNonce(): Promise<IssuedNonce>
  /** Checks everything the message says and consumes its nonce; the address that signed, or what is wrong. */
  verify(message: string, signature: string): Promise<{ address: string } | { problem: Problem }>
  /** Deletes expired nonces. */
  prune(): Promise<void>
}

const NONCE_MS = 10 * 60_000
/** Clocks of wallets may be ahead by so much. */
const CLOCK_SKEW_MS = 60_000
/** A message of the proper form is far shorter. */
const MAX_MESSAGE_LENGTH = 4_000

export const STATEMENT = 'Sign in to the AIIGO marketplace. This costs nothing and sends no transaction.'

/** Signing in with Ethereum (EIP-4361) by externally owned accounts. */
export function createSignIn({ storage, domain, uri, chainId, now }: Deps): SignIn {
  return {
    async issueNonce() {
      const issued = { nonce: randomBytes(16).toString('hex'), expiresAt: new Date(now() + NONCE_MS) }
      await storage.fork().insert(SiweNonce, issued)
      return issued
    },

    async verify(message, signature) {
      if (message.length > MAX_MESSAGE_LENGTH) return wrong('SIWE_MALFORMED', 'message', 'expected a shorter message')
      const fields = parseSiweMessage(message)
      const { address, nonce, issuedAt } = fields
      if (!address || !nonce || !issuedAt || fields.version !== '1') {
        return wrong(
          'SIWE_MALFORMED',
          'message',
          'expected an EIP-4361 message with address, version 1, nonce and issue time',
        )
      }
      if (fields.domain !== domain) return wrong('WRONG_DOMAIN', 'message', expected('domain', domain, fields.domain))
      if (fields.uri !== uri) return wrong('WRONG_URI', 'message', expected('URI', uri, fields.uri))
      if (fields.chainId !== chainId)
        return wrong('WRONG_CHAIN', 'message', expected('chain id', chainId, fields.chainId))
      const { expirationTime, notBefore } = fields
      if (
        (expirationTime && expirationTime.getTime() <= now()) ||
        (notBefore && notBefore.getTime() > now() + CLOCK_SKEW_MS) ||
        !(issuedAt.getTime() <= now() + CLOCK_SKEW_MS)
      ) {
        return wrong(
          'MESSAGE_EXPIRED',
          'message',
          'expected a message that is good now; ask for a new nonce and sign again',
        )
      }
      if (!(await signedBy(address, message, signature as Hex))) {
        return wrong('BAD_SIGNATURE', 'signature', `expected the signature of ${address} over exactly this message`)
      }
      // Last, and atomically: a caller without a valid signature cannot consume another's nonce, and two equal requests
      // cannot both pass.
      if (!(await consumeNonce(storage.fork(), nonce, new Date(now())))) {
        return wrong(
          'NONCE_INVALID',
          'message',
          'expected a nonce that was given out lately and not used yet; ask for a new one',
        )
      }
      return { address: address.toLowerCase() }
    },

    async prune() {
      await storage.fork().nativeDelete(SiweNonce, { expiresAt: { $lt: new Date(now() - NONCE_MS) } })
    },
  }
}

async function signedBy(address: Hex, message: string, signature: Hex): Promise<boolean> {
  try {
    return await verifyMessage({ address, message, signature })
  } catch {
    // Not even of a signature's form.
    return false
  }
}

function wrong(code: string, field: string, message: string): { problem: Problem } {
  return { problem: { code, field, message } }
}

function expected(what: string, wanted: string | number, got: string | number | undefined): string {
  return `expected the ${what} ${wanted}, got ${got ?? 'none'}; take the values that siweNonce answers`
}
