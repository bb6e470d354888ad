import { LOCAL_CHAIN_ID } from './localChain.js'

/**
 * Blocks after which what came from the chain is final.
 * @param configured the setting CONFIRMATIONS, the same for worker and API
 * @example confirmationsFor(undefined, 1) // 12
 */
export function confirmationsFor(configured: number | undefined, chainId: number): number {
  return configured ?? (chainId === LOCAL_CHAIN_ID ? 2 : 12)
}
