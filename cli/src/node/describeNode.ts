import { pricedFor, priceOf } from '@aiigo/domain'
import type { FoundPlatform, ProviderNode } from '@aiigo/sdk'
import { amountOf, shortMoney } from '@aiigo/terminal/money'
import { aiigoAmount } from '../output/aiigoAmount.js'
import type { NodeAsk, OwnNode } from '../schemas/node.js'

type Platform = Pick<FoundPlatform, 'paymentTokens'>

/** The asks of a node as `--json` prints them; without the tokens that it does not accept. */
export function asksOf(
  { paymentTokens }: Platform,
  resourceType: string,
  asks: readonly { readonly token: string; readonly rate: bigint | string }[],
): NodeAsk[] {
  return asks.flatMap(({ token: address, rate }) => {
    const token = paymentTokens.find((known) => known.address.toLowerCase() === address.toLowerCase())
    if (!token || BigInt(rate) === 0n) return []
    const price = amountOf(priceOf(resourceType, BigInt(rate)), token)
    return [{ token: token.symbol, price, per: pricedFor(resourceType), rate: BigInt(rate).toString() }]
  })
}

/** A node of the wallet as `--json` prints it. */
export function describeNode(platform: Platform, node: ProviderNode): OwnNode {
  const { id, name, resourceType, units, region, tier, state, trustLevel, reputation } = node
  const { availability, pausedReason, online, lastHeartbeatAt, uptimeBps } = node
  const { tasksCompleted, tasksFailed, openAssignments } = node
  return {
    ...{ nodeId: id, name, resourceType, units, region, tier, state, trustLevel, reputation },
    ...{ availability, pausedReason, online, lastHeartbeatAt, uptimeBps },
    ...{ tasksCompleted, tasksFailed, openAssignments },
    stake: aiigoAmount(platform, node.activeStake),
    asks: asksOf(platform, resourceType, node.asks),
  }
}

/** A price in words. @example '0.0001 ETH ($0.25) an hour of one unit' */
export const askText = ({ price, per }: NodeAsk): string =>
  `${shortMoney(price)} ${per === 'HOUR' ? 'an hour of one unit' : 'a unit of usage'}`
