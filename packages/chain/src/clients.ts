import {
  type Chain,
  createPublicClient,
  createWalletClient,
  defineChain,
  type Hex,
  type HttpTransport,
  http,
  type PublicClient,
  type WalletClient,
} from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { LOCAL_CHAIN_ID } from './localChain.js'

export type Reader = PublicClient<HttpTransport, Chain>
export type Wallet = WalletClient<HttpTransport, Chain, PrivateKeyAccount>

/** Local chains mine at once; public ones take seconds a block. In milliseconds. */
const pollingInterval = (chainId: number): number => (chainId === LOCAL_CHAIN_ID ? 100 : 2_000)

/** A chain definition for the deployment's chain id. */
export function chainOf(chainId: number, rpcUrl: string): Chain {
  return defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
}

export interface ReaderOptions {
  /** How long the node may take for an answer, milliseconds. Default: 10 s. */
  timeoutMs?: number
  /** How often a request that failed is sent again. Default: 3 times. */
  retries?: number
  /**
   * Whether reads of contracts that come in the same turn go together in one request. The node needs no contract for
   * that. Default: false.
   */
  together?: boolean
  /** Called in place of each request; it sends the request, or throws. */
  around?: <T>(request: () => Promise<T>) => Promise<T>
}

/** Read access to the chain. */
export function createReader(chainId: number, rpcUrl: string, options: ReaderOptions = {}): Reader {
  const { timeoutMs, retries, around, together = false } = options
  const overHttp = http(rpcUrl, {
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    ...(retries === undefined ? {} : { retryCount: retries }),
  })
  const transport: HttpTransport = (parameters) => {
    const sent = overHttp(parameters)
    if (!around) return sent
    const request: typeof sent.request = (call) => around(() => sent.request(call))
    return { ...sent, request }
  }
  return createPublicClient({
    chain: chainOf(chainId, rpcUrl),
    transport,
    pollingInterval: pollingInterval(chainId),
    // viem caches the block number for one polling interval; a caller that just saw a receipt must not read behind it.
    cacheTime: 0,
    ...(together ? { batch: { multicall: { deployless: true } } } : {}),
  })
}

/** A wallet that signs with a private key and sends through the node. */
export function createWallet(chainId: number, rpcUrl: string, privateKey: Hex): Wallet {
  return createWalletClient({
    account: privateKeyToAccount(privateKey),
    chain: chainOf(chainId, rpcUrl),
    transport: http(rpcUrl),
    pollingInterval: pollingInterval(chainId),
  })
}
