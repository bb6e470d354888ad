import { Amount } from '../ui/Amount.js'
import { usePaymentToken } from './usePaymentToken.js'

interface TokenAmountProps {
  /** Base units; null while there is no amount. */
  amount: bigint | string | null | undefined
  /** Symbol or address. */
  token: string
}

/** An amount of a token that jobs are paid in, with its dollars by the platform's price. */
export function TokenAmount({ amount, token: name }: TokenAmountProps) {
  const token = usePaymentToken(name)
  if (amount == null || !token) return '–'
  const { symbol, decimals, usd } = token
  return <Amount amount={BigInt(amount)} symbol={symbol} decimals={decimals} usd={usd} />
}
