import { defineCommand } from '../Command.js'
import { NODE } from '../node/arguments.js'

export default defineCommand({
  arguments: [NODE],
  examples: ['aiigo node show community-1'],
  schemas: async () => ({ result: (await import('../schemas/node.js')).shown }),
  async run(context, input) {
    const [{ withNode }, { describeNode }, { aiigoAmount }, { withdrawableOf }, { timeOf }] = await Promise.all([
      import('../node/withNode.js'),
      import('../node/describeNode.js'),
      import('../output/aiigoAmount.js'),
      import('../node/withdrawable.js'),
      import('@aiigo/terminal/money'),
    ])
    return withNode(context, input, async ({ provider, platform, node }) => {
      const [stake, withdrawable, benchmark] = await Promise.all([
        provider.stakeOf(node.id),
        withdrawableOf(provider, platform),
        provider.benchmark(node.id),
      ])
      return {
        node: { ...describeNode(platform, node), stake: aiigoAmount(platform, stake.active) },
        minimumStake: aiigoAmount(platform, stake.minimum),
        unbonding: { amount: aiigoAmount(platform, stake.unbonding), availableAt: timeOf(stake.availableAt) },
        withdrawable,
        benchmark,
      }
    })
  },
  async show({ node, minimumStake, unbonding, withdrawable, benchmark }, output) {
    const [{ askText, benchmarkText }, { money }] = await Promise.all([
      import('../node/describeNode.js'),
      import('@aiigo/terminal/money'),
    ])
    const isBelow = BigInt(node.stake.baseUnits) < BigInt(minimumStake.baseUnits)
    output.facts([
      ['node', node.nodeId],
      ['name', node.name],
      ['hardware', `${node.units} ${node.resourceType} in ${node.region}, ${node.tier}`],
      ['state', node.state],
      ['work', `${node.availability ?? 'never said'}${node.pausedReason ? `: ${node.pausedReason}` : ''}`],
      ['online', node.online ? 'yes' : `no; last seen ${node.lastHeartbeatAt ?? 'never'}`],
      ['trust', `${node.trustLevel}, reputation ${node.reputation}`],
      ['tasks', `${node.tasksCompleted} done, ${node.tasksFailed} failed, ${node.openAssignments} open`],
      ['benchmark', benchmark && benchmarkText(benchmark)],
      ['stake', `${money(node.stake)}${isBelow ? `, below the minimum of ${money(minimumStake)}: no work` : ''}`],
      ['unbonding', unbonding.availableAt && `${money(unbonding.amount)}, available at ${unbonding.availableAt}`],
      ...node.asks.map((ask) => [`asks ${ask.token}`, askText(ask)] as const),
      ...withdrawable.map((amount) => [`may withdraw`, money(amount)] as const),
    ])
    if (withdrawable.length > 0) output.line('→ take it out: aiigo node withdraw')
  },
})
