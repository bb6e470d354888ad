import {
  type BonusFact,
  type BonusPeriod,
  performanceWeight,
  type TokenAmount,
  type UsdOf,
  uptimeWeight,
} from '@aiigo/domain'
import type { BonusSources } from '@aiigo/storage'

const ONE_AIIGO = 10n ** 18n

interface Deps {
  /** Address of the token, lower case. */
  aiigo: string
  usdOf: UsdOf
}

/**
 * Turns a period's events into facts, each weight in AIIGO base units; amounts in other tokens count at the dollar
 * prices of this moment, which is why the facts are stored and not worked out again.
 * @throws AiigoError while a token that was paid in has no dollar price
 */
export async function weighFacts(
  { nodes, providers, referrals }: BonusSources,
  { startsAt, endsAt }: BonusPeriod,
  { aiigo, usdOf }: Deps,
): Promise<BonusFact[]> {
  const periodSeconds = BigInt(endsAt - startsAt) / 1_000n
  const weights = new Map<string, BonusFact>()
  const add = (kind: BonusFact['kind'], account: string, weight: bigint): void => {
    if (weight === 0n) return
    const key = `${kind} ${account}`
    weights.set(key, { kind, account, weight: weight + (weights.get(key)?.weight ?? 0n) })
  }
  async function inAiigo(amounts: readonly TokenAmount[]): Promise<bigint> {
    let total = 0n
    for (const { token, amount } of amounts) {
      if (token === aiigo) total += amount
      else total += ((await usdOf(amount, token)) * ONE_AIIGO) / (await usdOf(ONE_AIIGO, aiigo))
    }
    return total
  }
  for (const { provider, ...node } of nodes) add('UPTIME', provider, uptimeWeight({ ...node, periodSeconds }))
  for (const { provider, paid, succeeded, failed } of providers) {
    add('PERFORMANCE', provider, performanceWeight({ value: await inAiigo(paid), succeeded, failed }))
  }
  for (const { referrer, paid } of referrals) add('REFERRAL', referrer, await inAiigo(paid))
  return [...weights.values()]
}
