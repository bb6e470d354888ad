import { AiigoError } from '../errors.js'
import { displayOf } from './displayOf.js'
import { KPI_NAMES, KPIS, type KpiName, type KpiUnit } from './kpis.js'

/** An amount of one token, base units. */
export interface TokenAmount {
  /** Token address, lower case. */
  token: string
  amount: bigint
}

/** The facts behind the KPIs. */
export interface KpiFacts {
  activeProviders: number
  /** Active in the window before. */
  providersBefore: number
  /** Of those, active in this one too. */
  providersRetained: number
  activeBuyers: number
  hashesPerSecond: bigint
  /** Payments of buyers. */
  volume: TokenAmount[]
  /** The providers' part of it, and their bonuses. */
  earnings: TokenAmount[]
  tasksPaid: number
  /** Ended without being paid. */
  tasksFailed: number
}

/**
 * An amount in dollars × 10^18.
 * @throws AiigoError while the token has no usable price
 */
export type UsdOf = (amount: bigint, token: string) => Promise<bigint>

export interface Kpi {
  name: KpiName
  title: string
  unit: KpiUnit
  target: number
  /** Null: not known, `note` says why. */
  value: number | null
  /** The value as people read it; null without one. */
  display: string | null
  /** Whether the value is at or above the target (above it, for percentages); null without a value. */
  met: boolean | null
  note: string | null
  definition: string
}

type Value = { value: number } | { value: null; note: string }

/**
 * Every KPI of the document's table, in its order. A missing dollar price leaves a figure unknown; the others stand.
 */
export async function kpisOf(facts: KpiFacts, usdOf: UsdOf): Promise<Kpi[]> {
  const { activeProviders, activeBuyers, tasksPaid, tasksFailed } = facts
  const values: Record<KpiName, Value> = {
    ACTIVE_PROVIDERS: { value: activeProviders },
    ACTIVE_BUYERS: { value: activeBuyers },
    // A young market is far below a millionth of the unit.
    COMPUTING_POWER: { value: Number(facts.hashesPerSecond) / 1e15 },
    MONTHLY_VOLUME: await inDollars(facts.volume, usdOf),
    PROVIDER_RETENTION: percent(
      facts.providersRetained,
      facts.providersBefore,
      'nobody was active in the window before',
    ),
    TASK_SUCCESS_RATE: percent(tasksPaid, tasksPaid + tasksFailed, 'no task ended in the window'),
    PROVIDER_EARNINGS:
      activeProviders === 0
        ? { value: null, note: 'no provider is active' }
        : await inDollars(facts.earnings, usdOf, BigInt(activeProviders)),
  }
  return KPI_NAMES.map((name): Kpi => {
    const { title, unit, target, definition } = KPIS[name]
    const value = values[name]
    const met = value.value === null ? null : unit === 'PERCENT' ? value.value > target : value.value >= target
    const shown = { value: value.value, display: value.value === null ? null : displayOf(value.value, unit) }
    return { name, title, unit, target, ...shown, met, note: 'note' in value ? value.note : null, definition }
  })
}

/** Nine digits after the point, rounded down. */
function scaled(value: bigint, unit: bigint): number {
  return Number((value * 1_000_000_000n) / unit) / 1_000_000_000
}

function percent(part: number, whole: number, unknown: string): Value {
  return whole === 0 ? { value: null, note: unknown } : { value: (part / whole) * 100 }
}

async function inDollars(amounts: readonly TokenAmount[], usdOf: UsdOf, among = 1n): Promise<Value> {
  try {
    let total = 0n
    for (const { token, amount } of amounts) total += await usdOf(amount, token)
    return { value: scaled(total, among * 10n ** 18n) }
  } catch (error) {
    if (error instanceof AiigoError) return { value: null, note: error.message }
    throw error
  }
}
