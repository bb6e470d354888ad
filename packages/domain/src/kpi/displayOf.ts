import type { KpiUnit } from './kpis.js'

const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const
const HASHES_PER_PH = 1e15

/**
 * A figure as people read it.
 * @example displayOf(2.31e-9, 'PH_PER_SECOND') // '2.31 MH/s'
 */
export function displayOf(value: number, unit: KpiUnit): string {
  switch (unit) {
    case 'PH_PER_SECOND': {
      const hashes = value * HASHES_PER_PH
      const step = hashes < 1 ? 0 : Math.min(PREFIXES.length - 1, Math.floor(Math.log10(hashes) / 3))
      return `${rounded(hashes / 1_000 ** step)} ${PREFIXES[step]}H/s`
    }
    case 'USD':
      return `$${value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
    case 'PERCENT':
      return `${rounded(value)} %`
    case 'PROVIDERS':
    case 'BUYERS':
      return value.toLocaleString('en-US')
  }
}

/** Three significant digits, without an exponent. */
function rounded(value: number): string {
  return value >= 1_000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}
