import { createPublicClient, createWalletClient, defineChain, type Hex, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

/** A chain definition for whatever chain id the deployment names. */
export function chainOf(chainId: number, rpcUrl: string) {
  return defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
}

/** Read access to the chain. Polls quickly on local chains, where blocks come at once. */
export function createReader(chainId: number, rpcUrl: string) {
  return createPublicClient({
    chain: chainOf(chainId, rpcUrl),
    transport: http(rpcUrl),
    pollingInterval: chainId === 31337 ? 100 : 2_000,
  })
}
export type Reader = ReturnType<typeof createReader>

/** A wallet that signs with a private key and sends through the node. */
export function createWallet(chainId: number, rpcUrl: string, privateKey: Hex) {
  return createWalletClient({
    account: privateKeyToAccount(privateKey),
    chain: chainOf(chainId, rpcUrl),
    transport: http(rpcUrl),
    pollingInterval: chainId === 31337 ? 100 : 2_000,
  })
}
export type Wallet = ReturnType<typeof createWallet>
