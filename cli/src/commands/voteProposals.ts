import { defineCommand } from '../Command.js'

const LIMIT = 20

export default defineCommand({
  options: [{ flags: '--limit <N>', about: `so many at most; default: ${LIMIT}` }],
  examples: ['aiigo vote proposals', 'aiigo vote proposals --limit 5 --json'],
  schemas: async () => ({ result: (await import('../schemas/vote.js')).list }),
  async run(context, input) {
    const [{ withStaker }, { describeProposal }] = await Promise.all([
      import('../dao/withStaker.js'),
      import('../dao/describeProposal.js'),
    ])
    const limit = input.count('limit', { min: 1, max: LIMIT }) ?? LIMIT
    return withStaker(context, input, async ({ staker }) => {
      const { signal } = context
      const proposals = await staker.proposals({ first: limit, signal })
      const further = proposals.length < limit ? [] : await staker.proposals({ first: 1, skip: limit, signal })
      return { proposals: proposals.map(describeProposal), hasMore: further.length > 0 }
    })
  },
  async show({ proposals }, output) {
    if (proposals.length === 0) output.line('there is no proposal yet')
    await output.table(
      [
        { title: 'PROPOSAL', value: ({ proposal }) => proposal, mayShrink: true },
        { title: 'STATE', value: ({ state }) => state },
        { title: 'FOR', value: ({ votes }) => votes.for, isRight: true },
        { title: 'AGAINST', value: ({ votes }) => votes.against, isRight: true },
        { title: 'UNTIL', value: ({ voteEnd }) => voteEnd, mayDrop: true },
        { title: 'YOURS', value: ({ ownVote }) => ownVote ?? '' },
        { title: 'WHAT', value: ({ description }) => description, mayShrink: true },
      ],
      proposals,
    )
  },
})
