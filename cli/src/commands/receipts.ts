import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { JOB } from '../job/arguments.js'
import { jobIdOf } from '../job/jobId.js'

export default defineCommand({
  arguments: [JOB],
  options: [PASSWORD_OPTION],
  examples: ['aiigo receipts JOB', 'aiigo receipts JOB --json'],
  schemas: () => import('../schemas/receipts.js'),
  async run(context, input) {
    const jobId = jobIdOf(context.command, input)
    const [{ withSession }, { tokenOf }, { amountOf }] = await Promise.all([
      import('../session/openSession.js'),
      import('../job/describeJob.js'),
      import('@aiigo/terminal/money'),
    ])
    return withSession(context, input, 'wallet', async ({ buyer, platform }) => {
      const { signal } = context
      const { token } = await buyer.job(jobId, { signal })
      const { bytes, usage, cost, readers } = await buyer.receipts(jobId, { signal })
      return {
        ...{ jobId, bytes: bytes.toString(), usage: usage.toString() },
        cost: amountOf(cost, tokenOf(platform.paymentTokens, token)),
        readers: readers.map(({ reader, bytes: own }) => ({ reader, bytes: own.toString() })),
      }
    })
  },
  async show({ jobId, bytes, usage, cost, readers }, output) {
    const { money } = await import('@aiigo/terminal/money')
    output.facts([
      ['job', jobId],
      ['signed for', `${bytes} bytes`],
      ['billed', `${usage} MB`],
      ['cost', money(cost)],
    ])
    output.line()
    await output.table(
      [
        { title: 'READER', value: ({ reader }) => reader },
        { title: 'BYTES', value: (row) => row.bytes, isRight: true },
      ],
      readers,
    )
  },
})
