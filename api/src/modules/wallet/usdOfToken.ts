import type { PaymentToken } from '@aiigo/chain'
import { formatUsd, toUsd, type UsdOracle } from '@aiigo/domain'

/** Dollars of an amount, decimal; null while there is no price that is fresh enough. @param amount base units */
export type UsdOfToken = (token: Pick<PaymentToken, 'symbol' | 'decimals'>, amount: bigint) => Promise<string | null>

/** Values amounts at the prices that quotes go by. */
export function createUsdOfToken(dollars: UsdOracle): UsdOfToken {
  return async ({ symbol, decimals }, amount) => {
    const price = await dollars.priceOf(symbol).catch(() => null)
    return price && formatUsd(toUsd(amount, decimals, price))
  }
}
