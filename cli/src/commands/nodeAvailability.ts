import { defineCommand } from '../Command.js'
import { NODE } from '../node/arguments.js'

const AVAILABILITIES = ['AVAILABLE', 'DRAINING', 'UNAVAILABLE'] as const

export default defineCommand({
  arguments: [
    NODE,
    {
      name: 'AVAILABILITY',
      about: 'DRAINING finishes open jobs and takes no new one; a running agent sets it AVAILABLE when it starts',
      choices: AVAILABILITIES,
    },
  ],
  options: [{ flags: '--reason <TEXT>', about: 'why; you alone see it' }],
  examples: ['aiigo node availability community-1 DRAINING --reason "new memory"'],
  schemas: async () => ({ result: (await import('../schemas/node.js')).availability }),
  async run(context, input) {
    const { withNode } = await import('../node/withNode.js')
    const availability = input.required('AVAILABILITY') as (typeof AVAILABILITIES)[number]
    const reason = input.text('reason') ?? null
    return withNode(context, input, async ({ provider, node: { id } }) => {
      await provider.setAvailability(id, availability, { reason, signal: context.signal })
      return { nodeId: id, availability, reason }
    })
  },
  show({ nodeId, availability }, output) {
    output.line(`node ${output.style.bold(nodeId)}: ${availability}`)
  },
})
