import { createClient, ShownPlatformDocument } from '@aiigo/client'
import type { Backoff } from '@aiigo/domain'
import type { Address } from 'viem'
import type { CallOptions, PaymentToken } from './Connection.js'

/** A payment token with its price. */
export interface PricedToken extends PaymentToken {
  /** Dollars of one whole token, decimal text; null where the platform has no price. */
  readonly usd: string | null
}

/** A wallet of a local chain, whose key is public. */
export interface DevelopmentWallet {
  /** For people: 'Buyer 1'. */
  readonly name: string
  readonly address: Address
}

/** Facts about a platform that a program needs before it connects. */
export interface FoundPlatform {
  readonly chainId: number
  /** JSON-RPC of the chain, as the platform names it in public; null where it names none. */
  readonly rpcUrl: string | null
  readonly paymentTokens: readonly PricedToken[]
  /** Wallets of a local chain; empty on every other one. */
  readonly developmentWallets: readonly DevelopmentWallet[]
  /** Parts of the platform that are not well, with the time (ISO 8601) since when. */
  readonly troubles: readonly { readonly part: string; readonly since: string }[]
}

/** Where a platform is asked. */
export interface FindPlatformOptions extends CallOptions {
  /** GraphQL of the platform. */
  readonly apiUrl: string
  readonly fetch?: typeof fetch
  readonly backoff?: Backoff
}

/**
 * Asks a platform where its chain is, for its tokens with dollars, and for the wallets of a local chain. Needs neither
 * wallet nor session.
 * @throws RetryableError `NETWORK`
 * @example
 * const { rpcUrl } = await findPlatform({ apiUrl })
 * const connection = await connect({ apiUrl, rpcUrl, wallet })
 */
export async function findPlatform({ apiUrl, signal, ...options }: FindPlatformOptions): Promise<FoundPlatform> {
  const client = createClient({ url: apiUrl, ...options })
  try {
    const { platform } = await client.execute(ShownPlatformDocument, {}, signal ? { signal } : {})
    const { chainId, rpcUrl, paymentTokens, developmentWallets, status } = platform
    return { chainId, rpcUrl, paymentTokens, developmentWallets, troubles: status.troubles }
  } finally {
    await client.close()
  }
}
