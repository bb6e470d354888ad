import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { JOB } from '../job/arguments.js'
import { jobIdOf } from '../job/jobId.js'

export default defineCommand({
  arguments: [JOB],
  options: [PASSWORD_OPTION],
  examples: ['aiigo cancel JOB'],
  schemas: () => import('../schemas/cancel.js'),
  async run(context, input) {
    const jobId = jobIdOf(context.command, input)
    const { withSession } = await import('../session/openSession.js')
    return withSession(context, input, 'chain', async ({ buyer }) => {
      const { signal, leaves, output } = context
      const progress = output.progress()
      progress.update('taking the job back')
      const onTransaction = ({ what, hash }: { what: string; hash: string }): void => {
        progress.update(`waiting for a block with the transaction ${hash}`)
        leaves({ jobId, goesOn: `the transaction ${hash} (${what}) may be mined`, command: `aiigo jobs ${jobId}` })
      }
      const transaction = await buyer.cancel(jobId, { signal, onTransaction }).finally(() => progress.end())
      const { state } = await buyer.job(jobId, { signal })
      return { jobId, transaction, state }
    })
  },
  show({ jobId, transaction }, output) {
    output.line(`took job ${output.style.bold(jobId)} back`)
    output.line(transaction ? '→ its deposit is in your balance: aiigo balance withdraw' : 'nothing had been paid')
  },
})
