import { PASSWORD_OPTION, usageError } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'

const DAYS = 90
const DAY_MS = 86_400_000

export default defineCommand({
  arguments: [{ name: 'NODE', about: 'id of a node: aiigo admin nodes' }],
  options: [
    { flags: '--statement <TEXT>', about: 'the device and your findings; everybody can read them' },
    { flags: '--days <N>', about: `how long the audit stands, 365 days at most; default: ${DAYS}` },
    PASSWORD_OPTION,
  ],
  examples: ['aiigo admin audit 0x0123456789abcdef --statement "seen in the rack: one RTX 4090, serial 1234"'],
  schemas: async () => ({ result: (await import('../schemas/admin.js')).audited }),
  async run(context, input) {
    const { withOperator } = await import('../admin/withOperator.js')
    const { command, prompts, signal } = context
    const nodeId = input.required('NODE').toLowerCase()
    if (!isNodeId(nodeId)) {
      throw usageError(
        command,
        `expected the id of a node (0x and 16 hex digits), got ${JSON.stringify(nodeId)}`,
        'see the nodes that wait: aiigo admin nodes',
      )
    }
    const days = input.count('days', { min: 1, max: 365 }) ?? DAYS
    return withOperator(context, input, 'chain', async ({ operator, connection }) => {
      const statement =
        input.text('statement') ?? (await prompts.text({ message: 'Your findings', instead: '--statement TEXT' }))
      // Whole seconds count; a minute less than the year that is the most, for clocks that differ.
      const until = connection.client.now() + days * DAY_MS - 60_000
      const expiresAt = new Date(Math.floor(until / 1_000) * 1_000)
      await operator.audit({ nodeId, statement, expiresAt }, { signal })
      return { nodeId, statement, expiresAt: expiresAt.toISOString() }
    })
  },
  show({ nodeId, expiresAt }, output) {
    output.line(`signed the audit of node ${output.style.bold(nodeId)}, which stands until ${expiresAt}`)
  },
})

const isNodeId = (text: string): text is `0x${string}` => /^0x[0-9a-f]{16}$/.test(text)
