import { dollarsOf, formatAmount, formatUsd } from '../format/amount.js'
import styles from './Amount.module.css'
import { classes } from './classes.js'

interface AmountProps {
  /** Base units. */
  amount: bigint
  decimals: number
  symbol: string
  /** Dollars of one whole token, decimal text; null where there is no price to go by. */
  usd: string | null
}

/** An amount with its unit, and dollars beside it. The exact amount is its title. */
export function Amount({ amount, decimals, symbol, usd }: AmountProps) {
  return (
    <span className={styles.amount} title={`${amount} · 10^-${decimals} ${symbol}`}>
      <span className={styles.part}>
        {formatAmount(amount, decimals)} {symbol}
      </span>{' '}
      {usd !== null && (
        <span className={classes(styles.part, styles.usd)}>{formatUsd(dollarsOf(amount, decimals, usd))}</span>
      )}
    </span>
  )
}
