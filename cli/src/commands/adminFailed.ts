import { defineCommand } from '../Command.js'

const LIMIT = 50

export default defineCommand({
  arguments: [{ name: 'QUEUE', about: 'name of a queue: aiigo admin queues; default: all of them', isOptional: true }],
  options: [{ flags: '--limit <N>', about: `of each queue so many at most; default: ${LIMIT}` }],
  examples: ['aiigo admin failed', 'aiigo admin failed verify --json'],
  schemas: async () => ({ result: (await import('../schemas/admin.js')).failed }),
  async run(context, input) {
    const { withOperator } = await import('../admin/withOperator.js')
    const first = input.count('limit', { min: 1, max: 100 }) ?? LIMIT
    const word = input.text('QUEUE')
    const { signal } = context
    return withOperator(context, input, 'session', async ({ operator }) => {
      const names =
        word === undefined
          ? (await operator.queues({ signal })).queues.filter((queue) => queue.failed > 0).map(({ name }) => name)
          : [word]
      const found = await Promise.all(names.map((name) => operator.failedJobs(name, { first, signal })))
      return { failed: found.flat() }
    })
  },
  async show({ failed }, output) {
    if (failed.length === 0) output.line('no queue job has failed')
    type Failed = (typeof failed)[number]
    await output.table(
      [
        { title: 'QUEUE', value: ({ queue }: Failed) => queue },
        { title: 'ID', value: ({ id }) => id },
        { title: 'FAILED AT', value: ({ failedAt }) => failedAt },
        { title: 'TRIES', value: ({ tries }) => String(tries), isRight: true },
        { title: 'REASON', value: ({ reason }) => reason, mayShrink: true },
      ],
      failed,
    )
    const [one] = failed
    if (one) output.line(`→ try again: aiigo admin retry ${one.queue} ${one.id}`)
  },
})
