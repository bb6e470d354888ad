import { NotRetryableError, toUsd, type UsdOf, type UsdOracle } from '@aiigo/domain'
import type { Deployment } from './deployment.js'
import { findPaymentToken } from './paymentTokens.js'

/**
 * Turns amounts of this deployment's payment tokens into dollars × 10^18, rounded down.
 * @returns a function that throws what `UsdOracle.priceOf` throws, and NotRetryableError TOKEN_UNKNOWN
 * @example await createUsdOf(deployment, oracle)(1_500_000n, usdcAddress) // 1_500_000_000_000_000_000n
 */
export function createUsdOf(deployment: Deployment, oracle: UsdOracle): UsdOf {
  return async (amount, token) => {
    const found = findPaymentToken(deployment, token)
    if (!found) {
      throw new NotRetryableError('TOKEN_UNKNOWN', `expected a payment token of this deployment, got ${token}`)
    }
    return toUsd(amount, found.decimals, await oracle.priceOf(found.symbol))
  }
}
