import { PASSWORD_OPTION } from '@aiigo/terminal'
import { CASE } from '../arbitrate/arguments.js'
import { defineCommand } from '../Command.js'

export default defineCommand({
  arguments: [CASE],
  options: [PASSWORD_OPTION],
  examples: ['aiigo arbitrate reveal JOB'],
  schemas: async () => ({ result: (await import('../schemas/arbitrate.js')).revealed }),
  async run(context, input) {
    const [{ caseIdOf, withArbitrator }, { sendTransaction }] = await Promise.all([
      import('../arbitrate/withArbitrator.js'),
      import('../session/sendTransaction.js'),
    ])
    const jobId = caseIdOf(context.command, input)
    return withArbitrator(context, input, async ({ arbitrator }) => {
      const sending = { doing: 'opening the vote', look: `aiigo arbitrate show ${jobId}` }
      const { vote, transaction } = await sendTransaction(context, sending, (options) =>
        arbitrator.reveal(jobId, options),
      )
      return { jobId, vote, transaction }
    })
  },
  show({ vote }, output) {
    output.line(`opened the vote for ${output.style.bold(vote)}`)
    output.line('→ when the dispute is decided, your share is among: aiigo arbitrate rewards')
  },
})
