import { CliError, PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { NODE } from '../node/arguments.js'

export default defineCommand({
  arguments: [NODE],
  options: [PASSWORD_OPTION],
  examples: ['aiigo node withdraw-stake community-1'],
  schemas: async () => ({ result: (await import('../schemas/node.js')).staked }),
  async run(context, input) {
    const [{ withNode }, { moveStake }, { timeOf }] = await Promise.all([
      import('../node/withNode.js'),
      import('../node/moveStake.js'),
      import('@aiigo/terminal/money'),
    ])
    return withNode(context, input, async ({ provider, platform, node: { id: nodeId } }) => {
      const [{ unbonding: amount, availableAt }, now] = await Promise.all([
        provider.stakeOf(nodeId),
        provider.chainTime(),
      ])
      if (amount === 0n) {
        throw new CliError(
          'NOTHING_UNBONDING',
          `expected stake of node ${nodeId} on its way out, there is none`,
          `begin to take it out: aiigo node unstake ${nodeId} AMOUNT`,
        )
      }
      if (now < availableAt) {
        throw new CliError(
          'STILL_UNBONDING',
          `expected stake that has unbonded, that of node ${nodeId} is available at ${timeOf(availableAt)}`,
          `run it again then: aiigo node withdraw-stake ${nodeId}`,
        )
      }
      return moveStake(context, { provider, platform }, { nodeId, amount, doing: 'withdrawing' }, (options) =>
        provider.withdrawStake(nodeId, options),
      )
    })
  },
  async show({ nodeId, amount }, output) {
    const { money } = await import('@aiigo/terminal/money')
    output.line(`took ${money(amount)} of node ${output.style.bold(nodeId)} into your wallet`)
  },
})
