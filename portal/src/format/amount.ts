import { formatUnits } from 'viem/utils'

/** Digits of an amount that people read; smaller parts are shown where the whole amount is. */
const DIGITS = 5

/**
 * An amount of a token for people: at most five significant digits, never rounded up to more than there is.
 * @param amount Base units.
 * @example formatAmount(1_234_567n, 6) // '1.2345'
 */
export function formatAmount(amount: bigint, decimals: number): string {
  const exact = formatUnits(amount, decimals) as `${number}`
  const [whole = '0'] = exact.replace('-', '').split('.')
  const maximumFractionDigits = whole === '0' ? undefined : Math.max(0, DIGITS - whole.length)
  const options: Intl.NumberFormatOptions =
    maximumFractionDigits === undefined ? { maximumSignificantDigits: DIGITS } : { maximumFractionDigits }
  return new Intl.NumberFormat('en', { ...options, roundingMode: 'trunc' }).format(exact)
}

/**
 * Dollars for people: cents, and four digits of anything smaller.
 * @param dollars Decimal text, as the API has it.
 * @example formatUsd('0.000312') // '$0.0003120'
 */
export function formatUsd(dollars: string | number): string {
  const value = Number(dollars)
  const small = value !== 0 && Math.abs(value) < 0.1
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency: 'USD',
    ...(small ? { minimumSignificantDigits: 1, maximumSignificantDigits: 3 } : { maximumFractionDigits: 2 }),
  }).format(value)
}

/**
 * The dollars of an amount by its token's price. For reading only: no amount that is signed or sent comes from it.
 * @param amount Base units.
 * @param price Dollars of one whole token, decimal text.
 * @example dollarsOf(500_000n, 6, '1.00') // 0.5
 */
export function dollarsOf(amount: bigint, decimals: number, price: string): number {
  return Number(formatUnits(amount, decimals)) * Number(price)
}
