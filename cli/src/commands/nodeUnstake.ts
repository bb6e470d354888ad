import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { confirmSpending, YES } from '../job/confirmSpending.js'
import { NODE, STAKE } from '../node/arguments.js'

export default defineCommand({
  arguments: [NODE, STAKE],
  options: [YES, PASSWORD_OPTION],
  examples: ['aiigo node unstake community-1 500'],
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
      const { active, minimum } = await provider.stakeOf(nodeId)
      const isTooLittle = active - amount < minimum
      await confirmSpending(
        context,
        input,
        `Take ${money(aiigoAmount(platform, amount))} out of the stake of node ${nodeId}?${
          isTooLittle ? ` The node gets no work with less than ${money(aiigoAmount(platform, minimum))}.` : ''
        }`,
      )
      return moveStake(context, { provider, platform }, { nodeId, amount, doing: 'unstaking' }, (options) =>
        provider.unstake(nodeId, amount, options),
      )
    })
  },
  async show({ nodeId, amount, active, availableAt }, output) {
    const { money } = await import('@aiigo/terminal/money')
    output.line(`unstaking ${money(amount)} of node ${output.style.bold(nodeId)}, which has ${money(active)} now`)
    output.line(`→ from ${availableAt ?? 'now'} on: aiigo node withdraw-stake ${nodeId}`)
  },
})
