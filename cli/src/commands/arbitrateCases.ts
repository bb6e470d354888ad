import { defineCommand } from '../Command.js'

const LIMIT = 20

export default defineCommand({
  options: [
    { flags: '--undecided', about: 'only those that are not concluded' },
    { flags: '--limit <N>', about: `so many at most; default: ${LIMIT}` },
  ],
  examples: ['aiigo arbitrate cases', 'aiigo arbitrate cases --undecided --json'],
  schemas: async () => ({ result: (await import('../schemas/arbitrate.js')).list }),
  async run(context, input) {
    const { describeCase, withArbitrator } = await import('../arbitrate/withArbitrator.js')
    const limit = input.count('limit', { min: 1, max: 1_000 }) ?? LIMIT
    return withArbitrator(context, input, async ({ arbitrator }) => {
      const { isAppointed, panels, silences } = await arbitrator.appointment()
      const cases = []
      const wanted = { pageSize: Math.min(limit + 1, 100), signal: context.signal }
      for await (const { case: found } of arbitrator.cases({
        ...wanted,
        ...(input.flag('undecided') ? { undecided: true } : {}),
      })) {
        cases.push(describeCase(found))
        if (cases.length > limit) break
      }
      return { isAppointed, panels, silences, cases: cases.slice(0, limit), hasMore: cases.length > limit }
    })
  },
  async show({ isAppointed, panels, silences, cases, hasMore }, output) {
    const { nextCaseStep } = await import('../arbitrate/withArbitrator.js')
    output.line(
      `${isAppointed ? 'this wallet is an arbitrator' : 'this wallet is no arbitrator'}; ${panels} panels, ${silences} without a vote`,
    )
    await output.table(
      [
        { title: 'JOB', value: ({ jobId }) => jobId },
        { title: 'STATE', value: ({ state }) => state },
        { title: 'PHASE', value: ({ phase }) => phase },
        { title: 'COMMIT BY', value: ({ commitBy }) => commitBy },
        { title: 'OPEN BY', value: ({ revealBy }) => revealBy },
        { title: 'RULING', value: ({ ruling }) => ruling ?? '' },
      ],
      cases,
    )
    for (const found of cases) {
      const next = nextCaseStep(found)
      if (next) output.line(`→ ${next}`)
    }
    if (hasMore) output.line('there are more: aiigo arbitrate cases --limit 1000')
  },
})
