import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { PROPOSAL } from '../dao/arguments.js'

const VOTES = ['FOR', 'AGAINST', 'ABSTAIN'] as const

export default defineCommand({
  arguments: [PROPOSAL, { name: 'VOTE', about: 'your choice; it cannot be changed', choices: VOTES }],
  options: [{ flags: '--reason <TEXT>', about: 'why; it is on the chain, and everybody can read it' }, PASSWORD_OPTION],
  examples: ['aiigo vote cast PROPOSAL FOR --reason "a week has one weekend"'],
  schemas: async () => ({ result: (await import('../schemas/vote.js')).cast }),
  async run(context, input) {
    const [{ findProposal, withStaker }, { sendTransaction }] = await Promise.all([
      import('../dao/withStaker.js'),
      import('../session/sendTransaction.js'),
    ])
    const vote = input.required('VOTE') as (typeof VOTES)[number]
    const reason = input.text('reason')
    return withStaker(context, input, async ({ staker }) => {
      const { id } = await findProposal(context, input, staker)
      const sending = { doing: `voting ${vote}`, look: `aiigo vote show ${id}` }
      const transaction = await sendTransaction(context, sending, (options) =>
        staker.vote(id, vote, { ...options, ...(reason === undefined ? {} : { reason }) }),
      )
      return { proposal: id.toString(), vote, transaction }
    })
  },
  show({ proposal, vote }, output) {
    output.line(`voted ${output.style.bold(vote)} on proposal ${proposal}`)
  },
})
