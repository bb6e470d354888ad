import { NotRetryableError } from '../errors.js'

const DECIMAL = /^(0|[1-9][0-9]{0,40})(?:\.([0-9]{1,36}))?$/

/** Whether a text is a decimal amount of whole tokens: digits, at most one point, no sign, no exponent. */
export function isDecimalAmount(text: string): boolean {
  return DECIMAL.test(text)
}

/**
 * Whole tokens as written by a person to base units, exactly: no floating point is involved.
 * @param text For example `"0.001"`.
 * @param decimals Decimals of the token: ETH and AIIGO 18, USDC 6.
 * @returns Base units.
 * @throws NotRetryableError `BAD_AMOUNT` when the text is no decimal number or has more places than the token.
 * @example parseAmount('1.5', 6) // 1_500_000n
 */
export function parseAmount(text: string, decimals: number): bigint {
  const match = DECIMAL.exec(text)
  if (!match) {
    throw new NotRetryableError(
      'BAD_AMOUNT',
      `expected a decimal number of whole tokens such as "0.001", got ${JSON.stringify(text)}; use digits and at most one point`,
    )
  }
  const [, whole = '0', fraction = ''] = match
  const significant = fraction.replace(/0+$/, '')
  if (significant.length > decimals) {
    throw new NotRetryableError(
      'BAD_AMOUNT',
      `expected at most ${decimals} decimal places, got ${significant.length} in "${text}"; round it to what the token can hold`,
    )
  }
  return BigInt(whole + significant.padEnd(decimals, '0'))
}
