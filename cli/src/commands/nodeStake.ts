import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { confirmSpending, YES } from '../job/confirmSpending.js'
import { NODE, STAKE } from '../node/arguments.js'

export default defineCommand({
  arguments: [NODE, STAKE],
  options: [YES, PASSWORD_OPTION],
  examples: ['aiigo node stake community-1 500'],
  schemas: async () => ({ result: (await import('../schemas/node.js')).staked }),
  async run(context, input) {
    const [{ withNode }, { moveStake }, { parseAiigo }, { aiigoAmount }, { money }] = await Promise.all([
      import('../node/withNode.js'),
      import('../node/moveStake.js'),
      import('../output/parseAiigo.js'),
      import('../output/aiigoAmount.js'),
      import('@aiigo/terminal/money'),
    ])
    const amount = parseAiigo(context.command, input.required('AMOUNT'))
    return withNode(context, input, async ({ provider, platform, node: { id: nodeId } }) => {
      await confirmSpending(
        context,
        input,
        `Stake ${money(aiigoAmount(platform, amount))} for node ${nodeId}? Penalties are taken out of it; unstaking takes days.`,
      )
      return moveStake(context, { provider, platform }, { nodeId, amount, doing: 'staking' }, (options) =>
        provider.stake(nodeId, amount, options),
      )
    })
  },
  async show({ nodeId, amount, active }, output) {
    const { money } = await import('@aiigo/terminal/money')
    output.line(`staked ${money(amount)} for node ${output.style.bold(nodeId)}, which has ${money(active)} now`)
  },
})
