import { type Command, PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { NODE } from './arguments.js'

/** `aiigo node activate`, `aiigo node deactivate`: one transaction moves the node on chain. */
export function moveNode(verb: 'activate' | 'deactivate'): Command {
  return defineCommand({
    arguments: [NODE],
    options: [PASSWORD_OPTION],
    examples: [`aiigo node ${verb} community-1`],
    schemas: async () => ({ result: (await import('../schemas/node.js')).moved }),
    async run(context, input) {
      const [{ withNode }, { sendTransaction }] = await Promise.all([
        import('./withNode.js'),
        import('../session/sendTransaction.js'),
      ])
      return withNode(context, input, async ({ provider, node: { id } }) => {
        const sending = { doing: `${verb.slice(0, -1)}ing the node`, look: `aiigo node show ${id}` }
        const transaction = await sendTransaction(context, sending, (options) => provider[verb](id, options))
        return { nodeId: id, state: (await provider.node(id))?.state ?? null, transaction }
      })
    },
    show({ nodeId, state }, output) {
      output.line(`node ${output.style.bold(nodeId)}: ${state ?? 'not registered'}`)
      if (verb === 'deactivate') {
        output.line(`it gets no new job; open ones go on. It takes jobs again: aiigo node activate ${nodeId}`)
      }
    },
  })
}
