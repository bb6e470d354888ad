import { usePlatform } from './usePlatform.js'

/** A token that jobs are paid in, by its symbol or address; undefined until the platform has answered. */
export function usePaymentToken(name: string) {
  return usePlatform().data?.paymentTokens.find(({ symbol, address }) => symbol === name || address === name)
}
