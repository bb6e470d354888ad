import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { JOB } from '../job/arguments.js'
import { jobIdOf } from '../job/jobId.js'

export default defineCommand({
  arguments: [JOB],
  options: [PASSWORD_OPTION],
  examples: ['aiigo readings JOB', 'aiigo readings JOB --json'],
  schemas: () => import('../schemas/readings.js'),
  async run(context, input) {
    const jobId = jobIdOf(context.command, input)
    const [{ withSession }, { tokenOf }, { amountOf }] = await Promise.all([
      import('../session/openSession.js'),
      import('../job/describeJob.js'),
      import('@aiigo/terminal/money'),
    ])
    return withSession(context, input, 'wallet', async ({ buyer, platform }) => {
      const { output, signal } = context
      const { token } = await buyer.job(jobId, { signal })
      const progress = output.progress()
      progress.update('downloading and checking the readings')
      const found = await buyer.readings(jobId, { signal }).finally(() => progress.end())
      const { nodeId, provider, sensor, outcome, points, usage, cost, readings } = found
      return {
        ...{ jobId, nodeId, provider, sensor, outcome, points, usage: usage.toString() },
        cost: amountOf(cost, tokenOf(platform.paymentTokens, token)),
        readings: readings.map((reading) => ({ ...reading })),
      }
    })
  },
  async show(result, output) {
    const { money } = await import('@aiigo/terminal/money')
    const { jobId, nodeId, provider, sensor, outcome, points, usage, cost, readings } = result
    output.facts([
      ['job', jobId],
      ['sensor', `${sensor} of node ${nodeId}`],
      ['signed by', `${provider}, each reading`],
      ['ended', outcome],
      ['points', `${readings.length} of ${points}, ${usage} billed`],
      ['cost', money(cost)],
    ])
    if (readings.length === 0) return
    output.line()
    await output.table(
      [
        { title: 'POINT', value: ({ sequence }) => String(sequence), isRight: true },
        { title: 'TIME', value: ({ at }) => at },
        { title: 'VALUE', value: ({ value }) => String(value), isRight: true },
        { title: 'UNIT', value: ({ unit }) => unit },
      ],
      readings,
    )
  },
})
