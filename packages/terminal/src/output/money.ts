import { formatAmount, parseAmount, toUsd, USD_DECIMALS } from '@aiigo/domain'
import type { Amount } from '../schemas/amount.js'

/** A token that amounts are in. */
export interface AmountToken {
  readonly symbol: string
  readonly decimals: number
  /** Dollars of one whole token, decimal text; null or absent where there is no price. */
  readonly usd?: string | null
}

const CENT = 10n ** BigInt(USD_DECIMALS - 2)

/** An amount as `--json` prints it. */
export function amountOf(baseUnits: bigint | string, { symbol, decimals, usd }: AmountToken): Amount {
  const amount = BigInt(baseUnits)
  const price = usd == null ? null : { answer: parseAmount(usd, USD_DECIMALS), decimals: USD_DECIMALS }
  return {
    baseUnits: amount.toString(),
    amount: formatAmount(amount, decimals),
    symbol,
    usd: price && formatAmount(toUsd(amount, decimals, price), USD_DECIMALS),
  }
}

/** Dollars for people: cents, or three digits of less than a cent. @example dollars('0.0000123') // '$0.0000123' */
export function dollars(usd: string): string {
  const amount = parseAmount(usd, USD_DECIMALS)
  if (amount === 0n) return '$0'
  if (amount >= CENT) {
    const cents = ((amount + CENT / 2n) / CENT).toString().padStart(3, '0')
    return `$${cents.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${cents.slice(-2)}`
  }
  const [, fraction = ''] = usd.split('.')
  const zeroes = /^0*/.exec(fraction)?.[0].length ?? 0
  return `$0.${fraction.slice(0, zeroes + 3).replace(/0+$/, '')}`
}

/** An amount with its dollars. @example money(amountOf(10n ** 15n, eth)) // '0.001 ETH ($2.50)' */
export function money({ amount, symbol, usd }: Amount): string {
  return `${amount} ${symbol}${usd === null ? '' : ` (${dollars(usd)})`}`
}

/** The same for a table: four digits of what is less than one; `--json` has them all. */
export function shortMoney(amount: Amount): string {
  const [whole = '', fraction = ''] = amount.amount.split('.')
  const zeroes = whole === '0' ? (/^0*/.exec(fraction)?.[0].length ?? 0) : 0
  const kept = fraction.slice(0, zeroes + 4).replace(/0+$/, '')
  return money({ ...amount, amount: kept === '' ? whole : `${whole}.${kept}` })
}
