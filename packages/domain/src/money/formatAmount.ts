/**
 * Base units as a decimal string in whole tokens, exact.
 * @param decimals Decimals of the token: ETH and AIIGO 18, USDC 6.
 * @example formatAmount(1_500_000n, 6) // '1.5'
 */
export function formatAmount(amount: bigint, decimals: number): string {
  const sign = amount < 0n ? '-' : ''
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = decimals === 0 ? '' : digits.slice(-decimals).replace(/0+$/, '')
  return `${sign}${whole}${fraction ? `.${fraction}` : ''}`
}
