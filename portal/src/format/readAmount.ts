import { parseUnits } from 'viem/utils'

/**
 * Base units of an amount as a person writes it; null for anything but an amount above zero.
 * @param decimals Of the token; default: those of AIIGO and ETH.
 */
export function readAmount(text: string, decimals = 18): bigint | null {
  if (!new RegExp(`^\\d{1,12}(\\.\\d{1,${decimals}})?$`).test(text.trim())) return null
  const amount = parseUnits(text.trim(), decimals)
  return amount > 0n ? amount : null
}
