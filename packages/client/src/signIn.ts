import type { LocalAccount } from 'viem'
import { createSiweMessage } from 'viem/siwe'
import type { Client } from './createClient.js'
import { succeed } from './errors.js'
import { SiweNonceDocument, SiweVerifyDocument } from './generated/operations.js'
import type { SessionTokens } from './session.js'

/**
 * Signs in with Ethereum (EIP-4361). The client keeps the session fresh from then on and, since the account can sign without
 * asking anyone, signs in again when the session has ended for good.
 * @throws InvalidInputError when the API does not accept the signature
 */
export async function signIn(
  client: Client,
  account: Pick<LocalAccount, 'address' | 'signMessage'>,
): Promise<SessionTokens> {
  const open = async (): Promise<SessionTokens> => {
    const { siweNonce } = await client.execute(SiweNonceDocument)
    const { nonce, domain, uri, chainId, statement, expiresAt } = siweNonce
    const message = createSiweMessage({
      address: account.address,
      chainId,
      domain,
      uri,
      nonce,
      statement,
      version: '1',
      issuedAt: new Date(),
      expirationTime: new Date(expiresAt),
    })
    const signature = await account.signMessage({ message })
    const { session } = succeed((await client.execute(SiweVerifyDocument, { message, signature })).siweVerify)
    if (!session) throw new Error('expected siweVerify to answer with a session or with userErrors, got neither')
    return session
  }
  client.setSession(null)
  const session = await open()
  client.setSession(session)
  client.onSessionEnd(open)
  return session
}
