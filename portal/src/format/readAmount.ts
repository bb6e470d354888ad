import { parseUnits } from 'viem/utils'

/** Of AIIGO, as of ETH. */
const DECIMALS = 18

/** Base units of an amount of AIIGO as a person writes it; null for anything but an amount above zero. */
export function readAmount(text: string): bigint | null {
  if (!/^\d{1,12}(\.\d{1,18})?$/.test(text.trim())) return null
  const amount = parseUnits(text.trim(), DECIMALS)
  return amount > 0n ? amount : null
}
