import { type Command, PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { PROPOSAL } from './arguments.js'

const DOING = { queue: 'putting the proposal into the timelock', execute: 'making the calls of the proposal' }
const DONE = { queue: 'it is in the timelock: aiigo vote show', execute: 'its calls are made: aiigo vote show' }

/** `aiigo vote queue`, `aiigo vote execute`: one transaction, by anyone, moves a proposal on. */
export function moveProposal(verb: 'queue' | 'execute'): Command {
  return defineCommand({
    arguments: [PROPOSAL],
    options: [PASSWORD_OPTION],
    examples: [`aiigo vote ${verb} PROPOSAL`],
    schemas: async () => ({ result: (await import('../schemas/vote.js')).moved }),
    async run(context, input) {
      const [{ findProposal, withStaker }, { sendTransaction }] = await Promise.all([
        import('./withStaker.js'),
        import('../session/sendTransaction.js'),
      ])
      return withStaker(context, input, async ({ staker }) => {
        const proposal = await findProposal(context, input, staker)
        const sending = { doing: DOING[verb], look: `aiigo vote show ${proposal.id}` }
        const transaction = await sendTransaction(context, sending, (options) => staker[verb](proposal, options))
        return { proposal: proposal.id.toString(), transaction }
      })
    },
    show({ proposal }, output) {
      output.line(`${DONE[verb]} ${proposal}`)
    },
  })
}
