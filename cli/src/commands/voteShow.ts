import { defineCommand } from '../Command.js'
import { PROPOSAL } from '../dao/arguments.js'

export default defineCommand({
  arguments: [PROPOSAL],
  examples: ['aiigo vote show PROPOSAL'],
  schemas: async () => ({ result: (await import('../schemas/vote.js')).shown }),
  async run(context, input) {
    const [{ findProposal, withStaker }, { describeProposal }] = await Promise.all([
      import('../dao/withStaker.js'),
      import('../dao/describeProposal.js'),
    ])
    return withStaker(context, input, async ({ staker }) => {
      const found = await findProposal(context, input, staker)
      return {
        proposal: describeProposal(found),
        calls: found.calls.map(({ target, contract, functionName, args, value, data }) => ({
          ...{ target, contract, function: functionName, value: value.toString(), data },
          arguments: args.map(({ name, value: text }) => ({ name, value: text })),
        })),
      }
    })
  },
  async show({ proposal, calls }, output) {
    const [{ nextVoteStep }, { printable }] = await Promise.all([
      import('../dao/describeProposal.js'),
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
    for (const call of calls) {
      const name = `${call.contract ?? call.target}.${call.function ?? call.data}`
      output.line(`  calls ${name}(${call.arguments.map((one) => `${one.name}: ${one.value}`).join(', ')})`)
    }
    const next = nextVoteStep(proposal)
    if (next) output.line(`→ ${next}`)
  },
})
