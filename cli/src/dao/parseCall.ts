import { parseAmount } from '@aiigo/domain'

/** A call of a contract as a person writes it. */
export interface WrittenCall {
  /** 'AiigoGovernor' */
  readonly contract: string
  readonly functionName: string
  /** As the contract takes them; several of a list are separated by commas. */
  readonly args: readonly string[]
}

/** Units that a number may have: base units or seconds of one, as decimals of ten or as a factor. */
const DECIMALS: Readonly<Record<string, number>> = { AIIGO: 18, ETH: 18, gwei: 9, USDC: 6 }
const SECONDS: Readonly<Record<string, bigint>> = { days: 86_400n, day: 86_400n, hours: 3_600n, hour: 3_600n }

/** A number with its unit in base units or seconds; any other text stays. @example inBaseUnits('4 days') // '345600' */
function inBaseUnits(text: string): string {
  const [, number = '', unit = ''] = /^([0-9.]+) ?([A-Za-z]+)$/.exec(text) ?? []
  const decimals = DECIMALS[unit]
  if (decimals !== undefined) return parseAmount(number, decimals).toString()
  const seconds = SECONDS[unit]
  return seconds !== undefined && /^[0-9]+$/.test(number) ? (BigInt(number) * seconds).toString() : text
}

/** Parts between the commas that are in no list and in no quotes. */
const partsOf = (text: string): string[] => text.match(/\s*("[^"]*"|\[[^\]]*\]|[^,[\]"]+)\s*(?=,|$)/g) ?? []

/** An argument: text in quotes stays as it is, a list loses its brackets. */
function argumentOf(part: string): string {
  const text = part.trim()
  if (/^".*"$/.test(text)) return text.slice(1, -1)
  if (!/^\[.*\]$/.test(text)) return inBaseUnits(text)
  const items = text.slice(1, -1).trim()
  return items === ''
    ? ''
    : items
        .split(',')
        .map((item) => inBaseUnits(item.trim()))
        .join(',')
}

/**
 * Reads a call: contract, function, arguments.
 * @returns null where the text is no call
 * @throws Error of a number with too many decimals
 * @example parseCall('AiigoGovernor.setVotingPeriod(4 days)')
 * // { contract: 'AiigoGovernor', functionName: 'setVotingPeriod', args: ['345600'] }
 */
export function parseCall(text: string): WrittenCall | null {
  const [whole, contract, functionName, inside = ''] = /^\s*(\w+)\.(\w+)\((.*)\)\s*$/s.exec(text) ?? []
  if (!whole || !contract || !functionName) return null
  if (inside.trim() === '') return { contract, functionName, args: [] }
  const parts = partsOf(inside)
  // Text outside of the parts is no argument: an empty place, a quote or a bracket without its other half.
  if (parts.join(',').length !== inside.length) return null
  return { contract, functionName, args: parts.map(argumentOf) }
}
