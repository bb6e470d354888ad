import { Trans } from '@lingui/react/macro'
import { shortHex } from '../../format/shortHex.js'
import { formatDuration, formatMoment } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import { type Unit, writeUnit } from './units.js'

/** A governed value in the unit of people. What is no number of that unit is shown as it is. */
export function UnitValue({ value, unit }: { value: string; unit: Unit }) {
  if (unit === 'ADDRESS') return <code title={value}>{shortHex(value)}</code>
  if (unit === 'TEXT' || !/^\d+$/.test(value)) return <span title={value}>{value}</span>
  if (unit === 'AIIGO' || unit === 'ETH') return <TokenAmount amount={value} token={unit} />
  if (unit === 'DAYS') return <span title={`${value} s`}>{formatDuration(Number(value))}</span>
  if (unit === 'MOMENT') {
    return value === '0' ? <Trans>never</Trans> : formatMoment(new Date(Number(value) * 1_000).toISOString())
  }
  return <span title={value}>{writeUnit(BigInt(value), unit)} %</span>
}
