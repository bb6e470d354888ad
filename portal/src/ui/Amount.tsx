import { formatAmount, formatUsd } from '../format/amount.js'
import styles from './Amount.module.css'

interface AmountProps {
  /** Base units. */
  amount: bigint
  decimals: number
  symbol: string
  /** Dollars, decimal text; absent where there is no price to go by. */
  usd?: string | null | undefined
}

/** An amount with its unit, and dollars beside it. The exact amount is its title. */
export function Amount({ amount, decimals, symbol, usd }: AmountProps) {
  return (
    <span className={styles.amount} title={`${amount} · 10^-${decimals} ${symbol}`}>
      {formatAmount(amount, decimals)} {symbol}
      {usd != null && <span className={styles.usd}> {formatUsd(usd)}</span>}
    </span>
  )
}
