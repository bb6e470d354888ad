import { defineCommand } from '../Command.js'

export default defineCommand({
  examples: ['aiigo admin queues'],
  schemas: async () => ({ result: (await import('../schemas/admin.js')).queues }),
  async run(context, input) {
    const { withOperator } = await import('../admin/withOperator.js')
    return withOperator(context, input, 'session', async ({ operator }) => {
      const { queues, outboxWaiting, outboxSince } = await operator.queues({ signal: context.signal })
      return { queues: [...queues], outboxWaiting, outboxSince }
    })
  },
  async show({ queues, outboxWaiting }, output) {
    type Queue = (typeof queues)[number]
    await output.table(
      [
        { title: 'QUEUE', value: ({ name }: Queue) => name },
        {
          title: 'EVERY',
          value: ({ everySeconds }) => (everySeconds === null ? '' : `${everySeconds} s`),
          isRight: true,
        },
        { title: 'WAITING', value: ({ waiting }) => String(waiting), isRight: true },
        { title: 'ACTIVE', value: ({ active }) => String(active), isRight: true },
        { title: 'DELAYED', value: ({ delayed }) => String(delayed), isRight: true },
        {
          title: 'FAILED',
          value: ({ failed }) => String(failed),
          isRight: true,
          mark: (text, { failed }) => (failed > 0 ? output.style.bad(text) : text),
        },
        { title: 'WHAT', value: ({ description }) => description, mayShrink: true },
      ],
      queues,
    )
    output.line(`${outboxWaiting} effects wait to be enqueued`)
    if (queues.some(({ failed }) => failed > 0)) output.line('→ why they failed: aiigo admin failed')
  },
})
