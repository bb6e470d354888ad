import type { SignableMessage } from 'viem'
import { createSiweMessage } from 'viem/siwe'
import type { Client } from './createClient.js'
import { succeed } from './errors.js'
import { SiweNonceDocument, type SiweNonceMutation, SiweVerifyDocument } from './generated/operations.js'
import type { SessionTokens } from './session.js'

export interface SignInOptions {
  signal?: AbortSignal
  /**
   * Whether the client may sign in again without a call when the session has ended for good. Default true, for accounts
   * that sign without asking anyone; false for wallets that would show their owner a prompt out of the blue.
   */
  again?: boolean
  /** Looks at what the API wants to be signed, before it is signed; throws to refuse. */
  check?: (challenge: SiweNonceMutation['siweNonce']) => void
}

export interface SignInAccount {
  readonly address: `0x${string}`
  readonly signMessage: (input: { message: SignableMessage }) => Promise<`0x${string}`>
}

/**
 * Signs in with Ethereum (EIP-4361). The client renews the session from then on and, by default, signs
 * in again when the session has ended for good.
 * @throws InvalidInputError when the API does not accept the signature; the error of a `sessionStore` that does not
 * keep the session, which is in use all the same
 */
export async function signIn(
  client: Client,
  account: SignInAccount,
  { signal, again = true, check }: SignInOptions = {},
): Promise<SessionTokens> {
  const open = async (call: { signal?: AbortSignal } = {}): Promise<SessionTokens> => {
    const { siweNonce } = await client.execute(SiweNonceDocument, {}, call)
    check?.(siweNonce)
    const { nonce, domain, uri, chainId, statement, expiresAt, serverTime } = siweNonce
    client.setServerTime(Date.parse(serverTime))
    const message = createSiweMessage({
      address: account.address,
      chainId,
      domain,
      uri,
      nonce,
      statement,
      version: '1',
      // Of the API's clock: this machine's may be minutes off.
      issuedAt: new Date(serverTime),
      expirationTime: new Date(expiresAt),
    })
    const signature = await account.signMessage({ message })
    const { session } = succeed((await client.execute(SiweVerifyDocument, { message, signature }, call)).siweVerify)
    if (!session) throw new Error('expected siweVerify to answer with a session or with userErrors, got neither')
    return session
  }
  // A store that fails here fails below, too.
  client.setSession(null)
  const session = await open(signal ? { signal } : {})
  const stored = client.setSession(session)
  client.onSessionEnd(again ? () => open() : null)
  await stored
  return session
}
