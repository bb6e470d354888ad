import { ETH_ADDRESS } from '@aiigo/domain'
import { type Address, isAddressEqual } from 'viem'
import type { Deployment } from './deployment.js'

export interface PaymentToken {
  readonly symbol: 'ETH' | 'USDC' | 'AIIGO'
  /** Zero address for ETH. */
  readonly address: Address
  readonly decimals: number
}

/** The tokens tasks can be paid in on this deployment. */
export function paymentTokens(deployment: Deployment): PaymentToken[] {
  const usdc = deployment.addresses.USDC ?? deployment.addresses.TestUSDC
  return [
    { symbol: 'ETH', address: ETH_ADDRESS, decimals: 18 },
    ...(usdc ? [{ symbol: 'USDC' as const, address: usdc, decimals: 6 }] : []),
    { symbol: 'AIIGO', address: deployment.addresses.AiigoToken, decimals: 18 },
  ]
}

/** Finds a payment token by symbol or address; undefined when the deployment does not take it. */
export function findPaymentToken(deployment: Deployment, symbolOrAddress: string): PaymentToken | undefined {
  return paymentTokens(deployment).find(
    (token) =>
      token.symbol === symbolOrAddress ||
      (/^0x[0-9a-fA-F]{40}$/.test(symbolOrAddress) && isAddressEqual(token.address, symbolOrAddress as Address)),
  )
}
