import { defineCommand } from '../Command.js'
import { PROPOSAL } from '../dao/arguments.js'

export default defineCommand({
  arguments: [PROPOSAL],
  examples: ['aiigo vote show PROPOSAL'],
  schemas: async () => ({ result: (await import('../schemas/vote.js')).shown }),
  async run(context, input) {
    const [{ findProposal, withStaker }, { describeProposal }, { describeCall }] = await Promise.all([
      import('../dao/withStaker.js'),
      import('../dao/describeProposal.js'),
      import('../dao/describeCall.js'),
    ])
    return withStaker(context, input, async ({ staker }) => {
      const found = await findProposal(context, input, staker)
      return { proposal: describeProposal(found), calls: found.calls.map(describeCall) }
    })
  },
  async show({ proposal, calls }, output) {
    const [{ nextVoteStep }, { callText }, { printable }] = await Promise.all([
      import('../dao/describeProposal.js'),
      import('../dao/describeCall.js'),
      import('@aiigo/domain'),
    ])
    const { votes } = proposal
    output.line(output.style.bold(printable(proposal.description)))
    output.facts([
      ['proposal', proposal.proposal],
      ['by', proposal.proposer],
      ['state', `${proposal.state}${proposal.isVetoed ? ', vetoed' : ''}`],
      ['votes', `${votes.for} for, ${votes.against} against, ${votes.abstain} abstain`],
      ['quorum', votes.quorum],
      ['voting', `${proposal.voteStart} to ${proposal.voteEnd}`],
      ['executable', proposal.eta && `from ${proposal.eta}`],
      ['your vote', proposal.ownVote],
    ])
    for (const call of calls) output.line(`  calls ${printable(callText(call))}`)
    const next = nextVoteStep(proposal)
    if (next) output.line(`→ ${next}`)
  },
})
