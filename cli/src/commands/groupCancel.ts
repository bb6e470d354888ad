import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { GROUP } from '../group/arguments.js'
import { groupIdOf } from '../group/groupId.js'

export default defineCommand({
  arguments: [GROUP],
  options: [PASSWORD_OPTION],
  examples: ['aiigo group cancel GROUP'],
  schemas: async () => ({ result: (await import('../schemas/group.js')).cancelled }),
  async run(context, input) {
    const groupId = groupIdOf(context.command, input)
    const [{ withSession }, { progressOf }] = await Promise.all([
      import('../session/openSession.js'),
      import('../group/describeGroup.js'),
    ])
    return withSession(context, input, 'chain', async ({ buyer, platform }) => {
      const { signal, leaves, output } = context
      const progress = output.progress()
      progress.update('taking back the jobs that no node has')
      const onTransaction = ({ what, hash }: { what: string; hash: string }): void => {
        progress.update(`waiting for a block with the transaction ${hash}`)
        const goesOn = `the transaction ${hash} (${what}) may be mined; others of group ${groupId} may not be taken back`
        leaves({ groupId, goesOn, command: `aiigo group cancel ${groupId}` })
      }
      const outcome = await buyer.cancelGroup(groupId, { signal, onTransaction }).finally(() => progress.end())
      const group = await buyer.group(groupId, { signal })
      return {
        groupId,
        cancelled: outcome.cancelled,
        transactions: outcome.transactions.map(({ jobId, transaction }) => ({ jobId, transaction })),
        kept: outcome.kept.map(({ jobId, code, reason }) => ({ jobId, code, reason })),
        progress: progressOf(group.progress, platform.paymentTokens),
      }
    })
  },
  show({ groupId, cancelled, transactions, kept }, output) {
    const taken = cancelled + transactions.length
    output.line(`took back ${taken} jobs of group ${output.style.bold(groupId)}`)
    for (const { jobId, reason } of kept) output.line(`  job ${jobId} goes on: ${reason}`)
    if (transactions.length > 0) output.line('→ their deposits are in your balance: aiigo balance withdraw')
  },
})
