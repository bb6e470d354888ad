import { formatUnits, parseUnits } from 'viem'

/** How people write a governed value. */
export type Unit = 'DAYS' | 'AIIGO' | 'ETH' | 'BPS' | 'PERCENT' | 'ADDRESS' | 'MOMENT' | 'TEXT'

/** Decimal places of the contract's number behind a person's: one day is 86 400 seconds, one percent 100 points. */
const DAY = 86_400

/**
 * The contract's number for what a person wrote; null where it is none.
 * @example readUnit('4.5', 'DAYS') // 388_800n
 * @example readUnit('7.5', 'BPS') // 750n
 */
export function readUnit(text: string, unit: Unit): bigint | null {
  if (!/^\d{1,12}(\.\d{1,18})?$/.test(text)) return null
  if (unit === 'AIIGO' || unit === 'ETH') return parseUnits(text, 18)
  if (unit === 'DAYS') {
    const seconds = Number(text) * DAY
    return Number.isSafeInteger(Math.round(seconds)) ? BigInt(Math.round(seconds)) : null
  }
  if (unit === 'BPS') return /^\d+(\.\d{1,2})?$/.test(text) ? parseUnits(text, 2) : null
  return unit === 'PERCENT' && /^\d+$/.test(text) ? BigInt(text) : null
}

/**
 * A contract's number as a person would write it in a field.
 * @example writeUnit(388_800n, 'DAYS') // '4.5'
 */
export function writeUnit(value: bigint, unit: Unit): string {
  if (unit === 'AIIGO' || unit === 'ETH') return formatUnits(value, 18)
  if (unit === 'DAYS') return String(Number((Number(value) / DAY).toFixed(5)))
  return unit === 'BPS' ? formatUnits(value, 2) : value.toString()
}
