import { PASSWORD_OPTION } from '@aiigo/terminal'
import { CASE } from '../arbitrate/arguments.js'
import { defineCommand } from '../Command.js'

const VOTES = ['PROVIDER', 'BUYER', 'MISUSE'] as const

export default defineCommand({
  arguments: [
    CASE,
    {
      name: 'VOTE',
      about: 'for whom; MISUSE: the job itself is one. It stays secret until it is opened',
      choices: VOTES,
    },
  ],
  options: [PASSWORD_OPTION],
  examples: ['aiigo arbitrate commit JOB PROVIDER'],
  schemas: async () => ({ result: (await import('../schemas/arbitrate.js')).committed }),
  async run(context, input) {
    const [{ caseIdOf, withArbitrator }, { sendTransaction }] = await Promise.all([
      import('../arbitrate/withArbitrator.js'),
      import('../session/sendTransaction.js'),
    ])
    const jobId = caseIdOf(context.command, input)
    const vote = input.required('VOTE') as (typeof VOTES)[number]
    return withArbitrator(context, input, async ({ arbitrator }) => {
      const sending = { doing: 'committing to the vote', look: `aiigo arbitrate show ${jobId}` }
      const transaction = await sendTransaction(context, sending, (options) => arbitrator.commit(jobId, vote, options))
      return { jobId, vote, transaction }
    })
  },
  show({ jobId, vote }, output) {
    output.line(`committed to a vote for ${output.style.bold(vote)}`)
    output.line(`→ open it, once all have committed or their time is over: aiigo arbitrate reveal ${jobId}`)
  },
})
