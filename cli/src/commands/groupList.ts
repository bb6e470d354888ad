import { defineCommand } from '../Command.js'

const LIMIT = 20

export default defineCommand({
  options: [{ flags: '--limit <N>', about: `at most so many groups; default: ${LIMIT}` }],
  examples: ['aiigo group list', 'aiigo group list --limit 5 --json'],
  schemas: async () => ({ result: (await import('../schemas/group.js')).listed }),
  async run(context, input) {
    const limit = input.count('limit', { min: 1, max: 1_000 }) ?? LIMIT
    const [{ withSession }, { groupSummaryOf }] = await Promise.all([
      import('../session/openSession.js'),
      import('../group/describeGroup.js'),
    ])
    return withSession(context, input, 'session', async ({ buyer, platform }) => {
      const groups = []
      let hasMore = false
      for await (const group of buyer.groups({ signal: context.signal })) {
        hasMore = groups.length === limit
        if (hasMore) break
        groups.push(groupSummaryOf(group, platform.paymentTokens))
      }
      return { groups, hasMore }
    })
  },
  async show({ groups, hasMore }, output) {
    if (groups.length === 0) output.line('no group yet; hand one in: aiigo submit sweep')
    const { shortMoney } = await import('@aiigo/terminal/money')
    await output.table(
      [
        { title: 'GROUP', value: ({ groupId }) => groupId },
        { title: 'DONE', value: ({ progress }) => `${progress.done} of ${progress.total}`, isRight: true },
        { title: 'FAILED', value: ({ progress }) => String(progress.done - progress.succeeded), isRight: true },
        {
          title: 'COST',
          value: ({ progress }) => progress.amounts.map(({ cost }) => shortMoney(cost)).join(', '),
          isRight: true,
          mayShrink: true,
        },
        { title: 'NAME', value: ({ name }) => name, mayShrink: true },
      ],
      groups,
    )
    if (hasMore) output.line('there are more: aiigo group list --limit 100')
  },
})
