import { pricedFor, priceOf } from '@aiigo/domain'
import type { FoundPlatform, ProviderNode } from '@aiigo/sdk'
import { amountOf, shortMoney } from '@aiigo/terminal/money'
import { aiigoAmount } from '../output/aiigoAmount.js'
import type { NodeAsk, NodeBenchmark, OwnNode } from '../schemas/node.js'

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

/** The figures of a benchmark in words. */
export function benchmarkText(benchmark: NodeBenchmark): string {
  const { cpuOperationsPerSecond, memoryMibPerSecond, networkUpKibPerSecond: up, weightBps } = benchmark
  const { networkDownKibPerSecond: down, diskWriteMibPerSecond: disk, answeredAt } = benchmark
  const mib = (kib: number): string => (kib / 1_024).toFixed(1)
  const figures = [
    `${(cpuOperationsPerSecond / 1e9).toFixed(2)} GOP/s`,
    `memory ${memoryMibPerSecond} MiB/s`,
    up !== null && down !== null ? `network ${mib(up)} up, ${mib(down)} down MiB/s` : null,
    disk === null ? null : `disk ${disk} MiB/s (its own word)`,
    `of ${answeredAt}, counts ${weightBps / 100} %`,
  ]
  return figures.filter((figure) => figure !== null).join('; ')
}
